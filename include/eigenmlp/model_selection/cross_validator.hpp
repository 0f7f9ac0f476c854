// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/named_variant.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/k_fold.hpp"
#include "eigenmlp/model_selection/shuffle_split.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/model_selection/stratified_k_fold.hpp"
#include "eigenmlp/model_selection/stratified_shuffle_split.hpp"

namespace eigenmlp {

namespace detail {

/// Whether each sample has one label that can be a class: no fractions, no infinity.
template <class Y>
bool has_classes(const Y& y) {
    if constexpr (LabelSequence<Y>)
        return !find_not_whole(y);
    else
        return false;
}

inline void check_rows(const std::vector<Index>& rows, Index n_samples, std::size_t split,
                       std::string_view part) {
    for (const Index row : rows)
        if (row < 0 || row >= n_samples)
            throw InvalidDataError(
                detail::format("cv must hold row numbers from 0 to {}. Got {} in the {} part of split {}.",
                               n_samples - 1, row, part, split));
}

}  // namespace detail

/// What the `cv` of cross validation, curves and searches takes: a number of folds (`StratifiedKFold` for
/// classifiers whose samples have one label each, else `KFold`; five by default), a splitter, or the rows of
/// the splits themselves (scikit-learn's `check_cv`).
class CrossValidator {
public:
    CrossValidator() = default;

    /// \throws InvalidParameterError for less than 2 folds
    template <std::integral T>
    requires(!std::same_as<T, bool>) CrossValidator(T n_folds)
        : source_(KFoldParams{.n_splits = static_cast<Index>(n_folds)}) {
        detail::check_k_fold_params(std::get<KFoldParams>(source_));
    }
    CrossValidator(KFold splitter) : source_(std::move(splitter)) {}
    CrossValidator(StratifiedKFold splitter) : source_(std::move(splitter)) {}
    CrossValidator(ShuffleSplit splitter) : source_(std::move(splitter)) {}
    CrossValidator(StratifiedShuffleSplit splitter) : source_(std::move(splitter)) {}

    /// \throws InvalidDataError for no splits
    CrossValidator(std::vector<TrainTestIndices> splits) : source_(std::move(splits)) {
        if (get_n_splits() == 0) throw InvalidDataError("cv must hold at least one split. Got none.");
    }

    Index get_n_splits() const {
        return detail::visit(
            [](const auto& source) {
                if constexpr (requires { source.get_n_splits(); })
                    return source.get_n_splits();
                else if constexpr (requires { source.n_splits; })
                    return source.n_splits;
                else
                    return static_cast<Index>(source.size());
            },
            source_);
    }

    /// The rows of both parts of each split.
    /// \param classifier whether folds that are only counted shall have equal shares of the classes, if y has
    /// any
    /// \throws InvalidDataError if X and y differ in length, there are too few samples (see the splitters) or
    /// a row number is out of range.
    template <class Data, class Y>
    std::vector<TrainTestIndices> split(const Data& X, const Y& y, bool classifier) const {
        check_consistent_length(detail::sample_count(X), detail::sample_count(y));
        return detail::visit(
            [&]<class Source>(const Source& source) -> std::vector<TrainTestIndices> {
                if constexpr (std::same_as<Source, std::vector<TrainTestIndices>>) {
                    for (std::size_t k = 0; k < source.size(); ++k) {
                        detail::check_rows(source[k].train, detail::sample_count(X), k, "training");
                        detail::check_rows(source[k].test, detail::sample_count(X), k, "test");
                    }
                    return source;
                } else if constexpr (std::same_as<Source, KFoldParams>) {
                    if (classifier && detail::has_classes(y)) return StratifiedKFold(source).split(X, y);
                    return KFold(source).split(X, y);
                } else if constexpr (std::same_as<Source, StratifiedShuffleSplit>) {
                    if constexpr (requires { Stratification(y, "y"); })
                        return source.split(X, y);
                    else
                        detail::throw_not_stratifiable("continuous-multioutput");
                } else {
                    return source.split(X, y);
                }
            },
            source_);
    }

private:
    /// `KFoldParams` stand for a number of folds.
    std::variant<KFoldParams, KFold, StratifiedKFold, ShuffleSplit, StratifiedShuffleSplit,
                 std::vector<TrainTestIndices>>
        source_ = KFoldParams{};
};

}  // namespace eigenmlp
