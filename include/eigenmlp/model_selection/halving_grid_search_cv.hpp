// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/base_search_cv.hpp"
#include "eigenmlp/model_selection/halving_schedule.hpp"
#include "eigenmlp/model_selection/param_path.hpp"
#include "eigenmlp/model_selection/parameter_candidate.hpp"
#include "eigenmlp/model_selection/parameter_grid.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// What grows from one iteration of `HalvingGridSearchCV` to the next: the number of samples ("n_samples"),
/// or an integer parameter of the estimator or one of its steps, such as `&P::max_iter`.
template <class E>
class HalvingResource {
    using Params = typename E::Params;
    using Setting = std::shared_ptr<const ParameterSetting<Params>>;

public:
    /// \throws InvalidParameterError for another word than "n_samples"
    HalvingResource(std::string_view name) {
        if (name != "n_samples")
            throw InvalidParameterError(
                detail::format("resource must be 'n_samples' or a pointer to an integer parameter, such as "
                               "&Params::max_iter. Got '{}' instead.",
                               name));
    }
    HalvingResource(const char* name) : HalvingResource(std::string_view(name)) {}

    template <class Value, class Owner>
    requires std::constructible_from<Value, Index> HalvingResource(Value Owner::*member) {
        using Path = detail::ParamPath<Owner>;
        name_ = Path::template prefix<Params>() + param_name(member);
        setting_ = [member, name = name_](Index n) {
            return std::make_shared<const ParameterSetting<Params>>(ParameterSetting<Params>{
                name, detail::format("{}", n),
                [member, n](Params& params) { Path::in(params).*member = static_cast<Value>(n); }});
        };
    }

    bool is_samples() const { return !setting_; }
    const std::string& name() const { return name_; }
    /// \pre `!is_samples()`
    Setting setting(Index n) const { return setting_(n); }

private:
    std::string name_ = "n_samples";
    std::function<Setting(Index)> setting_;
};

/// Options of `HalvingGridSearchCV`, in scikit-learn's order; those not described are of `SearchOptions`.
template <class E>
struct HalvingSearchOptions {
    double factor = 3;  ///< above 1: 1/factor of the candidates go on, with factor times the resources
    HalvingResource<E> resource = "n_samples";
    std::optional<Index> max_resources = {};  ///< empty: the number of samples ("auto")
    MinResources min_resources = "exhaust";
    bool aggressive_elimination = false;  ///< repeat the first iteration until few enough are left
    CrossValidator cv = {};
    SearchScorings<E> scoring = {};
    Refit refit = true;
    ErrorScore error_score = {};
    bool return_train_score = true;
    RandomStateParam random_state = {};  ///< of the choice of samples
    Index n_jobs = 1;
    bool verbose = false;
    std::function<void(SearchProgress&)> on_progress = {};
    bool interruptible = true;
};

/// Parameters of `HalvingGridSearchCV`.
template <class E>
struct HalvingGridSearchCVParams {
    typename E::Params estimator = {};  ///< what candidates leave as it is
    ParameterGrid<E> param_grid = {};
    HalvingSearchOptions<E> options = {};
};

/// As `GridSearchCV`, but by successive halving: all candidates get few resources, the best of them more,
/// until few are left. The best is that of the last iteration. Splits are made once, so that they are the
/// same in all iterations, where scikit-learn refuses splitters without a seed.
template <Estimator E>
class HalvingGridSearchCV : public BaseSearchCV<E> {
public:
    using Params = HalvingGridSearchCVParams<E>;

    /// \throws InvalidParameterError for a grid that names no values or the resource, a factor of 1 or less,
    /// no `max_resources` for another resource than samples, several scorings, `n_jobs` 0
    explicit(false) HalvingGridSearchCV(Params params)
        : BaseSearchCV<E>("HalvingGridSearchCV"), params_(checked(std::move(params))) {}
    HalvingGridSearchCV(const E& estimator, ParameterGrid<E> param_grid, HalvingSearchOptions<E> options = {})
        : HalvingGridSearchCV(Params{estimator.params(), std::move(param_grid), std::move(options)}) {}
    explicit HalvingGridSearchCV(ParameterGrid<E> param_grid, HalvingSearchOptions<E> options = {})
        : HalvingGridSearchCV(Params{{}, std::move(param_grid), std::move(options)}) {}

    const Params& params() const { return params_; }
    /// \throws as the constructor
    void set_params(Params params) { params_ = checked(std::move(params)); }

    /// \throws InvalidParameterError also if the smallest resource exceeds the largest; as
    /// `GridSearchCV::fit`
    template <class X, class Y>
    requires FitsRows<E, X, Y> HalvingGridSearchCV& fit(const X& x, const Y& y,
                                                        const SearchFitOptions& fit_options = {}) {
        const auto& options = params_.options;
        const Index n_samples = detail::sample_count(x);
        detail::HalvingSchedule schedule(
            params_.param_grid.size(), options.factor, options.min_resources.rule(), smallest_resource(y),
            options.max_resources.value_or(n_samples), options.aggressive_elimination);
        this->run(x, y, params_.estimator, detail::common_options<E>(options), fit_options,
                  Plan{options, schedule, n_samples, params_.param_grid.candidates(), {}, {}});
        schedule.keep(static_cast<std::size_t>(this->cv_results().iter().back()) + 1);
        schedule_ = std::move(schedule);
        return *this;
    }

    ///@{ \throws NotFittedError before fit
    /// Of each iteration; one that was stopped may have fewer candidates in the results.
    const std::vector<Index>& n_resources() const { return schedule().n_resources; }
    const std::vector<Index>& n_candidates() const { return schedule().n_candidates; }
    Index n_iterations() const { return static_cast<Index>(n_resources().size()); }
    /// Candidates that would go on after the last iteration.
    Index n_remaining_candidates() const { return schedule().n_remaining_candidates; }
    Index n_required_iterations() const { return schedule().n_required_iterations; }
    Index n_possible_iterations() const { return schedule().n_possible_iterations; }
    Index min_resources() const { return static_cast<Index>(schedule().min_resources); }
    Index max_resources() const { return schedule().max_resources; }
    ///@}

private:
    using Results = typename BaseSearchCV<E>::Results;

    struct Plan {
        const HalvingSearchOptions<E>& options;
        const detail::HalvingSchedule& schedule;
        Index n_samples;
        std::vector<ParameterCandidate<typename E::Params>> candidates;
        std::vector<Index> iter, n_resources;  // of each row of the results

        Index n_fits(std::size_t n_splits) const {
            Index n = 0;
            for (const Index n_candidates : schedule.n_candidates) n += n_candidates;
            return n * static_cast<Index>(n_splits);
        }

        void evaluate(auto& run, const std::vector<TrainTestIndices>& splits) {
            for (std::size_t i = 0; i < schedule.n_resources.size(); ++i) {
                const Index amount = schedule.n_resources[i];
                const std::size_t n_before = run.n_complete();
                if (options.resource.is_samples()) {
                    const double fraction = static_cast<double>(amount) / static_cast<double>(n_samples);
                    run.evaluate(candidates, detail::subsampled(splits, fraction, options.random_state));
                } else {
                    for (auto& candidate : candidates) candidate.set(options.resource.setting(amount));
                    run.evaluate(candidates, splits);
                }
                iter.resize(run.n_complete(), static_cast<Index>(i));
                n_resources.resize(run.n_complete(), amount);
                if (run.n_complete() - n_before < candidates.size()) return;  // stopped
                const std::vector<double> scores = run.mean_test_scores(n_before);
                std::vector<ParameterCandidate<typename E::Params>> kept;
                for (const std::size_t k : detail::top_k(
                         scores, static_cast<Index>(
                                     std::ceil(static_cast<double>(candidates.size()) / options.factor))))
                    kept.push_back(candidates[k]);
                candidates = std::move(kept);
            }
        }

        void annotate(Results& results) const { results.set_iterations(iter, n_resources); }

        /// The first of the highest score in the last iteration; its first if all failed.
        Index best(const Results& results, std::string_view scoring) const {
            const Vector<double>& means = results.mean_test_score(scoring);
            auto best = static_cast<Index>(std::find(iter.begin(), iter.end(), iter.back()) - iter.begin());
            for (Index i = best; i < means.size(); ++i)
                if (means[i] > means[best] || (std::isnan(means[best]) && !std::isnan(means[i]))) best = i;
            return best;
        }
    };

    static Params checked(Params params) {
        const auto& options = params.options;
        params.param_grid.size();
        if (!(options.factor > 1.0) || !std::isfinite(options.factor))
            throw InvalidParameterError(
                detail::format("factor must be a number above 1. Got {} instead.", options.factor));
        if (options.max_resources && *options.max_resources < 1)
            throw InvalidParameterError(
                detail::format("max_resources must be empty ('auto') or a positive integer. Got {} instead.",
                               *options.max_resources));
        if (!options.resource.is_samples() && !options.max_resources)
            throw InvalidParameterError(detail::format(
                "max_resources must be given for the resource '{}': only that of samples is known.",
                options.resource.name()));
        for (const auto& set : params.param_grid.sets())
            for (const auto& parameter : set)
                if (parameter.name == options.resource.name())
                    throw InvalidParameterError(
                        detail::format("Cannot use parameter {} as the resource since it is part of the "
                                       "searched parameters.",
                                       parameter.name));
        if (options.scoring.multimetric())
            throw InvalidParameterError("A halving search takes one scoring. Got a list of them.");
        BaseSearchCV<E>::check_options(detail::common_options<E>(options));
        return params;
    }

    /// What "exhaust" and "smallest" begin with: for samples, two per split and class.
    template <class Y>
    Index smallest_resource(const Y& y) const {
        const auto& options = params_.options;
        if (options.min_resources.rule() == MinResources::Rule::number) return options.min_resources.number();
        if (!options.resource.is_samples()) return 1;
        Index smallest = 2 * options.cv.get_n_splits();
        if constexpr (is_classifier<E>) {
            if constexpr (LabelSequence<Y>)
                smallest *= static_cast<Index>(unique_labels(y).size());
            else
                smallest *= 2;
        }
        return smallest;
    }

    const detail::HalvingSchedule& schedule() const {
        this->cv_results();
        return *schedule_;
    }

    Params params_;
    std::optional<detail::HalvingSchedule> schedule_;
};

}  // namespace eigenmlp
