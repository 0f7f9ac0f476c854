// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"

namespace eigenmlp {

/// Values for `ParameterDistributions` that are uniform on [loc, loc + scale), drawn as by SciPy's `uniform`.
/// \throws InvalidParameterError unless scale is positive and both are finite.
inline auto uniform(double loc = 0.0, double scale = 1.0) {
    if (!(scale > 0.0) || !std::isfinite(scale) || !std::isfinite(loc))
        throw InvalidParameterError(detail::format(
            "uniform: loc must be finite and scale positive. Got loc={}, scale={} instead.", loc, scale));
    return [=](RandomState& rng) { return detail::rounded(rng.random_sample() * scale) + loc; };
}

/// Values on [low, high] whose logarithm is uniform, drawn as by SciPy's `loguniform`.
/// \throws InvalidParameterError unless 0 < low < high and both are finite.
inline auto loguniform(double low, double high) {
    if (!(low > 0.0) || !(high > low) || !std::isfinite(high))
        throw InvalidParameterError(detail::format(
            "loguniform: 0 < low < high is expected. Got low={}, high={} instead.", low, high));
    return [=](RandomState& rng) { return low * std::pow(high / low, rng.random_sample()); };
}

/// The integers low, ..., high - 1 with equal probabilities, drawn as by SciPy's `randint`.
/// \throws InvalidParameterError unless low < high.
inline auto randint(std::int64_t low, std::int64_t high) {
    if (low >= high)
        throw InvalidParameterError(
            detail::format("randint: low < high is expected. Got low={}, high={} instead.", low, high));
    return [=](RandomState& rng) { return rng.randint(low, high); };
}

}  // namespace eigenmlp
