// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/adam.hpp"

#include "conformance/solver.hpp"
#include "support/tolerances.hpp"

using namespace eigenmlp;
using conformance::some_vector;

TEMPLATE_TEST_CASE("After ten steps Adam is where the formula says, for any decay rates", "", float, double) {
    using S = TestType;
    for (const double b1 : {0.0, 0.5, 0.9, 0.95})
        for (const double b2 : {0.0, 0.9, 0.995, 0.999}) {
            CAPTURE(b1, b2);
            const double lr = 0.01, eps = 1e-6;
            Vector<S> theta = some_vector<S>(19, 1.0);
            Vector<double> expected = theta.template cast<double>();
            Vector<double> m = Vector<double>::Zero(19), v = Vector<double>::Zero(19);
            auto state =
                Adam{}.init(theta, {.learning_rate_init = lr, .beta_1 = b1, .beta_2 = b2, .epsilon = eps});
            for (int t = 1; t <= 10; ++t) {
                const Vector<S> g = some_vector<S>(19, 0.7 + t);
                state.update(theta, g);
                m = b1 * m + (1 - b1) * g.template cast<double>();
                v = b2 * v + (1 - b2) * g.template cast<double>().cwiseAbs2();
                const double a = lr * std::sqrt(1 - std::pow(b2, t)) / (1 - std::pow(b1, t));
                expected.array() -= a * m.array() / (v.array().sqrt() + eps);
                CHECK(state.learning_rate() == Approx(a).epsilon(1e-15));
            }
            CHECK(theta.isApprox(expected.cast<S>(), static_cast<S>(support::tolerance<S>)));
        }
}

TEMPLATE_TEST_CASE("Adam's step is as exact as its type, also where a decay rate is close to 1", "", float,
                   double) {
    using S = TestType;
    Vector<S> theta = Vector<S>::Zero(1);
    auto state =
        Adam{}.init(theta, {.learning_rate_init = 0.01, .beta_1 = 0.99, .beta_2 = 0.9999, .epsilon = 1e-30});
    state.update(theta, Vector<S>::Constant(1, S(2)));
    CHECK(theta[0] == Approx(-0.01).epsilon(support::tolerance<S>));
}

TEMPLATE_TEST_CASE("Adam's epsilon is added to the uncorrected root", "", float, double) {
    using S = TestType;
    Vector<S> theta = Vector<S>::Zero(1);
    auto state = Adam{}.init(theta, {.learning_rate_init = 1.0, .epsilon = 0.5});
    state.update(theta, Vector<S>::Constant(1, S(2)));
    const double a = std::sqrt(1 - 0.999) / (1 - 0.9);
    CHECK(theta[0] == Approx(-a * 0.2 / (std::sqrt(0.001 * 4) + 0.5)).epsilon(10 * support::tolerance<S>));
}

TEMPLATE_TEST_CASE("Adam treats every element alike, whatever the length", "", float, double) {
    using S = TestType;
    for (const Index size : {1, 7, 1023, 1024, 1025, 3000}) {
        Vector<S> theta = Vector<S>::Constant(size, S(0.5)), one = Vector<S>::Constant(1, S(0.5));
        auto state = Adam{}.init(theta, {});
        auto state_of_one = Adam{}.init(one, {});
        for (const S g : {S(0.3), S(-0.8), S(0.1)}) {
            state.update(theta, Vector<S>::Constant(size, g));
            state_of_one.update(one, Vector<S>::Constant(1, g));
        }
        CAPTURE(size);
        CHECK(theta.isApproxToConstant(one[0], static_cast<S>(support::tolerance<S>)));
    }
}

TEST_CASE("Adam takes no notice of schedules and stops when the stopping rule fires") {
    const Vector<double> theta = Vector<double>::Zero(3);
    auto state = Adam{}.init(theta, {.learning_rate = LearningRate::adaptive});
    iteration_ends(state, 100);
    CHECK(state.learning_rate() == 0.001);
    const StopDecision decision = trigger_stopping(state);
    CHECK(decision.stop);
    CHECK(decision.note == "Stopping.");
}
