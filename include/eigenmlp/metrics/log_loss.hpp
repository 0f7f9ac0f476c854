// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/probabilities.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `log_loss`, in scikit-learn's order.
template <class Label>
struct LogLossOptions {
    /// Whether to give the mean over the samples rather than the sum.
    bool normalize = true;
    SampleWeight sample_weight = {};
    /// The classes that the columns belong to, in ascending order; empty for those that occur in `y_true`.
    std::vector<Label> labels = {};
};

namespace detail {

template <class Label>
void check_log_loss_classes(const std::vector<Label>& classes, Index n_columns, bool labels_given) {
    const std::string shown = format_labels(classes);
    if (classes.size() == 1 && labels_given)
        throw InvalidDataError(detail::format(
            "The labels array needs to contain at least two labels for log_loss, got {}.", shown));
    if (classes.size() == 1)
        throw InvalidDataError(
            detail::format("y_true contains only one label {}. Please provide the list of all expected "
                           "class labels explicitly through the labels argument.",
                           shown));
    if (static_cast<Index>(classes.size()) == n_columns) return;
    if (labels_given)
        throw InvalidDataError(
            detail::format("The number of classes in labels is different from that in y_prob: {} vs {}. "
                           "Classes found in labels: {}",
                           classes.size(), n_columns, shown));
    throw InvalidDataError(
        detail::format("y_true and y_prob contain different number of classes: {} vs {}. Please provide "
                       "the true labels explicitly through the labels argument. Classes found in y_true: {}",
                       classes.size(), n_columns, shown));
}

}  // namespace detail

/// The cross-entropy -log p(true class) of samples x classes probabilities (columns in ascending order of the
/// classes), in natural units, as mean over the samples. A vector or a single column holds the probabilities
/// of the second of two classes. Probabilities are clipped to [epsilon, 1 - epsilon] of their type. \throws
/// InvalidDataError for different numbers of samples or classes, no samples, fewer than two classes, labels
/// outside `labels`, and values that are no probabilities. Rows that do not sum to one are warned about.
template <LabelSequence Y, class Derived>
requires Floating<typename Derived::Scalar>
double log_loss(const Y& y_true, const Eigen::MatrixBase<Derived>& y_prob,
                const LogLossOptions<label_t<Y>>& options = {}) {
    using Scalar = typename Derived::Scalar;
    detail::check_target_lengths(label_count(y_true), y_prob.rows(), "y_prob");
    detail::check_probabilities(y_prob);
    detail::warn_unless_rows_sum_to_one(y_prob);
    const bool labels_given = !options.labels.empty();
    std::vector<label_t<Y>> classes =
        labels_given ? options.labels : detail::find_classes<label_t<Y>>(y_true, "y_true");
    detail::sort_unique(classes);
    detail::check_log_loss_classes(classes, std::max<Index>(y_prob.cols(), 2), labels_given);
    const ClassCodes codes = detail::find_class_codes(classes, y_true);
    if (detail::any_unseen(codes))
        throw InvalidDataError(
            detail::format("y_true contains values {} not belonging to the passed labels {}.",
                           detail::format_labels(detail::find_unseen_labels(classes, y_true)),
                           detail::format_labels(classes)));

    Vector<double> losses(codes.size());
    for (Index i = 0; i < codes.size(); ++i) {
        const Scalar p = y_prob.cols() > 1 ? y_prob(i, codes[i])
                         : codes[i] == 1   ? y_prob(i, 0)
                                           : Scalar(1) - y_prob(i, 0);
        losses[i] = detail::negative_log(p);
    }
    return detail::weighted_total(losses, detail::sample_weights(options.sample_weight, losses.size()),
                                  options.normalize);
}

/// The same of multilabel targets, a 0/1 integer matrix, and the probability of each label: -log p where it
/// applies and -log(1 - p) where not, summed over the labels, which is the loss that `MLPClassifier`
/// minimises. \throws InvalidDataError for different shapes, no samples or labels, and values that are no
/// probabilities. \throws InvalidParameterError for `labels`. \note scikit-learn takes the labels of a sample
/// for classes of which one applies: it scales their probabilities to a sum of 1 and lets those of labels
/// that do not apply go without a penalty.
template <MultilabelMatrix Y, class Derived>
requires Floating<typename Derived::Scalar>
double log_loss(const Y& y_true, const Eigen::MatrixBase<Derived>& y_prob,
                const LogLossOptions<Index>& options = {}) {
    using Scalar = typename Derived::Scalar;
    if (!options.labels.empty())
        throw InvalidParameterError(detail::format(
            "labels must not be given for multilabel targets, where each column is a label. Got "
            "{}.",
            detail::format_labels(options.labels)));
    detail::check_target_lengths(y_true.rows(), y_prob.rows(), "y_prob");
    if (y_true.cols() != y_prob.cols() || y_true.cols() == 0)
        throw InvalidDataError(
            detail::format("y_prob must have a column for each label of y_true, at least 1. Got {} for {}.",
                           y_prob.cols(), y_true.cols()));
    detail::check_probabilities(y_prob);
    const Matrix<double> applies = detail::multilabel_table(y_true, "y_true");
    Vector<double> losses = Vector<double>::Zero(applies.rows());
    for (Index i = 0; i < applies.rows(); ++i)
        for (Index k = 0; k < applies.cols(); ++k)
            losses[i] += detail::negative_log(applies(i, k) == 1 ? y_prob(i, k) : Scalar(1) - y_prob(i, k));
    return detail::weighted_total(losses, detail::sample_weights(options.sample_weight, losses.size()),
                                  options.normalize);
}

}  // namespace eigenmlp
