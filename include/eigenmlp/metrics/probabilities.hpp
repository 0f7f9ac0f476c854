// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"

namespace eigenmlp::detail {

/// \throws InvalidDataError for NaN and numbers outside [0, 1]
template <class Derived>
void check_probabilities(const Eigen::MatrixBase<Derived>& p) {
    check_finite(p, "y_prob");
    if (const auto largest = p.maxCoeff(); largest > 1)
        throw InvalidDataError(detail::format("y_prob contains values greater than 1: {}", largest));
    if (const auto smallest = p.minCoeff(); smallest < 0)
        throw InvalidDataError(detail::format("y_prob contains values lower than 0: {}", smallest));
}

/// Warns of probabilities of classes that do not sum to one.
template <class Derived>
void warn_unless_rows_sum_to_one(const Eigen::MatrixBase<Derived>& p) {
    using Scalar = typename Derived::Scalar;
    const Scalar tolerance = std::sqrt(std::numeric_limits<Scalar>::epsilon());
    if (p.cols() > 1 && ((p.rowwise().sum().array() - Scalar(1)).abs() > tolerance).any())
        warn(WarningCategory::UserWarning,
             "The y_prob values do not sum to one. Make sure to pass probabilities.");
}

/// -log p, where p is clipped to [epsilon, 1 - epsilon] of its type.
template <Floating Scalar>
double negative_log(Scalar p) {
    constexpr Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
    return -std::log(static_cast<double>(std::clamp(p, epsilon, Scalar(1) - epsilon)));
}

}  // namespace eigenmlp::detail
