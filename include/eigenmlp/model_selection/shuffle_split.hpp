// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Parameters of `ShuffleSplit` and `StratifiedShuffleSplit`, in scikit-learn's order.
struct ShuffleSplitParams {
    /// Number of splits, at least 1.
    Index n_splits = 10;
    /// Test rows; without `train_size` too, a tenth of the samples.
    SplitSize test_size = {};
    /// Training rows; by default all that are not test rows.
    SplitSize train_size = {};
    /// Source of the permutations, one running generator for all splits. \see RandomStateParam
    RandomStateParam random_state = {};
};

namespace detail {

constexpr double shuffle_split_test_size = 0.1;

inline void check_shuffle_split_params(const ShuffleSplitParams& params) {
    if (params.n_splits < 1)
        throw InvalidParameterError(detail::format("n_splits must be at least 1. Got {}.", params.n_splits));
}

}  // namespace detail

/// Cross validation by splits that are drawn independently of each other.
class ShuffleSplit {
public:
    using Params = ShuffleSplitParams;

    /// \throws InvalidParameterError if `n_splits` is below 1.
    explicit(false) ShuffleSplit(Params params = {}) : params_(std::move(params)) {
        detail::check_shuffle_split_params(params_);
    }

    const Params& params() const { return params_; }
    Index get_n_splits() const { return params_.n_splits; }

    /// \param X samples x features, a vector of samples, or the number of samples
    /// \returns the rows of both parts of each split, in the order drawn
    /// \throws InvalidParameterError if the sizes cannot be met. \see validate_shuffle_split
    template <class Data>
    std::vector<TrainTestIndices> split(const Data& X) const {
        const Index n_samples = detail::sample_count(X);
        const auto [n_train, n_test] = validate_shuffle_split(
            n_samples, params_.test_size, params_.train_size, detail::shuffle_split_test_size);
        const auto rng = params_.random_state.generator();
        std::vector<TrainTestIndices> splits;
        for (Index k = 0; k < params_.n_splits; ++k)
            splits.push_back(shuffle_split_indices(n_samples, n_train, n_test, *rng));
        return splits;
    }

    /// The same; of `y` only the length counts.
    /// \throws InvalidDataError if `X` and `y` differ in length.
    template <class Data, class Y>
    std::vector<TrainTestIndices> split(const Data& X, const Y& y) const {
        check_consistent_length(detail::sample_count(X), detail::sample_count(y));
        return split(X);
    }

private:
    Params params_;
};

}  // namespace eigenmlp
