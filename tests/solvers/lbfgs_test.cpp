// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/lbfgs.hpp"

#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/solvers/any_solver.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

using Values = Vector<double>;
using Problem = std::function<double(const Values&, Values&)>;

double rosenbrock(const Values& x, Values& g) {
    double loss = 0.0;
    g.setZero();
    for (Index i = 0; i + 1 < x.size(); ++i) {
        const double valley = x[i + 1] - x[i] * x[i];
        g[i] += -400.0 * x[i] * valley - 2.0 * (1.0 - x[i]);
        g[i + 1] += 200.0 * valley;
        loss += 100.0 * valley * valley + (1.0 - x[i]) * (1.0 - x[i]);
    }
    return loss;
}

double quadratic(const Values& x, Values& g) {
    const Values curvature = Eigen::pow(10.0, Eigen::ArrayXd::LinSpaced(x.size(), 0.0, 4.0));
    g = curvature.cwiseProduct((x.array() - 1.0).matrix());
    return 0.5 * g.dot((x.array() - 1.0).matrix());
}

double logistic_regression(const Values& x, Values& g) {
    double loss = 0.0005 * x.squaredNorm();
    g = 0.001 * x;
    for (int i = 0; i < 60; ++i) {
        Values row(x.size());
        for (int j = 0; j < x.size(); ++j) row[j] = (1 + j) * std::sin(1.0 + 1.7 * i + 0.9 * j + 0.3 * i * j);
        const bool y = row[0] + 0.3 * row[1] * std::sin(i) > 0.2;
        const double p = 1.0 / (1.0 + std::exp(-row.dot(x)));
        loss -= std::log(y ? p : 1.0 - p) / 60.0;
        g += (p - y) / 60.0 * row;
    }
    return loss;
}

double wrong_gradient(const Values& x, Values& g) {
    const double loss = quadratic(x, g);
    g = -g;
    return loss;
}

double gradient_that_turns(const Values& x, Values& g) {
    const double loss = quadratic(x, g);
    if (loss <= 10.0) g = -g;
    return loss;
}

const std::map<std::string, Problem> cases = {
    {"rosenbrock_2", rosenbrock},
    {"rosenbrock_2_exact", rosenbrock},
    {"rosenbrock_10", rosenbrock},
    {"rosenbrock_10_max_iter", rosenbrock},
    {"rosenbrock_10_max_iter_1", rosenbrock},
    {"rosenbrock_10_max_fun", rosenbrock},
    {"rosenbrock_10_tol", rosenbrock},
    {"quadratic", quadratic},
    {"quadratic_loose", quadratic},
    {"quadratic_at_optimum", quadratic},
    {"logistic_regression", logistic_regression},
    {"logistic_regression_max_iter", logistic_regression},
    {"wrong_gradient", wrong_gradient},
    {"wrong_gradient_max_fun", wrong_gradient},
    {"gradient_that_turns", gradient_that_turns},
};

/// The problem as a network in S sees it.
template <class S>
auto rounded_to(const Problem& problem) {
    return [&problem](const Vector<S>& theta, Vector<S>& gradient) {
        Values g(theta.size());
        const double loss = problem(theta.template cast<double>(), g);
        gradient = g.cast<S>();
        return static_cast<double>(static_cast<S>(loss));
    };
}

}  // namespace

TEST_CASE("L-BFGS ends where and as SciPy's L-BFGS-B does") {
    const Fixture scipy("lbfgs");
    for (const auto& [name, problem] : cases) {
        CAPTURE(name);
        Values theta = scipy.vector(name + ".start");
        const MinimizeResult result =
            Lbfgs{}.minimize(problem, theta,
                             {.max_iter = scipy.integers<Index>(name + ".max_iter")[0],
                              .max_fun = scipy.integers<Index>(name + ".max_fun")[0],
                              .tol = scipy.real(name + ".tol")});
        std::string message;
        for (const std::string& word : scipy.words(name + ".message"))
            message += (message.empty() ? "" : " ") + word;
        CHECK(result.n_iter == scipy.integers<Index>(name + ".n_iter")[0]);
        // trials that a last bit tells apart from the one before are evaluated, others are not
        const Index uncertain = name == "gradient_that_turns" ? 2 : 0;
        CHECK(std::abs(result.n_evaluations - scipy.integers<Index>(name + ".n_evaluations")[0]) <=
              uncertain);
        CHECK(result.status == scipy.integers<int>(name + ".status")[0]);
        CHECK(result.message == message);
        CHECK(result.loss == Approx(scipy.real(name + ".loss")).epsilon(1e-9).margin(1e-12));
        CHECK((theta - scipy.vector(name + ".theta")).cwiseAbs().maxCoeff() < 1e-7);
    }
}

TEST_CASE("In float L-BFGS reaches the same minimum, whose coordinates are floats") {
    for (const Problem& problem : {Problem(rosenbrock), Problem(logistic_regression)}) {
        Values expected = Values::Zero(4);
        Vector<float> theta = Vector<float>::Zero(4);
        CHECK(Lbfgs{}.minimize(problem, expected, {}).status == 0);
        const MinimizeResult result = Lbfgs{}.minimize(rounded_to<float>(problem), theta, {});
        CHECK(result.n_iter > 5);
        CHECK(result.status == 0);
        CHECK(theta.isApprox(expected.cast<float>(), 1e-2F));
    }
}

TEST_CASE("After each iteration L-BFGS shows where it is, and ends when told so") {
    std::vector<double> losses;
    Values theta{{-1.2, 1.0}}, last;
    const auto stop_at_seven = [&](const Values& at, double loss) {
        losses.push_back(loss);
        last = at;
        return losses.size() < 7;
    };
    const MinimizeResult result = Lbfgs{}.minimize(rosenbrock, theta, {}, stop_at_seven);
    CHECK(losses.size() == 7);
    CHECK(result.n_iter == 7);
    CHECK(result.status == 3);
    CHECK(result.message == "STOP: CALLBACK REQUESTED HALT");
    CHECK(theta == last);
    Values g(2);
    CHECK(rosenbrock(theta, g) == result.loss);
    CHECK(losses.back() == result.loss);
    for (std::size_t i = 1; i < losses.size(); ++i) CHECK(losses[i] < losses[i - 1]);
}

TEST_CASE("Where the loss is nowhere finite L-BFGS ends at the start") {
    for (const double value :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity()}) {
        Values theta{{0.5, -0.5}};
        const auto not_finite = [&](const Values&, Values& g) {
            g.setOnes();
            return value;
        };
        const MinimizeResult result = Lbfgs{}.minimize(not_finite, theta, {});
        CHECK(result.status == 2);
        CHECK(result.n_iter == 0);
        CHECK(result.message == "ABNORMAL_TERMINATION_IN_LNSRCH");
        CHECK(theta == Values{{0.5, -0.5}});

        INFO("and also if only the start is finite");
        const auto finite_at_start = [&](const Values& x, Values& g) {
            g.setOnes();
            return x == Values{{0.5, -0.5}} ? 1.0 : value;
        };
        const MinimizeResult second = Lbfgs{}.minimize(finite_at_start, theta, {});
        CHECK(second.status == 2);
        CHECK(second.loss == 1.0);
        CHECK(second.n_evaluations == 21);
        CHECK(theta == Values{{0.5, -0.5}});
    }
}

TEST_CASE("L-BFGS finds the minimum beside a region where the loss is not finite") {
    for (const double outside :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        const auto barrier = [&](const Values& x, Values& g) {
            g = 5.0 - x.array().inverse();
            return x.minCoeff() > 0.0 ? (5.0 * x.array() - x.array().log()).sum() : outside;
        };
        Values theta{{1.0, 0.4}};
        const MinimizeResult result = Lbfgs{}.minimize(barrier, theta, {});
        CHECK(result.status == 0);
        CHECK(theta.isApproxToConstant(0.2, 1e-3));
    }
}

TEST_CASE("An exception of the objective passes through L-BFGS and leaves theta as it was") {
    int calls = 0;
    const auto failing = [&](const Values& x, Values& g) {
        if (++calls == 3) throw std::runtime_error("third");
        return rosenbrock(x, g);
    };
    Values theta{{-1.2, 1.0}};
    CHECK_THROWS_WITH(Lbfgs{}.minimize(failing, theta, {}), "third");
    CHECK(theta == Values{{-1.2, 1.0}});
}

TEST_CASE("L-BFGS is a full-batch solver and Adam is none") {
    STATIC_REQUIRE(FullBatchSolver<Lbfgs, float>);
    STATIC_REQUIRE(FullBatchSolver<Lbfgs, double>);
    STATIC_REQUIRE_FALSE(StochasticSolver<Lbfgs>);
    STATIC_REQUIRE_FALSE(FullBatchSolver<Adam>);
    STATIC_REQUIRE(FullBatchSolver<AnySolver>);
    STATIC_REQUIRE(StochasticSolver<AnySolver>);
}
