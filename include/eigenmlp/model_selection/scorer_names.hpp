// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// The names that `scoring` takes, in alphabetical order: scikit-learn's, less those of clusterings. \note
/// "top_k_accuracy" takes any number of classes, which in scikit-learn came after 1.2.
inline std::vector<std::string> get_scorer_names() {
    return {"accuracy",
            "average_precision",
            "balanced_accuracy",
            "d2_absolute_error_score",
            "explained_variance",
            "f1",
            "f1_macro",
            "f1_micro",
            "f1_samples",
            "f1_weighted",
            "jaccard",
            "jaccard_macro",
            "jaccard_micro",
            "jaccard_samples",
            "jaccard_weighted",
            "matthews_corrcoef",
            "max_error",
            "neg_brier_score",
            "neg_log_loss",
            "neg_mean_absolute_error",
            "neg_mean_absolute_percentage_error",
            "neg_mean_gamma_deviance",
            "neg_mean_poisson_deviance",
            "neg_mean_squared_error",
            "neg_mean_squared_log_error",
            "neg_median_absolute_error",
            "neg_negative_likelihood_ratio",
            "neg_root_mean_squared_error",
            "neg_root_mean_squared_log_error",
            "positive_likelihood_ratio",
            "precision",
            "precision_macro",
            "precision_micro",
            "precision_samples",
            "precision_weighted",
            "r2",
            "recall",
            "recall_macro",
            "recall_micro",
            "recall_samples",
            "recall_weighted",
            "roc_auc",
            "roc_auc_ovo",
            "roc_auc_ovo_weighted",
            "roc_auc_ovr",
            "roc_auc_ovr_weighted",
            "top_k_accuracy"};
}

namespace detail {

[[noreturn]] inline void throw_no_scorer(std::string_view name) {
    const std::vector<std::string> names = get_scorer_names();
    if (std::find(names.begin(), names.end(), name) != names.end())
        throw InvalidParameterError(
            detail::format("The scoring '{}' does not suit this kind of estimator and targets.", name));
    throw InvalidParameterError(
        detail::format("'{}' is not a valid scoring value. The names are: {}.", name, join(names)));
}

}  // namespace detail
}  // namespace eigenmlp
