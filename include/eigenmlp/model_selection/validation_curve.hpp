// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/param_path.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Options of `validation_curve`, in scikit-learn's order.
template <class E, class X, class Y>
struct ValidationCurveOptions {
    CrossValidator cv = {};  ///< the splits; five folds by default
    /// What to score by; the estimator's own score by default. Called from several threads with `n_jobs`.
    scorer_for<E, X, Y> scoring = {};
    Index n_jobs = 1;                 ///< fits at once, -1 for as many as there are cores
    ErrorScore error_score = {};      ///< the scores where a fit throws
    SampleWeight sample_weight = {};  ///< for `fit` (scikit-learn's `fit_params`)
};

/// What `validation_curve` gives: tables of values x splits.
struct ValidationCurve {
    Matrix<double> train_scores;  ///< scores on the training parts
    Matrix<double> test_scores;   ///< scores on the test parts
};

/// The scores for each value of a parameter, by cross validation: `validation_curve(estimator, X, y, step<1>,
/// &Params::alpha, {1e-4, 1e-2}, {.cv = 3})`, where `step<1>` says which step of a pipeline has the
/// parameter.
/// \param member the parameter, a member of the estimator's `Params` or of those of its steps
/// \throws InvalidParameterError for no values, if all fits failed, or for bad options; InvalidDataError if X
/// and y differ in length or cannot be split so. With `error_score` "raise" also what the first failing fit
/// or scorer throws.
/// \note Where only some fits fail there is a FitFailedWarning, which scikit-learn 1.2 forgets.
template <Estimator E, class X, class Y, std::size_t... I, class Value, class Owner>
requires FitsRows<E, X, Y> ValidationCurve
validation_curve(const E& estimator, const X& x, const Y& y, StepPath<I...>, Value Owner::*member,
                 const std::type_identity_t<std::vector<Value>>& param_range,
                 const ValidationCurveOptions<E, X, Y>& options = {}) {
    if (param_range.empty())
        throw InvalidParameterError(
            "param_range must hold the values of the parameter, at least one. Got none.");
    const std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
    const detail::FitAndScoreSettings<E, X, Y> settings{
        .scorers = {options.scoring},
        .error_score = options.error_score,
        .return_train_score = true,
        .sample_weight = options.sample_weight.for_samples(detail::sample_count(x))};
    const std::size_t n_values = param_range.size();
    std::vector<detail::FoldScores> folds(splits.size() * n_values);
    parallel_for(static_cast<Index>(folds.size()), options.n_jobs, [&](Index i) {
        const std::size_t k = static_cast<std::size_t>(i) / n_values;
        typename E::Params params = estimator.params();
        detail::ParamPath<Owner, I...>::in(params).*member =
            param_range[static_cast<std::size_t>(i) % n_values];
        E fitted = clone(E(std::move(params)));
        folds[static_cast<std::size_t>(i)] =
            detail::fit_and_score(fitted, x, y, splits[k].train, splits[k].test, settings);
    });
    detail::check_fits(folds, options.error_score);
    const auto n_rows = static_cast<Index>(n_values), n_splits = static_cast<Index>(splits.size());
    ValidationCurve curve{Matrix<double>(n_rows, n_splits), Matrix<double>(n_rows, n_splits)};
    for (Index i = 0; i < static_cast<Index>(folds.size()); ++i) {
        const detail::FoldScores& fold = folds[static_cast<std::size_t>(i)];
        curve.train_scores(i % n_rows, i / n_rows) = fold.train_scores[0];
        curve.test_scores(i % n_rows, i / n_rows) = fold.test_scores[0];
    }
    return curve;
}

/// The same for a parameter of the estimator or of the only step that has it: `validation_curve(estimator, X,
/// y, &Params::max_iter, {5, 10, 25}, {.cv = 3})`.
template <Estimator E, class X, class Y, class Value, class Owner>
requires FitsRows<E, X, Y> ValidationCurve
validation_curve(const E& estimator, const X& x, const Y& y, Value Owner::*member,
                 const std::type_identity_t<std::vector<Value>>& param_range,
                 const ValidationCurveOptions<E, X, Y>& options = {}) {
    return validation_curve(estimator, x, y, StepPath<>(), member, param_range, options);
}

}  // namespace eigenmlp
