// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/nadam.hpp"

#include "conformance/solver.hpp"

using namespace eigenmlp;
using conformance::some_vector;

TEMPLATE_TEST_CASE("After ten steps Nadam is where Algorithm 2 of the paper says", "", float, double) {
    using S = TestType;
    const double lr = 0.01, eps = 1e-3, mu = 0.8, nu = 0.95;
    Vector<S> theta = some_vector<S>(1100, 1.0);
    Eigen::ArrayXd expected = theta.template cast<double>().array();
    Eigen::ArrayXd m = Eigen::ArrayXd::Zero(1100), n = m;
    auto state = Nadam{}.init(theta, {.learning_rate_init = lr, .beta_1 = mu, .beta_2 = nu, .epsilon = eps});
    for (int t = 1; t <= 10; ++t) {
        const Vector<S> gradient = some_vector<S>(1100, 0.7 + t);
        state.update(theta, gradient);
        const Eigen::ArrayXd g = gradient.template cast<double>().array();
        m = mu * m + (1 - mu) * g;
        n = nu * n + (1 - nu) * g.square();
        const Eigen::ArrayXd m_hat =
            mu * m / (1 - std::pow(mu, t + 1)) + (1 - mu) * g / (1 - std::pow(mu, t));
        const Eigen::ArrayXd n_hat = n / (1 - std::pow(nu, t));
        expected -= lr * m_hat / (n_hat.sqrt() + eps);
    }
    CHECK(theta.isApprox(expected.matrix().cast<S>(), static_cast<S>(support::tolerance<S>)));
    CHECK(state.learning_rate() == lr);
}
