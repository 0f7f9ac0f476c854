// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/pipeline/passthrough.hpp"
#include "eigenmlp/pipeline/step.hpp"
#include "eigenmlp/pipeline/step_clock.hpp"
#include "eigenmlp/pipeline/step_params.hpp"
#include "eigenmlp/pipeline/transformer.hpp"

namespace eigenmlp {

/// Transformers one after the other and, last, an estimator or one more transformer; it is used as the last
/// step is. What that has not (`predict_proba` of a regressor), the pipeline has not either.
///
///     auto pipe = make_pipeline(StandardScaler<>{}, MLPClassifier<>({.random_state = 0}));
///     pipe.fit(X, y).score(X_test, y_test);
///     pipe.step<1>().loss_curve();
///
/// X is what the first step takes. A pipeline is a value. A `fit` that throws, in whatever step, leaves the
/// pipeline as it was.
template <class... Steps>
requires(sizeof...(Steps) > 0) class Pipeline {
    static constexpr std::size_t n_steps = sizeof...(Steps);
    using StepTuple = std::tuple<Steps...>;
    using Last = std::tuple_element_t<n_steps - 1, StepTuple>;
    /// The first step that knows its number of features.
    static constexpr std::size_t first_that_learns =
        std::min<std::size_t>(detail::n_passing_through<Steps...>, n_steps - 1);
    using First = std::tuple_element_t<first_that_learns, StepTuple>;
    /// What the last step is given.
    template <class X>
    using Input = typename detail::Chained<X, Steps...>::type;
    static_assert(detail::all_but_last_transform<Steps...>,
                  "Every step of a Pipeline but the last must be a transformer: a class with the members fit "
                  "and transform.");

public:
    using Params = PipelineParams<Steps...>;
    /// The options that `fit` takes with targets of type Y, which are the last step's.
    template <class Y>
    using FitOptionsOf = typename detail::OptionsOfFit<Last, Y>::type;

    Pipeline() requires(std::default_initializable<Steps>&&...) : Pipeline(Steps()...) {}
    explicit(false) Pipeline(Steps... steps)
        : params_{{detail::params_of(steps)...}}, steps_(std::move(steps)...) {}
    explicit(false) Pipeline(Params params)
        : params_(std::move(params)), steps_(std::make_from_tuple<StepTuple>(params_.steps)) {}

    const Params& params() const { return params_; }
    /// What is fitted stays.
    void set_params(Params params) {
        StepTuple steps = steps_;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (detail::set_params_of(std::get<I>(steps), std::get<I>(params.steps)), ...);
        }
        (std::index_sequence_for<Steps...>());
        steps_ = std::move(steps);
        params_ = std::move(params);
    }

    /// Fits each transformer to what those before it make of X, and the last step. \throws what they throw
    template <class X>
    requires detail::Fits<Last, Input<X>> Pipeline& fit(const X& x) {
        StepTuple next = to_be_fitted();
        fit_from(
            next, [](Last& last, const auto& xt) { last.fit(xt); }, x);
        steps_ = std::move(next);
        return *this;
    }
    /// The same with targets, for the steps that take them. The callbacks, or what else there is, are for the
    /// last step.
    template <class X, class Y, class... Args>
    requires(!detail::is_fit_options<Last, Y, Args> && ...) &&
        detail::FitsWith<Last, Input<X>, Y, Args...> Pipeline& fit(const X& x, const Y& y, Args&&... args) {
        StepTuple next = to_be_fitted();
        fit_from(
            next, [&](Last& last, const auto& xt) { detail::fit_step(last, xt, y, args...); }, x, y);
        steps_ = std::move(next);
        return *this;
    }
    /// The same with options for the last step: pipe.fit(X, y, {.sample_weight = w}). The X of
    /// `validation_data` is what the first step takes.
    template <class X, class Y, class... Args>
    requires detail::FitsWith < Last, Input<X>, Y,
    const FitOptionsOf<Y>&,
        Args... > Pipeline& fit(const X& x, const Y& y, const FitOptionsOf<Y>& options, Args&&... args) {
        StepTuple next = to_be_fitted();
        fit_from(
            next,
            [&](Last& last, const auto& xt) {
                last.fit(xt, y, with_transformed_validation(next, options), args...);
            },
            x, y);
        steps_ = std::move(next);
        return *this;
    }

    /// `fit` and then `predict` of the same samples, which are transformed only once.
    template <class X, class Y, class... Args>
    requires(!detail::is_fit_options<Last, Y, Args> && ...) &&
        detail::FitsWith<Last, Input<X>, Y, Args...>&& detail::Predicts<Last, Input<X>> auto fit_predict(
            const X& x, const Y& y, Args&&... args) {
        StepTuple next = to_be_fitted();
        auto predicted = fit_from(
            next,
            [&](Last& last, const auto& xt) {
                detail::fit_step(last, xt, y, args...);
                return last.predict(xt);
            },
            x, y);
        steps_ = std::move(next);
        return predicted;
    }

    /// `fit` and then `transform` of the same samples, which each step transforms only once.
    template <class X, class... Y>
    requires Transformer<Last, Input<X>, Y...>
    auto fit_transform(const X& x, const Y&... y) {
        StepTuple next = to_be_fitted();
        auto transformed = fit_from(
            next, [&](Last& last, const auto& xt) { return detail::fit_transform(last, xt, y...); }, x, y...);
        steps_ = std::move(next);
        return transformed;
    }

    /// \name The last step's members, for samples as the first step takes them
    ///@{
    template <class X>
    requires detail::Predicts<Last, Input<X>>
    auto predict(const X& x) const {
        return apply(steps_, x, [](const Last& last, const auto& xt) { return last.predict(xt); });
    }

    template <class X>
    requires requires(const Last& last, const Input<X>& xt) { last.predict_proba(xt); }
    auto predict_proba(const X& x) const {
        return apply(steps_, x, [](const Last& last, const auto& xt) { return last.predict_proba(xt); });
    }

    template <class X>
    requires requires(const Last& last, const Input<X>& xt) { last.predict_log_proba(xt); }
    auto predict_log_proba(const X& x) const {
        return apply(steps_, x, [](const Last& last, const auto& xt) { return last.predict_log_proba(xt); });
    }

    template <class X>
    requires requires(const Last& last, const Input<X>& xt) { last.predict_multilabel(xt); }
    auto predict_multilabel(const X& x) const {
        return apply(steps_, x, [](const Last& last, const auto& xt) { return last.predict_multilabel(xt); });
    }

    /// \param weights those of the samples, if any
    template <class X, class Y, class... Weights>
    requires requires(const Last& last, const Input<X>& xt, const Y& y, const Weights&... weights) {
        last.score(xt, y, weights...);
    }
    auto score(const X& x, const Y& y, const Weights&... weights) const {
        return apply(steps_, x,
                     [&](const Last& last, const auto& xt) { return last.score(xt, y, weights...); });
    }

    template <class X>
    requires detail::Transforms<Last, Input<X>>
    auto transform(const X& x) const {
        return apply(steps_, x, [](const Last& last, const auto& xt) { return detail::transform(last, xt); });
    }

    decltype(auto) classes() const requires requires(const Last& last) { last.classes(); }
    { return last().classes(); }
    ///@}

    /// The samples before the transformers, of what the last one made of them.
    template <class X>
    requires(detail::has_inverse_transform<Steps>&&...) auto inverse_transform(const X& x) const {
        return invert<n_steps>(x);
    }

    /// Number of features of what `fit` was given. \throws NotFittedError
    Index n_features_in() const requires requires(const First& first) { first.n_features_in(); }
    { return step<first_that_learns>().n_features_in(); }

    /// Names of the features that the last transformer gives, from those of the features that the first step
    /// gets, or x0, x1, ...: each step names its own. \throws NotFittedError, and InvalidDataError for
    /// another number of names than of features
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        static_assert((detail::NamesFeatures<Steps> && ...),
                      "Every step of a Pipeline must have get_feature_names_out for the Pipeline to have it; "
                      "an estimator as last step has none: ask the steps before it.");
        std::vector<std::string> names = detail::input_names(*this, input_features);
        std::apply([&](const Steps&... steps) { ((names = steps.get_feature_names_out(names)), ...); },
                   steps_);
        return names;
    }

    /// A step, by its number from 0 or by its type if there is only one of it.
    template <std::size_t I>
    const std::tuple_element_t<I, StepTuple>& step() const {
        return std::get<I>(steps_);
    }
    template <class Step>
    const Step& step() const {
        return std::get<Step>(steps_);
    }
    const Last& last() const { return std::get<n_steps - 1>(steps_); }

    /// scikit-learn's names of the steps, such as "standardscaler" and "mlpclassifier".
    static std::vector<std::string> step_names() { return Params::names(); }

private:
    StepTuple to_be_fitted() const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return StepTuple(detail::to_be_fitted(std::get<I>(steps_), std::get<I>(params_.steps))...);
        }
        (std::index_sequence_for<Steps...>());
    }

    /// Fits the steps from I on and gives what `finish(last, xt)` does.
    template <std::size_t I = 0, class Finish, class X, class... Y>
    auto fit_from(StepTuple& next, const Finish& finish, const X& x, const Y&... y) const {
        const detail::StepClock clock("Pipeline",
                                      params_.verbose ? Params::names() : std::vector<std::string>());
        auto& step = std::get<I>(next);
        if constexpr (I + 1 == n_steps) {
            return clock(I, [&] { return finish(step, x); });
        } else if constexpr (detail::passes_through<std::remove_reference_t<decltype(step)>>) {
            clock(I, [] {});
            return fit_from<I + 1>(next, finish, x, y...);
        } else {
            const auto xt = clock(I, [&] { return detail::fit_transform(step, x, y...); });
            return fit_from<I + 1>(next, finish, xt, y...);
        }
    }

    /// What `f(last, xt)` gives, where xt is what the steps from I on make of x.
    template <std::size_t I = 0, class X, class F>
    static auto apply(const StepTuple& steps, const X& x, const F& f) {
        const auto& step = std::get<I>(steps);
        if constexpr (I + 1 == n_steps) {
            return f(step, x);
        } else if constexpr (detail::passes_through<std::remove_cvref_t<decltype(step)>>) {
            return apply<I + 1>(steps, x, f);
        } else {
            const auto xt = detail::transform(step, x);
            return apply<I + 1>(steps, xt, f);
        }
    }

    /// The steps before I undone.
    template <std::size_t I, class X>
    auto invert(const X& x) const {
        if constexpr (I == 0)
            return detail::plain_t<X>(x);
        else
            return invert<I - 1>(std::get<I - 1>(steps_).inverse_transform(x));
    }

    /// The options with the validation samples as the last step takes them.
    template <class Options>
    static Options with_transformed_validation(const StepTuple& steps, Options options) {
        if constexpr (n_steps > 1 && requires { options.validation_data.X; }) {
            auto& X = options.validation_data.X;
            using Validation = std::remove_reference_t<decltype(X)>;
            if (!options.validation_data.given()) return options;
            if constexpr (requires { typename Input<Validation>; })
                X = apply(steps, X, [](const Last&, const auto& xt) { return Validation(xt); });
            else
                throw InvalidParameterError(
                    "validation_data must have samples that the first step of the Pipeline takes, and "
                    "those are of another type.");
        }
        return options;
    }

    Params params_;
    StepTuple steps_;
};

/// A pipeline of copies of these steps.
template <class... Steps>
Pipeline<Steps...> make_pipeline(Steps... steps) {
    return Pipeline<Steps...>(std::move(steps)...);
}

}  // namespace eigenmlp
