// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/curves.hpp"
#include "eigenmlp/metrics/probabilities.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `brier_score_loss`, in scikit-learn's order.
template <class Label>
struct BrierScoreLossOptions {
    SampleWeight sample_weight = {};
    /// The class that the probabilities are of; without one the larger of the two.
    std::optional<Label> pos_label = {};
};

/// The mean of (y - p)^2 for two classes, where y is 1 for the positive class, else 0, and p its probability.
/// \throws InvalidDataError for different numbers of samples, none, more than two classes, and values that
/// are no probabilities. \throws InvalidParameterError where `pos_label` is needed: for a single class other
/// than 0, 1 and -1. \note scikit-learn needs `pos_label` for all labels that are not numbers, and takes a
/// single number for the positive class.
template <LabelSequence Y, ScoreSequence P>
double brier_score_loss(const Y& y_true, const P& y_prob,
                        const BrierScoreLossOptions<label_t<Y>>& options = {}) {
    detail::check_target_lengths(label_count(y_true), label_count(y_prob), "y_prob");
    const Vector<double> p = detail::to_table(y_prob).col(0);
    detail::check_probabilities(p);
    const Vector<double> weights = detail::sample_weights(options.sample_weight, p.size());
    detail::check_not_continuous(y_true, "y_true");
    const auto classes = detail::find_classes<label_t<Y>>(y_true, "y_true");
    if (classes.size() > 2)
        throw InvalidDataError(
            detail::format("Only binary classification is supported by brier_score_loss. y_true has {}.",
                           detail::format_labels(classes)));
    std::optional<label_t<Y>> pos_label = options.pos_label;
    if (!pos_label && classes.size() == 2) pos_label = classes.back();
    const auto y = detail::positive_samples(y_true, pos_label, weights);
    return detail::weighted_total((y - p).cwiseAbs2(), weights, true);
}

}  // namespace eigenmlp
