// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// The weights of `n` samples, 1 each where none are given.
/// \throws InvalidDataError for another number of them, NaN or infinity.
inline Vector<double> sample_weights(const SampleWeight& given, Index n) {
    return given.given() ? given.finite_for_samples(n) : Vector<double>::Ones(n);
}

/// What a mean divides by. \throws InvalidDataError for a sum of 0.
inline double weight_sum(const Vector<double>& weights) {
    const double sum = weights.sum();
    if (sum == 0)
        throw InvalidDataError("The elements of sample_weight sum to zero, so that no mean can be taken.");
    return sum;
}

/// The weighted mean of one value per sample. \throws InvalidDataError for weights that sum to 0.
inline double weighted_mean(const Vector<double>& values, const Vector<double>& weights) {
    return values.dot(weights) / weight_sum(weights);
}

/// The same, or the sum of values times weights.
inline double weighted_total(const Vector<double>& values, const Vector<double>& weights, bool mean) {
    return mean ? weighted_mean(values, weights) : values.dot(weights);
}

}  // namespace eigenmlp::detail
