// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <numbers>
#include <optional>
#include <utility>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/generated_samples.hpp"

namespace eigenmlp {

/// Options of `make_moons`, in scikit-learn's order.
struct MakeMoonsOptions {
    /// Number of points altogether, or of each moon.
    SampleCounts n_samples = 100;
    /// Whether to bring the points into a random order.
    bool shuffle = true;
    /// Standard deviation of the noise added to the points, if any.
    std::optional<double> noise = {};
    /// Source of order and noise. \see RandomStateParam
    RandomStateParam random_state = {};
};

namespace detail {

/// A template, as in make_classification.hpp.
template <Floating S>
Matrix<S> moon_points(Index n_outer, Index n_inner) {
    const Vector<S> outer = linspace<S>(std::numbers::pi, n_outer, true);
    const Vector<S> inner = linspace<S>(std::numbers::pi, n_inner, true);
    Matrix<S> X(n_outer + n_inner, 2);
    X.col(0) << outer.array().cos(), 1 - inner.array().cos();
    X.col(1) << outer.array().sin(), 1 - inner.array().sin() - 0.5;
    return X;
}

}  // namespace detail

/// Two interleaving half circles in the plane; scikit-learn's points for the same seed.
/// \throws InvalidParameterError if there are no points, not two numbers of points, or the noise is negative.
template <Floating Scalar = double>
ClassificationData<Scalar> make_moons(const MakeMoonsOptions& options = {}) {
    const auto [n_outer, n_inner] = detail::resolve_two_counts(options.n_samples);
    return detail::finish_two_classes<Scalar>(detail::moon_points<double>(n_outer, n_inner), n_outer,
                                              options.shuffle, options.noise, options.random_state);
}

}  // namespace eigenmlp
