// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using eigenmlp::detail::format;

TEST_CASE("A sentence has its values in place of its fields") {
    CHECK(format("{} of {} is {}, {}, {}", std::string("a"), std::string_view("b"), "c", true, -5) ==
          "a of b is c, true, -5");
    CHECK(format("one of {{{}}}", std::numeric_limits<unsigned long>::max()) ==
          "one of {18446744073709551615}");
    CHECK(format("without") == "without");
    CHECK(eigenmlp::detail::join(std::vector<int>{1, -2, 3}) == "1, -2, 3");
}

TEST_CASE("Numbers are written as fmt writes them") {
    std::vector<double> numbers = {0.0,
                                   -0.0,
                                   1.0,
                                   0.1,
                                   1e-4,
                                   1e-5,
                                   1e15,
                                   1e16,
                                   1e22,
                                   9.9999e15,
                                   -1.5,
                                   1e3,
                                   3e-300,
                                   std::numeric_limits<double>::max(),
                                   std::numeric_limits<double>::denorm_min(),
                                   std::numeric_limits<double>::infinity(),
                                   std::numeric_limits<double>::quiet_NaN()};
    std::mt19937 generator(0);
    for (int i = 0; i < 2000; ++i) {
        const double digits = static_cast<double>(generator()) - 2e9;
        numbers.push_back(std::ldexp(digits, static_cast<int>(generator() % 2000) - 1000));
        numbers.push_back(digits / 1000);
    }
    for (const double x : numbers) {
        REQUIRE(format("{}", x) == fmt::format("{}", x));
        REQUIRE(format("{}", static_cast<float>(x)) == fmt::format("{}", static_cast<float>(x)));
        REQUIRE(format("{:f} {:.8f}", x, x) == fmt::format("{:f} {:.8f}", x, x));
    }
}

TEST_CASE("A whole number keeps its point where it is asked for as in Python") {
    CHECK(format("{:#} {:#} {:#} {:#}", 1.0, 0.25, -100.0, 1e20) == "1.0 0.25 -100.0 1e+20");
}
