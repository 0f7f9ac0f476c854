// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// The weights of `n` samples, 1 each where none are given.
/// \throws InvalidDataError for another number of them, NaN or infinity, or a sum of 0.
inline Vector<double> sample_weights(const SampleWeight& given, Index n) {
    if (!given.given()) return Vector<double>::Ones(n);
    Vector<double> weights = given.for_samples(n);
    if (weights.sum() == 0)
        throw InvalidDataError("The elements of sample_weight sum to zero, so that no mean can be taken.");
    return weights;
}

/// The weighted mean of one value per sample, or the sum of values times weights.
inline double weighted_total(const Vector<double>& values, const Vector<double>& weights, bool mean) {
    return mean ? values.dot(weights) / weights.sum() : values.dot(weights);
}

}  // namespace eigenmlp::detail
