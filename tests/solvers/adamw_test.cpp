// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/adamw.hpp"

#include <limits>

#include "conformance/solver.hpp"
#include "eigenmlp/solvers/adam.hpp"

using namespace eigenmlp;
using conformance::some_vector;

TEMPLATE_TEST_CASE("After ten steps AdamW is where Algorithm 2 of the paper says", "", float, double) {
    using S = TestType;
    const double lr = 0.01, eps = 1e-3, b1 = 0.8, b2 = 0.95, decay = 0.5;
    Vector<S> theta = some_vector<S>(1100, 1.0);
    Eigen::ArrayXd expected = theta.template cast<double>().array();
    Eigen::ArrayXd m = Eigen::ArrayXd::Zero(1100), v = m;
    auto state = AdamW{.weight_decay = decay}.init(
        theta, {.learning_rate_init = lr, .beta_1 = b1, .beta_2 = b2, .epsilon = eps});
    for (int t = 1; t <= 10; ++t) {
        const Vector<S> gradient = some_vector<S>(1100, 0.7 + t);
        state.update(theta, gradient);
        const Eigen::ArrayXd g = gradient.template cast<double>().array();
        m = b1 * m + (1 - b1) * g;
        v = b2 * v + (1 - b2) * g.square();
        const Eigen::ArrayXd m_hat = m / (1 - std::pow(b1, t)), v_hat = v / (1 - std::pow(b2, t));
        expected -= lr * (m_hat / (v_hat.sqrt() + eps) + decay * expected);
    }
    CHECK(theta.isApprox(expected.matrix().cast<S>(), static_cast<S>(support::tolerance<S>)));
    CHECK(state.learning_rate() == lr);
}

TEMPLATE_TEST_CASE("AdamW lets only the coefs decay where it knows how many there are", "", float, double) {
    using S = TestType;
    const Vector<S> zero = Vector<S>::Zero(1500);
    Vector<S> theta = Vector<S>::Ones(1500), all = theta;
    AdamW{.weight_decay = 0.5}.init(theta, {.learning_rate_init = 0.1, .n_coefs = 700}).update(theta, zero);
    CHECK(theta.head(700).isApproxToConstant(S(0.95)));
    CHECK((theta.tail(800).array() == S(1)).all());
    AdamW{.weight_decay = 0.5}.init(all, {.learning_rate_init = 0.1}).update(all, zero);
    CHECK(all.isApproxToConstant(S(0.95)));
}

TEST_CASE("AdamW without decay is Adam but for epsilon") {
    Vector<double> theta = some_vector<double>(37, 1.0), expected = theta;
    auto state = AdamW{.weight_decay = 0.0}.init(theta, {.epsilon = 1e-300});
    auto adam = Adam{}.init(expected, {.epsilon = 1e-300});
    conformance::take_steps<double>(state, theta, 0, 5);
    conformance::take_steps<double>(adam, expected, 0, 5);
    CHECK(theta.isApprox(expected, 1e-14));
}

TEST_CASE("AdamW refuses a negative or infinite decay") {
    const Vector<double> theta = Vector<double>::Zero(2);
    for (const double decay : {-0.1, std::numeric_limits<double>::infinity(), std::nan("")})
        CHECK_THROWS_AS(AdamW{.weight_decay = decay}.init(theta, {}), InvalidParameterError);
    CHECK_THROWS_WITH(AdamW{.weight_decay = -0.5}.init(theta, {}),
                      "The 'weight_decay' of AdamW must be a float in the range [0, inf). Got -0.5 instead.");
}
