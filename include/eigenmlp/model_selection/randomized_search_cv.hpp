// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <utility>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/base_search_cv.hpp"
#include "eigenmlp/model_selection/parameter_sampler.hpp"

namespace eigenmlp {

/// Options of `RandomizedSearchCV`, in scikit-learn's order; see `SearchOptions`.
template <class E>
struct RandomizedSearchOptions {
    Index n_iter = 10;  ///< number of candidates
    SearchScorings<E> scoring = {};
    Index n_jobs = 1;
    Refit refit = true;
    CrossValidator cv = {};
    bool verbose = false;
    RandomStateParam random_state = {};  ///< source of the candidates
    ErrorScore error_score = {};
    bool return_train_score = false;
    std::function<void(SearchProgress&)> on_progress = {};
    bool interruptible = true;
};

/// Parameters of `RandomizedSearchCV`.
template <class E>
struct RandomizedSearchCVParams {
    typename E::Params estimator = {};  ///< what candidates leave as it is
    ParameterDistributions<E> param_distributions = {};
    RandomizedSearchOptions<E> options = {};
};

/// As `GridSearchCV`, but tries candidates that `ParameterSampler` draws.
template <Estimator E>
class RandomizedSearchCV : public BaseSearchCV<E> {
public:
    using Params = RandomizedSearchCVParams<E>;

    /// \throws InvalidParameterError for a space that names no values, `n_iter` below 1, `n_jobs` 0, and a
    /// `refit` that does not suit the scorings
    explicit(false) RandomizedSearchCV(Params params)
        : BaseSearchCV<E>("RandomizedSearchCV"), params_(checked(std::move(params))) {}
    RandomizedSearchCV(const E& estimator, ParameterDistributions<E> param_distributions,
                       RandomizedSearchOptions<E> options = {})
        : RandomizedSearchCV(Params{estimator.params(), std::move(param_distributions), std::move(options)}) {
    }
    explicit RandomizedSearchCV(ParameterDistributions<E> param_distributions,
                                RandomizedSearchOptions<E> options = {})
        : RandomizedSearchCV(Params{{}, std::move(param_distributions), std::move(options)}) {}

    const Params& params() const { return params_; }
    /// \throws as the constructor
    void set_params(Params params) { params_ = checked(std::move(params)); }

    /// Warns if the space has fewer candidates than `n_iter`. \throws as `GridSearchCV::fit`
    template <class X, class Y>
    requires FitsRows<E, X, Y> RandomizedSearchCV& fit(const X& x, const Y& y,
                                                       const SearchFitOptions& fit_options = {}) {
        this->run(x, y, params_.estimator, detail::common_options<E>(params_.options), fit_options,
                  detail::ExhaustivePlan<typename E::Params>{sampler(params_).candidates()});
        return *this;
    }

private:
    static Params checked(Params params) {
        sampler(params);
        BaseSearchCV<E>::check_options(detail::common_options<E>(params.options));
        return params;
    }

    static ParameterSampler<E> sampler(const Params& params) {
        return {params.param_distributions, params.options.n_iter, params.options.random_state};
    }

    Params params_;
};

}  // namespace eigenmlp
