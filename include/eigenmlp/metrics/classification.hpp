// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `accuracy_score`, `zero_one_loss` and `hamming_loss`, in scikit-learn's order.
struct AccuracyScoreOptions {
    /// Whether to give the fraction of right predictions rather than their number.
    bool normalize = true;
    SampleWeight sample_weight = {};
};

/// Options of `zero_one_loss`: the fraction, or number, of wrong predictions.
using ZeroOneLossOptions = AccuracyScoreOptions;

/// Options of `hamming_loss`.
struct HammingLossOptions {
    SampleWeight sample_weight = {};
};

namespace detail {

/// 1 for each sample that is right, as a whole, else 0.
template <class Label>
Vector<double> right_samples(const ClassificationTargets<Label>& targets) {
    Vector<double> right(targets.y_true.size());
    for (Index i = 0; i < right.size(); ++i) right[i] = targets.y_true[i] == targets.y_pred[i] ? 1 : 0;
    return right;
}

template <Floating S>
Vector<S> right_samples(const MultilabelTargets<S>& targets) {
    Vector<S> right(targets.y_true.rows());
    for (Index i = 0; i < right.size(); ++i)
        right[i] = targets.y_true.row(i) == targets.y_pred.row(i) ? 1 : 0;
    return right;
}

/// The share of each sample's labels that is wrong.
template <class Label>
Vector<double> wrong_share(const ClassificationTargets<Label>& targets) {
    return 1 - right_samples(targets).array();
}

template <Floating S>
Vector<S> wrong_share(const MultilabelTargets<S>& targets) {
    return (targets.y_true - targets.y_pred).cwiseAbs().rowwise().mean();
}

}  // namespace detail

/// The fraction, or number, of predictions that are right: of labels, or of rows of multilabel targets (a 0/1
/// integer matrix, samples x labels) that are right as a whole.
/// \throws InvalidDataError for targets of different shapes, none, or continuous ones, and for a fraction of
/// samples whose weights sum to 0.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double accuracy_score(const YTrue& y_true, const YPred& y_pred, const AccuracyScoreOptions& options = {}) {
    const Vector<double> right = detail::right_samples(detail::check_targets(y_true, y_pred));
    return detail::weighted_total(right, detail::sample_weights(options.sample_weight, right.size()),
                                  options.normalize);
}

/// The fraction, or number, of predictions that are wrong: the rest of `accuracy_score`, which see.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double zero_one_loss(const YTrue& y_true, const YPred& y_pred, const ZeroOneLossOptions& options = {}) {
    const auto right = detail::right_samples(detail::check_targets(y_true, y_pred));
    return detail::weighted_total(
        1 - right.array(), detail::sample_weights(options.sample_weight, right.size()), options.normalize);
}

/// The fraction of labels that are wrong; of multilabel targets each label counts on its own.
/// \throws as `accuracy_score`.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred>
double hamming_loss(const YTrue& y_true, const YPred& y_pred, const HammingLossOptions& options = {}) {
    const Vector<double> wrong = detail::wrong_share(detail::check_targets(y_true, y_pred));
    return detail::weighted_total(wrong, detail::sample_weights(options.sample_weight, wrong.size()), true);
}

/// What the entries of a confusion matrix are divided by.
enum class Normalize {
    none,
    true_,  ///< the row sums (scikit-learn's "true")
    pred,   ///< the column sums
    all     ///< the number of samples
};

namespace detail {

/// 0 stands where the divisor is 0.
template <Floating S>
Matrix<S> normalized(const Matrix<S>& counts, Normalize normalize) {
    const auto divisor = [](S sum) { return sum == 0 ? std::numeric_limits<S>::infinity() : sum; };
    switch (normalize) {
        case Normalize::true_:
            return counts.array().colwise() / counts.rowwise().sum().unaryExpr(divisor).array();
        case Normalize::pred:
            return counts.array().rowwise() / counts.colwise().sum().unaryExpr(divisor).array();
        case Normalize::all:
            return counts / divisor(counts.sum());
        case Normalize::none:
            break;
    }
    return counts;
}

}  // namespace detail

/// Options of `confusion_matrix`, in scikit-learn's order.
template <class Label>
struct ConfusionMatrixOptions {
    /// The classes in the order of rows and columns; empty for all that occur, in ascending order.
    std::vector<Label> labels = {};
    SampleWeight sample_weight = {};
    Normalize normalize = Normalize::none;
};

/// Entry (i, j): how many samples of class i were predicted as class j, or their weight. Samples with a label
/// that `labels` omits do not count. An entry is 0 where normalizing would divide by 0. \throws
/// InvalidDataError for targets of different lengths, none, continuous ones, or if none of `labels` occurs in
/// `y_true`. \note Where negative weights cancel, scikit-learn gives the largest number there is instead of
/// 0.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
Matrix<double> confusion_matrix(const YTrue& y_true, const YPred& y_pred,
                                const ConfusionMatrixOptions<label_t<YTrue>>& options = {}) {
    const auto targets = detail::check_targets(y_true, y_pred);
    const Vector<double> weights = detail::sample_weights(options.sample_weight, targets.y_true.size());
    const std::vector<label_t<YTrue>>& labels = options.labels.empty() ? targets.classes : options.labels;
    const auto n_labels = static_cast<Index>(labels.size());
    std::vector<Index> position(targets.classes.size(), -1);
    for (Index k = 0; k < n_labels; ++k)
        if (const Index code = detail::find_class(targets.classes, labels[static_cast<std::size_t>(k)]);
            code >= 0)
            position[static_cast<std::size_t>(code)] = k;

    Matrix<double> counts = Matrix<double>::Zero(n_labels, n_labels);
    bool any_true = false;
    for (Index s = 0; s < targets.y_true.size(); ++s) {
        const Index i = position[static_cast<std::size_t>(targets.y_true[s])];
        const Index j = position[static_cast<std::size_t>(targets.y_pred[s])];
        any_true = any_true || i >= 0;
        if (i >= 0 && j >= 0) counts(i, j) += weights[s];
    }
    if (!any_true)
        throw InvalidDataError(detail::format(
            "At least one label specified must be in y_true, got labels {}.", detail::format_labels(labels)));

    return detail::normalized(counts, options.normalize);
}

}  // namespace eigenmlp
