// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/predict_as.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"

namespace eigenmlp {

/// What `cross_val_predict` calls.
enum class PredictMethod { predict, predict_proba, predict_log_proba };

/// Options of `cross_val_predict`, in scikit-learn's order.
struct CrossValPredictOptions {
    CrossValidator cv = {};  ///< the splits; five folds by default
    Index n_jobs = 1;        ///< splits that are worked on at once, -1 for as many as there are cores
    SampleWeight sample_weight = {};  ///< for `fit` (scikit-learn's `fit_params`)
};

namespace detail {

/// \throws InvalidDataError unless each of the n samples is in one test part
inline void check_partition(const std::vector<TrainTestIndices>& splits, Index n_samples) {
    std::vector<bool> seen(static_cast<std::size_t>(n_samples));
    Index n_seen = 0;
    for (const TrainTestIndices& split : splits)
        for (const Index row : split.test) {
            if (seen[static_cast<std::size_t>(row)])
                throw InvalidDataError(detail::format(
                    "cross_val_predict only works for partitions: row {} is in two test parts.", row));
            seen[static_cast<std::size_t>(row)] = true;
            ++n_seen;
        }
    if (n_seen != n_samples)
        throw InvalidDataError(
            detail::format("cross_val_predict only works for partitions: the test parts hold {} of {} rows.",
                           n_seen, n_samples));
}

/// Probabilities with a column for each of the classes of all samples, `missing` where the estimator has not
/// seen the class.
/// \throws InvalidDataError if the estimator does not give a column per class that it has seen
template <class Label, class P>
P with_all_classes(const std::vector<Label>& classes, const std::vector<Label>& seen, const P& predicted,
                   scalar_t<P> missing) {
    if (predicted.cols() != static_cast<Index>(seen.size()))
        throw InvalidDataError(
            detail::format("The estimator gives {} columns, but there are {} classes in the training fold.",
                           predicted.cols(), seen.size()));
    if (seen == classes) return predicted;
    warn(WarningCategory::UserWarning,
         detail::format(
             "Number of classes in training fold ({}) does not match total number of classes ({}). "
             "Results may not be appropriate for your use case. To fix this, use a cross-validation "
             "technique resulting in properly stratified folds",
             seen.size(), classes.size()));
    P all = P::Constant(predicted.rows(), static_cast<Index>(classes.size()), missing);
    for (std::size_t k = 0; k < seen.size(); ++k)
        if (const Index column = find_class(classes, seen[k]); column >= 0)
            all.col(column) = predicted.col(static_cast<Index>(k));
    return all;
}

/// The predictions of a fitted estimator.
/// \param y all targets
template <PredictMethod method, class Y, class E, class X>
auto predictions(const E& estimator, const X& x, const Y& y) {
    if constexpr (method == PredictMethod::predict) {
        return predict_as<taken_rows_t<Y>>(estimator, x);
    } else {
        constexpr bool logarithms = method == PredictMethod::predict_log_proba;
        auto predicted = [&] {
            if constexpr (logarithms)
                return estimator.predict_log_proba(x);
            else
                return estimator.predict_proba(x);
        }();
        if constexpr (LabelSequence<Y> && is_classifier<E>) {
            using Label = class_label_t<E>;
            using S = scalar_t<decltype(predicted)>;
            return with_all_classes(find_classes<Label>(y, "y"), std::vector<Label>(estimator.classes()),
                                    predicted, logarithms ? std::numeric_limits<S>::lowest() : S(0));
        } else {
            return predicted;
        }
    }
}

/// Predictions of several columns per sample.
template <class P>
constexpr bool is_table = requires {
    requires !bool(P::IsVectorAtCompileTime);
};

/// \throws InvalidDataError unless each part has a row for each sample of its test part, and all have as many
/// columns
template <class P>
void check_parts(const std::vector<std::optional<P>>& parts, const std::vector<TrainTestIndices>& splits) {
    for (std::size_t k = 0; k < splits.size(); ++k) {
        if (sample_count(*parts[k]) != static_cast<Index>(splits[k].test.size()))
            throw InvalidDataError(
                detail::format("The test part of split {} has {} samples, but the estimator predicts {}.", k,
                               splits[k].test.size(), sample_count(*parts[k])));
        if constexpr (is_table<P>)
            if (parts[k]->cols() != parts.front()->cols())
                throw InvalidDataError(
                    detail::format("The estimator predicts {} columns in split {}, but {} in split 0.",
                                   parts[k]->cols(), k, parts.front()->cols()));
    }
}

/// Puts the rows of the parts where they come from.
template <class P>
P join_rows(const std::vector<std::optional<P>>& parts, const std::vector<TrainTestIndices>& splits,
            Index n_samples) {
    P all;
    using Size = decltype(all.size());
    if constexpr (is_table<P>)
        all.resize(n_samples, parts.front()->cols());
    else
        all.resize(static_cast<Size>(n_samples));
    for (std::size_t k = 0; k < splits.size(); ++k)
        for (std::size_t i = 0; i < splits[k].test.size(); ++i) {
            const auto row = splits[k].test[i];
            if constexpr (is_table<P>)
                all.row(row) = parts[k]->row(static_cast<Index>(i));
            else
                all[static_cast<Size>(row)] = (*parts[k])[static_cast<Size>(i)];
        }
    return all;
}

}  // namespace detail

/// For each sample the prediction of a clone of the estimator that was fitted to the training part of the
/// split in whose test part the sample is: `cross_val_predict(estimator, X, y, {.cv = 3})`, and
/// `cross_val_predict<PredictMethod::predict_proba>(...)` for probabilities, whose columns are in the order
/// of the classes of all samples. A class that is missing in a training part gets the probability 0, or the
/// lowest number as its logarithm, with a warning.
/// \returns predictions as the method gives them; a vector if y is one, and 0/1 samples x labels for
/// multilabel targets
/// \throws InvalidDataError if the test parts do not hold each sample once, X and y differ in length or
/// cannot be split so, or there is not one prediction per sample; and what `fit` and the method throw
template <PredictMethod method = PredictMethod::predict, Estimator E, class X, class Y>
requires FitsRows<E, X, Y>
auto cross_val_predict(const E& estimator, const X& x, const Y& y,
                       const CrossValPredictOptions& options = {}) {
    const Index n_samples = detail::sample_count(x);
    const std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
    detail::check_partition(splits, n_samples);
    const Vector<double> weights = options.sample_weight.for_samples(n_samples);
    using Predicted =
        decltype(detail::predictions<method>(estimator, std::declval<const taken_rows_t<X>&>(), y));
    std::vector<std::optional<Predicted>> parts(splits.size());
    parallel_for(static_cast<Index>(splits.size()), options.n_jobs, [&](Index i) {
        const auto k = static_cast<std::size_t>(i);
        E fitted = clone(estimator);
        detail::fit_weighted(fitted, TakenRows<X>::take(x, splits[k].train),
                             TakenRows<Y>::take(y, splits[k].train),
                             detail::take_weights(weights, splits[k].train));
        parts[k] = detail::predictions<method>(fitted, TakenRows<X>::take(x, splits[k].test), y);
    });
    detail::check_parts(parts, splits);
    return detail::join_rows(parts, splits, n_samples);
}

}  // namespace eigenmlp
