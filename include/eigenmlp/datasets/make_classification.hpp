// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/generated_samples.hpp"

namespace eigenmlp {

/// Options of `make_classification`, in scikit-learn's order.
struct MakeClassificationOptions {
    Index n_samples = 100;
    Index n_features = 20;
    /// Features in which the classes differ.
    Index n_informative = 2;
    /// Features that are linear combinations of these.
    Index n_redundant = 2;
    /// Features that repeat one of the former; all others are noise.
    Index n_repeated = 0;
    Index n_classes = 2;
    Index n_clusters_per_class = 2;
    /// Share of each class, that of the last one may be left out; by default all are equal.
    std::vector<double> weights = {};
    /// Share of the samples whose class is drawn anew.
    double flip_y = 0.01;
    /// Half the length of the edges of the hypercube whose corners the clusters lie at.
    double class_sep = 1.0;
    /// Whether the clusters lie at the corners of a hypercube, else of a random polytope.
    bool hypercube = true;
    /// Added to all features; nothing for a number drawn for each.
    std::optional<double> shift = 0.0;
    /// Factor of all features; nothing for a number drawn for each.
    std::optional<double> scale = 1.0;
    /// Whether to bring samples and features into a random order.
    bool shuffle = true;
    /// Source of all that is drawn. \see RandomStateParam
    RandomStateParam random_state = {};
};

namespace detail {

inline void check_make_classification(const MakeClassificationOptions& o) {
    check_at_least(o.n_samples, 1, "n_samples");
    check_at_least(o.n_features, 1, "n_features");
    check_at_least(o.n_informative, 1, "n_informative");
    check_at_least(o.n_redundant, 0, "n_redundant");
    check_at_least(o.n_repeated, 0, "n_repeated");
    check_at_least(o.n_classes, 1, "n_classes");
    check_at_least(o.n_clusters_per_class, 1, "n_clusters_per_class");
    if (o.n_informative + o.n_redundant + o.n_repeated > o.n_features)
        throw InvalidParameterError(detail::format(
            "Number of informative, redundant and repeated features ({} + {} + {}) must sum to "
            "at most the number of total features ({}).",
            o.n_informative, o.n_redundant, o.n_repeated, o.n_features));
    const double n_clusters = static_cast<double>(o.n_classes) * static_cast<double>(o.n_clusters_per_class);
    if (static_cast<double>(o.n_informative) < std::log2(n_clusters))
        throw InvalidParameterError(detail::format(
            "n_classes({}) * n_clusters_per_class({}) must be smaller or equal 2**n_informative({}).",
            o.n_classes, o.n_clusters_per_class, o.n_informative));
    const auto n_weights = static_cast<Index>(o.weights.size());
    if (n_weights > 0 && n_weights != o.n_classes && n_weights != o.n_classes - 1)
        throw InvalidParameterError(
            detail::format("weights must be those of the {} classes or of all but the last one. Got {}.",
                           o.n_classes, n_weights));
}

inline std::vector<Index> find_cluster_sizes(const MakeClassificationOptions& o) {
    std::vector<double> weights = o.weights;
    if (weights.empty())
        weights.assign(static_cast<std::size_t>(o.n_classes), 1.0 / static_cast<double>(o.n_classes));
    else if (static_cast<Index>(weights.size()) < o.n_classes)
        weights.push_back(1.0 - std::accumulate(weights.begin(), weights.end(), 0.0));
    if (weights.back() < 0 && weights.back() > -1e-12) weights.back() = 0;  // of a sum that was rounded up
    for (const double weight : weights)
        if (!(weight >= 0 && weight <= 1))
            throw InvalidParameterError(detail::format("Each of weights must be in [0, 1]. Got {}.", weight));

    std::vector<Index> sizes;
    for (Index k = 0; k < o.n_classes * o.n_clusters_per_class; ++k)
        sizes.push_back(static_cast<Index>(static_cast<double>(o.n_samples) *
                                           weights[static_cast<std::size_t>(k % o.n_classes)] /
                                           static_cast<double>(o.n_clusters_per_class)));
    const Index missing = o.n_samples - std::accumulate(sizes.begin(), sizes.end(), Index{0});
    if (missing < 0)
        throw InvalidParameterError(
            detail::format("weights must sum to at most 1. They make {} of {} samples.",
                           o.n_samples - missing, o.n_samples));
    for (Index i = 0; i < missing; ++i) ++sizes[static_cast<std::size_t>(i) % sizes.size()];
    return sizes;
}

// Templates, so that only a program that calls them compiles their expressions.

/// `n` different corners of the hypercube of `dimensions` dimensions, as rows of 0 and 1.
template <Floating S>
Matrix<S> draw_corners(Index n, Index dimensions, RandomState& rng) {
    constexpr Index most = 30;
    Matrix<S> corners(n, dimensions);
    if (dimensions > most) {
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < dimensions - most; ++j) corners(i, j) = static_cast<S>(rng.randint(2));
        corners.rightCols(most) = draw_corners<S>(n, most, rng);
        return corners;
    }
    const std::vector<Index> numbers = sample_without_replacement(Index{1} << dimensions, n, rng);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < dimensions; ++j)
            corners(i, j) = static_cast<S>(numbers[static_cast<std::size_t>(i)] >> (dimensions - 1 - j) & 1);
    return corners;
}

/// The informative features: normal, sheared at random and moved to a corner, cluster by cluster.
template <Floating S>
Matrix<S> draw_clusters(const MakeClassificationOptions& o, const std::vector<Index>& sizes,
                        Eigen::VectorXi& y, RandomState& rng) {
    const auto n_clusters = static_cast<Index>(sizes.size());
    Matrix<S> centroids =
        draw_corners<S>(n_clusters, o.n_informative, rng).array() * (2 * o.class_sep) - o.class_sep;
    if (!o.hypercube) {
        const Matrix<S> of_cluster = draw_uniform<S>(n_clusters, 1, rng);
        const Matrix<S> of_feature = draw_uniform<S>(1, o.n_informative, rng);
        centroids.array().colwise() *= of_cluster.col(0).array();
        centroids.array().rowwise() *= of_feature.row(0).array();
    }
    Matrix<S> X = draw_normal<S>(o.n_samples, o.n_informative, rng);
    Index first = 0;
    for (Index k = 0; k < n_clusters; ++k) {
        const Index size = sizes[static_cast<std::size_t>(k)];
        for (Index i = first; i < first + size; ++i) y[i] = static_cast<int>(k % o.n_classes);
        const Matrix<S> A = 2 * draw_uniform<S>(o.n_informative, o.n_informative, rng).array() - 1;
        const Matrix<S> sheared = X.middleRows(first, size) * A;
        X.middleRows(first, size) = sheared.rowwise() + centroids.row(k);
        first += size;
    }
    return X;
}

template <Floating S>
Matrix<S> draw_features(const MakeClassificationOptions& o, Matrix<S> informative, RandomState& rng) {
    Matrix<S> X = Matrix<S>::Zero(o.n_samples, o.n_features);
    X.leftCols(o.n_informative) = informative;
    if (o.n_redundant > 0) {
        const Matrix<S> B = 2 * draw_uniform<S>(o.n_informative, o.n_redundant, rng).array() - 1;
        X.middleCols(o.n_informative, o.n_redundant) = informative * B;
    }
    const Index n = o.n_informative + o.n_redundant;
    for (Index j = 0; j < o.n_repeated; ++j)
        X.col(n + j) =
            X.col(static_cast<Index>(rounded(static_cast<double>(n - 1) * rng.random_sample()) + 0.5));
    const Index n_useless = o.n_features - n - o.n_repeated;
    X.rightCols(n_useless) = draw_normal<S>(o.n_samples, n_useless, rng);
    return X;
}

/// Moves and scales each feature, by numbers that are drawn where none are given.
template <Floating S>
void shift_and_scale(const MakeClassificationOptions& o, Matrix<S>& X, RandomState& rng) {
    using Row = Eigen::Matrix<S, 1, Eigen::Dynamic>;
    Row shift = Row::Constant(o.n_features, o.shift.value_or(0)), scale = shift;
    if (!o.shift) shift = (2 * draw_uniform<S>(1, o.n_features, rng).array() - 1) * o.class_sep;
    scale.setConstant(o.scale.value_or(0));
    if (!o.scale) scale = 1 + 100 * draw_uniform<S>(1, o.n_features, rng).array();
    X = ((X.rowwise() + shift).array().rowwise() * scale.array()).matrix().eval();
}

}  // namespace detail

/// Classes of normally distributed clusters at the corners of a hypercube, with redundant, repeated and
/// useless features (Guyon, 2003); scikit-learn's data for the same seed.
/// \throws InvalidParameterError if a number is out of range, the features are too few, or the clusters are
/// more than the hypercube has corners.
template <Floating Scalar = double>
ClassificationData<Scalar> make_classification(const MakeClassificationOptions& options = {}) {
    detail::check_make_classification(options);
    const std::vector<Index> sizes = detail::find_cluster_sizes(options);
    const auto rng = options.random_state.generator();
    Eigen::VectorXi y(options.n_samples);
    Matrix<double> X =
        detail::draw_features<double>(options, detail::draw_clusters<double>(options, sizes, y, *rng), *rng);

    if (options.flip_y >= 0) {
        const Matrix<double> u = detail::draw_uniform<double>(options.n_samples, 1, *rng);
        for (Index i = 0; i < y.size(); ++i)
            if (u(i, 0) < options.flip_y) y[i] = static_cast<int>(rng->randint(options.n_classes));
    }

    detail::shift_and_scale(options, X, *rng);
    if (options.shuffle) {
        detail::shuffle_rows(X, y, *rng);
        const std::vector<Index> order = rng->permutation(options.n_features);
        X = detail::take_columns(X, order);
    }
    return {X.cast<Scalar>(), std::move(y)};
}

}  // namespace eigenmlp
