// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp {

/// Multilabel targets: a 0/1 integer matrix, samples x labels.
template <class Y>
concept MultilabelMatrix = !LabelSequence<Y> && requires(const Y& y) {
    requires std::integral<typename Y::Scalar>;
    y.rows();
};

/// Labels of the same kind, to be compared sample by sample: sequences of labels that convert, or multilabel.
template <class YTrue, class YPred>
concept ComparableLabels = (MultilabelMatrix<YTrue> && MultilabelMatrix<YPred>) ||
                           (LabelSequence<YTrue> && LabelSequence<YPred> &&
                            LabelConvertibleTo<label_t<YPred>, label_t<YTrue>>);

namespace detail {

template <class Y>
struct TargetLabel {
    using type = Index;
};

template <LabelSequence Y>
struct TargetLabel<Y> {
    using type = label_t<Y>;
};

}  // namespace detail

/// What names a class of these targets in options: the label, or the column of a multilabel matrix.
template <class Y>
using target_label_t = typename detail::TargetLabel<Y>::type;

namespace detail {

/// True and predicted labels, checked and reduced to codes.
template <class Label>
struct ClassificationTargets {
    std::vector<Label> classes;  // that occur in either, in ascending order
    ClassCodes y_true, y_pred;

    bool is_binary() const { return classes.size() <= 2; }
};

/// Checked multilabel targets, 0 or 1, samples x labels. Like the rest of what metrics hand on, a template of
/// the numbers, which are double: so only a program that calls a metric compiles its expressions.
template <Floating S>
struct MultilabelTargets {
    Matrix<S> y_true, y_pred;
};

/// The positive class; without a choice 1, which is no label where labels are no numbers.
template <class Label>
std::optional<Label> positive_label(const std::optional<Label>& pos_label) {
    if constexpr (std::is_arithmetic_v<Label>)
        return pos_label.value_or(static_cast<Label>(1));
    else
        return pos_label;
}

inline void check_target_lengths(Index n_true, Index n_pred, std::string_view predictions = "y_pred") {
    check_consistent_length(n_true, n_pred, "y_true", predictions);
    if (n_true == 0)
        throw InvalidDataError(detail::format(
            "Found empty input array (e.g., `y_true` or `{}`) while a minimum of 1 sample is required.",
            predictions));
}

template <LabelSequence Y>
void check_not_continuous(const Y& y, std::string_view name) {
    if (const auto label = find_not_whole(y))
        throw InvalidDataError(
            detail::format("{} contains {}: continuous is not supported, class labels are expected.", name,
                           format_label(*label)));
}

/// \throws InvalidDataError for targets of different lengths or none, for continuous ones and for predictions
/// that are not values of the label type.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
ClassificationTargets<label_t<YTrue>> check_targets(const YTrue& y_true, const YPred& y_pred) {
    using Label = label_t<YTrue>;
    check_target_lengths(label_count(y_true), label_count(y_pred));
    check_not_continuous(y_true, "y_true");
    check_not_continuous(y_pred, "y_pred");
    const std::vector<Label> in_true = find_classes<Label>(y_true, "y_true");
    const std::vector<Label> in_pred = find_classes<Label>(y_pred, "y_pred");
    std::vector<Label> classes;
    std::set_union(in_true.begin(), in_true.end(), in_pred.begin(), in_pred.end(),
                   std::back_inserter(classes));
    return {classes, find_class_codes(classes, y_true), find_class_codes(classes, y_pred)};
}

/// The matrix in double. \throws InvalidDataError for numbers other than 0 and 1.
template <MultilabelMatrix Y>
Matrix<double> multilabel_table(const Y& y, std::string_view name) {
    Matrix<double> table = y.template cast<double>();
    for (const double* at = table.data(); at != table.data() + table.size(); ++at)
        if (*at != 0 && *at != 1)
            throw InvalidDataError(detail::format(
                "{} must hold 0 and 1 only, as multilabel targets do. Its numbers are from {} to {}.", name,
                y.minCoeff(), y.maxCoeff()));
    return table;
}

/// \throws InvalidDataError for targets of different shapes, none, and numbers other than 0 and 1.
template <MultilabelMatrix YTrue, MultilabelMatrix YPred>
MultilabelTargets<double> check_targets(const YTrue& y_true, const YPred& y_pred) {
    check_target_lengths(y_true.rows(), y_pred.rows());
    if (y_true.cols() != y_pred.cols())
        throw InvalidDataError(
            detail::format("y_true has {} labels per sample, y_pred has {}.", y_true.cols(), y_pred.cols()));
    if (y_true.cols() == 0)
        throw InvalidDataError("y_true and y_pred have no labels: 1 column or more is needed.");
    return {multilabel_table(y_true, "y_true"), multilabel_table(y_pred, "y_pred")};
}

}  // namespace detail
}  // namespace eigenmlp
