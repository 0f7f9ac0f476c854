// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/generated_samples.hpp"

namespace eigenmlp {

/// Options of `make_regression`, in scikit-learn's order.
struct MakeRegressionOptions {
    Index n_samples = 100;
    Index n_features = 100;
    /// Features that the targets depend on.
    Index n_informative = 10;
    Index n_targets = 1;
    /// Added to each target.
    double bias = 0.0;
    /// About how many singular vectors explain most of X; by default X is well conditioned.
    std::optional<Index> effective_rank = {};
    /// With `effective_rank`: the share of the other singular values, in [0, 1].
    double tail_strength = 0.5;
    /// Standard deviation of the noise added to the targets.
    double noise = 0.0;
    /// Whether to bring samples and features into a random order.
    bool shuffle = true;
    /// Source of all that is drawn. \see RandomStateParam
    RandomStateParam random_state = {};
};

/// Made samples and their targets.
template <Floating Scalar>
struct RegressionData {
    Matrix<Scalar> X;  ///< samples x features
    Matrix<Scalar> y;  ///< samples x targets
};

/// What `make_regression` gives with `coef` in scikit-learn.
template <Floating Scalar>
struct RegressionDataWithCoef {
    Matrix<Scalar> X;     ///< samples x features
    Matrix<Scalar> y;     ///< samples x targets
    Matrix<Scalar> coef;  ///< features x targets
};

namespace detail {

// Templates, so that only a program that calls them compiles the decomposition.

template <Floating S>
Matrix<S> draw_orthonormal(Index rows, Index cols, RandomState& rng) {
    const Eigen::HouseholderQR<Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>> qr(
        draw_normal<S>(rows, cols, rng));
    return qr.householderQ() * Matrix<S>::Identity(rows, cols);
}

/// A matrix whose singular values form a bell around 0 and a fat tail (scikit-learn's
/// `make_low_rank_matrix`).
template <Floating S>
Matrix<S> make_low_rank_matrix(const MakeRegressionOptions& options, RandomState& rng) {
    check_at_least(*options.effective_rank, 1, "effective_rank");
    if (!(options.tail_strength >= 0 && options.tail_strength <= 1))
        throw InvalidParameterError(
            detail::format("tail_strength has to be in [0, 1]. Got {}.", options.tail_strength));
    const Index n = std::min(options.n_samples, options.n_features);
    const Matrix<S> u = draw_orthonormal<S>(options.n_samples, n, rng);
    const Matrix<S> v = draw_orthonormal<S>(options.n_features, n, rng);
    using Array = Eigen::Array<S, Eigen::Dynamic, 1>;
    const Array i =
        Array::LinSpaced(n, 0, static_cast<double>(n - 1)) / static_cast<double>(*options.effective_rank);
    const Array s =
        (1 - options.tail_strength) * (-i.square()).exp() + options.tail_strength * (-0.1 * i).exp();
    return u * s.matrix().asDiagonal() * v.transpose();
}

template <Floating S>
RegressionDataWithCoef<S> draw_regression(const MakeRegressionOptions& options) {
    check_at_least(options.n_samples, 1, "n_samples");
    check_at_least(options.n_features, 1, "n_features");
    check_at_least(options.n_informative, 0, "n_informative");
    check_at_least(options.n_targets, 1, "n_targets");
    check_not_negative(options.noise, "noise");
    const auto rng = options.random_state.generator();
    Matrix<S> X = options.effective_rank ? make_low_rank_matrix<S>(options, *rng)
                                         : draw_normal<S>(options.n_samples, options.n_features, *rng);

    const Index n_informative = std::min(options.n_features, options.n_informative);
    Matrix<S> coef = Matrix<S>::Zero(options.n_features, options.n_targets);
    coef.topRows(n_informative) = 100 * draw_uniform<S>(n_informative, options.n_targets, *rng);
    Matrix<S> y = (X * coef).array() + options.bias;
    if (options.noise > 0) add_noise(y, options.noise, *rng);

    if (options.shuffle) {
        shuffle_rows(X, y, *rng);
        const std::vector<Index> order = rng->permutation(options.n_features);
        X = take_columns(X, order);
        coef = take_samples(coef, order);
    }
    return {std::move(X), std::move(y), std::move(coef)};
}

}  // namespace detail

/// Targets that are a random linear function of a few of the features; scikit-learn's data for the same seed.
/// \throws InvalidParameterError if a number is below 1 (`n_informative`: 0), the noise is negative or
/// `tail_strength` out of its range.
template <Floating Scalar = double>
RegressionDataWithCoef<Scalar> make_regression_with_coef(const MakeRegressionOptions& options = {}) {
    const auto data = detail::draw_regression<double>(options);
    return {data.X.cast<Scalar>(), data.y.cast<Scalar>(), data.coef.cast<Scalar>()};
}

/// The same without the coefficients.
template <Floating Scalar = double>
RegressionData<Scalar> make_regression(const MakeRegressionOptions& options = {}) {
    auto data = make_regression_with_coef<Scalar>(options);
    return {std::move(data.X), std::move(data.y)};
}

}  // namespace eigenmlp
