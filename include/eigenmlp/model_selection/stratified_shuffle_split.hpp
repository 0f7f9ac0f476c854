// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/shuffle_split.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Parameters of `StratifiedShuffleSplit`.
using StratifiedShuffleSplitParams = ShuffleSplitParams;

/// Cross validation by splits that are drawn independently of each other, each class having about the same
/// share in both parts as in the whole.
class StratifiedShuffleSplit {
public:
    using Params = StratifiedShuffleSplitParams;

    /// \throws InvalidParameterError if `n_splits` is below 1.
    explicit(false) StratifiedShuffleSplit(Params params = {}) : params_(std::move(params)) {
        detail::check_shuffle_split_params(params_);
    }

    const Params& params() const { return params_; }
    Index get_n_splits() const { return params_.n_splits; }

    /// \param X samples x features, a vector of samples, or the number of samples
    /// \param y the labels of each sample: whatever makes a `Stratification`
    /// \returns the rows of both parts of each split, in the order drawn
    /// \throws InvalidParameterError if the sizes cannot be met. \see validate_shuffle_split
    /// \throws InvalidDataError if `X` and `y` differ in length, a class has fewer than two members or a part
    /// fewer rows than there are classes.
    template <class Data, class Y>
    std::vector<TrainTestIndices> split(const Data& X, const Y& y) const {
        check_consistent_length(detail::sample_count(X), detail::sample_count(y));
        const Stratification classes(y, "y");
        const auto [n_train, n_test] = validate_shuffle_split(
            classes.n_samples(), params_.test_size, params_.train_size, detail::shuffle_split_test_size);
        const auto rng = params_.random_state.generator();
        std::vector<TrainTestIndices> splits;
        for (Index k = 0; k < params_.n_splits; ++k)
            splits.push_back(stratified_shuffle_split_indices(classes, n_train, n_test, *rng));
        return splits;
    }

private:
    Params params_;
};

}  // namespace eigenmlp
