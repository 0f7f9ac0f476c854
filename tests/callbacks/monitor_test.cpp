// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/monitor.hpp"

#include <cmath>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

Monitor after(const std::vector<double>& values, double tol) {
    Monitor monitor;
    for (const double value : values) monitor.update(value, tol);
    return monitor;
}

}  // namespace

TEST_CASE("The first value is the best") {
    Monitor monitor;
    CHECK(monitor.update(3.0, 0.25));
    CHECK(monitor == Monitor{3.0, 0});
}

TEST_CASE("A value that is no improvement counts and one that is resets the count") {
    CHECK(after({1.0, 2.0, 1.5}, 0.25) == Monitor{1.0, 2});
    CHECK(after({1.0, 2.0, 1.5, 0.5}, 0.25) == Monitor{0.5, 0});
}

TEST_CASE("An improvement by less than tol is the new best and counts as none") {
    Monitor monitor = after({1.0}, 0.25);
    CHECK(monitor.update(0.875, 0.25));
    CHECK(monitor == Monitor{0.875, 1});
    CHECK(monitor.update(0.75, 0.25));
    CHECK(monitor == Monitor{0.75, 2});
}

TEST_CASE("An improvement by exactly tol is one") {
    CHECK(after({1.0, 2.0, 0.75}, 0.25) == Monitor{0.75, 0});
}

TEST_CASE("A value equal to the best is not better, and counts unless tol is 0") {
    Monitor monitor = after({1.0}, 0.25);
    CHECK_FALSE(monitor.update(1.0, 0.25));
    CHECK(monitor == Monitor{1.0, 1});
    CHECK(after({1.0, 2.0, 1.0}, 0.0) == Monitor{1.0, 0});
    CHECK(after({1.0, 2.0, std::nextafter(1.0, 2.0)}, 0.0) == Monitor{1.0, 2});
}

TEST_CASE("NaN is never the best and resets the count") {
    Monitor monitor = after({1.0, 2.0, 2.0}, 0.25);
    CHECK_FALSE(monitor.update(NAN, 0.25));
    CHECK(monitor == Monitor{1.0, 0});

    Monitor from_nan;
    CHECK_FALSE(from_nan.update(NAN, 0.25));
    CHECK(from_nan == Monitor{});
    CHECK(from_nan.update(5.0, 0.25));
}

TEST_CASE("Infinite values are no improvement on a finite one") {
    CHECK(after({1.0, INFINITY, INFINITY}, 0.25) == Monitor{1.0, 2});
}
