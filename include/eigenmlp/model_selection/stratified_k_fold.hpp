// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/k_fold.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Parameters of `StratifiedKFold`.
using StratifiedKFoldParams = KFoldParams;

namespace detail {

/// Class of each sample, the classes numbered in the order of their first samples.
inline std::vector<std::size_t> codes_by_appearance(const Stratification& y) {
    std::vector<Index> number_of(static_cast<std::size_t>(y.n_classes()), -1);
    std::vector<std::size_t> codes;
    Index n_seen = 0;
    for (const Index code : y.codes()) {
        Index& number = number_of[static_cast<std::size_t>(code)];
        if (number < 0) number = n_seen++;
        codes.push_back(static_cast<std::size_t>(number));
    }
    return codes;
}

inline void check_class_sizes(const std::vector<Index>& counts, Index n_splits) {
    const auto [smallest, largest] = std::minmax_element(counts.begin(), counts.end());
    if (n_splits > *largest)
        throw InvalidDataError(detail::format(
            "n_splits={} cannot be greater than the number of members in each class.", n_splits));
    if (n_splits > *smallest)
        warn(WarningCategory::UserWarning,
             detail::format("The least populated class in y has only {} members, which is less than "
                            "n_splits={}.",
                            *smallest, n_splits));
}

[[noreturn]] inline void throw_not_stratifiable(std::string_view type) {
    throw InvalidDataError(
        detail::format("Supported target types are: ('binary', 'multiclass'). Got '{}' instead.", type));
}

}  // namespace detail

/// Cross validation by folds in which each class has about the same share as in the whole.
class StratifiedKFold {
public:
    using Params = StratifiedKFoldParams;

    /// \throws InvalidParameterError if `n_splits` is below 2, or for `random_state` without `shuffle`.
    explicit(false) StratifiedKFold(Params params = {}) : params_(std::move(params)) {
        detail::check_k_fold_params(params_);
    }

    const Params& params() const { return params_; }
    Index get_n_splits() const { return params_.n_splits; }

    /// Warns if a class has fewer members than there are folds.
    /// \param X samples x features, a vector of samples, or the number of samples
    /// \param y the label of each sample
    /// \returns the rows of both parts of each split, in ascending order
    /// \throws InvalidDataError if `X` and `y` differ in length, if there are fewer samples than folds or
    /// every class has fewer members than that, and if `y` has fractions or several columns.
    template <class Data, class Y>
    std::vector<TrainTestIndices> split(const Data& X, const Y& y) const {
        check_consistent_length(detail::sample_count(X), detail::sample_count(y));
        detail::check_n_folds(params_.n_splits, detail::sample_count(X));
        if constexpr (!LabelSequence<Y>) {
            detail::throw_not_stratifiable("multilabel-indicator");
        } else {
            if constexpr (std::floating_point<label_t<Y>>)
                for (Index i = 0; i < label_count(y); ++i)
                    if (std::trunc(label_at(y, i)) != label_at(y, i) && !std::isnan(label_at(y, i)))
                        detail::throw_not_stratifiable("continuous");
            const Stratification classes(y, "y");
            return detail::splits_by_fold(find_folds(classes), params_.n_splits);
        }
    }

private:
    /// The fold of each sample.
    std::vector<Index> find_folds(const Stratification& y) const {
        const std::vector<std::size_t> codes = detail::codes_by_appearance(y);
        std::vector<Index> counts(static_cast<std::size_t>(y.n_classes()));
        for (const std::size_t code : codes) ++counts[code];
        detail::check_class_sizes(counts, params_.n_splits);

        const auto rng = params_.random_state.generator();
        std::vector<std::vector<Index>> folds_of_class(counts.size());
        Index n_before = 0;  // samples of the classes before this one
        for (std::size_t k = 0; k < counts.size(); ++k) {
            // dealt in turn over the samples sorted by class, then laid in blocks
            for (Index i = 0; i < counts[k]; ++i)
                folds_of_class[k].push_back((n_before + i) % params_.n_splits);
            std::sort(folds_of_class[k].begin(), folds_of_class[k].end());
            if (params_.shuffle) rng->shuffle(folds_of_class[k]);
            n_before += counts[k];
        }

        std::vector<std::size_t> n_taken(counts.size());
        std::vector<Index> folds;
        for (const std::size_t code : codes) folds.push_back(folds_of_class[code][n_taken[code]++]);
        return folds;
    }

    Params params_;
};

}  // namespace eigenmlp
