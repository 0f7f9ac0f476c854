// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/stopwatch.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/partial_fit.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"
#include "eigenmlp/model_selection/train_sizes.hpp"

namespace eigenmlp {

/// Options of `learning_curve`, in scikit-learn's order.
template <class E, class X, class Y>
struct LearningCurveOptions {
    /// Fractions of the first training part, `{0.1, 0.5, 1.0}`, or numbers of samples, `{100, 500}`.
    TrainSizes train_sizes = {};
    CrossValidator cv = {};  ///< the splits; five folds by default
    /// What to score by; the estimator's own score by default. Called from several threads with `n_jobs`.
    scorer_for<E, X, Y> scoring = {};
    /// Whether to go from each size to the next by `partial_fit` with the samples that are added.
    bool exploit_incremental_learning = false;
    Index n_jobs = 1;                    ///< fits at once, -1 for as many as there are cores
    bool shuffle = false;                ///< whether to shuffle the training parts first
    RandomStateParam random_state = {};  ///< source of the shuffles
    ErrorScore error_score = {};         ///< the scores where a fit throws; not of `partial_fit`
    SampleWeight sample_weight = {};     ///< for `fit` (scikit-learn's `fit_params`)
};

/// What `learning_curve` gives: tables of sizes x splits.
struct LearningCurve {
    std::vector<Index> train_sizes;  ///< numbers of training samples, ascending
    Matrix<double> train_scores;     ///< scores on the samples that were trained on
    Matrix<double> test_scores;      ///< scores on the test parts
    Matrix<double> fit_times;        ///< seconds
    Matrix<double> score_times;      ///< seconds for the test scores; with `partial_fit` for both
};

namespace detail {

/// The first rows, or all if there are less.
inline std::vector<Index> first_rows(const std::vector<Index>& rows, Index n) {
    return {rows.begin(), rows.begin() + std::min(n, static_cast<Index>(rows.size()))};
}

/// Trains an estimator step by step on more and more rows of a split, and scores it after each step.
template <class E, class X, class Y>
std::vector<FoldScores> score_increments(E estimator, const X& x, const Y& y, const TrainTestIndices& split,
                                         const std::vector<Index>& train_sizes,
                                         const FitAndScoreSettings<E, X, Y>& settings) {
    const auto x_test = TakenRows<X>::take(x, split.test);
    const auto y_test = TakenRows<Y>::take(y, split.test);
    std::vector<FoldScores> steps;
    std::size_t n_before = 0;
    for (const Index size : train_sizes) {
        const std::vector<Index> train = first_rows(split.train, size);
        const std::vector<Index> added(train.begin() + static_cast<Index>(n_before), train.end());
        n_before = train.size();
        FoldScores step;
        const auto x_added = TakenRows<X>::take(x, added);
        const auto y_added = TakenRows<Y>::take(y, added);
        const Stopwatch fit_watch;
        partial_fit_weighted(estimator, x_added, y_added, y, take_weights(settings.sample_weight, added));
        step.fit_time = fit_watch.seconds();
        const auto x_train = TakenRows<X>::take(x, train);
        const auto y_train = TakenRows<Y>::take(y, train);
        const Stopwatch score_watch;
        step.test_scores = score_all(settings.scorers, estimator, x_test, y_test, settings.error_score);
        step.train_scores = score_all(settings.scorers, estimator, x_train, y_train, settings.error_score);
        step.score_time = score_watch.seconds();
        steps.push_back(std::move(step));
    }
    return steps;
}

/// The scores of each split and size, split by split.
template <class E, class X, class Y>
std::vector<FoldScores> score_sizes(const E& estimator, const X& x, const Y& y,
                                    const std::vector<TrainTestIndices>& splits,
                                    const std::vector<Index>& train_sizes, bool incremental,
                                    const FitAndScoreSettings<E, X, Y>& settings, Index n_jobs) {
    const std::size_t n_sizes = train_sizes.size();
    std::vector<FoldScores> folds(splits.size() * n_sizes);
    if (incremental) {
        if constexpr (has_partial_fit<E, taken_rows_t<X>, taken_rows_t<Y>>) {
            parallel_for(static_cast<Index>(splits.size()), n_jobs, [&](Index i) {
                auto steps = score_increments(clone(estimator), x, y, splits[static_cast<std::size_t>(i)],
                                              train_sizes, settings);
                std::move(steps.begin(), steps.end(), folds.begin() + i * static_cast<Index>(n_sizes));
            });
        } else {
            throw InvalidParameterError(
                "An estimator must support the partial_fit interface to exploit incremental learning");
        }
        return folds;
    }
    parallel_for(static_cast<Index>(folds.size()), n_jobs, [&](Index i) {
        const TrainTestIndices& split = splits[static_cast<std::size_t>(i) / n_sizes];
        const Index size = train_sizes[static_cast<std::size_t>(i) % n_sizes];
        E fitted = clone(estimator);
        folds[static_cast<std::size_t>(i)] =
            fit_and_score(fitted, x, y, first_rows(split.train, size), split.test, settings);
    });
    check_fits(folds, settings.error_score);
    return folds;
}

}  // namespace detail

/// The scores for each of several numbers of training samples, by cross validation: of each training part the
/// first samples are used.
/// \param X samples x features, or any samples that `fit` takes; y their targets
/// \throws InvalidParameterError for sizes out of range, for incremental learning without `partial_fit`, if
/// all fits failed, or for bad options; InvalidDataError if X and y differ in length or cannot be split so.
/// With `error_score` "raise" also what the first failing fit or scorer throws.
/// \note Where only some fits fail there is a FitFailedWarning, which scikit-learn 1.2 forgets.
template <Estimator E, class X, class Y>
requires FitsRows<E, X, Y> LearningCurve learning_curve(const E& estimator, const X& x, const Y& y,
                                                        const LearningCurveOptions<E, X, Y>& options = {}) {
    std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
    LearningCurve curve{
        options.train_sizes.resolve(static_cast<Index>(splits.front().train.size())), {}, {}, {}, {}};
    if (options.shuffle) {
        const auto rng = options.random_state.generator();
        for (TrainTestIndices& split : splits) rng->shuffle(split.train);
    }
    const std::vector<detail::FoldScores> folds = detail::score_sizes<E, X, Y>(
        estimator, x, y, splits, curve.train_sizes, options.exploit_incremental_learning,
        {.scorers = {options.scoring},
         .error_score = options.error_score,
         .return_train_score = true,
         .sample_weight = options.sample_weight.for_samples(detail::sample_count(x))},
        options.n_jobs);
    const auto n_sizes = static_cast<Index>(curve.train_sizes.size());
    for (Matrix<double>* table :
         {&curve.train_scores, &curve.test_scores, &curve.fit_times, &curve.score_times})
        table->resize(n_sizes, static_cast<Index>(splits.size()));
    for (Index i = 0; i < static_cast<Index>(folds.size()); ++i) {
        const detail::FoldScores& fold = folds[static_cast<std::size_t>(i)];
        curve.train_scores(i % n_sizes, i / n_sizes) = fold.train_scores[0];
        curve.test_scores(i % n_sizes, i / n_sizes) = fold.test_scores[0];
        curve.fit_times(i % n_sizes, i / n_sizes) = fold.fit_time;
        curve.score_times(i % n_sizes, i / n_sizes) = fold.score_time;
    }
    return curve;
}

}  // namespace eigenmlp
