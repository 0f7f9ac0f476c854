// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
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

template <class Derived>
void check_probabilities(const Eigen::MatrixBase<Derived>& p) {
    check_finite(p, "y_prob");
    if (const auto largest = p.maxCoeff(); largest > 1)
        throw InvalidDataError(detail::format("y_prob contains values greater than 1: {}", largest));
    if (const auto smallest = p.minCoeff(); smallest < 0)
        throw InvalidDataError(detail::format("y_prob contains values lower than 0: {}", smallest));
    using Scalar = typename Derived::Scalar;
    const Scalar tolerance = std::sqrt(std::numeric_limits<Scalar>::epsilon());
    if (p.cols() > 1 && ((p.rowwise().sum().array() - Scalar(1)).abs() > tolerance).any())
        warn(WarningCategory::UserWarning,
             "The y_prob values do not sum to one. Make sure to pass probabilities.");
}

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
    const bool labels_given = !options.labels.empty();
    std::vector<label_t<Y>> classes =
        labels_given ? options.labels : detail::find_classes<label_t<Y>>(y_true, "y_true");
    detail::sort_unique(classes);
    detail::check_log_loss_classes(classes, std::max<Index>(y_prob.cols(), 2), labels_given);
    const ClassCodes codes = detail::find_class_codes(classes, y_true);
    if ((codes.array() < 0).any())
        throw InvalidDataError(
            detail::format("y_true contains values {} not belonging to the passed labels {}.",
                           detail::format_labels(detail::find_unseen_labels(classes, y_true)),
                           detail::format_labels(classes)));

    constexpr Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
    Vector<double> losses(codes.size());
    for (Index i = 0; i < codes.size(); ++i) {
        const Scalar p = y_prob.cols() > 1 ? y_prob(i, codes[i])
                         : codes[i] == 1   ? y_prob(i, 0)
                                           : Scalar(1) - y_prob(i, 0);
        losses[i] = -static_cast<double>(std::log(std::clamp(p, epsilon, Scalar(1) - epsilon)));
    }
    return detail::weighted_total(losses, detail::sample_weights(options.sample_weight, losses.size()),
                                  options.normalize);
}

}  // namespace eigenmlp
