// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/network/dropout.hpp"

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "eigenmlp/losses/log_loss.hpp"
#include "eigenmlp/network/initialization.hpp"
#include "eigenmlp/network/multilayer_perceptron.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

template <class S>
Matrix<S> masked(const Dropout& dropout, Index layer, Index first_row, Matrix<S> m) {
    dropout.apply(layer, first_row, view(m));
    return m;
}

/// The mask, times 1 / (1 - rate).
Matrix<double> mask(const Dropout& dropout, Index layer = 0, Index rows = 200, Index cols = 101) {
    return masked<double>(dropout, layer, 0, Matrix<double>::Ones(rows, cols));
}

double share_of_zeros(const Matrix<double>& m) {
    return static_cast<double>((m.array() == 0.0).count()) / static_cast<double>(m.size());
}

using Network = MultilayerPerceptron<double, AnyActivation, LogLoss>;

/// A network with two hidden layers on 21 random rows.
struct Problem {
    Network network;
    Matrix<double> X = Matrix<double>(21, 6), Y = Matrix<double>::Zero(21, 3);
    Vector<double> theta;
    std::vector<Index> rows = std::vector<Index>(21);

    explicit Problem(const std::string& activation)
        : network(ParameterLayout({6, 9, 7, 3}), {activation, activation}, LogLoss{}) {
        RandomState random(3);
        for (double& x : X.reshaped()) x = random.uniform(-1, 1);
        for (Index i = 0; i < Y.rows(); ++i) Y(i, i % 3) = 1.0;
        theta = initial_parameters<double>(network.layout(), network.hidden_activations(), random);
        std::iota(rows.begin(), rows.end(), Index{0});
    }

    /// The loss of the batch after the one that `dropout` names.
    double loss(const Vector<double>& at, const Dropout& dropout, Vector<double>& gradient,
                Index n_threads = 1) const {
        TrainingWorkspace<double> workspace(network.layout(), X.rows(), n_threads);
        workspace.dropout() = dropout;
        gradient.resize(theta.size());
        return network.loss_and_gradient(at, {view(X), view(Y)}, rows, 0.1, workspace, gradient);
    }
};

}  // namespace

TEST_CASE("Dropout leaves out its share of units and scales the others by 1 over 1 minus rate") {
    for (const double rate : {0.1, 0.5, 0.8}) {
        const Matrix<double> m = mask(Dropout(rate, 7));
        const double n = static_cast<double>(m.size()), deviation = std::sqrt(rate * (1 - rate) / n);
        CAPTURE(rate);
        CHECK(std::abs(share_of_zeros(m) - rate) < 4 * deviation);
        CHECK(((m.array() == 0.0) || (m.array() == 1.0 / (1.0 - rate))).all());
        INFO("so that the mean is kept");
        CHECK(std::abs(m.mean() - 1.0) < 4 * deviation / (1.0 - rate));
        INFO("in each row and each column, too");
        CHECK((m.rowwise().mean().array() - 1.0).abs().maxCoeff() < 5 * std::sqrt(rate / (1 - rate) / 101));
        CHECK((m.colwise().mean().array() - 1.0).abs().maxCoeff() < 5 * std::sqrt(rate / (1 - rate) / 200));
    }
}

TEST_CASE("Neighbouring units, rows, layers, batches and seeds are left out independently of each other") {
    Dropout other_batch(0.5, 7);
    other_batch.next_batch();
    const Matrix<double> m = mask(Dropout(0.5, 7)).array() - 1.0;
    const auto correlation = [&](const Matrix<double>& a, const Matrix<double>& b) {
        return (a.array() * b.array()).mean();
    };
    const auto of = [](const Dropout& dropout, Index layer) -> Matrix<double> {
        return mask(dropout, layer).array() - 1.0;
    };
    const double bound = 4.0 / std::sqrt(static_cast<double>(m.size() - 200));
    CHECK(std::abs(correlation(m.leftCols(100), m.rightCols(100))) < bound);
    CHECK(std::abs(correlation(m.leftCols(99), m.rightCols(99))) < bound);
    CHECK(std::abs(correlation(m.topRows(199), m.bottomRows(199))) < bound);
    CHECK(std::abs(correlation(m, of(Dropout(0.5, 7), 1))) < bound);
    CHECK(std::abs(correlation(m, of(other_batch, 0))) < bound);
    CHECK(std::abs(correlation(m, of(Dropout(0.5, 8), 0))) < bound);
    CHECK(other_batch.rate() == 0.5);
}

TEMPLATE_TEST_CASE("The mask of a row does not depend on how the batch is divided", "", float, double) {
    using S = TestType;
    const Dropout dropout(0.3, 11, 5);
    const Matrix<S> m = Matrix<S>::Random(13, 9);
    const Matrix<S> whole = masked<S>(dropout, 2, 0, m);
    for (Index first = 0; first < 13; first += 4) {
        const Index n = std::min<Index>(4, 13 - first);
        CHECK(masked<S>(dropout, 2, first, m.middleRows(first, n)) == whole.middleRows(first, n));
    }
    CHECK(masked<S>(dropout, 2, 0, m) == whole);
}

TEMPLATE_TEST_CASE("Units left out are 0 even where they were infinite or NaN", "", float, double) {
    using S = TestType;
    const Dropout dropout(0.5, 1);
    const Matrix<S> ones = masked<S>(dropout, 0, 0, Matrix<S>::Ones(4, 50));
    const Matrix<S> nans = masked<S>(dropout, 0, 0, Matrix<S>::Constant(4, 50, S(NAN)));
    CHECK(((ones.array() == S(0)) == (nans.array() == S(0))).all());
}

TEST_CASE("Rate 0 is no dropout") {
    CHECK_FALSE(Dropout().active());
    CHECK_FALSE(Dropout(0.0, 3).active());
    const Problem p("tanh");
    Vector<double> with, without;
    CHECK(p.loss(p.theta, Dropout(0.0, 3), with) == p.loss(p.theta, Dropout(), without));
    CHECK(with == without);
}

TEST_CASE("With dropout the gradient equals central differences of the loss with the same mask") {
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu", "elu", "gelu", "mish");
    INFO(activation);
    const Problem p(activation);
    const Dropout dropout(0.4, 21);
    const double step = 1e-5;
    Vector<double> gradient, ignored;
    p.loss(p.theta, dropout, gradient);
    for (Index i = 0; i < p.theta.size(); ++i) {
        Vector<double> above = p.theta, below = p.theta;
        above[i] += step;
        below[i] -= step;
        const double difference =
            (p.loss(above, dropout, ignored) - p.loss(below, dropout, ignored)) / (2 * step);
        CHECK(gradient[i] == Approx(difference).epsilon(1e-7).margin(1e-8));
    }
    INFO("and is another than without");
    p.loss(p.theta, Dropout(), ignored);
    CHECK((gradient - ignored).norm() > 0.01 * ignored.norm());
}

TEST_CASE("Loss and gradient with dropout are the same bits for any number of threads") {
    const Problem p("tanh");
    const Dropout dropout(0.5, 5);
    Vector<double> one, more;
    const double loss = p.loss(p.theta, dropout, one);
    for (const Index n_threads : {2, 3, 4}) {
        CHECK(p.loss(p.theta, dropout, more, n_threads) == loss);
        CHECK(more == one);
    }
}

TEST_CASE("Each batch leaves out other units") {
    const Problem p("tanh");
    TrainingWorkspace<double> workspace(p.network.layout(), 21);
    workspace.dropout() = Dropout(0.5, 5);
    Vector<double> gradient = p.theta;
    const auto next_loss = [&] {
        return p.network.loss_and_gradient(p.theta, {view(p.X), view(p.Y)}, p.rows, 0.0, workspace, gradient);
    };
    const double first = next_loss();
    CHECK(next_loss() != first);
    workspace.dropout() = Dropout(0.5, 5);
    CHECK(next_loss() == first);
}

TEST_CASE("Dropout of both hidden layers keeps the outputs' mean in a linear network") {
    const MultilayerPerceptron<double, Identity, LogLoss> network(ParameterLayout({4, 20, 20, 3}), {{}, {}},
                                                                  {});
    RandomState random(3);
    const Vector<double> theta =
        initial_parameters<double>(network.layout(), network.hidden_activations(), random);
    const Matrix<double> X = Matrix<double>::Ones(1, 4), Y = Matrix<double>::Identity(1, 3);
    TrainingWorkspace<double> workspace(network.layout(), 1);
    Vector<double> gradient = theta;
    const auto hidden = [&](const Dropout& dropout) {
        workspace.dropout() = dropout;
        network.loss_and_gradient(theta, {view(X), view(Y)}, std::vector<Index>{0}, 0.0, workspace, gradient);
        return Vector<double>(workspace.outputs(1, 1).row(0));
    };
    const Vector<double> without = hidden(Dropout());
    Vector<double> mean = Vector<double>::Zero(20);
    constexpr std::uint64_t n = 4000;
    for (std::uint64_t batch = 0; batch < n; ++batch) mean += hidden(Dropout(0.25, 9, batch)) / double(n);
    CHECK((mean - without).norm() < 0.1 * without.norm());
}
