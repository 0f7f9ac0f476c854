// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <numbers>
#include <optional>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/generated_samples.hpp"

namespace eigenmlp {

/// Options of `make_circles`, in scikit-learn's order.
struct MakeCirclesOptions {
    /// Number of points altogether, or of the outer and the inner circle.
    SampleCounts n_samples = 100;
    /// Whether to bring the points into a random order.
    bool shuffle = true;
    /// Standard deviation of the noise added to the points, if any.
    std::optional<double> noise = {};
    /// Source of order and noise. \see RandomStateParam
    RandomStateParam random_state = {};
    /// Radius of the inner circle, in [0, 1); the outer one has radius 1.
    double factor = 0.8;
};

namespace detail {

/// A template, as in make_classification.hpp.
template <Floating S>
Matrix<S> circle_points(Index n_outer, Index n_inner, S factor) {
    const Vector<S> outer = linspace<S>(2 * std::numbers::pi, n_outer, false);
    const Vector<S> inner = linspace<S>(2 * std::numbers::pi, n_inner, false);
    Matrix<S> X(n_outer + n_inner, 2);
    X.col(0) << outer.array().cos(), inner.array().cos() * factor;
    X.col(1) << outer.array().sin(), inner.array().sin() * factor;
    return X;
}

}  // namespace detail

/// A circle in another one in the plane; scikit-learn's points for the same seed.
/// \throws InvalidParameterError if there are no points, not two numbers of points, the noise is negative or
/// `factor` out of its range.
template <Floating Scalar = double>
ClassificationData<Scalar> make_circles(const MakeCirclesOptions& options = {}) {
    if (!(options.factor >= 0 && options.factor < 1))
        throw InvalidParameterError(detail::format("factor has to be in [0, 1). Got {}.", options.factor));
    const auto [n_outer, n_inner] = detail::resolve_two_counts(options.n_samples);
    return detail::finish_two_classes<Scalar>(detail::circle_points<double>(n_outer, n_inner, options.factor),
                                              n_outer, options.shuffle, options.noise, options.random_state);
}

}  // namespace eigenmlp
