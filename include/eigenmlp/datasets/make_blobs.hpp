// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/datasets/generated_samples.hpp"

namespace eigenmlp {

/// The centers of blobs: their number, or centers x features.
class BlobCenters {
public:
    template <std::integral T>
    BlobCenters(T n) : n_(static_cast<Index>(n)) {}
    template <class Derived>
    BlobCenters(const Eigen::MatrixBase<Derived>& points) : points_(points.template cast<double>()) {}

    /// Nothing where the centers themselves are given.
    std::optional<Index> n() const { return n_; }
    const Matrix<double>& points() const { return points_; }

private:
    std::optional<Index> n_;
    Matrix<double> points_;
};

/// The standard deviations of blobs: one for all, or one for each.
class BlobStd {
public:
    BlobStd(double all) : values_{all} {}
    BlobStd(std::initializer_list<double> each) : values_(each) {}
    BlobStd(std::vector<double> each) : values_(std::move(each)) {}

    const std::vector<double>& values() const { return values_; }

private:
    std::vector<double> values_;
};

/// Options of `make_blobs`, in scikit-learn's order.
struct MakeBlobsOptions {
    /// Number of points altogether, or of each blob.
    SampleCounts n_samples = 100;
    /// Number of features, where the centers are drawn.
    Index n_features = 2;
    /// By default three, or as many as `n_samples` has numbers.
    std::optional<BlobCenters> centers = {};
    BlobStd cluster_std = 1.0;
    /// The lowest and the highest coordinate of a center that is drawn.
    std::pair<double, double> center_box = {-10.0, 10.0};
    /// Whether to bring the points into a random order.
    bool shuffle = true;
    /// Source of centers, points and order. \see RandomStateParam
    RandomStateParam random_state = {};
};

/// What `make_blobs` gives with `return_centers` in scikit-learn.
template <Floating Scalar>
struct BlobsWithCenters {
    Matrix<Scalar> X;        ///< samples x features
    Eigen::VectorXi y;       ///< the blob of each sample
    Matrix<Scalar> centers;  ///< blobs x features
};

namespace detail {

inline Matrix<double> find_blob_centers(const MakeBlobsOptions& options, RandomState& rng) {
    if (options.centers && !options.centers->n()) {
        check_array(options.centers->points(), "centers", "make_blobs");
        return options.centers->points();
    }
    const std::optional<Index> n_given = options.centers ? options.centers->n() : std::nullopt;
    const Index n = n_given                     ? *n_given
                    : options.n_samples.total() ? 3
                                                : static_cast<Index>(options.n_samples.of_class().size());
    check_at_least(n, 1, "centers");
    check_at_least(options.n_features, 1, "n_features");
    const auto [low, high] = options.center_box;
    Matrix<double> centers = draw_uniform<double>(n, options.n_features, rng);
    for (Index i = 0; i < centers.size(); ++i)
        centers.data()[i] = low + rounded((high - low) * centers.data()[i]);
    return centers;
}

/// The number of points of each of `n` blobs; of what a total leaves, the first ones get one each.
inline std::vector<Index> find_blob_sizes(const SampleCounts& n_samples, Index n) {
    if (n_samples.total()) {
        check_at_least(*n_samples.total(), 1, "n_samples");
        std::vector<Index> sizes(static_cast<std::size_t>(n), *n_samples.total() / n);
        for (Index k = 0; k < *n_samples.total() % n; ++k) ++sizes[static_cast<std::size_t>(k)];
        return sizes;
    }
    if (static_cast<Index>(n_samples.of_class().size()) != n)
        throw InvalidParameterError(
            detail::format("Length of n_samples not consistent with number of centers. Got {} and {}.",
                           n_samples.of_class().size(), n));
    for (const Index size : n_samples.of_class()) check_at_least(size, 0, "n_samples");
    return n_samples.of_class();
}

inline std::vector<double> find_blob_stds(const BlobStd& cluster_std, Index n) {
    std::vector<double> stds = cluster_std.values();
    if (stds.size() == 1) stds.assign(static_cast<std::size_t>(n), stds[0]);
    if (static_cast<Index>(stds.size()) != n)
        throw InvalidParameterError(detail::format(
            "Length of cluster_std not consistent with number of centers. Got {} and {}.", stds.size(), n));
    for (const double std : stds) check_not_negative(std, "cluster_std");
    return stds;
}

}  // namespace detail

/// Points that are normally distributed around centers; scikit-learn's for the same seed.
/// \throws InvalidParameterError if there are no points or centers, a standard deviation is negative, or the
/// lengths of `n_samples`, `centers` and `cluster_std` differ.
/// \throws InvalidDataError if the centers that are given are not finite.
template <Floating Scalar = double>
BlobsWithCenters<Scalar> make_blobs_with_centers(const MakeBlobsOptions& options = {}) {
    const auto rng = options.random_state.generator();
    const Matrix<double> centers = detail::find_blob_centers(options, *rng);
    const std::vector<Index> sizes = detail::find_blob_sizes(options.n_samples, centers.rows());
    const std::vector<double> stds = detail::find_blob_stds(options.cluster_std, centers.rows());

    Matrix<double> X(std::accumulate(sizes.begin(), sizes.end(), Index{0}), centers.cols());
    Eigen::VectorXi y(X.rows());
    Index row = 0;
    for (Index k = 0; k < centers.rows(); ++k)
        for (Index i = 0; i < sizes[static_cast<std::size_t>(k)]; ++i, ++row) {
            for (Index j = 0; j < X.cols(); ++j)
                X(row, j) = rng->normal(centers(k, j), stds[static_cast<std::size_t>(k)]);
            y[row] = static_cast<int>(k);
        }
    if (options.shuffle) detail::shuffle_rows(X, y, *rng);
    return {X.cast<Scalar>(), std::move(y), centers.cast<Scalar>()};
}

/// The same without the centers.
template <Floating Scalar = double>
ClassificationData<Scalar> make_blobs(const MakeBlobsOptions& options = {}) {
    auto blobs = make_blobs_with_centers<Scalar>(options);
    return {std::move(blobs.X), std::move(blobs.y)};
}

}  // namespace eigenmlp
