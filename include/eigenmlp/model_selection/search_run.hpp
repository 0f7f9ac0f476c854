// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/cv_results.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/numpy_order.hpp"
#include "eigenmlp/model_selection/param_parts.hpp"
#include "eigenmlp/model_selection/parameter_candidate.hpp"
#include "eigenmlp/model_selection/search_progress.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

namespace detail {

/// How long fits with these parameters take, in any unit: for networks the weights between hidden layers and
/// to the neighbours of the outer ones, for pipelines the sum of the steps. 0 where nothing is known.
template <class Params>
double expected_cost(const Params& params, double n_features) {
    double cost = 0.0;
    if constexpr (requires {
                      params.hidden_layer_sizes;
                      params.max_iter;
                  }) {
        double fan_in = n_features, weights = 0.0;
        for (const Index units : params.hidden_layer_sizes) {
            weights += fan_in * static_cast<double>(units);
            fan_in = static_cast<double>(units);
        }
        cost = (weights + fan_in) * static_cast<double>(params.max_iter);
    } else if constexpr (HasParts<Params>) {
        std::apply([&](const auto&... part) { ((cost += expected_cost(part, n_features)), ...); },
                   parts_of(params));
    }
    return cost;
}

/// 0, ..., n - 1 with the most expensive first, and those of equal costs in their order.
inline std::vector<std::size_t> longest_first(const std::vector<double>& costs) {
    std::vector<std::size_t> order(costs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return costs[a] > costs[b]; });
    return order;
}

/// The fits of a search: adds up the candidates that were tried and what they scored.
template <class E, class X, class Y>
class SearchRun {
public:
    using Params = typename E::Params;
    using Candidate = ParameterCandidate<Params>;

    SearchRun(const X& x, const Y& y, Params base, FitAndScoreSettings<E, X, Y> settings, Index n_jobs,
              SearchMonitor& monitor)
        : x_(x),
          y_(y),
          base_(std::move(base)),
          settings_(std::move(settings)),
          n_jobs_(n_jobs),
          monitor_(monitor) {}

    /// Fits and scores every candidate on every split, on several threads the longest first, which changes
    /// none of the results; in their order if `error_score` raises, so that any number of threads gives the
    /// same error. Keeps those of which all splits are done.
    /// \throws what fits throw if `error_score` raises; InvalidParameterError if all fits fail
    void evaluate(const std::vector<Candidate>& candidates, const std::vector<TrainTestIndices>& splits) {
        const std::size_t n_splits = splits.size();
        std::vector<std::optional<FoldScores>> done(candidates.size() * n_splits);
        const std::vector<std::size_t> order = order_of(candidates);
        parallel_for(static_cast<Index>(done.size()), n_jobs_, [&](Index task) {
            if (monitor_.stopped()) return;
            const auto t = static_cast<std::size_t>(task);
            const std::size_t c = order[t / n_splits], k = t % n_splits;
            E estimator = estimator_of(candidates[c]);
            done[c * n_splits + k] =
                fit_and_score(estimator, x_, y_, splits[k].train, splits[k].test, settings_);
            monitor_.fit_done();
        });
        std::vector<FoldScores> complete;
        for (std::size_t c = 0; c < candidates.size(); ++c) {
            const auto first = done.begin() + static_cast<std::ptrdiff_t>(c * n_splits);
            const auto last = first + static_cast<std::ptrdiff_t>(n_splits);
            if (!std::all_of(first, last, [](const auto& fit) { return fit.has_value(); })) continue;
            candidates_.push_back(candidates[c]);
            for (auto fit = first; fit != last; ++fit) complete.push_back(std::move(**fit));
        }
        n_given_ += candidates.size();
        check_fits(complete, settings_.error_score);
        fits_.insert(fits_.end(), complete.begin(), complete.end());
    }

    /// Not fitted, with generators of its own.
    E estimator_of(const Candidate& candidate) const {
        Params params = candidate.applied_to(base_);
        unshare_generators(params);
        return E(std::move(params));
    }

    std::size_t n_complete() const { return candidates_.size(); }

    /// Means over the splits, by the first scoring, of the complete candidates from `first` on.
    std::vector<double> mean_test_scores(std::size_t first) const {
        const std::size_t n_splits = fits_.size() / candidates_.size();
        std::vector<double> means;
        for (std::size_t c = first; c < candidates_.size(); ++c) {
            std::vector<double> scores;
            for (std::size_t k = 0; k < n_splits; ++k)
                scores.push_back(fits_[c * n_splits + k].test_scores.front());
            means.push_back(numpy_sum(scores.data(), static_cast<Index>(n_splits)) /
                            static_cast<double>(n_splits));
        }
        return means;
    }

    /// \throws SearchInterruptedError if nothing is complete, and after Ctrl-C in another cross validation
    CVResults<Params> results(const std::vector<std::string>& scorings) const {
        if (monitor_.interrupted() && inside_cross_validation)
            throw SearchInterruptedError("The search was interrupted, and with it what it is nested in.");
        if (candidates_.empty())
            throw SearchInterruptedError(
                "The search was stopped before all splits of a candidate were done.");
        if (n_complete() < n_given_)
            warn(WarningCategory::UserWarning,
                 detail::format(
                     "The search was stopped: {} of {} candidates are complete, and the best of them "
                     "counts.",
                     n_complete(), n_given_));
        return CVResults<Params>(candidates_, fits_, scorings, base_);
    }

private:
    std::vector<std::size_t> order_of(const std::vector<Candidate>& candidates) const {
        std::vector<double> costs(candidates.size());
        if (n_jobs_ != 1 && !settings_.error_score.raises())
            for (std::size_t c = 0; c < costs.size(); ++c)
                costs[c] = expected_cost(candidates[c].applied_to(base_), n_features());
        return longest_first(costs);
    }

    double n_features() const {
        if constexpr (requires { x_.cols(); })
            return static_cast<double>(x_.cols());
        else
            return 1.0;
    }

    const X& x_;
    const Y& y_;
    Params base_;
    FitAndScoreSettings<E, X, Y> settings_;
    Index n_jobs_;
    SearchMonitor& monitor_;
    std::size_t n_given_ = 0;
    std::vector<Candidate> candidates_;
    std::vector<FoldScores> fits_;
};

}  // namespace detail
}  // namespace eigenmlp
