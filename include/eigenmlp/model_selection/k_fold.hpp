// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Parameters of `KFold` and `StratifiedKFold`, in scikit-learn's order.
struct KFoldParams {
    /// Number of folds, at least 2.
    Index n_splits = 5;
    /// Whether to draw at random which samples share a fold.
    bool shuffle = false;
    /// Source of the shuffles; only with `shuffle`. \see RandomStateParam
    RandomStateParam random_state = {};
};

namespace detail {

inline void check_k_fold_params(const KFoldParams& params) {
    if (params.n_splits <= 1)
        throw InvalidParameterError(
            detail::format("k-fold cross-validation requires at least one train/test split by setting "
                           "n_splits=2 or more, got n_splits={}.",
                           params.n_splits));
    if (!params.shuffle && params.random_state != RandomStateParam{})
        throw InvalidParameterError(
            "Setting a random_state has no effect since shuffle is false. You should leave random_state to "
            "its default, or set shuffle=true.");
}

inline void check_n_folds(Index n_splits, Index n_samples) {
    if (n_splits > n_samples)
        throw InvalidDataError(
            detail::format("Cannot have number of splits n_splits={} greater than the number of samples: "
                           "n_samples={}.",
                           n_splits, n_samples));
}

/// Each fold in turn as the test rows, and the others as the training rows; all in ascending order.
/// \param folds the fold of each sample
inline std::vector<TrainTestIndices> splits_by_fold(const std::vector<Index>& folds, Index n_splits) {
    std::vector<TrainTestIndices> splits(static_cast<std::size_t>(n_splits));
    for (std::size_t k = 0; k < splits.size(); ++k)
        for (std::size_t i = 0; i < folds.size(); ++i)
            (folds[i] == static_cast<Index>(k) ? splits[k].test : splits[k].train)
                .push_back(static_cast<Index>(i));
    return splits;
}

}  // namespace detail

/// Cross validation by folds: the samples are cut into `n_splits` runs of like length, the first ones longer
/// by one where the division leaves a rest, and each run is the test part once.
class KFold {
public:
    using Params = KFoldParams;

    /// \throws InvalidParameterError if `n_splits` is below 2, or for `random_state` without `shuffle`.
    explicit(false) KFold(Params params = {}) : params_(std::move(params)) {
        detail::check_k_fold_params(params_);
    }

    const Params& params() const { return params_; }
    Index get_n_splits() const { return params_.n_splits; }

    /// \param X samples x features, a vector of samples, or the number of samples
    /// \returns the rows of both parts of each split, in ascending order
    /// \throws InvalidDataError if there are fewer samples than folds.
    template <class Data>
    std::vector<TrainTestIndices> split(const Data& X) const {
        const Index n_samples = detail::sample_count(X);
        detail::check_n_folds(params_.n_splits, n_samples);
        std::vector<Index> order(static_cast<std::size_t>(n_samples));
        std::iota(order.begin(), order.end(), Index{0});
        if (params_.shuffle) params_.random_state.generator()->shuffle(order);

        const Index length = n_samples / params_.n_splits, n_longer = n_samples % params_.n_splits;
        std::vector<Index> folds(order.size());
        Index first = 0;
        for (Index k = 0; k < params_.n_splits; ++k) {
            const Index last = first + length + (k < n_longer ? 1 : 0);
            for (; first < last; ++first)
                folds[static_cast<std::size_t>(order[static_cast<std::size_t>(first)])] = k;
        }
        return detail::splits_by_fold(folds, params_.n_splits);
    }

    /// The same; of `y` only the length counts.
    /// \throws InvalidDataError also if `X` and `y` differ in length.
    template <class Data, class Y>
    std::vector<TrainTestIndices> split(const Data& X, const Y& y) const {
        check_consistent_length(detail::sample_count(X), detail::sample_count(y));
        return split(X);
    }

private:
    Params params_;
};

}  // namespace eigenmlp
