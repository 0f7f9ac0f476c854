// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/stopwatch.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/cross_validator.hpp"
#include "eigenmlp/model_selection/cv_results.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/parameter_candidate.hpp"
#include "eigenmlp/model_selection/search_progress.hpp"
#include "eigenmlp/model_selection/search_run.hpp"
#include "eigenmlp/model_selection/search_scoring.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

namespace detail {

/// The plan of a search that tries all candidates on all splits; the first of rank 1 is the best.
template <class Params>
struct ExhaustivePlan {
    std::vector<ParameterCandidate<Params>> candidates;

    Index n_fits(std::size_t n_splits) const { return static_cast<Index>(candidates.size() * n_splits); }
    void evaluate(auto& run, const std::vector<TrainTestIndices>& splits) {
        run.evaluate(candidates, splits);
    }
    void annotate(CVResults<Params>&) const {}
    Index best(const CVResults<Params>& results, std::string_view scoring) const {
        const std::vector<Index>& ranks = results.rank_test_score(scoring);
        return std::min_element(ranks.begin(), ranks.end()) - ranks.begin();
    }
};

}  // namespace detail

/// Options of `GridSearchCV`, in scikit-learn's order, then those that scikit-learn has not.
template <class E>
struct SearchOptions {
    SearchScorings<E> scoring = {};  ///< empty, a name, a function, or several with names
    Index n_jobs = 1;                ///< threads over the fits, -1 for all cores; changes no result
    Refit refit = true;           ///< whether to fit the best candidate to all samples; or a scoring's name
    CrossValidator cv = {};       ///< number of folds (5 by default), a splitter, or the splits themselves
    bool verbose = false;         ///< one line on stderr: the fits done and the time left
    ErrorScore error_score = {};  ///< score of a fit that fails, NaN by default; or "raise"
    bool return_train_score = false;  ///< whether to score on the training parts, too

    // not in scikit-learn
    std::function<void(SearchProgress&)> on_progress =
        {};                     ///< called after each fit, by one thread at a time
    bool interruptible = true;  ///< Ctrl-C ends the search with what is complete; see `BaseSearchCV`
};

namespace detail {

/// Those options that all searches have, of the options of one.
template <class E>
SearchOptions<E> common_options(const auto& options) {
    return {.scoring = options.scoring,
            .n_jobs = options.n_jobs,
            .refit = options.refit,
            .cv = options.cv,
            .verbose = options.verbose,
            .error_score = options.error_score,
            .return_train_score = options.return_train_score,
            .on_progress = options.on_progress,
            .interruptible = options.interruptible};
}

}  // namespace detail

/// Options of the `fit` of a search.
struct SearchFitOptions {
    SampleWeight sample_weight = {};  ///< for the fits; scores are not weighted, as in scikit-learn
};

/// What all searches have in common: what they found, and the best estimator, which they stand for once
/// fitted.
///
/// Ctrl-C during the fits of candidates, unless the program handles SIGINT itself or `interruptible` is
/// false: no further fit begins, and when those under way have ended, candidates of which not all splits are
/// done are dropped with a warning, and the best of the others counts. A second Ctrl-C ends the program.
/// Inside of another cross validation Ctrl-C ends that as well, by a SearchInterruptedError.
template <Estimator E>
class BaseSearchCV {
public:
    using Results = CVResults<typename E::Params>;
    /// The options of `fit`, whatever the targets.
    template <class>
    using FitOptionsOf = SearchFitOptions;

    ///@{ \throws NotFittedError before fit
    const Results& cv_results() const { return fitted().results; }
    Index n_splits() const { return fitted().results.n_splits(); }
    bool multimetric() const { return fitted().scoring.multimetric(); }
    /// Row of the best candidate. Like what follows it is not there for several scorings without `refit`.
    Index best_index() const { return *best().best_index; }
    /// Its mean test score.
    double best_score() const { return best().best_score; }
    /// All its parameters.
    const typename E::Params& best_params() const {
        return cv_results().params()[static_cast<std::size_t>(best_index())];
    }
    /// Those that the search chose; prints as scikit-learn's `best_params_`.
    const ParameterCandidate<typename E::Params>& best_candidate() const {
        return cv_results().candidates()[static_cast<std::size_t>(best_index())];
    }
    /// Fitted to all samples. Like what follows it is there with `refit` only.
    const E& best_estimator() const { return refitted("best_estimator"); }
    /// Seconds.
    double refit_time() const {
        refitted("refit_time");
        return fitted().refit_time;
    }
    ///@}

    ///@{ Of the best estimator, where it has it. \throws NotFittedError, and what the estimator throws
    template <class X>
    auto predict(const X& x) const requires requires(const E& e) {
        e.predict(x);
    }
    { return refitted("predict").predict(x); }
    template <class X>
    auto predict_proba(const X& x) const requires requires(const E& e) {
        e.predict_proba(x);
    }
    { return refitted("predict_proba").predict_proba(x); }
    template <class X>
    auto predict_log_proba(const X& x) const requires requires(const E& e) {
        e.predict_log_proba(x);
    }
    { return refitted("predict_log_proba").predict_log_proba(x); }
    template <class X>
    auto predict_multilabel(const X& x) const requires requires(const E& e) {
        e.predict_multilabel(x);
    }
    { return refitted("predict_multilabel").predict_multilabel(x); }
    template <class X>
    auto transform(const X& x) const requires requires(const E& e) {
        e.transform(x);
    }
    { return refitted("transform").transform(x); }
    decltype(auto) classes() const requires is_classifier<E> { return refitted("classes").classes(); }
    Index n_features_in() const requires requires(const E& e) { e.n_features_in(); }
    { return refitted("n_features_in").n_features_in(); }
    /// By the scoring of the search, that of `refit` if there are several.
    template <class X, class Y>
    double score(const X& x, const Y& y) const {
        const E& estimator = refitted("score");
        return fitted().scoring.all()[fitted().refit_scoring].second.template for_types<X, Y>()(estimator, x,
                                                                                                y);
    }
    ///@}

protected:
    struct Fitted {
        Results results;
        SearchScorings<E> scoring;
        std::size_t refit_scoring = 0;  ///< position of the one that the best is chosen by
        std::optional<Index> best_index = {};
        double best_score = 0.0;
        std::optional<E> best_estimator = {};
        double refit_time = 0.0;
    };

    explicit BaseSearchCV(std::string_view name) : name_(name) {}

    /// \throws InvalidParameterError for a `refit` that does not suit the scorings, and `n_jobs` 0
    static void check_options(const SearchOptions<E>& options) {
        resolve_jobs(options.n_jobs);
        if (!options.refit.scoring().empty()) options.scoring.index(options.refit.scoring());
        if (options.scoring.multimetric() && options.refit.refits() && options.refit.scoring().empty())
            throw InvalidParameterError(
                "With several scorings, refit must be the name of the one that the best candidate is chosen "
                "by, or false. Got true instead.");
    }

    /// Has the plan evaluate its candidates, takes what it calls the best, and fits that to all samples. What
    /// throws leaves this search as it was.
    template <class X, class Y, class Plan>
    void run(const X& x, const Y& y, const typename E::Params& base, const SearchOptions<E>& options,
             const SearchFitOptions& fit_options, Plan&& plan) {
        const std::vector<TrainTestIndices> splits = options.cv.split(x, y, is_classifier<E>);
        const Vector<double> weights = fit_options.sample_weight.for_samples(detail::sample_count(x));
        detail::FitAndScoreSettings<E, X, Y> settings;
        for (const auto& [name, scoring] : options.scoring.all())
            settings.scorers.push_back(scoring.template for_types<taken_rows_t<X>, taken_rows_t<Y>>());
        settings.error_score = options.error_score;
        settings.return_train_score = options.return_train_score;
        settings.sample_weight = weights;

        detail::SearchMonitor monitor(plan.n_fits(splits.size()), options.verbose, options.interruptible,
                                      options.on_progress);
        detail::SearchRun<E, X, Y> run(x, y, base, std::move(settings), options.n_jobs, monitor);
        plan.evaluate(run, splits);
        monitor.finish();

        Fitted found{run.results(options.scoring.names()), options.scoring};
        plan.annotate(found.results);
        found.results.warn_not_finite();
        if (!options.refit.scoring().empty())
            found.refit_scoring = options.scoring.index(options.refit.scoring());
        if (options.refit.refits() || !options.scoring.multimetric()) {
            const std::string& scoring = options.scoring.all()[found.refit_scoring].first;
            found.best_index = plan.best(found.results, scoring);
            found.best_score = found.results.mean_test_score(scoring)[*found.best_index];
        }
        if (options.refit.refits()) {
            const auto best = static_cast<std::size_t>(*found.best_index);
            found.best_estimator = run.estimator_of(found.results.candidates()[best]);
            const detail::Stopwatch watch;
            detail::fit_weighted(*found.best_estimator, x, y, weights);
            found.refit_time = watch.seconds();
        }
        fitted_ = std::move(found);
    }

private:
    const Fitted& fitted() const {
        if (!fitted_)
            throw NotFittedError(detail::format(
                "This {} instance is not fitted yet. Call 'fit' with appropriate arguments before using it.",
                name_));
        return *fitted_;
    }

    const Fitted& best() const {
        if (!fitted().best_index)
            throw NotFittedError(detail::format(
                "This {} has several scorings and refit=false: there is no one best candidate. "
                "See the ranks in cv_results().",
                name_));
        return *fitted_;
    }

    const E& refitted(std::string_view what) const {
        if (!fitted().best_estimator)
            throw NotFittedError(detail::format(
                "This {} instance was initialized with refit=false. {} is available only after refitting on "
                "the best parameters. You can refit an estimator manually using best_params().",
                name_, what));
        return *fitted_->best_estimator;
    }

    std::string_view name_;
    detail::Learnt<Fitted> fitted_;
};

}  // namespace eigenmlp
