// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// A number per sample: the larger, the surer that the sample is of the positive class.
template <class S>
concept ScoreSequence = LabelSequence<S> && std::is_arithmetic_v<label_t<S>>;

/// Options of `precision_recall_curve`, in scikit-learn's order.
template <class Label>
struct PrecisionRecallCurveOptions {
    /// The positive class; without one 1, for labels from {0, 1} or {-1, 1}.
    std::optional<Label> pos_label = {};
    SampleWeight sample_weight = {};
};

/// Options of `roc_curve`, in scikit-learn's order.
template <class Label>
struct RocCurveOptions {
    /// The positive class; without one 1, for labels from {0, 1} or {-1, 1}.
    std::optional<Label> pos_label = {};
    SampleWeight sample_weight = {};
    /// Whether to leave out points on the line between their neighbours.
    bool drop_intermediate = true;
};

/// What `roc_curve` gives: rates of false and true positives among samples scored `thresholds` or more, which
/// decrease. The first point is (0, 0), at a threshold of 1 above the largest score.
struct RocCurve {
    Vector<double> fpr, tpr, thresholds;
};

/// What `precision_recall_curve` gives: precision and recall of samples scored `thresholds` or more, which
/// increase. A last point of precision 1 and recall 0 has no threshold.
struct PrecisionRecallCurve {
    Vector<double> precision, recall, thresholds;
};

namespace detail {

/// Weights of false and true positives for each distinct score as threshold, in descending order.
template <Floating S>
struct BinaryCurve {
    Vector<S> fps, tps, thresholds;
};

/// \param positive 1 for samples of the positive class, else 0
/// \throws InvalidDataError if all weights are 0
template <Floating S>
BinaryCurve<S> binary_curve(const Vector<S>& positive, const Vector<S>& scores, const Vector<S>& weights) {
    std::vector<Index> order;
    for (Index i = 0; i < scores.size(); ++i)
        if (weights[i] != 0) order.push_back(i);
    if (order.empty())
        throw InvalidDataError("sample_weight must have at least one number that is not zero.");
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return scores[a] < scores[b]; });
    std::reverse(order.begin(), order.end());

    std::vector<S> fps, tps, thresholds;
    S fp = 0, tp = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const Index i = order[k];
        tp += positive[i] * weights[i];
        fp += (1 - positive[i]) * weights[i];
        if (k + 1 < order.size() && scores[order[k + 1]] == scores[i]) continue;
        tps.push_back(tp);
        fps.push_back(fp);
        thresholds.push_back(scores[i]);
    }
    const auto vector = [](const std::vector<S>& values) -> Vector<S> {
        return Eigen::Map<const Vector<S>>(values.data(), static_cast<Index>(values.size()));
    };
    return {vector(fps), vector(tps), vector(thresholds)};
}

template <ScoreSequence S>
Vector<double> check_scores(const S& y_score, Index n_samples) {
    check_target_lengths(n_samples, label_count(y_score), "y_score");
    Vector<double> scores(label_count(y_score));
    for (Index i = 0; i < scores.size(); ++i) scores[i] = static_cast<double>(label_at(y_score, i));
    check_finite(scores, "y_score");
    return scores;
}

/// Whether these labels name their positive class, 1, by themselves: those of {0, 1} or {-1, 1}.
template <class Label>
bool are_usual_labels(const std::vector<Label>& classes) {
    if constexpr (std::is_arithmetic_v<Label>) {
        const bool has_zero = find_class(classes, 0) >= 0, has_minus = find_class(classes, -1) >= 0;
        const bool has_one = find_class(classes, 1) >= 0;
        return static_cast<std::size_t>(has_one) + (has_zero || has_minus ? 1 : 0) == classes.size();
    } else {
        return false;
    }
}

/// 1 where the label is the positive one, else 0. scikit-learn's `_check_pos_label_consistency`.
/// \param weights of the samples: labels of weight 0 only leave open which one is positive
template <LabelSequence Y>
Vector<double> positive_samples(const Y& y_true, const std::optional<label_t<Y>>& pos_label,
                                const Vector<double>& weights) {
    using Label = label_t<Y>;
    check_not_continuous(y_true, "y_true");
    const std::vector<Label> classes = find_classes<Label>(y_true, "y_true");
    if (classes.size() > 2 && !pos_label)
        throw InvalidDataError(
            detail::format("y_true must have two classes unless pos_label names one of them. It has {}.",
                           format_labels(classes)));
    if (!pos_label) {
        std::vector<Label> weighed;
        for (Index i = 0; i < weights.size(); ++i)
            if (weights[i] != 0) weighed.push_back(label_at(y_true, i));
        sort_unique(weighed);
        if (!are_usual_labels(weighed))
            throw InvalidParameterError(detail::format(
                "y_true takes value in {} and pos_label is not specified: either make y_true take "
                "value in {{0, 1}} or {{-1, 1}} or pass pos_label explicitly.",
                format_labels(weighed)));
    }
    const std::optional<Label> positive = positive_label(pos_label);
    Vector<double> is_positive(label_count(y_true));
    for (Index i = 0; i < is_positive.size(); ++i) is_positive[i] = label_at(y_true, i) == positive ? 1 : 0;
    return is_positive;
}

/// Removes points on the line between their neighbours.
template <Floating S>
BinaryCurve<S> without_collinear(const BinaryCurve<S>& curve) {
    const auto& [fps, tps, thresholds] = curve;
    std::vector<Index> corners;
    const auto bends = [](const Vector<S>& x, Index i) { return (x[i + 1] - x[i]) - (x[i] - x[i - 1]) != 0; };
    for (Index i = 0; i < fps.size(); ++i)
        if (i == 0 || i == fps.size() - 1 || bends(fps, i) || bends(tps, i)) corners.push_back(i);
    return {fps(corners), tps(corners), thresholds(corners)};
}

template <Floating S>
Vector<S> rates(const Vector<S>& counts, const char* name, const char* missing) {
    const S total = counts[counts.size() - 1];
    if (total > 0) return counts / total;
    warn(WarningCategory::UndefinedMetricWarning,
         detail::format("No {} samples in y_true, {} positive value should be meaningless", missing, name));
    return Vector<S>::Constant(counts.size(), std::numeric_limits<S>::quiet_NaN());
}

template <Floating S>
RocCurve roc_of(BinaryCurve<S> curve, bool drop_intermediate) {
    if (drop_intermediate && curve.fps.size() > 2) curve = without_collinear(curve);
    const auto after = [](S first, const Vector<S>& rest) {
        Vector<S> all(rest.size() + 1);
        all << first, rest;
        return all;
    };
    return {rates(after(0, curve.fps), "false", "negative"), rates(after(0, curve.tps), "true", "positive"),
            after(curve.thresholds[0] + 1, curve.thresholds)};
}

template <Floating S>
PrecisionRecallCurve precision_recall_of(const BinaryCurve<S>& curve) {
    const Index n = curve.tps.size();
    const double all_positive = curve.tps[n - 1];
    if (all_positive == 0)
        warn(WarningCategory::UserWarning,
             "No positive class found in y_true, recall is set to one for all thresholds.");
    PrecisionRecallCurve result{Vector<double>(n + 1), Vector<double>(n + 1), curve.thresholds.reverse()};
    for (Index i = 0; i < n; ++i) {
        const double tp = curve.tps[n - 1 - i], predicted = tp + curve.fps[n - 1 - i];
        result.precision[i] = predicted == 0 ? 0 : tp / predicted;
        result.recall[i] = all_positive == 0 ? 1 : tp / all_positive;
    }
    result.precision[n] = 1;
    result.recall[n] = 0;
    return result;
}

}  // namespace detail

/// The receiver operating characteristic of two classes. \throws InvalidDataError for inputs of different
/// lengths, none, scores that are not finite, weights that are all 0, and more than two classes without
/// `pos_label`. \throws InvalidParameterError if `pos_label` is needed. A missing class is warned about and
/// makes its rate NaN.
/// \note The first threshold is finite, as in scikit-learn 1.2.
template <LabelSequence Y, ScoreSequence S>
RocCurve roc_curve(const Y& y_true, const S& y_score, const RocCurveOptions<label_t<Y>>& options = {}) {
    const Vector<double> scores = detail::check_scores(y_score, label_count(y_true));
    const Vector<double> weights = detail::sample_weights(options.sample_weight, scores.size());
    const Vector<double> positive = detail::positive_samples(y_true, options.pos_label, weights);
    return detail::roc_of(detail::binary_curve(positive, scores, weights), options.drop_intermediate);
}

/// Precision and recall for every threshold. \throws as `roc_curve`. Without positive samples the recall is
/// 1, with a warning.
template <LabelSequence Y, ScoreSequence S>
PrecisionRecallCurve precision_recall_curve(const Y& y_true, const S& y_score,
                                            const PrecisionRecallCurveOptions<label_t<Y>>& options = {}) {
    const Vector<double> scores = detail::check_scores(y_score, label_count(y_true));
    const Vector<double> weights = detail::sample_weights(options.sample_weight, scores.size());
    const Vector<double> positive = detail::positive_samples(y_true, options.pos_label, weights);
    return detail::precision_recall_of(detail::binary_curve(positive, scores, weights));
}

/// The area under a curve of points (x, y) by the trapezoidal rule, for x that increase or decrease.
/// \throws InvalidDataError for different lengths, fewer than two points, and x in no order.
inline double auc(const Vector<double>& x, const Vector<double>& y) {
    check_consistent_length(x.size(), y.size(), "x", "y");
    const Index n = x.size() - 1;
    if (n < 1)
        throw InvalidDataError(detail::format(
            "At least 2 points are needed to compute area under curve, but x has {}.", x.size()));
    bool falls = false, rises = false;
    double area = 0;
    for (Index i = 0; i < n; ++i) {
        const double step = x[i + 1] - x[i];
        falls = falls || step < 0;
        rises = rises || step > 0;
        area += step * (y[i] + y[i + 1]) / 2;
    }
    if (falls && rises)
        throw InvalidDataError(
            "x must increase or decrease to compute an area under a curve. It does neither.");
    return falls ? -area : area;
}

}  // namespace eigenmlp
