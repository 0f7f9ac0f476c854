// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp::detail {

/// Per class to be scored: the weight of the samples predicted rightly, predicted, and true.
template <Floating S>
struct ClassCounts {
    Vector<S> right, predicted, actual;

    /// Those of all classes together.
    ClassCounts sum() const {
        const auto one = [](S total) { return Vector<S>::Constant(1, total); };
        return {one(right.sum()), one(predicted.sum()), one(actual.sum())};
    }
};

/// \param codes of the classes to count, -1 for one that does not occur
template <class Label, Floating S>
ClassCounts<S> count_classes(const ClassificationTargets<Label>& targets, const ClassCodes& codes,
                             const Vector<S>& weights) {
    const auto n_classes = static_cast<Index>(targets.classes.size());
    Matrix<S> all = Matrix<S>::Zero(3, n_classes);
    for (Index i = 0; i < targets.y_true.size(); ++i) {
        if (targets.y_true[i] == targets.y_pred[i]) all(0, targets.y_true[i]) += weights[i];
        all(1, targets.y_pred[i]) += weights[i];
        all(2, targets.y_true[i]) += weights[i];
    }
    Matrix<S> chosen = Matrix<S>::Zero(3, codes.size());
    for (Index k = 0; k < chosen.cols(); ++k)
        if (codes[k] >= 0) chosen.col(k) = all.col(codes[k]);
    return {chosen.row(0), chosen.row(1), chosen.row(2)};
}

/// Per label, a column each.
template <Floating S>
ClassCounts<S> count_columns(const MultilabelTargets<S>& targets, const Vector<S>& weights) {
    return {targets.y_true.cwiseProduct(targets.y_pred).transpose() * weights,
            targets.y_pred.transpose() * weights, targets.y_true.transpose() * weights};
}

/// Per sample, a row each.
template <Floating S>
ClassCounts<S> count_rows(const MultilabelTargets<S>& targets) {
    return {targets.y_true.cwiseProduct(targets.y_pred).rowwise().sum(), targets.y_pred.rowwise().sum(),
            targets.y_true.rowwise().sum()};
}

/// Element by element; `zero_division` takes the place of 0 / 0.
/// \param missing what there is none of, where the denominator is 0
template <Floating S>
Vector<S> divide_scores(const Vector<S>& numerator, const Vector<S>& denominator, ZeroDivision zero_division,
                        Average average, std::string_view metric, std::string_view missing) {
    const auto undefined = (denominator.array() == 0).eval();
    if (zero_division.warns() && undefined.any()) {
        const bool by_sample = average == Average::samples;
        warn(WarningCategory::UndefinedMetricWarning,
             detail::format(
                 "{} is ill-defined and being set to 0.0 {} no {} {}. Use `zero_division` parameter "
                 "to control this behavior.",
                 metric,
                 numerator.size() == 1 ? "due to"
                 : by_sample           ? "in samples with"
                                       : "in labels with",
                 missing, by_sample ? "labels" : "samples"));
    }
    return undefined.select(zero_division.value(), numerator.array() / denominator.array());
}

/// The code of the positive class, -1 if it does not occur.
/// \throws InvalidParameterError if it is neither of two classes.
template <class Label>
Index find_positive(const std::vector<Label>& classes, const std::optional<Label>& pos_label) {
    const std::optional<Label> positive = positive_label(pos_label);
    const Index code = positive ? find_class(classes, *positive) : -1;
    if (classes.size() == 2 && code < 0)
        throw InvalidParameterError(
            detail::format("pos_label={} is not a valid label. It should be one of {}",
                           positive ? format_label(*positive) : "1", format_labels(classes)));
    return code;
}

/// Warns of a positive label that has no effect.
template <class Label>
void check_pos_label_is_used(const std::optional<Label>& pos_label, Average average) {
    if (pos_label && !(std::is_arithmetic_v<Label> && *pos_label == positive_label<Label>({})))
        warn(
            WarningCategory::UserWarning,
            detail::format(
                "Note that pos_label (set to {}) is ignored when average != 'binary' (got '{}'). You may use "
                "labels=[pos_label] to specify a single positive class.",
                format_label(*pos_label), name(average)));
}

/// The codes of the classes to score, -1 for one that does not occur. scikit-learn's
/// `_check_set_wise_labels`.
template <class Label>
ClassCodes scored_codes(const ClassificationTargets<Label>& targets, const std::vector<Label>& labels,
                        const std::optional<Label>& pos_label, Average average) {
    if (average == Average::samples)
        throw InvalidParameterError(
            "average='samples' is for multilabel targets, samples x labels. Got one label per sample.");
    if (average == Average::binary) {
        if (!targets.is_binary())
            throw InvalidDataError(
                "Target is multiclass but average='binary'. Please choose another average setting, one of "
                "[None, 'micro', 'macro', 'weighted'].");
        return ClassCodes::Constant(1, find_positive(targets.classes, pos_label));
    }
    check_pos_label_is_used(pos_label, average);
    return find_class_codes(targets.classes, labels.empty() ? targets.classes : labels);
}

/// The columns to score, all if `labels` is empty.
template <Floating S>
MultilabelTargets<S> scored_columns(const MultilabelTargets<S>& targets, const std::vector<Index>& labels,
                                    const std::optional<Index>& pos_label, Average average) {
    if (average == Average::binary)
        throw InvalidDataError(
            "Target is multilabel-indicator but average='binary'. Please choose another average setting, one "
            "of "
            "[None, 'micro', 'macro', 'weighted', 'samples'].");
    check_pos_label_is_used(pos_label, average);
    if (labels.empty()) return targets;
    for (const Index label : labels)
        if (label < 0 || label >= targets.y_true.cols())
            throw InvalidParameterError(detail::format(
                "All labels must be in [0, n labels) for multilabel targets. Got {} of {} labels.", label,
                targets.y_true.cols()));
    return {targets.y_true(Eigen::all, labels), targets.y_pred(Eigen::all, labels)};
}

}  // namespace eigenmlp::detail
