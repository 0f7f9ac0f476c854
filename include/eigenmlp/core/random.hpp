// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/mersenne_twister.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

/// An integer as a seed. \throws InvalidParameterError if it is outside 0, ..., 2^32 - 1.
template <std::integral T>
requires(!std::same_as<T, bool>) std::uint32_t check_seed(T seed) {
    if (!std::in_range<std::uint32_t>(seed))
        throw InvalidParameterError(
            detail::format("random_state must be a seed in [0, 4294967295]. Got {} instead.", seed));
    return static_cast<std::uint32_t>(seed);
}

}  // namespace detail

/// NumPy's legacy generator `numpy.random.RandomState`: the Mersenne Twister MT19937 (Matsumoto and
/// Nishimura, 1998) with NumPy's ways of making doubles, bounded integers and permutations of its words. The
/// same seed gives NumPy's numbers on every platform.
class RandomState {
public:
    /// \throws InvalidParameterError if `seed` is outside 0, ..., 2^32 - 1.
    template <std::integral T>
    requires(!std::same_as<T, bool>) explicit RandomState(T seed) : engine_(detail::check_seed(seed)) {}

    /// The next word of the generator.
    std::uint32_t next_uint32() { return engine_(); }

    /// Uniform on [0, 1) with 53 random bits.
    double random_sample() {
        const std::uint32_t a = next_uint32() >> 5;
        const std::uint32_t b = next_uint32() >> 6;
        return (a * 67108864.0 + b) / 9007199254740992.0;  // (2^26 a + b) / 2^53, exact
    }

    /// Uniform on [low, high).
    double uniform(double low, double high) { return low + detail::rounded((high - low) * random_sample()); }

    /// Normal with mean 0 and standard deviation 1, by Marsaglia's polar method, which makes two numbers at a
    /// time: every second call takes what the one before has left. (NumPy's `standard_normal` and `randn`.)
    double standard_normal() {
        if (second_normal_) return *std::exchange(second_normal_, std::nullopt);
        double x1, x2, r2;
        do {
            x1 = 2.0 * random_sample() - 1.0;
            x2 = 2.0 * random_sample() - 1.0;
            r2 = detail::rounded(x1 * x1) + detail::rounded(x2 * x2);
        } while (r2 >= 1.0 || r2 == 0.0);
        const double f = std::sqrt(-2.0 * std::log(r2) / r2);
        second_normal_ = f * x1;
        return f * x2;
    }

    /// Normal with mean `loc` and standard deviation `scale`.
    double normal(double loc, double scale) { return loc + detail::rounded(scale * standard_normal()); }

    /// Uniform on the integers 0, ..., max (both included); draws nothing if `max` is 0.
    std::uint64_t interval(std::uint64_t max) {
        if (max == 0) return 0;
        const std::uint64_t mask = ~std::uint64_t{0} >> std::countl_zero(max);
        for (;;) {
            std::uint64_t word = next_uint32();
            if (max > 0xFFFFFFFFu) word = word << 32 | next_uint32();
            if ((word & mask) <= max) return word & mask;
        }
    }

    /// Uniform on the integers low, ..., high - 1.
    /// \throws InvalidDataError if `high <= low`.
    std::int64_t randint(std::int64_t low, std::int64_t high) {
        if (high <= low) throw InvalidDataError(detail::format("randint: low >= high ({} >= {})", low, high));
        const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + interval(span - 1));
    }

    /// Uniform on 0, ..., high - 1.
    std::int64_t randint(std::int64_t high) { return randint(0, high); }

    /// Shuffles in place (Fisher-Yates from the back).
    template <class T>
    void shuffle(std::span<T> values) {
        if (values.size() > 0xFFFFFFFFu) {
            for (std::size_t i = values.size(); i-- > 1;) std::swap(values[i], values[interval(i)]);
            return;
        }
        // A word beyond i swaps with itself and is drawn again: no branch depends on it.
        MersenneTwister::Draws draw(engine_);
        for (std::size_t i = values.empty() ? 0 : values.size() - 1; i > 0;) {
            const std::uint32_t mask = ~std::uint32_t{0} >> std::countl_zero(static_cast<std::uint32_t>(i));
            while (i > mask >> 1) {
                const std::size_t word = draw() & mask;
                std::swap(values[i], values[std::min(word, i)]);
                i -= static_cast<std::size_t>(word <= i);
            }
        }
    }

    template <class T>
    void shuffle(std::vector<T>& values) {
        shuffle(std::span<T>(values));
    }

    /// A permutation of 0, ..., n - 1.
    std::vector<Index> permutation(Index n) {
        std::vector<Index> order(static_cast<std::size_t>(n));
        std::iota(order.begin(), order.end(), Index{0});
        shuffle(order);
        return order;
    }

    /// A shuffled copy.
    template <class T>
    std::vector<T> permutation(std::vector<T> values) {
        shuffle(values);
        return values;
    }

    /// `size` distinct elements of `values` (NumPy's `choice(values, size, replace=False)`).
    /// \throws InvalidDataError if `size` exceeds the number of values.
    template <class T>
    std::vector<T> choice(const std::vector<T>& values, Index size) {
        if (size < 0 || size > static_cast<Index>(values.size()))
            throw InvalidDataError(detail::format("choice: cannot take {} of {} values without replacement",
                                                  size, values.size()));
        const std::vector<Index> order = permutation(static_cast<Index>(values.size()));
        std::vector<T> chosen;
        chosen.reserve(static_cast<std::size_t>(size));
        for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i)
            chosen.push_back(values[static_cast<std::size_t>(order[i])]);
        return chosen;
    }

    friend bool operator==(const RandomState&, const RandomState&) = default;

private:
    MersenneTwister engine_;  // its one-word seeding and its words are NumPy's
    std::optional<double> second_normal_;
};

/// `n_samples` distinct numbers of 0, ..., n_population - 1, drawn as scikit-learn's
/// `sample_without_replacement` draws them. Their order is not random where nearly all are taken.
/// \throws InvalidDataError if `n_samples` is negative or exceeds `n_population`.
inline std::vector<Index> sample_without_replacement(Index n_population, Index n_samples, RandomState& rng) {
    if (n_samples < 0 || n_samples > n_population)
        throw InvalidDataError(
            detail::format("sample_without_replacement: cannot take {} of {}", n_samples, n_population));
    const double ratio =
        n_population > 0 ? static_cast<double>(n_samples) / static_cast<double>(n_population) : 1.0;
    std::vector<Index> sample;
    if (ratio > 0.01 && ratio < 0.99) {
        sample = rng.permutation(n_population);
        sample.resize(static_cast<std::size_t>(n_samples));
    } else if (ratio < 0.2) {  // draws until it has seen enough of them
        std::unordered_set<Index> seen;
        while (static_cast<Index>(sample.size()) < n_samples)
            if (const Index drawn = rng.randint(n_population); seen.insert(drawn).second)
                sample.push_back(drawn);
    } else {  // a reservoir
        sample.resize(static_cast<std::size_t>(n_samples));
        std::iota(sample.begin(), sample.end(), Index{0});
        for (Index i = n_samples; i < n_population; ++i)
            if (const Index j = rng.randint(i + 1); j < n_samples) sample[static_cast<std::size_t>(j)] = i;
    }
    return sample;
}

/// What a `random_state` parameter takes, as in scikit-learn: a seed (a new generator at every call), a
/// `RandomState` (used as it stands and advanced; copies of the parameter share it), or nothing (a fresh seed
/// from the operating system at every call).
class RandomStateParam {
public:
    RandomStateParam() = default;

    /// \throws InvalidParameterError if `seed` is outside 0, ..., 2^32 - 1.
    template <std::integral T>
    requires(!std::same_as<T, bool>) RandomStateParam(T seed) : seed_(detail::check_seed(seed)) {}

    RandomStateParam(std::shared_ptr<RandomState> generator) : generator_(std::move(generator)) {}

    /// scikit-learn's `check_random_state`: the generator to draw from in one call.
    std::shared_ptr<RandomState> generator() const {
        if (generator_) return generator_;
        if (seed_) return std::make_shared<RandomState>(*seed_);
        return std::make_shared<RandomState>(std::random_device{}());
    }

    /// The same parameter with a generator of its own, a copy of the shared one as it stands.
    RandomStateParam unshared() const {
        RandomStateParam copy = *this;
        if (generator_) copy.generator_ = std::make_shared<RandomState>(*generator_);
        return copy;
    }

    /// The seed, if it is one.
    std::optional<std::uint32_t> seed() const { return seed_; }

    friend bool operator==(const RandomStateParam&, const RandomStateParam&) = default;

private:
    std::optional<std::uint32_t> seed_;
    std::shared_ptr<RandomState> generator_;
};

}  // namespace eigenmlp
