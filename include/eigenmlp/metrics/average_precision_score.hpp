// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/binary_average.hpp"
#include "eigenmlp/metrics/class_counts.hpp"
#include "eigenmlp/metrics/curves.hpp"
#include "eigenmlp/metrics/raw_values.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `average_precision_score`, in scikit-learn's order.
template <class Label>
struct AveragePrecisionScoreOptions {
    /// For multilabel targets and more than two classes: `macro`, `weighted`, `micro` or `samples`.
    Average average = Average::macro;
    /// The positive one of two classes; without one the label 1.
    std::optional<Label> pos_label = {};
    SampleWeight sample_weight = {};
};

namespace detail {

/// The sum over thresholds of the precision times the gain in recall, without interpolation.
template <Floating S>
S binary_average_precision(const Vector<S>& positive, const Vector<S>& scores, const Vector<S>& weights) {
    const auto [precision, recall, thresholds] = precision_recall_of(binary_curve(positive, scores, weights));
    const Index n = thresholds.size();
    return (recall.head(n) - recall.tail(n)).dot(precision.head(n));
}

template <class Label>
void check_no_pos_label(const AveragePrecisionScoreOptions<Label>& options) {
    if (options.pos_label)
        throw InvalidParameterError(detail::format(
            "pos_label is for two classes: it must not be set for multilabel targets and scores of "
            "several classes. Got {}.",
            format_label(*options.pos_label)));
}

}  // namespace detail

/// The average precision of two classes: the area under the precision-recall curve, taken as steps.
/// \throws InvalidDataError for inputs of different lengths, none, scores that are not finite, and more than
/// two classes. \throws InvalidParameterError for a `pos_label` that is neither of two classes. Without
/// positive samples the recall counts as 1, with a warning.
template <LabelSequence Y, ScoreSequence S>
double average_precision_score(const Y& y_true, const S& y_score,
                               const AveragePrecisionScoreOptions<label_t<Y>>& options = {}) {
    using Label = label_t<Y>;
    const Vector<double> scores = detail::check_scores(y_score, label_count(y_true));
    const Vector<double> weights = detail::sample_weights(options.sample_weight, scores.size());
    detail::check_not_continuous(y_true, "y_true");
    const std::vector<Label> classes = detail::find_classes<Label>(y_true, "y_true");
    if (classes.size() > 2)
        throw InvalidDataError(
            detail::format("y_score must have a column per class for more than two classes. y_true has {}.",
                           detail::format_labels(classes)));
    const Index positive = detail::find_positive(classes, options.pos_label);
    const ClassCodes codes = detail::find_class_codes(classes, y_true);
    return detail::binary_average_precision(
        (codes.array() == positive).template cast<double>().matrix().eval(), scores, weights);
}

/// The same for several classes, each against the rest; `y_score` is samples x classes, with columns in
/// ascending order of the classes that occur. \throws InvalidDataError for shapes that do not fit. \note From
/// scikit-learn 1.3 on; one column is the score of the positive one of two classes.
template <LabelSequence Y, class Derived>
requires(!ScoreSequence<Derived>) double average_precision_score(
    const Y& y_true, const Eigen::MatrixBase<Derived>& y_score,
    const AveragePrecisionScoreOptions<label_t<Y>>& options = {}) {
    if (y_score.cols() == 1) return average_precision_score(y_true, y_score.col(0), options);
    detail::check_no_pos_label(options);
    const auto scored = detail::scored_classes(y_true, y_score, {});
    return detail::average_binary_score(
        scored.one_versus_rest(detail::sample_weights(options.sample_weight, scored.codes.size())),
        &detail::binary_average_precision<double>, options.average, "average_precision_score");
}

/// The same for multilabel targets, a 0/1 integer matrix, and scores of the same shape, averaged.
template <MultilabelMatrix Y, class Derived>
double average_precision_score(const Y& y_true, const Eigen::MatrixBase<Derived>& y_score,
                               const AveragePrecisionScoreOptions<Index>& options = {}) {
    detail::check_no_pos_label(options);
    return detail::average_binary_score(detail::multilabel_problems(y_true, y_score, options.sample_weight),
                                        &detail::binary_average_precision<double>, options.average,
                                        "average_precision_score");
}

/// The same per label of multilabel targets, or per class, each against the rest.
template <class Y, class Derived>
requires(LabelSequence<Y> || MultilabelMatrix<Y>) Vector<double> average_precision_score(
    const Y& y_true, const Eigen::MatrixBase<Derived>& y_score, RawValues,
    const AveragePrecisionScoreOptions<target_label_t<Y>>& options = {}) {
    detail::check_no_pos_label(options);
    if constexpr (MultilabelMatrix<Y>) {
        return detail::score_problems(detail::multilabel_problems(y_true, y_score, options.sample_weight),
                                      &detail::binary_average_precision<double>);
    } else {
        const auto scored = detail::scored_classes(y_true, y_score, {});
        return detail::score_problems(
            scored.one_versus_rest(detail::sample_weights(options.sample_weight, scored.codes.size())),
            &detail::binary_average_precision<double>);
    }
}

}  // namespace eigenmlp
