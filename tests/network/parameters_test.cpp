// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/network/parameters.hpp"

#include "support/catch.hpp"

using namespace eigenmlp;

TEST_CASE("the parameter vector holds all coefs row-major, then all intercepts") {
    const ParameterLayout layout({3, 2, 1});
    CHECK(layout.size() == 3 * 2 + 2 * 1 + 2 + 1);
    CHECK(layout.n_coefs() == 8);
    Vector<double> theta = Vector<double>::LinSpaced(layout.size(), 0, 10);
    CHECK(layout.coefs(theta, 0)(0, 1) == 1);
    CHECK(layout.coefs(theta, 0)(2, 0) == 4);
    CHECK(layout.coefs(theta, 1)(1, 0) == 7);
    CHECK(layout.intercepts(theta, 0)[1] == 9);
    CHECK(layout.intercepts(theta, 1)[0] == 10);
}

TEST_CASE("views write through to the parameter vector") {
    const ParameterLayout layout({2, 2});
    Vector<float> theta = Vector<float>::Zero(layout.size());
    layout.coefs(theta, 0)(1, 0) = 5;
    layout.intercepts(theta, 0)[1] = 7;
    CHECK(theta[2] == 5);
    CHECK(theta[5] == 7);
}
