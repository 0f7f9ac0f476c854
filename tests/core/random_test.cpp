// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/random.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("RandomState draws NumPy's numbers, bit for bit") {
    const Fixture expected("random");
    for (const std::uint32_t seed : {0u, 1u, 42u, 4294967295u}) {
        CAPTURE(seed);
        const std::string prefix = std::to_string(seed) + ".";

        RandomState samples(seed), uniforms(seed);
        for (const double x : expected.vector(prefix + "random_sample")) CHECK(samples.random_sample() == x);
        for (const double x : expected.vector(prefix + "uniform")) CHECK(uniforms.uniform(-0.31, 0.31) == x);

        for (const std::int64_t high :
             {1ll, 2ll, 10ll, 1000ll, 4294967296ll, 1099511627776ll, 4611686018427387905ll}) {
            CAPTURE(high);
            RandomState rng(seed), intervals(seed);
            for (const auto x : expected.integers<std::int64_t>(fmt::format("{}randint.{}", prefix, high))) {
                CHECK(rng.randint(high) == x);
                CHECK(intervals.interval(static_cast<std::uint64_t>(high - 1)) ==
                      static_cast<std::uint64_t>(x));
            }
        }
        RandomState from(seed);
        for (const auto x : expected.integers<std::int64_t>(prefix + "randint_from"))
            CHECK(from.randint(-7, 8) == x);

        RandomState rng(seed);
        std::vector<Index> order(20);
        std::iota(order.begin(), order.end(), Index{0});
        rng.shuffle(order);
        CHECK(order == expected.integers<Index>(prefix + "shuffle"));
        rng.shuffle(order);
        CHECK(order == expected.integers<Index>(prefix + "shuffle_again"));
        CHECK(rng.random_sample() == expected.real(prefix + "double_afterwards"));

        CHECK(RandomState(seed).permutation(700) == expected.integers<Index>(prefix + "permutation"));
        std::vector<Index> values(12);
        std::iota(values.begin(), values.end(), Index{100});
        CHECK(RandomState(seed).choice(values, 5) == expected.integers<Index>(prefix + "choice"));
        CHECK(RandomState(seed).permutation(values) == RandomState(seed).choice(values, 12));
    }
}

TEST_CASE("RandomState draws NumPy's normal numbers, in pairs") {
    const Fixture expected("normal");
    const auto same = [](double a, double b) { return std::abs(a - b) <= 1e-15 * std::abs(b); };
    for (const std::uint32_t seed : {0u, 42u, 4294967295u}) {
        CAPTURE(seed);
        const std::string prefix = std::to_string(seed) + ".";
        RandomState standard(seed), scaled(seed), mixed(seed);
        for (const double x : expected.vector(prefix + "standard_normal"))
            CHECK(same(standard.standard_normal(), x));
        for (const double x : expected.vector(prefix + "normal")) CHECK(same(scaled.normal(-3.5, 0.3), x));
        const auto sequence = expected.vector(prefix + "mixed");
        CHECK(same(mixed.standard_normal(), sequence[0]));
        CHECK(mixed.random_sample() == sequence[1]);
        CHECK(same(mixed.standard_normal(), sequence[2]));
        CHECK(same(mixed.standard_normal(), sequence[3]));
    }
}

TEST_CASE("Sampling without replacement draws the numbers of scikit-learn") {
    const Fixture expected("normal");
    const std::pair<Index, Index> sizes[] = {{8, 4}, {1000, 3}, {1000, 996}, {5, 5}, {300, 0}, {1 << 30, 6}};
    for (const std::uint32_t seed : {0u, 42u, 4294967295u})
        for (const auto& [population, size] : sizes) {
            CAPTURE(seed, population, size);
            RandomState rng(seed);
            CHECK(sample_without_replacement(population, size, rng) ==
                  expected.integers<Index>(fmt::format("{}.sample.{}.{}", seed, population, size)));
        }
    RandomState rng(0);
    CHECK_THROWS_WITH(sample_without_replacement(3, 4, rng), ContainsSubstring("cannot take 4 of 3"));
    CHECK_THROWS_AS(sample_without_replacement(3, -1, rng), InvalidDataError);
}

TEST_CASE("RandomState draws nothing where there is no choice") {
    RandomState rng(3);
    CHECK(rng.interval(0) == 0);
    CHECK(rng.randint(1) == 0);
    CHECK(rng.permutation(1) == std::vector<Index>{0});
    CHECK(rng.permutation(0).empty());
    CHECK(rng == RandomState(3));
}

TEST_CASE("RandomState refuses empty ranges and too large choices") {
    RandomState rng(0);
    CHECK_THROWS_AS(rng.randint(0), InvalidDataError);
    CHECK_THROWS_WITH(rng.randint(5, 5), ContainsSubstring("low >= high (5 >= 5)"));
    CHECK_THROWS_WITH(rng.choice(std::vector<int>{1, 2}, 3), ContainsSubstring("cannot take 3 of 2"));
    CHECK_THROWS_AS(rng.choice(std::vector<int>{1, 2}, -1), InvalidDataError);
    CHECK(rng == RandomState(0));
}

TEST_CASE("A seed as random_state gives a new generator at every call") {
    const RandomStateParam seeded = 7;
    CHECK(*seeded.generator() == RandomState(7));
    seeded.generator()->random_sample();
    CHECK(*seeded.generator() == RandomState(7));
    CHECK(seeded == RandomStateParam(7u));
}

TEST_CASE("A generator as random_state is shared and goes on") {
    const auto rng = std::make_shared<RandomState>(7);
    const RandomStateParam first = rng, second = first;
    first.generator()->random_sample();
    CHECK(second.generator() == rng);
    CHECK(*rng != RandomState(7));
}

TEST_CASE("Without random_state every call has a fresh seed") {
    const RandomStateParam none;
    CHECK(none.generator()->permutation(50) != none.generator()->permutation(50));
    CHECK(RandomStateParam(std::shared_ptr<RandomState>()).generator() != nullptr);
}

TEST_CASE("A seed must be a 32-bit number") {
    CHECK_NOTHROW(RandomStateParam(4294967295ll));
    CHECK_THROWS_AS(RandomStateParam(-1), InvalidParameterError);
    CHECK_THROWS_WITH(RandomStateParam(-1), ContainsSubstring("random_state") && ContainsSubstring("Got -1"));
    CHECK_THROWS_WITH(RandomStateParam(4294967296ll), ContainsSubstring("Got 4294967296"));
    CHECK(RandomState(4294967295ll) == RandomState(4294967295u));
    CHECK_THROWS_AS(RandomState(-1), InvalidParameterError);
    CHECK_THROWS_WITH(RandomState(4294967296ll), ContainsSubstring("Got 4294967296"));
}
