// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/rmsprop.hpp"

#include "conformance/solver.hpp"

using namespace eigenmlp;
using conformance::some_vector;

TEMPLATE_TEST_CASE("After ten steps RMSprop is where the formula says, with and without momentum", "", float,
                   double) {
    using S = TestType;
    const double lr = 0.01, eps = 1e-3, rho = 0.8;
    for (const double momentum : {0.0, 0.6}) {
        CAPTURE(momentum);
        Vector<S> theta = some_vector<S>(1100, 1.0);
        Eigen::ArrayXd expected = theta.template cast<double>().array();
        Eigen::ArrayXd v = Eigen::ArrayXd::Zero(1100), u = v;
        auto state = RMSprop{.rho = rho, .momentum = momentum}.init(
            theta, {.learning_rate_init = lr, .momentum = 0.3, .epsilon = eps});
        for (int t = 1; t <= 10; ++t) {
            const Vector<S> gradient = some_vector<S>(1100, 0.7 + t);
            state.update(theta, gradient);
            const Eigen::ArrayXd g = gradient.template cast<double>().array();
            v = rho * v + (1 - rho) * g.square();
            u = momentum * u + g / (v.sqrt() + eps);
            expected -= lr * u;
        }
        CHECK(theta.isApprox(expected.matrix().cast<S>(), static_cast<S>(support::tolerance<S>)));
        CHECK(state.learning_rate() == lr);
    }
}

TEST_CASE("RMSprop refuses rho and momentum outside of 0 to 1") {
    const Vector<double> theta = Vector<double>::Zero(2);
    for (const double bad : {-0.1, 1.0, std::nan("")}) {
        CHECK_THROWS_AS(RMSprop{.rho = bad}.init(theta, {}), InvalidParameterError);
        CHECK_THROWS_AS(RMSprop{.momentum = bad}.init(theta, {}), InvalidParameterError);
    }
    CHECK_THROWS_WITH(RMSprop{.rho = 1.0}.init(theta, {}),
                      "The 'rho' of RMSprop must be a float in the range [0, 1). Got 1 instead.");
}
