// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/class_counts.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `multilabel_confusion_matrix`, in scikit-learn's order. For multilabel targets `Label` is
/// `Index`, the number of a column.
template <class Label>
struct MultilabelConfusionMatrixOptions {
    SampleWeight sample_weight = {};
    std::vector<Label> labels = {};  ///< the classes and their order; empty for all, in ascending order
    bool samplewise = false;         ///< whether to count the labels of each sample, for multilabel targets
};

namespace detail {

/// \param total what each matrix counts
template <Floating S>
std::vector<Eigen::Matrix2d> binary_confusions(const ClassCounts<S>& counts, const Vector<S>& total) {
    std::vector<Eigen::Matrix2d> matrices(static_cast<std::size_t>(counts.right.size()));
    for (Index k = 0; k < counts.right.size(); ++k) {
        const double tp = counts.right[k], fp = counts.predicted[k] - tp, fn = counts.actual[k] - tp;
        matrices[static_cast<std::size_t>(k)] << total[k] - tp - fp - fn, fp, fn, tp;
    }
    return matrices;
}

template <class Label>
std::vector<Eigen::Matrix2d> multilabel_confusion(const ClassificationTargets<Label>& targets,
                                                  const MultilabelConfusionMatrixOptions<Label>& options) {
    if (options.samplewise)
        throw InvalidParameterError(
            "samplewise is for multilabel targets, samples x labels. Got one label per sample.");
    const Vector<double> weights = sample_weights(options.sample_weight, targets.y_true.size());
    const ClassCodes codes =
        find_class_codes(targets.classes, options.labels.empty() ? targets.classes : options.labels);
    return binary_confusions<double>(count_classes(targets, codes, weights),
                                     Vector<double>::Constant(codes.size(), weights.sum()));
}

template <Floating S>
std::vector<Eigen::Matrix2d> multilabel_confusion(const MultilabelTargets<S>& all,
                                                  const MultilabelConfusionMatrixOptions<Index>& options) {
    const Vector<S> weights = sample_weights(options.sample_weight, all.y_true.rows());
    const MultilabelTargets<S> targets = scored_columns(all, options.labels, {}, Average::none);
    const auto n_labels = static_cast<double>(targets.y_true.cols());
    if (!options.samplewise)
        return binary_confusions<S>(count_columns(targets, weights),
                                    Vector<S>::Constant(targets.y_true.cols(), weights.sum()));
    ClassCounts<S> counts = count_rows(targets);
    for (Vector<S>* count : {&counts.right, &counts.predicted, &counts.actual})
        *count = count->cwiseProduct(weights);
    return binary_confusions<S>(counts, n_labels * weights);
}

}  // namespace detail

/// For each class the confusion matrix of telling it from the rest, {{tn, fp}, {fn, tp}}: numbers of samples,
/// or their weight. Targets as for `precision_recall_fscore_support`. \throws InvalidDataError for targets of
/// different shapes, none or continuous ones. \throws InvalidParameterError for `labels` that are no columns
/// of multilabel targets, and `samplewise` for others.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> std::vector<Eigen::Matrix2d> multilabel_confusion_matrix(
    const YTrue& y_true, const YPred& y_pred,
    const MultilabelConfusionMatrixOptions<target_label_t<YTrue>>& options = {}) {
    return detail::multilabel_confusion(detail::check_targets(y_true, y_pred), options);
}

}  // namespace eigenmlp
