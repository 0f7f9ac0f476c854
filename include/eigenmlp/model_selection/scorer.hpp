// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "eigenmlp/model_selection/named_scorer.hpp"
#include "eigenmlp/model_selection/predict_as.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"

namespace eigenmlp {

/// How good a fitted estimator is on samples, greater being better: its own `score`, a function of true and
/// predicted targets or of the estimator, or one of scikit-learn's names.
/// \tparam X, Y types of the samples and the targets that are scored
template <class E, class X, class Y>
class Scorer {
public:
    /// The estimator's own score.
    Scorer()
        : name_("score"), score_([](const E& estimator, const X& x, const Y& y) {
              return static_cast<double>(estimator.score(x, y));
          }) {}

    /// One of the metrics by its name, such as "f1_macro" or "neg_mean_squared_error".
    /// \throws InvalidParameterError with all names for an unknown one, and for a metric that does not suit
    /// the estimator or the targets.
    Scorer(std::string_view metric) : name_(metric), score_(detail::named_scorer<E, X, Y>(metric)) {}
    Scorer(const char* metric) : Scorer(std::string_view(metric)) {}
    Scorer(const std::string& metric) : Scorer(std::string_view(metric)) {}

    /// A function `(y_true, y_pred) -> double`. Predictions are a vector if y is one.
    template <class F>
    requires(!std::convertible_to<F, std::string_view> &&
             std::is_invocable_r_v<double, F&, const Y&, const detail::predicted_t<E, X, Y>&>)
        Scorer(F metric)
        : name_("score"),
          score_([metric = std::move(metric)](const E& estimator, const X& x, const Y& y) mutable {
              return static_cast<double>(metric(y, detail::predict_as<Y>(estimator, x)));
          }) {}

    /// A function `(estimator, X, y) -> double`.
    template <class F>
    requires std::is_invocable_r_v<double, F&, const E&, const X&, const Y&> Scorer(F score)
        : name_("score"), score_(std::move(score)) {}

    double operator()(const E& estimator, const X& x, const Y& y) const { return score_(estimator, x, y); }

    /// The name of the metric, or "score".
    const std::string& name() const { return name_; }

private:
    std::string name_;
    std::function<double(const E&, const X&, const Y&)> score_;
};

/// The scorer that functions use which are given samples of type `X` and targets of type `Y`.
template <class E, class X, class Y>
using scorer_for = Scorer<E, taken_rows_t<X>, taken_rows_t<Y>>;

}  // namespace eigenmlp
