// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstddef>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `accuracy_score`.
struct AccuracyScoreOptions {
    /// Whether to give the fraction of right predictions rather than their number.
    bool normalize = true;
};

/// The fraction, or number, of predictions that are right.
/// \throws InvalidDataError for targets of different lengths, none, or continuous ones.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
double accuracy_score(const YTrue& y_true, const YPred& y_pred, const AccuracyScoreOptions& options = {}) {
    const auto targets = detail::check_targets(y_true, y_pred);
    const auto n_right = static_cast<double>((targets.y_true.array() == targets.y_pred.array()).count());
    return options.normalize ? n_right / static_cast<double>(targets.y_true.size()) : n_right;
}

/// The same for multilabel targets, samples x labels: a row is right if all of its labels are.
/// \throws InvalidDataError for targets of different shapes or none.
template <class True, class Pred>
requires(
    !LabelSequence<True> && std::integral<typename True::Scalar> &&
    std::same_as<typename True::Scalar,
                 typename Pred::Scalar>) double accuracy_score(const Eigen::MatrixBase<True>& y_true,
                                                               const Eigen::MatrixBase<Pred>& y_pred,
                                                               const AccuracyScoreOptions& options = {}) {
    detail::check_target_lengths(y_true.rows(), y_pred.rows());
    if (y_true.cols() != y_pred.cols())
        throw InvalidDataError(
            fmt::format("y_true has {} labels per sample, y_pred has {}.", y_true.cols(), y_pred.cols()));
    Index n_right = 0;
    for (Index i = 0; i < y_true.rows(); ++i)
        if (y_true.row(i) == y_pred.row(i)) ++n_right;
    return options.normalize ? static_cast<double>(n_right) / static_cast<double>(y_true.rows())
                             : static_cast<double>(n_right);
}

/// What the entries of a confusion matrix are divided by.
enum class Normalize {
    none,
    true_,  ///< the row sums (scikit-learn's "true")
    pred,   ///< the column sums
    all     ///< the number of samples
};

/// Options of `confusion_matrix`.
template <class Label>
struct ConfusionMatrixOptions {
    /// The classes in the order of rows and columns; empty for all that occur, in ascending order.
    std::vector<Label> labels = {};
    Normalize normalize = Normalize::none;
};

/// Entry (i, j): how many samples of class i were predicted as class j. Samples with a label that `labels`
/// omits do not count. An entry is 0 where normalizing would divide by 0. \throws InvalidDataError for
/// targets of different lengths, none, continuous ones, or if none of `labels` occurs in `y_true`.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
Matrix<double> confusion_matrix(const YTrue& y_true, const YPred& y_pred,
                                const ConfusionMatrixOptions<label_t<YTrue>>& options = {}) {
    const auto targets = detail::check_targets(y_true, y_pred);
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
        if (i >= 0 && j >= 0) counts(i, j) += 1;
    }
    if (!any_true)
        throw InvalidDataError(fmt::format("At least one label specified must be in y_true, got labels {}.",
                                           detail::format_labels(labels)));

    const auto divisor = [](double sum) { return sum == 0 ? 1 : sum; };
    switch (options.normalize) {
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

}  // namespace eigenmlp
