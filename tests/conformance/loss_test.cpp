// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "conformance/loss.hpp"

#include <numeric>
#include <string_view>
#include <vector>

#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/losses/classification_loss.hpp"
#include "eigenmlp/network/initialization.hpp"
#include "eigenmlp/solvers/adam.hpp"
#include "eigenmlp/training/objective.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;

namespace {

/// A loss as a user writes one: half the squared error, summed over the outputs.
struct MySquaredError {
    std::string_view out_activation() const { return "identity"; }
    void activate(auto&&) const {}
    double value(const auto& Y, const auto& P) const {
        return 0.5 * static_cast<double>((P - Y).squaredNorm()) / static_cast<double>(Y.rows());
    }
    void delta(const auto& Y, const auto& P, auto&& d) const { d = P - Y; }
};

template <class S>
Matrix<S> one_hot(Index rows, Index cols) {
    Matrix<S> Y = Matrix<S>::Zero(rows, cols);
    for (Index i = 0; i < rows; ++i) Y(i, (5 * i + 1) % cols) = S(1);
    return Y;
}

template <class S>
Matrix<S> zeros_and_ones(Index rows, Index cols) {
    Matrix<S> Y(rows, cols);
    for (Index i = 0; i < Y.size(); ++i) Y.data()[i] = static_cast<S>((i * i / 2) % 2);
    return Y;
}

/// Targets at least 0.02 from where a difference to the points of the gradient's test is 0 or a tenth.
template <class S>
Matrix<S> targets_off_kinks(Index rows, Index cols) {
    Matrix<S> Y(rows, cols);
    for (Index i = 0; i < Y.size(); ++i)
        Y.data()[i] = static_cast<S>(-1.48 + 0.3 * static_cast<double>((5 * i) % 11));
    return Y;
}

struct NoDelta {
    std::string_view out_activation() const { return "identity"; }
    void activate(auto&&) const {}
    double value(const auto&, const auto&) const { return 0.0; }
};

}  // namespace

TEMPLATE_TEST_CASE("Every built-in loss of classifiers conforms", "", float, double) {
    for (const auto& [rows, cols] : {std::pair{1, 3}, {7, 2}, {6, 10}, {5, 17}}) {
        conformance::check_loss<TestType>(LogLoss{}, one_hot<TestType>(rows, cols));
        conformance::check_loss<TestType>(ClassificationLoss(LogLoss{}), one_hot<TestType>(rows, cols));
    }
    for (const auto& [rows, cols] : {std::pair{1, 1}, {7, 1}, {18, 1}, {5, 3}}) {
        conformance::check_loss<TestType>(BinaryLogLoss{}, zeros_and_ones<TestType>(rows, cols));
        conformance::check_loss<TestType>(ClassificationLoss(BinaryLogLoss{}),
                                          zeros_and_ones<TestType>(rows, cols));
    }
}

TEMPLATE_TEST_CASE("Every built-in loss of regressors conforms", "", float, double) {
    using S = TestType;
    for (const auto& [rows, cols] : {std::pair{1, 1}, {7, 1}, {5, 3}}) {
        const Matrix<S> Y = targets_off_kinks<S>(rows, cols);
        conformance::check_loss<S>(SquaredError{.average_outputs = false}, Y);
        conformance::check_loss<S>(AbsoluteError{}, Y);
        conformance::check_loss<S>(Huber{.threshold = 0.8}, Y);
        conformance::check_loss<S>(PinballLoss{.quantile = 0.3}, Y);
        conformance::check_loss<S>(AnyLoss(Huber{}), Y);
        conformance::check_loss<S>(PoissonLoss{}, Y.cwiseAbs().array().round().matrix().eval(), S(80));
    }
}

TEMPLATE_TEST_CASE("A user's loss conforms", "", float, double) {
    const Matrix<TestType> Y = conformance::activation_points<TestType>(7, 3) / TestType(2);
    conformance::check_loss<TestType>(MySquaredError{}, Y);
}

TEST_CASE("A type that lacks a member of a loss is no loss") {
    STATIC_REQUIRE_FALSE(Loss<NoDelta>);
    STATIC_REQUIRE_FALSE(Loss<double>);
}

TEMPLATE_TEST_CASE("A network learns a regression through a user's loss", "", float, double) {
    using S = TestType;
    using Network = MultilayerPerceptron<S, Tanh, MySquaredError>;
    const Network network(ParameterLayout({3, 8, 2}), {Tanh{}}, MySquaredError{});
    const Matrix<S> X = support::small_data<S>(40).X;
    const Matrix<S> Y = (X.leftCols(2) * S(0.5)).array() + S(0.25);
    RandomState random(0);
    Vector<S> theta = initial_parameters<S>(network.layout(), network.hidden_activations(), random);
    Vector<S> gradient(theta.size());
    std::vector<Index> rows(40);
    std::iota(rows.begin(), rows.end(), Index{0});
    Objective<S, Network> objective(network, {view(X), view(Y)}, 0.0, 40);
    const double loss_before = objective(theta, rows, gradient);
    auto solver = Adam{}.init<S>(theta, {.learning_rate_init = 0.02});
    for (int step = 0; step < 400; ++step) {
        objective(theta, rows, gradient);
        solver.update(theta, gradient);
    }
    CHECK(objective(theta, rows, gradient) < 0.02 * loss_before);
}
