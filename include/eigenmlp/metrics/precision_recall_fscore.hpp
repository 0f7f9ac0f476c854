// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/class_counts.hpp"
#include "eigenmlp/metrics/raw_values.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// What `precision_recall_fscore_support` gives.
struct PrecisionRecallFscoreSupport {
    Scores precision, recall, fscore;
    /// Number of true samples of each class, or their weight; empty after averaging.
    Vector<double> support;
};

/// Options of `precision_recall_fscore_support`, in scikit-learn's order. For multilabel targets `Label` is
/// `Index`, the number of a column.
template <class Label>
struct PrecisionRecallFscoreSupportOptions {
    /// Weight of the recall in the F-score, 0 or more.
    double beta = 1;
    /// The classes to score and their order; empty for all that occur, in ascending order. `Average::binary`
    /// scores `pos_label` instead.
    std::vector<Label> labels = {};
    /// The positive class of `Average::binary`; without one the label 1.
    std::optional<Label> pos_label = {};
    Average average = Average::none;
    SampleWeight sample_weight = {};
    ZeroDivision zero_division = {};
};

/// Options of `f1_score`, `precision_score` and `recall_score`, in scikit-learn's order.
template <class Label>
struct F1ScoreOptions {
    /// As for `precision_recall_fscore_support`.
    std::vector<Label> labels = {};
    /// As for `precision_recall_fscore_support`.
    std::optional<Label> pos_label = {};
    /// Any but `Average::none`, for which `raw_values` stands: a score per class is no single number.
    Average average = Average::binary;
    SampleWeight sample_weight = {};
    ZeroDivision zero_division = {};
};

/// Options of `fbeta_score`, in scikit-learn's order.
template <class Label>
struct FbetaScoreOptions {
    /// Weight of the recall, 0 or more: below 1 the precision counts more, above 1 the recall. scikit-learn
    /// has no default.
    double beta = 1;
    std::vector<Label> labels = {};
    std::optional<Label> pos_label = {};
    Average average = Average::binary;
    SampleWeight sample_weight = {};
    ZeroDivision zero_division = {};
};

template <class Label>
using PrecisionScoreOptions = F1ScoreOptions<Label>;
template <class Label>
using RecallScoreOptions = F1ScoreOptions<Label>;

namespace detail {

/// Which of the scores warn.
struct WarnFor {
    bool precision = true, recall = true, fscore = true;
};

/// How to get scores from counts.
struct FscoreRules {
    double beta = 1;
    Average average = Average::none;
    ZeroDivision zero_division = {};
    WarnFor warn_for = {};
};

inline Scores single_score(double score) { return Scores::Constant(1, score); }

/// Averages of classes none of whose samples is true, as scikit-learn defines them.
template <Floating S>
PrecisionRecallFscoreSupport weightless_averages(const ClassCounts<S>& counts, ZeroDivision zero_division) {
    const double undefined = zero_division.value();
    const double wrong = counts.predicted.sum() == 0 ? undefined : 0.0;
    return {single_score(wrong), single_score(undefined), single_score(wrong), {}};
}

/// \param counts per class, or per sample for `Average::samples`
/// \param weights of the samples, which that average takes
template <Floating S>
PrecisionRecallFscoreSupport score_counts(const ClassCounts<S>& of_classes, const Vector<S>& weights,
                                          const FscoreRules& rules) {
    if (!(rules.beta >= 0))
        throw InvalidParameterError(
            detail::format("beta should be >=0 in the F-beta score. Got {} instead.", rules.beta));
    const ClassCounts<S> counts = rules.average == Average::micro ? of_classes.sum() : of_classes;
    const Vector<S>&right = counts.right, &predicted = counts.predicted, &actual = counts.actual;

    const auto divide = [&](const Vector<S>& numerator, const Vector<S>& denominator, bool may_warn,
                            std::string_view metric, std::string_view missing) {
        const ZeroDivision zero = may_warn ? rules.zero_division : ZeroDivision(rules.zero_division.value());
        return divide_scores(numerator, denominator, zero, rules.average, metric, missing);
    };
    const Vector<S> precision = divide(right, predicted, rules.warn_for.precision, "Precision", "predicted");
    const Vector<S> recall = divide(right, actual, rules.warn_for.recall, "Recall", "true");
    // F = (1 + beta^2) tp / (beta^2 actual + predicted), the weighted harmonic mean of precision and recall
    const double beta2 = rules.beta * rules.beta;
    const Vector<S> fscore = std::isinf(beta2) ? recall
                             : rules.beta == 0
                                 ? precision
                                 : divide((1 + beta2) * right, beta2 * actual + predicted,
                                          rules.warn_for.fscore, "F-score", "true nor predicted");

    if (rules.average == Average::none) return {Scores(precision), Scores(recall), Scores(fscore), actual};
    if (rules.average == Average::weighted && actual.sum() == 0)
        return weightless_averages(counts, rules.zero_division);
    const auto average = [&](const Vector<S>& scores) {
        if (rules.average == Average::weighted) return single_score(scores.dot(actual) / actual.sum());
        if (rules.average == Average::samples) return single_score(weighted_mean(scores, weights));
        return single_score(scores.mean());
    };
    return {average(precision), average(recall), average(fscore), {}};
}

template <class Label>
PrecisionRecallFscoreSupport score_targets(const ClassificationTargets<Label>& targets,
                                           const PrecisionRecallFscoreSupportOptions<Label>& options,
                                           WarnFor warn_for = {}) {
    const Vector<double> weights = sample_weights(options.sample_weight, targets.y_true.size());
    const ClassCodes codes = scored_codes(targets, options.labels, options.pos_label, options.average);
    return score_counts(count_classes(targets, codes, weights), weights,
                        {options.beta, options.average, options.zero_division, warn_for});
}

template <Floating S>
PrecisionRecallFscoreSupport score_targets(const MultilabelTargets<S>& all,
                                           const PrecisionRecallFscoreSupportOptions<Index>& options,
                                           WarnFor warn_for = {}) {
    const Vector<S> weights = sample_weights(options.sample_weight, all.y_true.rows());
    const MultilabelTargets<S> targets =
        scored_columns(all, options.labels, options.pos_label, options.average);
    const ClassCounts<S> counts =
        options.average == Average::samples ? count_rows(targets) : count_columns(targets, weights);
    return score_counts(counts, weights, {options.beta, options.average, options.zero_division, warn_for});
}

/// The options of a single score with another average.
template <class Label, template <class> class Options>
PrecisionRecallFscoreSupportOptions<Label> common_options(const Options<Label>& options, Average average) {
    return {.labels = options.labels,
            .pos_label = options.pos_label,
            .average = average,
            .sample_weight = options.sample_weight,
            .zero_division = options.zero_division};
}

/// \throws InvalidParameterError for `Average::none`.
template <class Label, template <class> class Options>
PrecisionRecallFscoreSupportOptions<Label> single_score_options(const Options<Label>& options,
                                                                std::string_view metric) {
    if (options.average == Average::none)
        throw InvalidParameterError(detail::format(
            "{}_score gives a single number, but average is None: choose binary, micro, macro, weighted or "
            "samples, or call {}_score(y_true, y_pred, raw_values) for a score per class.",
            metric, metric));
    return common_options(options, options.average);
}

inline constexpr WarnFor warn_for_precision{.precision = true, .recall = false, .fscore = false};
inline constexpr WarnFor warn_for_recall{.precision = false, .recall = true, .fscore = false};
inline constexpr WarnFor warn_for_fscore{.precision = false, .recall = false, .fscore = true};

}  // namespace detail

/// Precision tp / (tp + fp), recall tp / (tp + fn), their weighted harmonic mean and the number of true
/// samples: per class, or averaged into single scores. Targets are one label per sample, or multilabel: a 0/1
/// integer matrix, samples x labels. \throws InvalidDataError for targets of different shapes, none or
/// continuous ones, for `Average::binary` with more than two classes or multilabel targets, and for
/// `Average::samples` with weights that sum to 0. \throws InvalidParameterError for a negative `beta`, a
/// `pos_label` that is neither of two classes, as 1 is where labels are no numbers, and for
/// `Average::samples` unless targets are multilabel.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> PrecisionRecallFscoreSupport precision_recall_fscore_support(
    const YTrue& y_true, const YPred& y_pred,
    const PrecisionRecallFscoreSupportOptions<target_label_t<YTrue>>& options = {}) {
    return detail::score_targets(detail::check_targets(y_true, y_pred), options);
}

/// The harmonic mean of precision and recall, by default of the positive class of two.
/// \throws InvalidParameterError for `Average::none`: `f1_score(y_true, y_pred, raw_values)` gives the scores
/// of all classes; else throws as `precision_recall_fscore_support`.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double f1_score(const YTrue& y_true, const YPred& y_pred,
                const F1ScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::single_score_options(options, "f1");
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_fscore).fscore;
}

/// The same of each class, or of each label of multilabel targets; scikit-learn's average=None. `average` of
/// the options plays no part.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Vector<double> f1_score(
    const YTrue& y_true, const YPred& y_pred, RawValues,
    const F1ScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::common_options(options, Average::none);
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_fscore).fscore;
}

/// The harmonic mean of precision and recall in which recall counts as `beta` times the precision.
/// \throws as `f1_score`, and InvalidParameterError for a negative `beta`.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double fbeta_score(const YTrue& y_true, const YPred& y_pred,
                   const FbetaScoreOptions<target_label_t<YTrue>>& options = {}) {
    auto all = detail::single_score_options(options, "fbeta");
    all.beta = options.beta;
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_fscore).fscore;
}

/// The same of each class or label.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Vector<double> fbeta_score(
    const YTrue& y_true, const YPred& y_pred, RawValues,
    const FbetaScoreOptions<target_label_t<YTrue>>& options = {}) {
    auto all = detail::common_options(options, Average::none);
    all.beta = options.beta;
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_fscore).fscore;
}

/// The share of right ones among the samples predicted to be of a class. \throws as `f1_score`.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double precision_score(const YTrue& y_true, const YPred& y_pred,
                       const PrecisionScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::single_score_options(options, "precision");
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_precision)
        .precision;
}

/// The same of each class or label.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Vector<double> precision_score(
    const YTrue& y_true, const YPred& y_pred, RawValues,
    const PrecisionScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::common_options(options, Average::none);
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_precision)
        .precision;
}

/// The share of the samples of a class that are predicted to be. \throws as `f1_score`.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double recall_score(const YTrue& y_true, const YPred& y_pred,
                    const RecallScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::single_score_options(options, "recall");
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_recall).recall;
}

/// The same of each class or label.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> Vector<double> recall_score(
    const YTrue& y_true, const YPred& y_pred, RawValues,
    const RecallScoreOptions<target_label_t<YTrue>>& options = {}) {
    const auto all = detail::common_options(options, Average::none);
    return detail::score_targets(detail::check_targets(y_true, y_pred), all, detail::warn_for_recall).recall;
}

}  // namespace eigenmlp
