// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/sgd.hpp"

#include "conformance/solver.hpp"
#include "support/tolerances.hpp"

using namespace eigenmlp;
using conformance::some_vector;

namespace {

SolverParams plain(double learning_rate) {
    return {.learning_rate_init = learning_rate, .momentum = 0.0, .nesterovs_momentum = false};
}

}  // namespace

TEMPLATE_TEST_CASE("Sgd without momentum steps by minus the learning rate times the gradient", "", float,
                   double) {
    using S = TestType;
    const Vector<S> w = some_vector<S>(19, 1.0), g = some_vector<S>(19, 2.0);
    for (double lr = 1e-3; lr < 2e3; lr *= 10) {
        for (const bool nesterov : {false, true}) {
            SolverParams params = plain(lr);
            params.nesterovs_momentum = nesterov;
            Vector<S> theta = w;
            Sgd{}.init(theta, params).update(theta, g);
            const Vector<S> step = static_cast<S>(lr) * g;
            const Vector<S> expected = w - step;
            CHECK(theta == expected);
        }
    }
}

TEMPLATE_TEST_CASE("Sgd with momentum keeps a velocity: v <- m v - lr g, theta <- theta + v", "", float,
                   double) {
    using S = TestType;
    for (const double m : {0.3, 0.9, 1.0}) {
        Vector<S> theta = some_vector<S>(19, 1.0);
        Vector<double> expected = theta.template cast<double>(), v = Vector<double>::Zero(19);
        auto state =
            Sgd{}.init(theta, {.learning_rate_init = 0.1, .momentum = m, .nesterovs_momentum = false});
        for (int step = 0; step < 5; ++step) {
            const Vector<S> g = some_vector<S>(19, 0.7 + step);
            state.update(theta, g);
            v = m * v - 0.1 * g.template cast<double>();
            expected += v;
        }
        CHECK(theta.isApprox(expected.cast<S>(), static_cast<S>(support::tolerance<S>)));
    }
}

TEMPLATE_TEST_CASE("Sgd with Nesterov's momentum steps by m v - lr g with the new v", "", float, double) {
    using S = TestType;
    for (const double m : {0.3, 0.9, 1.0}) {
        Vector<S> theta = some_vector<S>(19, 1.0);
        Vector<double> expected = theta.template cast<double>(), v = Vector<double>::Zero(19);
        auto state = Sgd{}.init(theta, {.learning_rate_init = 0.1, .momentum = m});
        for (int step = 0; step < 5; ++step) {
            const Vector<S> g = some_vector<S>(19, 0.7 + step);
            state.update(theta, g);
            v = m * v - 0.1 * g.template cast<double>();
            expected += m * v - 0.1 * g.template cast<double>();
        }
        CHECK(theta.isApprox(expected.cast<S>(), static_cast<S>(support::tolerance<S>)));
    }
}

TEMPLATE_TEST_CASE("Sgd treats every element alike, whatever the length", "", float, double) {
    using S = TestType;
    for (const Index size : {1, 7, 1023, 1024, 1025, 3000}) {
        Vector<S> theta = Vector<S>::Constant(size, S(0.5)), one = Vector<S>::Constant(1, S(0.5));
        auto state = Sgd{}.init(theta, {.learning_rate_init = 0.1});
        auto state_of_one = Sgd{}.init(one, {.learning_rate_init = 0.1});
        for (const S g : {S(0.3), S(-0.8), S(0.1)}) {
            state.update(theta, Vector<S>::Constant(size, g));
            state_of_one.update(one, Vector<S>::Constant(1, g));
        }
        CAPTURE(size);
        CHECK(theta.isApproxToConstant(one[0], static_cast<S>(support::tolerance<S>)));
    }
}

TEST_CASE("The constant schedule stays, and stops when the stopping rule fires") {
    auto state = Sgd{}.init(Vector<double>(3), plain(0.1));
    state.iteration_ends(100);
    CHECK(state.learning_rate() == 0.1);
    const StopDecision decision = state.trigger_stopping();
    CHECK(decision.stop);
    CHECK(decision.note == "Stopping.");
    CHECK(state.learning_rate() == 0.1);
}

TEST_CASE("Inverse scaling divides the first rate by (t + 1)^power_t, t in rows") {
    SolverParams params = plain(0.1);
    params.learning_rate = LearningRate::invscaling;
    params.power_t = 0.25;
    auto state = Sgd{}.init(Vector<double>(3), params);
    CHECK(state.learning_rate() == 0.1);
    state.iteration_ends(8);
    CHECK(state.learning_rate() == 0.1 / std::pow(9.0, 0.25));
    state.iteration_ends(80);
    CHECK(state.learning_rate() == Approx(0.1 / 3.0).epsilon(1e-15));
    CHECK(state.trigger_stopping().stop);

    INFO("the steps follow the rate");
    Vector<double> theta = Vector<double>::Zero(3);
    state.update(theta, Vector<double>::Ones(3));
    CHECK(theta[1] == Approx(-0.1 / 3.0).epsilon(1e-15));
}

TEST_CASE("The adaptive schedule divides by 5 while above 1e-6, then stops") {
    SolverParams params = plain(2e-6);
    params.learning_rate = LearningRate::adaptive;
    auto state = Sgd{}.init(Vector<double>(3), params);
    state.iteration_ends(100);
    CHECK(state.learning_rate() == 2e-6);

    const StopDecision first = state.trigger_stopping();
    CHECK_FALSE(first.stop);
    CHECK(first.note == "Setting learning rate to 0.000000");
    CHECK(state.learning_rate() == 2e-6 / 5.0);
    const StopDecision second = state.trigger_stopping();
    CHECK(second.stop);
    CHECK(second.note == "Learning rate too small. Stopping.");
    CHECK(state.learning_rate() == 2e-6 / 5.0);
}

TEST_CASE("From 1e-3 the adaptive schedule goes on five times and stops at the sixth") {
    SolverParams params = plain(1e-3);
    params.learning_rate = LearningRate::adaptive;
    auto state = Sgd{}.init(Vector<double>(3), params);
    CHECK(state.trigger_stopping().note == "Setting learning rate to 0.000200");
    for (int cut = 2; cut <= 5; ++cut) CHECK_FALSE(state.trigger_stopping().stop);
    CHECK(state.trigger_stopping().stop);
}
