// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/class_counts.hpp"
#include "eigenmlp/metrics/raw_values.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `jaccard_score`, in scikit-learn's order. For multilabel targets `Label` is `Index`.
template <class Label>
struct JaccardScoreOptions {
    std::vector<Label> labels = {};       ///< as for `precision_recall_fscore_support`
    std::optional<Label> pos_label = {};  ///< as for `precision_recall_fscore_support`
    Average average = Average::binary;    ///< with `none` the result is a score per class
    SampleWeight sample_weight = {};
    ZeroDivision zero_division = {};
};

namespace detail {

template <Floating S>
Scores jaccard_scores(const ClassCounts<S>& of_classes, const Vector<S>& weights, Average average,
                      ZeroDivision zero_division) {
    const ClassCounts<S> counts = average == Average::micro ? of_classes.sum() : of_classes;
    const Vector<S> scores = divide_scores<S>(counts.right, counts.predicted + counts.actual - counts.right,
                                              zero_division, average, "Jaccard", "true or predicted");
    if (average == Average::none) return Scores(scores);
    if (average == Average::weighted && (counts.actual.array() != 0).any())
        return Scores::Constant(1, weighted_mean(scores, counts.actual));
    if (average == Average::samples) return Scores::Constant(1, weighted_mean(scores, weights));
    return Scores::Constant(1, scores.mean());
}

template <class Label>
Scores jaccard_scores(const ClassificationTargets<Label>& targets,
                      const JaccardScoreOptions<Label>& options) {
    const Vector<double> weights = sample_weights(options.sample_weight, targets.y_true.size());
    const ClassCodes codes = scored_codes(targets, options.labels, options.pos_label, options.average);
    return jaccard_scores(count_classes(targets, codes, weights), weights, options.average,
                          options.zero_division);
}

template <Floating S>
Scores jaccard_scores(const MultilabelTargets<S>& all, const JaccardScoreOptions<Index>& options) {
    const Vector<S> weights = sample_weights(options.sample_weight, all.y_true.rows());
    const MultilabelTargets<S> targets =
        scored_columns(all, options.labels, options.pos_label, options.average);
    const ClassCounts<S> counts =
        options.average == Average::samples ? count_rows(targets) : count_columns(targets, weights);
    return jaccard_scores(counts, weights, options.average, options.zero_division);
}

}  // namespace detail

/// The size of the intersection over that of the union of the samples predicted to be of a class and those
/// that are, by default for the positive class of two: a single score, which converts to a number, unless
/// `Average::none` asks for all. Targets as for `precision_recall_fscore_support`, and
/// the same errors.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Scores
jaccard_score(const YTrue& y_true, const YPred& y_pred,
              const JaccardScoreOptions<target_label_t<YTrue>>& options = {}) {
    return detail::jaccard_scores(detail::check_targets(y_true, y_pred), options);
}

/// The same of each class or label, which `Average::none` gives, too; else `average` plays no part.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Vector<double> jaccard_score(
    const YTrue& y_true, const YPred& y_pred, RawValues,
    JaccardScoreOptions<target_label_t<YTrue>> options = {}) {
    options.average = Average::none;
    return detail::jaccard_scores(detail::check_targets(y_true, y_pred), options);
}

}  // namespace eigenmlp
