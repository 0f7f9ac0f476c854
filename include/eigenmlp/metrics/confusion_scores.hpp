// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <vector>

#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/classification.hpp"

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

/// The mean over the classes of the share of their samples that are predicted rightly. Classes that are only
/// predicted do not count and are warned about. \throws as `confusion_matrix`.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
double balanced_accuracy_score(const YTrue& y_true, const YPred& y_pred,
                               const BalancedAccuracyScoreOptions& options = {}) {
    const Matrix<double> C = confusion_matrix(y_true, y_pred, {.sample_weight = options.sample_weight});
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
    const Matrix<double> C = confusion_matrix(y_true, y_pred, {.sample_weight = options.sample_weight});
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
    const Matrix<double> C =
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

}  // namespace eigenmlp
