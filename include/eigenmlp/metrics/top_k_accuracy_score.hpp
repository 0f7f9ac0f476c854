// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/binary_average.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"

namespace eigenmlp {

/// Options of `top_k_accuracy_score`, in scikit-learn's order.
template <class Label>
struct TopKAccuracyScoreOptions {
    Index k = 2;            ///< how many of the classes with the largest scores count as right, 1 or more
    bool normalize = true;  ///< whether to give the fraction of the samples rather than their number
    SampleWeight sample_weight = {};
    /// The classes that the columns belong to, in ascending order; empty for those that occur in `y_true`.
    std::vector<Label> labels = {};
};

/// The fraction, or number, of samples whose class is among the k with the largest scores; of equal scores
/// the later class counts as the larger. `y_score` is samples x classes, with columns in ascending order of
/// the classes. \throws InvalidDataError for shapes that do not fit, labels outside `labels` and scores that
/// are not finite. \throws InvalidParameterError for k below 1. A k that makes the score perfect is warned
/// about. \note For two classes scikit-learn takes a single score per sample; here there are two columns.
template <LabelSequence Y, class Derived>
double top_k_accuracy_score(const Y& y_true, const Eigen::MatrixBase<Derived>& y_score,
                            const TopKAccuracyScoreOptions<label_t<Y>>& options = {}) {
    if (options.k < 1)
        throw InvalidParameterError(detail::format("k must be 1 or more. Got {} instead.", options.k));
    const auto scored = detail::scored_classes(y_true, y_score, options.labels);
    const Index n_classes = scored.y_score.cols();
    if (options.k >= n_classes)
        warn(WarningCategory::UndefinedMetricWarning,
             detail::format(
                 "'k' ({}) greater than or equal to 'n_classes' ({}) will result in a perfect score and "
                 "is therefore meaningless.",
                 options.k, n_classes));
    Vector<double> hits(scored.codes.size());
    for (Index i = 0; i < hits.size(); ++i) {
        const auto row = scored.y_score.row(i).array();
        const Index own = scored.codes[i];
        const Index n_better = (row > row[own]).count() + (row.tail(n_classes - own - 1) == row[own]).count();
        hits[i] = n_better < options.k ? 1 : 0;
    }
    return detail::weighted_total(hits, detail::sample_weights(options.sample_weight, hits.size()),
                                  options.normalize);
}

}  // namespace eigenmlp
