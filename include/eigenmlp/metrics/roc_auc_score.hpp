// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/binary_average.hpp"
#include "eigenmlp/metrics/curves.hpp"
#include "eigenmlp/metrics/raw_values.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// How the area under the ROC curve is defined for more than two classes.
enum class MultiClass {
    raise,  ///< not at all: an exception
    ovr,    ///< each class against the rest
    ovo     ///< each pair of classes: D. J. Hand and R. J. Till (2001)
};

/// Options of `roc_auc_score`, in scikit-learn's order.
template <class Label>
struct RocAucScoreOptions {
    /// For multilabel targets and more than two classes: `macro`, `weighted`, and unless one-vs-one also
    /// `micro`, and `samples` for multilabel targets.
    Average average = Average::macro;
    SampleWeight sample_weight = {};
    /// The largest rate of false positives that counts, in (0, 1]; the area up to there is standardised.
    std::optional<double> max_fpr = {};
    MultiClass multi_class = MultiClass::raise;
    /// The classes that the columns belong to, in ascending order; empty for those that occur in `y_true`.
    std::vector<Label> labels = {};
};

namespace detail {

/// \param max_fpr in (0, 1]
template <Floating S>
S binary_roc_auc(const Vector<S>& positive, const Vector<S>& scores, const Vector<S>& weights,
                 S max_fpr = 1) {
    if (!(max_fpr > 0 && max_fpr <= 1))
        throw InvalidParameterError(detail::format("Expected max_fpr in range (0, 1], got: {}", max_fpr));
    if (positive.minCoeff() == positive.maxCoeff())
        throw InvalidDataError(
            "Only one class present in y_true. ROC AUC score is not defined in that case.");
    const auto [fpr, tpr, thresholds] = roc_of(binary_curve(positive, scores, weights), true);
    if (max_fpr == 1) return auc(fpr, tpr);

    // the points up to max_fpr and one there, on the line to the next
    const Index stop = std::upper_bound(fpr.begin(), fpr.end(), max_fpr) - fpr.begin();
    if (stop == fpr.size())
        throw InvalidDataError(
            "The samples of the negative class weigh nothing: there is no area up to max_fpr.");
    const S slope = (tpr[stop] - tpr[stop - 1]) / (fpr[stop] - fpr[stop - 1]);
    Vector<S> x(stop + 1), y(stop + 1);
    x << fpr.head(stop), max_fpr;
    y << tpr.head(stop), tpr[stop - 1] + slope * (max_fpr - fpr[stop - 1]);
    // McClish's correction: 0.5 for random scores, 1 for perfect ones
    const S smallest = max_fpr * max_fpr / 2, largest = max_fpr;
    return 0.5 * (1 + (auc(x, y) - smallest) / (largest - smallest));
}

template <Floating S>
void check_rows_sum_to_one(const Matrix<S>& y_score) {
    const auto sums = y_score.rowwise().sum().array();
    if (((sums - 1).abs() > 1e-8 + 1e-5 * sums.abs()).any())
        throw InvalidDataError(
            "Target scores need to be probabilities for multiclass roc_auc, i.e. they should sum up to 1.0 "
            "over "
            "classes.");
}

/// The mean over all pairs of classes that occur of the areas for telling one from the other.
template <Floating S>
S one_versus_one_auc(const ScoredClasses<S>& scored, bool by_prevalence) {
    const Index n_classes = scored.y_score.cols();
    std::vector<bool> occurs(static_cast<std::size_t>(n_classes));
    for (const Index code : scored.codes) occurs[static_cast<std::size_t>(code)] = true;
    S sum = 0, weights = 0;
    for (Index a = 0; a < n_classes; ++a)
        for (Index b = a + 1; b < n_classes; ++b) {
            if (!occurs[static_cast<std::size_t>(a)] || !occurs[static_cast<std::size_t>(b)]) continue;
            std::vector<Index> rows;
            for (Index i = 0; i < scored.codes.size(); ++i)
                if (scored.codes[i] == a || scored.codes[i] == b) rows.push_back(i);
            const Vector<S> is_a = (scored.codes(rows).array() == a).template cast<S>();
            const Vector<S> is_b = 1 - is_a.array(), even = Vector<S>::Ones(is_a.size());
            const S area = (binary_roc_auc<S>(is_a, scored.y_score(rows, a), even) +
                            binary_roc_auc<S>(is_b, scored.y_score(rows, b), even)) /
                           2;
            const S weight = by_prevalence ? static_cast<S>(rows.size()) : S(1);
            sum += weight * area;
            weights += weight;
        }
    if (weights == 0)
        throw InvalidDataError(
            "Only one class present in y_true. ROC AUC score is not defined in that case.");
    return sum / weights;
}

inline void check_whole_area(std::optional<double> max_fpr) {
    if (max_fpr && *max_fpr != 1)
        throw InvalidParameterError(detail::format(
            "Partial AUC computation not available in multiclass setting, max_fpr must not be set. "
            "Got {}.",
            *max_fpr));
}

template <class Label>
void check_multiclass_options(const RocAucScoreOptions<Label>& options) {
    check_whole_area(options.max_fpr);
    if (options.multi_class == MultiClass::raise)
        throw InvalidParameterError(
            "multi_class must be ovr or ovo for more than two classes. Got raise instead.");
    const bool is_known = options.average == Average::macro || options.average == Average::weighted ||
                          (options.average == Average::micro && options.multi_class == MultiClass::ovr);
    if (!is_known)
        throw InvalidParameterError(detail::format(
            "average must be 'macro' or 'weighted', or 'micro' for one-vs-rest, for multiclass "
            "problems. Got '{}' instead.",
            name(options.average)));
    if (options.multi_class == MultiClass::ovo && options.sample_weight.given())
        throw InvalidParameterError(
            "sample_weight is not supported for multiclass one-vs-one ROC AUC: it must not be given.");
}

inline auto partial_roc_auc(std::optional<double> max_fpr) {
    return [limit = max_fpr.value_or(1)](const auto& positive, const auto& scores, const auto& weights) {
        return binary_roc_auc<double>(positive, scores, weights, limit);
    };
}

}  // namespace detail

/// The area under the receiver operating characteristic of two classes, the larger being the positive one:
/// the probability that a positive sample scores above a negative one. \throws InvalidDataError for inputs of
/// different lengths, none, scores that are not finite, unless there are two classes, and with `max_fpr` for
/// a negative class that weighs nothing. \throws InvalidParameterError for `max_fpr` outside (0, 1].
template <LabelSequence Y, ScoreSequence S>
double roc_auc_score(const Y& y_true, const S& y_score, const RocAucScoreOptions<label_t<Y>>& options = {}) {
    const Vector<double> scores = detail::check_scores(y_score, label_count(y_true));
    const Vector<double> weights = detail::sample_weights(options.sample_weight, scores.size());
    detail::check_not_continuous(y_true, "y_true");
    const auto classes = detail::find_classes<label_t<Y>>(y_true, "y_true");
    if (classes.size() > 2)
        throw InvalidDataError(
            detail::format("y_score must have a column per class for more than two classes. y_true has {}.",
                           detail::format_labels(classes)));
    const Vector<double> positive = detail::find_class_codes(classes, y_true).template cast<double>();
    return detail::partial_roc_auc(options.max_fpr)(positive, scores, weights);
}

/// The same for more than two classes: `multi_class` says how. `y_score` are probabilities, samples x
/// classes, with columns in ascending order of the classes. \throws InvalidDataError for shapes that do not
/// fit, rows that do not sum to one and, one-vs-rest, classes without samples. \throws InvalidParameterError
/// for options that are not for this case.
template <LabelSequence Y, class Derived>
requires(!ScoreSequence<Derived>) double roc_auc_score(const Y& y_true,
                                                       const Eigen::MatrixBase<Derived>& y_score,
                                                       const RocAucScoreOptions<label_t<Y>>& options = {}) {
    if (y_score.cols() == 1) return roc_auc_score(y_true, y_score.col(0), options);
    if (y_score.cols() == 2)
        throw InvalidDataError(
            "y_score must be one score per sample for two classes, that of the larger one: take col(1). Got "
            "2 "
            "columns.");
    const auto scored = detail::scored_classes(y_true, y_score, options.labels);
    detail::check_multiclass_options(options);
    detail::check_rows_sum_to_one(scored.y_score);
    if (options.multi_class == MultiClass::ovo)
        return detail::one_versus_one_auc(scored, options.average == Average::weighted);
    return detail::average_binary_score(
        scored.one_versus_rest(detail::sample_weights(options.sample_weight, scored.codes.size())),
        detail::partial_roc_auc({}), options.average, "roc_auc_score");
}

/// The same for multilabel targets, a 0/1 integer matrix, and scores of the same shape, averaged.
template <MultilabelMatrix Y, class Derived>
double roc_auc_score(const Y& y_true, const Eigen::MatrixBase<Derived>& y_score,
                     const RocAucScoreOptions<Index>& options = {}) {
    return detail::average_binary_score(detail::multilabel_problems(y_true, y_score, options.sample_weight),
                                        detail::partial_roc_auc(options.max_fpr), options.average,
                                        "roc_auc_score");
}

/// The same per class, each against the rest, or per label of multilabel targets.
template <class Y, class Derived>
requires(LabelSequence<Y> || MultilabelMatrix<Y>) Vector<double> roc_auc_score(
    const Y& y_true, const Eigen::MatrixBase<Derived>& y_score, RawValues,
    const RocAucScoreOptions<target_label_t<Y>>& options = {}) {
    if constexpr (MultilabelMatrix<Y>) {
        return detail::score_problems(detail::multilabel_problems(y_true, y_score, options.sample_weight),
                                      detail::partial_roc_auc(options.max_fpr));
    } else {
        detail::check_whole_area(options.max_fpr);
        if (options.multi_class == MultiClass::ovo)
            throw InvalidParameterError(
                "multi_class must be ovr for one score per class: one-vs-one is a mean over pairs. Got ovo.");
        const auto scored = detail::scored_classes(y_true, y_score, options.labels);
        detail::check_rows_sum_to_one(scored.y_score);
        return detail::score_problems(
            scored.one_versus_rest(detail::sample_weights(options.sample_weight, scored.codes.size())),
            detail::partial_roc_auc({}));
    }
}

}  // namespace eigenmlp
