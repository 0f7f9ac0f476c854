// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/cross_validate.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Options of `cross_val_score`, in scikit-learn's order.
template <class E, class X, class Y>
struct CrossValScoreOptions {
    /// What to score by; the estimator's own score by default. Called from several threads with `n_jobs`.
    scorer_for<E, X, Y> scoring = {};
    CrossValidator cv = {};  ///< the splits; five folds by default
    Index n_jobs = 1;        ///< splits that are worked on at once, -1 for as many as there are cores
    SampleWeight sample_weight = {};  ///< for `fit` (scikit-learn's `fit_params`)
    ErrorScore error_score = {};      ///< the score where a fit throws
};

/// The score on the test part of each split of a clone of the estimator that was fitted to the training part.
/// \param X samples x features, or any samples that `fit` takes; y their targets
/// \throws as `cross_validate`
template <Estimator E, class X, class Y>
requires FitsRows<E, X, Y> Vector<double> cross_val_score(const E& estimator, const X& x, const Y& y,
                                                          const CrossValScoreOptions<E, X, Y>& options = {}) {
    const std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
    const std::vector<detail::FoldScores> folds =
        detail::score_splits(estimator, x, y, splits,
                             {.scorers = {options.scoring},
                              .error_score = options.error_score,
                              .sample_weight = options.sample_weight.for_samples(detail::sample_count(x))},
                             options.n_jobs);
    Vector<double> scores(static_cast<Index>(folds.size()));
    for (Index i = 0; i < scores.size(); ++i) scores[i] = folds[static_cast<std::size_t>(i)].test_scores[0];
    return scores;
}

}  // namespace eigenmlp
