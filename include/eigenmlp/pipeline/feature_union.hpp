// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel_for.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/pipeline/passthrough.hpp"
#include "eigenmlp/pipeline/step.hpp"
#include "eigenmlp/pipeline/step_clock.hpp"
#include "eigenmlp/pipeline/step_params.hpp"
#include "eigenmlp/pipeline/transformer.hpp"

namespace eigenmlp {

/// What `FeatureUnion` and `make_union` take beside the transformers: see `FeatureUnionParams`.
struct FeatureUnionOptions {
    Index n_jobs = 1;
    std::vector<double> transformer_weights = {};
    bool verbose = false;
};

/// Transformers side by side: each is given the same samples, and its features stand to the right of those of
/// the one before. The result is a dense row-major matrix of the common type of all their scalars: of doubles
/// where one gives integers and another doubles.
///
///     auto features = make_union(Passthrough{}, PolynomialFeatures<>{});
///     FeatureUnion weighted(std::tuple(Passthrough{}, PolynomialFeatures<>{}), {.transformer_weights = {2,
///     1}});
///
/// X is what all of them take. A `fit` that throws leaves the union as it was.
template <class... Transformers>
requires(sizeof...(Transformers) > 0) class FeatureUnion {
    static constexpr std::size_t n_transformers = sizeof...(Transformers);
    using TransformerTuple = std::tuple<Transformers...>;
    using Indices = std::index_sequence_for<Transformers...>;
    /// The first transformer that knows its number of features.
    static constexpr std::size_t first_that_learns =
        std::min<std::size_t>(detail::n_passing_through<Transformers...>, n_transformers - 1);
    using Counter = std::tuple_element_t<first_that_learns, TransformerTuple>;
    /// Of the type that holds the values of all features.
    template <class X>
    using Result = Matrix<std::common_type_t<typename detail::transformed_t<Transformers, X>::Scalar...>>;
    /// The features of one of the transformers, once they are there.
    template <class T, class X>
    using Part = std::optional<detail::transformed_t<T, X>>;
    static_assert((detail::looks_like_transformer<Transformers> && ...),
                  "Every part of a FeatureUnion must be a transformer: a class with the members fit and "
                  "transform.");

public:
    using Params = FeatureUnionParams<Transformers...>;

    FeatureUnion() requires(std::default_initializable<Transformers>&&...)
        : FeatureUnion(TransformerTuple()) {}
    explicit(false) FeatureUnion(TransformerTuple transformers, const FeatureUnionOptions& options = {})
        : params_(params_with(transformers, options)), transformers_(std::move(transformers)) {}
    explicit(false) FeatureUnion(Params params)
        : params_(std::move(params)),
          transformers_(std::make_from_tuple<TransformerTuple>(params_.transformers)) {}

    const Params& params() const { return params_; }
    /// What is fitted stays.
    void set_params(Params params) {
        TransformerTuple transformers = transformers_;
        for_each([&]<std::size_t I>() {
            detail::set_params_of(std::get<I>(transformers), std::get<I>(params.transformers));
        });
        transformers_ = std::move(transformers);
        params_ = std::move(params);
    }

    /// Fits each transformer. \throws InvalidParameterError for another number of weights than of
    /// transformers and for `n_jobs` 0, and what the transformers throw
    template <class X, class... Y>
    requires(Transformer<Transformers, X, Y...>&&...) FeatureUnion& fit(const X& x, const Y&... y) {
        check_params();
        TransformerTuple next = to_be_fitted();
        const detail::StepClock clock = clock_of(next);
        in_parallel(
            [&]<std::size_t I>() { clock(I, [&] { detail::fit_step(std::get<I>(next), x, y...); }); });
        transformers_ = std::move(next);
        return *this;
    }

    /// The features of all transformers. \throws InvalidDataError where one gives another number of samples,
    /// InvalidParameterError for a weight with a fraction where all features are integers, and what the
    /// transformers throw
    template <class X>
    requires(detail::Transforms<Transformers, X>&&...) Result<X> transform(const X& x)
    const {
        check_params();
        std::tuple<Part<Transformers, X>...> parts;
        in_parallel([&]<std::size_t I>() {
            if constexpr (!detail::passes_through<std::tuple_element_t<I, TransformerTuple>>)
                std::get<I>(parts).emplace(detail::transform(std::get<I>(transformers_), x));
        });
        return joined(x, parts);
    }

    template <class X, class... Y>
    requires(Transformer<Transformers, X, Y...>&&...) Result<X> fit_transform(const X& x, const Y&... y) {
        check_params();
        TransformerTuple next = to_be_fitted();
        const detail::StepClock clock = clock_of(next);
        std::tuple<Part<Transformers, X>...> parts;
        in_parallel([&]<std::size_t I>() {
            if constexpr (detail::passes_through<std::tuple_element_t<I, TransformerTuple>>)
                clock(I, [] {});
            else
                std::get<I>(parts).emplace(
                    clock(I, [&] { return detail::fit_transform(std::get<I>(next), x, y...); }));
        });
        Result<X> features = joined(x, parts);
        transformers_ = std::move(next);
        return features;
    }

    /// Number of features of what `fit` was given. \throws NotFittedError
    Index n_features_in() const requires requires(const Counter& counter) { counter.n_features_in(); }
    { return transformer<first_that_learns>().n_features_in(); }

    /// Names of the features: the transformer's name, "__" and what it calls the feature, given the names of
    /// those that it gets, or x0, x1, ...: "standardscaler__x0". \throws NotFittedError, and InvalidDataError
    /// for another number of names than of features
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        static_assert(
            (detail::NamesFeatures<Transformers> && ...),
            "Every part of a FeatureUnion must have get_feature_names_out for the union to have it.");
        const std::vector<std::string> inputs = detail::input_names(*this, input_features);
        const std::vector<std::string> prefixes = transformer_names();
        std::vector<std::string> names;
        for_each([&]<std::size_t I>() {
            for (const std::string& name : transformer<I>().get_feature_names_out(inputs))
                names.push_back(prefixes[I] + "__" + name);
        });
        return names;
    }

    /// A transformer, by its number from 0 or by its type if there is only one of it.
    template <std::size_t I>
    const std::tuple_element_t<I, TransformerTuple>& transformer() const {
        return std::get<I>(transformers_);
    }
    template <class T>
    const T& transformer() const {
        return std::get<T>(transformers_);
    }

    /// scikit-learn's names of the transformers, such as "minmaxscaler".
    static std::vector<std::string> transformer_names() { return Params::names(); }

private:
    static Params params_with(const TransformerTuple& transformers, const FeatureUnionOptions& options) {
        return std::apply(
            [&](const Transformers&... t) {
                return Params{
                    {detail::params_of(t)...}, options.n_jobs, options.transformer_weights, options.verbose};
            },
            transformers);
    }

    void check_params() const {
        const std::size_t n_weights = params_.transformer_weights.size();
        if (n_weights != 0 && n_weights != n_transformers)
            throw InvalidParameterError(detail::format(
                "transformer_weights must have one number for each of the {} transformers. Got {}.",
                n_transformers, n_weights));
    }

    template <std::integral S>
    static void check_whole(double weight) {
        constexpr auto most = static_cast<double>(std::numeric_limits<S>::max());
        if (std::trunc(weight) != weight || std::abs(weight) >= most)
            throw InvalidParameterError(detail::format(
                "transformer_weights must be whole numbers where all features are integers. Got {}.",
                weight));
    }

    detail::StepClock clock_of(const TransformerTuple& transformers) const {
        if (!params_.verbose) return {"FeatureUnion", {}};
        std::vector<std::string> names = Params::names();
        for_each([&]<std::size_t I>() {
            using Step = std::tuple_element_t<I, TransformerTuple>;
            if (detail::StepIsDropped<Step>::get(std::get<I>(transformers))) names[I].clear();
        });
        return {"FeatureUnion", std::move(names)};
    }

    TransformerTuple to_be_fitted() const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return TransformerTuple(
                detail::to_be_fitted(std::get<I>(transformers_), std::get<I>(params_.transformers))...);
        }
        (Indices());
    }

    /// Calls f<I>() for each transformer.
    template <class F>
    static void for_each(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (f.template operator()<I>(), ...); }
        (Indices());
    }

    /// The same, shared by `n_jobs` threads.
    template <class F>
    void in_parallel(const F& f) const {
        parallel_for(static_cast<Index>(n_transformers), params_.n_jobs, [&](Index i) {
            for_each([&]<std::size_t I>() {
                if (static_cast<Index>(I) == i) f.template operator()<I>();
            });
        });
    }

    /// The features of a transformer, of `Passthrough` the samples.
    template <std::size_t I, class X, class Parts>
    static const auto& part(const X& x, const Parts& parts) {
        if constexpr (detail::passes_through<std::tuple_element_t<I, TransformerTuple>>)
            return x;
        else
            return *std::get<I>(parts);
    }

    /// The parts side by side.
    template <class X, class Parts>
    Result<X> joined(const X& x, const Parts& parts) const {
        Index n_rows = -1, n_columns = 0;
        const auto with_parts = [&](const auto& f) {
            for_each([&]<std::size_t I>() { f(I, part<I>(x, parts)); });
        };
        with_parts([&](std::size_t i, const auto& part) {
            if (n_rows >= 0 && part.rows() != n_rows)
                throw InvalidDataError(detail::format(
                    "The transformers of a FeatureUnion must give as many samples each: the first "
                    "gives {}, number {} gives {}.",
                    n_rows, i, part.rows()));
            n_rows = part.rows();
            n_columns += part.cols();
        });
        Result<X> features(n_rows, n_columns);
        Index first = 0;
        with_parts([&](std::size_t i, const auto& part) {
            using S = typename Result<X>::Scalar;
            auto columns = features.middleCols(first, part.cols());
            if constexpr (requires { columns = part.template cast<S>(); })
                columns = part.template cast<S>();
            else
                columns = Result<X>(part);
            if (!params_.transformer_weights.empty()) {
                const double weight = params_.transformer_weights[i];
                if constexpr (std::integral<S>) check_whole<S>(weight);
                columns *= static_cast<S>(weight);
            }
            first += part.cols();
        });
        return features;
    }

    Params params_;
    TransformerTuple transformers_;
};

/// A union of copies of these transformers.
template <class... Transformers>
FeatureUnion<Transformers...> make_union(Transformers... transformers) {
    return FeatureUnion<Transformers...>(std::tuple<Transformers...>(std::move(transformers)...));
}
/// The same with options: make_union({.n_jobs = 2}, PolynomialFeatures<>{}, Passthrough{})
template <class... Transformers>
FeatureUnion<Transformers...> make_union(const FeatureUnionOptions& options, Transformers... transformers) {
    return FeatureUnion<Transformers...>(std::tuple<Transformers...>(std::move(transformers)...), options);
}

}  // namespace eigenmlp
