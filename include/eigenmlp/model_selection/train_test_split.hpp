// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <numeric>
#include <optional>
#include <tuple>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// What `train_test_split` can cut: dense Eigen matrices (rows are samples), Eigen vectors and
/// `std::vector`s.
template <class Array>
concept SplittableArray =
    ExpressionOf<Array, Eigen::DenseBase> || std::same_as<Array, std::vector<typename Array::value_type>>;

namespace detail {

template <class T>
std::vector<T> take_samples(const std::vector<T>& values, const std::vector<Index>& samples) {
    std::vector<T> taken;
    taken.reserve(samples.size());
    for (const Index i : samples) taken.push_back(values[static_cast<std::size_t>(i)]);
    return taken;
}

template <class Derived>
auto take_samples(const Eigen::DenseBase<Derived>& array, const std::vector<Index>& samples) {
    using Scalar = typename Derived::Scalar;
    const auto n = static_cast<Index>(samples.size());
    const auto row = [&samples](Index i) { return samples[static_cast<std::size_t>(i)]; };
    if constexpr (!(Derived::Flags & Eigen::DirectAccessBit)) {
        return take_samples(array.eval(), samples);
    } else if constexpr (Derived::IsVectorAtCompileTime) {
        constexpr int rows = Derived::RowsAtCompileTime == 1 ? 1 : Eigen::Dynamic;
        Eigen::Matrix<Scalar, rows, rows == 1 ? Eigen::Dynamic : 1> taken(n);
        for (Index i = 0; i < n; ++i) taken[i] = array.derived()[row(i)];
        return taken;
    } else {
        constexpr int order = Derived::IsRowMajor ? Eigen::RowMajor : Eigen::ColMajor;
        Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, order> taken(n, array.cols());
        if constexpr (Derived::IsRowMajor) {
            for (Index i = 0; i < n; ++i) taken.row(i) = array.row(row(i));
        } else {
            for (Index j = 0; j < array.cols(); ++j)
                for (Index i = 0; i < n; ++i) taken(i, j) = array.derived()(row(i), j);
        }
        return taken;
    }
}

}  // namespace detail

/// Options of `train_test_split`, in scikit-learn's order.
struct TrainTestSplitOptions {
    /// Test rows; without `train_size` too, a quarter of the samples.
    SplitSize test_size = {};
    /// Training rows; by default all that are not test rows.
    SplitSize train_size = {};
    /// Source of the permutation. \see RandomStateParam
    RandomStateParam random_state = {};
    /// Whether to draw the rows at random, rather than train on the first and test on the last.
    bool shuffle = true;
    /// Labels whose proportions both parts keep.
    std::optional<Stratification> stratify = {};
};

/// The row numbers that `train_test_split` takes from arrays of `n_samples` samples.
/// \throws InvalidParameterError if the sizes cannot be met, or for `stratify` without `shuffle`.
/// \throws InvalidDataError if `stratify` has another length or too few members of a class.
inline TrainTestIndices train_test_split_indices(Index n_samples, const TrainTestSplitOptions& options = {}) {
    const auto [n_train, n_test] =
        validate_shuffle_split(n_samples, options.test_size, options.train_size, 0.25);
    if (!options.shuffle) {
        if (options.stratify)
            throw InvalidParameterError("Stratified train/test split is not implemented for shuffle=False");
        TrainTestIndices split{.train = std::vector<Index>(static_cast<std::size_t>(n_train)),
                               .test = std::vector<Index>(static_cast<std::size_t>(n_test))};
        std::iota(split.train.begin(), split.train.end(), Index{0});
        std::iota(split.test.begin(), split.test.end(), n_train);
        return split;
    }
    const auto rng = options.random_state.generator();
    if (!options.stratify) return shuffle_split_indices(n_samples, n_train, n_test, *rng);
    check_consistent_length(n_samples, options.stratify->n_samples(), "the first array", "stratify");
    return stratified_shuffle_split_indices(*options.stratify, n_train, n_test, *rng);
}

/// Splits one, two or three arrays of as many samples into a random training and test part.
/// \returns copies: the training and the test part of each array in turn.
/// \throws InvalidDataError if the arrays differ in length, else as `train_test_split_indices`.
template <SplittableArray A>
auto train_test_split(const A& a, const TrainTestSplitOptions& options = {}) {
    const auto [train, test] = train_test_split_indices(detail::sample_count(a), options);
    return std::tuple(detail::take_samples(a, train), detail::take_samples(a, test));
}

template <SplittableArray A, SplittableArray B>
auto train_test_split(const A& a, const B& b, const TrainTestSplitOptions& options = {}) {
    check_consistent_length(detail::sample_count(a), detail::sample_count(b), "the first array",
                            "the second array");
    const auto [train, test] = train_test_split_indices(detail::sample_count(a), options);
    return std::tuple(detail::take_samples(a, train), detail::take_samples(a, test),
                      detail::take_samples(b, train), detail::take_samples(b, test));
}

template <SplittableArray A, SplittableArray B, SplittableArray C>
auto train_test_split(const A& a, const B& b, const C& c, const TrainTestSplitOptions& options = {}) {
    check_consistent_length(detail::sample_count(a), detail::sample_count(b), "the first array",
                            "the second array");
    check_consistent_length(detail::sample_count(a), detail::sample_count(c), "the first array",
                            "the third array");
    const auto [train, test] = train_test_split_indices(detail::sample_count(a), options);
    return std::tuple(detail::take_samples(a, train), detail::take_samples(a, test),
                      detail::take_samples(b, train), detail::take_samples(b, test),
                      detail::take_samples(c, train), detail::take_samples(c, test));
}

}  // namespace eigenmlp
