// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/network/multilayer_perceptron.hpp"

#include <numeric>
#include <string>
#include <vector>

#include "eigenmlp/losses/classification_loss.hpp"
#include "eigenmlp/network/initialization.hpp"
#include "eigenmlp/solvers/sgd.hpp"
#include "eigenmlp/training/objective.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

template <class S>
struct Problem {
    MultilayerPerceptron<S, AnyActivation, ClassificationLoss> network;
    Matrix<S> X, Y;
    Vector<S> theta;
    std::vector<Index> rows;

    Problem(const std::string& activation, Index n_outputs, std::vector<Index> hidden = {7, 5}, Index n = 9)
        : network(layout(hidden, n_outputs), std::vector<AnyActivation>(hidden.size(), activation),
                  n_outputs == 1 ? ClassificationLoss(BinaryLogLoss{}) : ClassificationLoss(LogLoss{})),
          X(n, 6),
          Y(Matrix<S>::Zero(n, n_outputs)),
          rows(static_cast<std::size_t>(n)) {
        RandomState random(1);
        for (S& x : X.reshaped()) x = static_cast<S>(random.uniform(-1, 1));
        for (Index i = 0; i < n; ++i) {
            if (n_outputs == 1)
                Y(i, 0) = static_cast<S>(i % 2);
            else
                Y(i, i % n_outputs) = 1;
        }
        theta = initial_parameters<S>(network.layout(), network.hidden_activations(), random);
        std::iota(rows.begin(), rows.end(), Index{0});
    }

    double loss(const Vector<S>& at, double alpha, Vector<S>& gradient) const {
        TrainingWorkspace<S> workspace(network.layout(), X.rows());
        return network.loss_and_gradient(at, {view(X), view(Y)}, rows, alpha, workspace, gradient);
    }

private:
    static ParameterLayout layout(const std::vector<Index>& hidden, Index n_outputs) {
        std::vector<Index> units = {6};
        units.insert(units.end(), hidden.begin(), hidden.end());
        units.push_back(n_outputs);
        return ParameterLayout(units);
    }
};

}  // namespace

TEST_CASE("the gradient equals central differences to 7 digits for every activation and loss") {
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu", "leaky_relu", "elu",
                                            "selu", "gelu", "silu", "softplus", "mish");
    const Index n_outputs = GENERATE(1, 3);
    INFO(activation << " with " << n_outputs << " outputs");
    const Problem<double> p(activation, n_outputs);
    const double alpha = 0.3, step = 1e-5;
    Vector<double> gradient(p.theta.size()), ignored(p.theta.size());
    p.loss(p.theta, alpha, gradient);
    for (Index i = 0; i < p.theta.size(); ++i) {
        Vector<double> above = p.theta, below = p.theta;
        above[i] += step;
        below[i] -= step;
        const double difference =
            (p.loss(above, alpha, ignored) - p.loss(below, alpha, ignored)) / (2 * step);
        CHECK(gradient[i] == Approx(difference).epsilon(1e-7).margin(1e-8));
    }
}

TEST_CASE("the gradient in float is the one in double, rounded") {
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu", "leaky_relu", "elu",
                                            "selu", "gelu", "silu", "softplus", "mish");
    const Problem<double> p(activation, 3);
    const Problem<float> q(activation, 3);
    Vector<double> expected(p.theta.size());
    Vector<float> gradient(p.theta.size());
    CHECK(q.loss(q.theta, 0.1, gradient) == Approx(p.loss(p.theta, 0.1, expected)).epsilon(1e-5));
    CHECK((gradient.cast<double>() - expected).cwiseAbs().maxCoeff() < 1e-6);
}

TEMPLATE_TEST_CASE("loss and gradient do not depend on how rows are named", "", float, double) {
    const Problem<TestType> p("tanh", 3);
    TrainingWorkspace<TestType> workspace(p.network.layout(), 9);
    Vector<TestType> of_rows(p.theta.size()), of_copy(p.theta.size());
    const std::vector<Index> rows = {7, 2, 2, 5};
    const double loss =
        p.network.loss_and_gradient(p.theta, {view(p.X), view(p.Y)}, rows, 0.1, workspace, of_rows);
    const Matrix<TestType> X = p.X(rows, Eigen::all), Y = p.Y(rows, Eigen::all);
    const std::vector<Index> all = {0, 1, 2, 3};
    CHECK(p.network.loss_and_gradient(p.theta, {view(X), view(Y)}, all, 0.1, workspace, of_copy) == loss);
    CHECK(of_rows == of_copy);
}

TEMPLATE_TEST_CASE("a forward pass in strips gives what one pass gives", "", float, double) {
    const Problem<TestType> p("relu", 3, {7, 5}, 23);
    Workspace<TestType> narrow(p.network.layout(), 5), wide(p.network.layout(), 23);
    Matrix<TestType> P(23, 3), Q(23, 3);
    p.network.forward(p.theta, view(p.X), narrow, view(P));
    p.network.forward(p.theta, view(p.X), wide, view(Q));
    CHECK((P - Q).cwiseAbs().maxCoeff() < 1e-6);
}

TEST_CASE("large layers give the products of plain Eigen") {
    const Problem<double> p("identity", 3, {301, 270}, 150);
    Workspace<double> workspace(p.network.layout(), 150);
    const auto& layout = p.network.layout();
    Matrix<double> h = p.X;
    for (Index i = 0; i < 2; ++i)
        h = ((h * layout.coefs(p.theta, i)).rowwise() + layout.intercepts(p.theta, i).transpose()).eval();
    Matrix<double> P(150, 3);
    p.network.forward(p.theta, view(p.X), workspace, view(P));
    CHECK((workspace.outputs(1, 150) - h).cwiseAbs().maxCoeff() < 1e-12);
}

// scikit-learn's test_fit: a 3-2-1 network computed by hand.
TEMPLATE_TEST_CASE("one step of plain sgd gives the weights computed by hand", "", float, double) {
    using S = TestType;
    const MultilayerPerceptron<S, AnyActivation, ClassificationLoss> network(
        ParameterLayout({3, 2, 1}), {AnyActivation("logistic")}, BinaryLogLoss{});
    const ParameterLayout& layout = network.layout();
    Vector<S> theta(layout.size());
    theta << S(0.1), S(0.2), S(0.3), S(0.1), S(0.5), S(0), S(0.1), S(0.2), S(0.1), S(0.1), S(1.0);
    const Matrix<S> X = (Matrix<S>(1, 3) << S(0.6), S(0.8), S(0.7)).finished();
    const Matrix<S> Y = Matrix<S>::Zero(1, 1);

    using Network = MultilayerPerceptron<S, AnyActivation, ClassificationLoss>;
    Objective<S, Network> objective(network, {view(X), view(Y)}, 0.1, 1);
    auto state = Sgd{}.init<S>(theta, {.learning_rate_init = 0.1, .momentum = 0.0});
    Vector<S> gradient(theta.size());
    objective(theta, std::vector<Index>{0}, gradient);
    state.update(theta, gradient);

    const std::vector<double> expected = {0.098,   0.195756, 0.2956664, 0.096008, 0.4939998, -0.002244,
                                          0.04706, 0.154089, 0.098333,  0.09626,  0.9235};
    for (Index i = 0; i < theta.size(); ++i)
        CHECK(double(theta[i]) == Approx(expected[static_cast<std::size_t>(i)]).margin(5e-4));
    Workspace<S> workspace(layout, 1);
    Matrix<S> P(1, 1);
    network.forward(theta, view(X), workspace, view(P));
    CHECK(double(P(0, 0)) == Approx(0.739).margin(5e-4));
}

TEMPLATE_TEST_CASE("sample weights give the weighted mean loss and its gradient", "", float, double) {
    using S = TestType;
    const Problem<S> p("tanh", 3);
    Vector<S> weight(9), gradient(p.theta.size()), expected_gradient = Vector<S>::Zero(p.theta.size());
    weight << 2, 0, S(0.5), 1, 1, 3, S(0.25), 2, 1;
    TrainingWorkspace<S> workspace(p.network.layout(), 9);
    const auto loss = [&](const S* weights, const std::vector<Index>& rows) {
        return p.network.loss_and_gradient(p.theta, {view(p.X), view(p.Y), weights}, rows, 0.0, workspace,
                                           gradient);
    };
    double expected = 0.0;
    for (const Index row : p.rows) {
        expected += static_cast<double>(weight[row] / weight.sum()) * loss(nullptr, {row});
        expected_gradient += weight[row] / weight.sum() * gradient;
    }
    CHECK(loss(weight.data(), p.rows) == Approx(expected).epsilon(1e-6));
    CHECK((gradient - expected_gradient).norm() <= S(1e-6) * expected_gradient.norm());

    SECTION("a single row of any weight counts as itself, but less against the L2 term") {
        p.network.loss_and_gradient(p.theta, {view(p.X), view(p.Y), weight.data()}, std::vector<Index>{5},
                                    0.3, workspace, gradient);
        Vector<S> lighter(gradient.size());
        p.network.loss_and_gradient(p.theta, {view(p.X), view(p.Y)}, std::vector<Index>{5}, 0.1, workspace,
                                    lighter);
        CHECK((gradient - lighter).norm() <= S(1e-6) * lighter.norm());
    }
    SECTION("weights that add up to zero are refused") {
        CHECK_THROWS_AS(loss(weight.data(), {1}), InvalidDataError);
    }
}

TEST_CASE("pre-activations are kept of those layers only whose activation needs them") {
    const MultilayerPerceptron<double, AnyActivation, BinaryLogLoss> network(
        ParameterLayout({2, 3, 4, 5, 1}), {"tanh", "gelu", "softplus"}, BinaryLogLoss{});
    const Matrix<double> X = Matrix<double>::Ones(6, 2), Y = Matrix<double>::Zero(6, 1);
    const std::vector<Index> rows = {0, 1, 2, 3, 4, 5};
    Vector<double> theta = Vector<double>::Constant(network.layout().size(), 0.25), gradient = theta;
    TrainingWorkspace<double> workspace(network.layout(), 6);
    network.loss_and_gradient(theta, {view(X), view(Y)}, rows, 0.0, workspace, gradient);
    CHECK(workspace.pre_activations(0, 6).size() == 0);
    CHECK(workspace.pre_activations(1, 6).size() == 6 * 4);
    CHECK(workspace.pre_activations(2, 6).size() == 0);
    CHECK(workspace.pre_activations(3, 6).size() == 0);
}

TEST_CASE("a network refuses an activation with a setting out of range") {
    using Network = MultilayerPerceptron<double, AnyActivation, BinaryLogLoss>;
    CHECK_THROWS_AS(Network(ParameterLayout({1, 2, 1}), {AnyActivation(Elu{.alpha = -1.0})}, BinaryLogLoss{}),
                    InvalidParameterError);
}
