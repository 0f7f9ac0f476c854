// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp::detail {

/// The weights of `n` samples, 1 each where none are given.
/// \throws InvalidDataError for another number of them, NaN or infinity, or a sum of 0.
inline Vector<double> sample_weights(const Vector<double>& given, Index n) {
    if (given.size() == 0) return Vector<double>::Ones(n);
    if (given.size() != n)
        throw InvalidDataError(fmt::format(
            "sample_weight has {} elements, one for each of {} samples are needed.", given.size(), n));
    check_finite(given, "sample_weight");
    if (given.sum() == 0)
        throw InvalidDataError("The elements of sample_weight sum to zero, so that no mean can be taken.");
    return given;
}

/// The weighted mean of one value per sample, or the sum of values times weights.
inline double weighted_total(const Vector<double>& values, const Vector<double>& weights, bool mean) {
    return mean ? values.dot(weights) / weights.sum() : values.dot(weights);
}

}  // namespace eigenmlp::detail
