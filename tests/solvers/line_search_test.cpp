// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/line_search.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

/// Trials until the search along a function that falls from (0, loss) accepts; 0 if it does not within 20.
int trials(LineSearch& search, const auto& loss, const auto& slope) {
    for (int n = 1; n <= 20; ++n)
        if (search.accepts(loss(search.step()), slope(search.step()))) return n;
    return 0;
}

}  // namespace

TEST_CASE("The line search of More and Thuente solves the first problem of their paper") {
    // f(a) = -a / (a^2 + 2), minimum at sqrt(2); the paper's Table I has looser constants
    const auto loss = [](double a) { return -a / (a * a + 2.0); };
    const auto slope = [](double a) { return (a * a - 2.0) / ((a * a + 2.0) * (a * a + 2.0)); };
    for (const double first : {1e-3, 1e-1, 1e1, 1e3}) {
        CAPTURE(first);
        LineSearch search(loss(0.0), slope(0.0), first);
        CHECK(trials(search, loss, slope) > 0);
        const double a = search.step();
        CHECK(loss(a) <= loss(0.0) + 1e-3 * a * slope(0.0));
        CHECK(std::abs(slope(a)) <= 0.9 * std::abs(slope(0.0)));
    }
}

TEST_CASE("The line search accepts the minimum of a parabola at once") {
    LineSearch search(1.0, -2.0, 1.0);
    CHECK(search.accepts(0.0, 0.0));
    CHECK(search.step() == 1.0);
}

TEST_CASE("The line search halves steps to where the loss is not finite and takes the longest below") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto falls_to_one = [&](double a) { return a < 1.0 ? -a : nan; };
    LineSearch search(0.0, -1.0, 3.0);
    CHECK(trials(search, falls_to_one, [](double) { return -1.0; }) == 3);
    CHECK(search.step() == 0.75);
}
