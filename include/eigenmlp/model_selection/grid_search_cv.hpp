// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>

#include "eigenmlp/model_selection/base_search_cv.hpp"
#include "eigenmlp/model_selection/parameter_grid.hpp"

namespace eigenmlp {

/// Parameters of `GridSearchCV`.
template <class E>
struct GridSearchCVParams {
    typename E::Params estimator = {};  ///< what candidates leave as it is
    ParameterGrid<E> param_grid = {};
    SearchOptions<E> options = {};
};

/// Tries all combinations of parameters by cross validation and stands for the best one, fitted to all
/// samples: `GridSearchCV search(clf, ParameterGrid<Clf>{}.add(&P::alpha, {1e-4, 1e-3}), {.cv = 3, .n_jobs =
/// -1})`. Candidates, folds, scores, ranks and the choice are scikit-learn's, whatever `n_jobs`. \note An
/// empty grid is refused, where scikit-learn tries the estimator as it is.
template <Estimator E>
class GridSearchCV : public BaseSearchCV<E> {
public:
    using Params = GridSearchCVParams<E>;

    /// \throws InvalidParameterError for a grid that names no values, `n_jobs` 0, and a `refit` that does not
    /// suit the scorings
    explicit(false) GridSearchCV(Params params)
        : BaseSearchCV<E>("GridSearchCV"), params_(checked(std::move(params))) {}
    GridSearchCV(const E& estimator, ParameterGrid<E> param_grid, SearchOptions<E> options = {})
        : GridSearchCV(Params{estimator.params(), std::move(param_grid), std::move(options)}) {}
    explicit GridSearchCV(ParameterGrid<E> param_grid, SearchOptions<E> options = {})
        : GridSearchCV(Params{{}, std::move(param_grid), std::move(options)}) {}

    const Params& params() const { return params_; }
    /// \throws as the constructor
    void set_params(Params params) { params_ = checked(std::move(params)); }

    /// \param X samples x features, \param y targets: both as the estimator takes them
    /// \throws InvalidParameterError also if all fits fail; InvalidDataError for data that cannot be split;
    /// SearchInterruptedError if it is stopped before a candidate is complete, or by Ctrl-C inside of another
    /// cross validation; with `error_score` "raise" what fits throw
    template <class X, class Y>
    requires FitsRows<E, X, Y> GridSearchCV& fit(const X& x, const Y& y,
                                                 const SearchFitOptions& fit_options = {}) {
        this->run(x, y, params_.estimator, params_.options, fit_options,
                  detail::ExhaustivePlan<typename E::Params>{params_.param_grid.candidates()});
        return *this;
    }

private:
    static Params checked(Params params) {
        params.param_grid.size();
        BaseSearchCV<E>::check_options(params.options);
        return params;
    }

    Params params_;
};

}  // namespace eigenmlp
