// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/scorer_list.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"

namespace eigenmlp {

/// Options of `cross_validate`, in scikit-learn's order.
template <class E, class X, class Y>
struct CrossValidateOptions {
    /// What to score by; the estimator's own score by default. Called from several threads with `n_jobs`.
    ScorerList<E, taken_rows_t<X>, taken_rows_t<Y>> scoring = {};
    CrossValidator cv = {};  ///< the splits; five folds by default
    Index n_jobs = 1;        ///< splits that are worked on at once, -1 for as many as there are cores
    SampleWeight sample_weight = {};  ///< for `fit` (scikit-learn's `fit_params`)
    bool return_train_score = false;  ///< whether to score the training parts as well
    bool return_estimator = false;    ///< whether to keep the fitted estimators
    bool return_indices = false;      ///< whether to keep the rows of the splits; from scikit-learn 1.3 on
    ErrorScore error_score = {};      ///< the scores where a fit throws
};

/// What `cross_validate` gives; vectors hold a value per split.
template <class E>
struct CrossValidateResult {
    Vector<double> fit_time;                ///< seconds
    Vector<double> score_time;              ///< seconds for the test scores
    std::vector<std::string> scorers;       ///< names of the scorers; "score" for a single one
    std::vector<Vector<double>> test;       ///< scores on the test parts by each scorer
    std::vector<Vector<double>> train;      ///< scores on the training parts, if asked for
    std::vector<E> estimator;               ///< the fitted estimators, if asked for
    std::vector<TrainTestIndices> indices;  ///< the rows of the splits, if asked for

    /// Scores on the test parts by the scorer of that name.
    /// \throws InvalidParameterError if there is none
    const Vector<double>& test_score(std::string_view name = "score") const { return find(test, name); }
    /// The same on the training parts.
    const Vector<double>& train_score(std::string_view name = "score") const { return find(train, name); }

private:
    const Vector<double>& find(const std::vector<Vector<double>>& scores, std::string_view name) const {
        for (std::size_t k = 0; k < scores.size(); ++k)
            if (scorers[k] == name) return scores[k];
        if (scores.empty())
            throw InvalidParameterError("There are no training scores: ask for return_train_score.");
        throw InvalidParameterError(detail::format("There are no scores named '{}', but those named {}.",
                                                   name, detail::join(scorers)));
    }
};

namespace detail {

/// Fits a clone on each split and scores it, `n_jobs` at once; warns of fits that failed.
/// \param estimators takes the fitted clones, unless null
template <class E, class X, class Y>
std::vector<FoldScores> score_splits(const E& estimator, const X& x, const Y& y,
                                     const std::vector<TrainTestIndices>& splits,
                                     const FitAndScoreSettings<E, X, Y>& settings, Index n_jobs,
                                     std::vector<std::optional<E>>* estimators = nullptr) {
    std::vector<FoldScores> scores(splits.size());
    parallel_for(static_cast<Index>(splits.size()), n_jobs, [&](Index i) {
        const auto k = static_cast<std::size_t>(i);
        E fitted = clone(estimator);
        scores[k] = fit_and_score(fitted, x, y, splits[k].train, splits[k].test, settings);
        if (estimators) (*estimators)[k] = std::move(fitted);
    });
    check_fits(scores, settings.error_score);
    return scores;
}

}  // namespace detail

/// Fits a clone of the estimator on the training part of each split, and times and scores it on the test
/// part, by one scorer or several.
/// \param X samples x features, or any samples that `fit` takes; y their targets
/// \throws InvalidParameterError if all fits failed, or for bad options; InvalidDataError if X and y differ
/// in length or cannot be split so. With `error_score` "raise" also what the first failing fit or scorer
/// throws.
template <Estimator E, class X, class Y>
requires FitsRows<E, X, Y> CrossValidateResult<E> cross_validate(
    const E& estimator, const X& x, const Y& y, const CrossValidateOptions<E, X, Y>& options = {}) {
    const std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
    std::vector<std::optional<E>> estimators(splits.size());
    const std::vector<detail::FoldScores> folds =
        detail::score_splits(estimator, x, y, splits,
                             {.scorers = options.scoring.scorers(),
                              .error_score = options.error_score,
                              .return_train_score = options.return_train_score,
                              .sample_weight = options.sample_weight.for_samples(detail::sample_count(x))},
                             options.n_jobs, options.return_estimator ? &estimators : nullptr);

    const auto n_splits = static_cast<Index>(splits.size());
    const std::size_t n_scorers = options.scoring.names().size();
    CrossValidateResult<E> result{
        .fit_time = Vector<double>(n_splits),
        .score_time = Vector<double>(n_splits),
        .scorers = options.scoring.names(),
        .test = {n_scorers, Vector<double>(n_splits)},
        .train = {options.return_train_score ? n_scorers : 0, Vector<double>(n_splits)},
        .estimator = {},
        .indices = {}};
    for (Index i = 0; i < n_splits; ++i) {
        const detail::FoldScores& fold = folds[static_cast<std::size_t>(i)];
        result.fit_time[i] = fold.fit_time;
        result.score_time[i] = fold.score_time;
        for (std::size_t k = 0; k < n_scorers; ++k) {
            result.test[k][i] = fold.test_scores[k];
            if (options.return_train_score) result.train[k][i] = fold.train_scores[k];
        }
    }
    if (options.return_estimator)
        for (std::optional<E>& fitted : estimators) result.estimator.push_back(*std::move(fitted));
    if (options.return_indices) result.indices = splits;
    return result;
}

}  // namespace eigenmlp
