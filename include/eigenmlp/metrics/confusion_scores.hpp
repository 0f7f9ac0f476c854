// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/targets.hpp"

/// Scores that the confusion matrix determines.
namespace eigenmlp {

/// Options of `balanced_accuracy_score`, in scikit-learn's order.
struct BalancedAccuracyScoreOptions {
    SampleWeight sample_weight = {};
    /// Whether to rescale such that guessing scores 0 and perfect predictions 1.
    bool adjusted = false;
};

/// Options of `matthews_corrcoef`.
struct MatthewsCorrcoefOptions {
    SampleWeight sample_weight = {};
};

/// How much a confusion of class i with class j costs, in the order of the classes.
enum class KappaWeights {
    none,      ///< 1 unless i = j
    linear,    ///< |i - j|
    quadratic  ///< (i - j)^2
};

/// Options of `cohen_kappa_score`, in scikit-learn's order.
template <class Label>
struct CohenKappaScoreOptions {
    std::vector<Label> labels = {};  ///< the classes, and their order; empty for all that occur, ascending
    KappaWeights weights = KappaWeights::none;
    SampleWeight sample_weight = {};
};

/// Options of `class_likelihood_ratios`, in scikit-learn's order.
template <class Label>
struct ClassLikelihoodRatiosOptions {
    std::vector<Label> labels = {};  ///< the negative and the positive class; empty for their ascending order
    SampleWeight sample_weight = {};
    bool raise_warning = true;  ///< whether to warn of ratios that are not defined
};

/// What `class_likelihood_ratios` gives; NaN where there is none.
struct LikelihoodRatios {
    double positive, negative;
};

/// The mean over the classes of the share of their samples that are predicted rightly. Classes that are only
/// predicted do not count and are warned about. \throws as `confusion_matrix`.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
double balanced_accuracy_score(const YTrue& y_true, const YPred& y_pred,
                               const BalancedAccuracyScoreOptions& options = {}) {
    const auto C = confusion_matrix(y_true, y_pred, {.sample_weight = options.sample_weight});
    const Vector<double> actual = C.rowwise().sum();
    double sum = 0, n_classes = 0;
    for (Index i = 0; i < C.rows(); ++i)
        if (actual[i] != 0) {
            sum += C(i, i) / actual[i];
            ++n_classes;
        }
    if (n_classes < static_cast<double>(C.rows()))
        warn(WarningCategory::UserWarning, "y_pred contains classes not in y_true");
    const double score = sum / n_classes, chance = 1 / n_classes;
    return options.adjusted ? (score - chance) / (1 - chance) : score;
}

/// Matthews' correlation coefficient of two classes, or its generalisation to more: 1 for perfect
/// predictions, 0 for random ones, also if all are of one class. \throws as `confusion_matrix`.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
double matthews_corrcoef(const YTrue& y_true, const YPred& y_pred,
                         const MatthewsCorrcoefOptions& options = {}) {
    const auto C = confusion_matrix(y_true, y_pred, {.sample_weight = options.sample_weight});
    const Vector<double> actual = C.rowwise().sum(), predicted = C.colwise().sum();
    const double n = predicted.sum();
    const double both = C.trace() * n - actual.dot(predicted);
    const double of_predicted = n * n - predicted.squaredNorm(), of_actual = n * n - actual.squaredNorm();
    return of_predicted * of_actual == 0 ? 0.0 : both / std::sqrt(of_actual * of_predicted);
}

/// Cohen's kappa: by how much two annotators agree beyond chance, from -1 to 1. \throws as
/// `confusion_matrix`. \note NaN if both give all samples the same single label.
template <LabelSequence Y1, LabelSequenceOf<label_t<Y1>> Y2>
double cohen_kappa_score(const Y1& y1, const Y2& y2,
                         const CohenKappaScoreOptions<label_t<Y1>>& options = {}) {
    const auto C =
        confusion_matrix(y1, y2, {.labels = options.labels, .sample_weight = options.sample_weight});
    const Vector<double> of_first = C.rowwise().sum(), of_second = C.colwise().sum();
    double found = 0, expected = 0;
    for (Index i = 0; i < C.rows(); ++i)
        for (Index j = 0; j < C.cols(); ++j) {
            const auto distance = static_cast<double>(std::abs(i - j));
            const double cost = options.weights == KappaWeights::linear      ? distance
                                : options.weights == KappaWeights::quadratic ? distance * distance
                                                                             : (i == j ? 0.0 : 1.0);
            found += cost * C(i, j);
            expected += cost * of_first[i] * of_second[j] / C.sum();
        }
    return 1 - found / expected;
}

/// By how much more often the positive class is predicted of its own samples than of others, and by how much
/// more often the negative class is predicted of samples of the positive one than of its own: LR+ and LR-.
/// \throws InvalidDataError for more than two classes, and as `confusion_matrix`. \throws
/// InvalidParameterError for other than two `labels`.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
LikelihoodRatios class_likelihood_ratios(const YTrue& y_true, const YPred& y_pred,
                                         const ClassLikelihoodRatiosOptions<label_t<YTrue>>& options = {}) {
    if (const auto targets = detail::check_targets(y_true, y_pred); !targets.is_binary())
        throw InvalidDataError(detail::format(
            "class_likelihood_ratios only supports binary classification problems. The classes "
            "are {}.",
            detail::format_labels(targets.classes)));
    if (!options.labels.empty() && options.labels.size() != 2)
        throw InvalidParameterError(
            detail::format("labels must be the negative and the positive class. Got {}.",
                           detail::format_labels(options.labels)));
    const auto C =
        confusion_matrix(y_true, y_pred, {.labels = options.labels, .sample_weight = options.sample_weight});
    const auto undefined = [&](const char* why) {
        if (options.raise_warning) warn(WarningCategory::UserWarning, why);
        return std::numeric_limits<double>::quiet_NaN();
    };
    if (C.rows() == 1) {
        const double nan = undefined("samples of only one class were seen during testing");
        return {nan, nan};
    }
    const double tn = C(0, 0), fp = C(0, 1), fn = C(1, 0), tp = C(1, 1);
    if (tp + fn == 0) undefined("no samples of the positive class were present in the testing set");
    LikelihoodRatios ratios{tp * (tn + fp) / (fp * (tp + fn)), fn * (tn + fp) / (tn * (tp + fn))};
    if (fp == 0)
        ratios.positive = undefined(tp == 0 ? "no samples predicted for the positive class"
                                            : "positive_likelihood_ratio ill-defined and being set to nan");
    if (tn == 0) ratios.negative = undefined("negative_likelihood_ratio ill-defined and being set to nan");
    return ratios;
}

}  // namespace eigenmlp
