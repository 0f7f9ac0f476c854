// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/pipeline/transformer.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"

namespace eigenmlp {

namespace detail {

/// A callable that can be assigned, also a lambda with captures.
template <std::copy_constructible F>
class Function {
public:
    Function() requires std::default_initializable<F> : function_(F{}) {}
    explicit(false) Function(F function) : function_(std::move(function)) {}
    Function(const Function&) = default;
    Function& operator=(const Function& other) {
        if (this != std::addressof(other)) function_.emplace(*other.function_);
        return *this;
    }

    template <class X>
    requires std::invocable<const F&, const X&>
    decltype(auto) operator()(const X& x) const { return std::invoke(*function_, x); }

private:
    std::optional<F> function_;
};

}  // namespace detail

/// The function that a `FunctionTransformer` has if it is not given one.
struct IdentityFunction {
    template <class X>
    detail::plain_t<X> operator()(const X& x) const {
        return x;
    }
};

/// How a `FunctionTransformer` names its features: not at all; "one-to-one", as those that it gets; or as a
/// function of these says.
class FeatureNamesOut {
public:
    using Names = std::vector<std::string>;

    FeatureNamesOut() = default;

    /// \throws InvalidParameterError for another word than "one-to-one"
    FeatureNamesOut(const char* word) : names_([](const Names& input_features) { return input_features; }) {
        if (std::string_view(word) != "one-to-one")
            throw InvalidParameterError(detail::format(
                "feature_names_out must be \"one-to-one\" or a function of the names. Got \"{}\" instead.",
                word));
    }
    template <class F>
    requires std::is_invocable_r_v<Names, const F&, const Names&> FeatureNamesOut(F names)
        : names_(std::move(names)) {}

    /// \throws InvalidParameterError if there is no rule
    Names operator()(const Names& input_features) const {
        if (!names_)
            throw InvalidParameterError(
                "feature_names_out of FunctionTransformer must be \"one-to-one\" or a function of the names "
                "for get_feature_names_out. It was not given.");
        return names_(input_features);
    }

private:
    std::function<Names(const Names&)> names_;
};

/// Parameters of `FunctionTransformer`.
template <class F, class Inverse>
struct FunctionTransformerParams {
    /// Takes samples and gives their features.
    detail::Function<F> func;
    /// Its inverse.
    detail::Function<Inverse> inverse_func;
    FeatureNamesOut feature_names_out = {};
};

/// A transformer out of a callable: `FunctionTransformer([](const auto& X) { return ...; })`. The callable
/// takes what is given to `transform` and may return an Eigen expression of it. It learns nothing but the
/// number of features, for their names, and needs no `fit`.
template <class F = IdentityFunction, class Inverse = IdentityFunction>
class FunctionTransformer {
public:
    using Params = FunctionTransformerParams<F, Inverse>;

    FunctionTransformer() requires std::default_initializable<F> && std::default_initializable<Inverse>
    = default;
    explicit(false)
        FunctionTransformer(F func, Inverse inverse_func = {}, FeatureNamesOut feature_names_out = {})
        : params_{std::move(func), std::move(inverse_func), std::move(feature_names_out)} {}
    explicit(false) FunctionTransformer(Params params) : params_(std::move(params)) {}

    const Params& params() const { return params_; }
    void set_params(Params params) { params_ = std::move(params); }

    template <class X>
    FunctionTransformer& fit(const X& x) {
        if constexpr (requires { x.cols(); }) n_features_in_ = x.cols();
        return *this;
    }

    /// `func(X)`. \throws what it throws
    template <class X>
    requires std::invocable<const F&, const X&>
    auto transform(const X& x) const { return detail::plain_t<decltype(params_.func(x))>(params_.func(x)); }

    /// `inverse_func(X)`. \throws what it throws
    template <class X>
    requires std::invocable<const Inverse&, const X&>
    auto inverse_transform(const X& x) const {
        return detail::plain_t<decltype(params_.inverse_func(x))>(params_.inverse_func(x));
    }

    /// Names by the rule `feature_names_out`, of the names given or of x0, x1, ...
    /// \throws InvalidParameterError if there is no rule
    /// \throws InvalidDataError for another number of names than of features, and for none before `fit`
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        return params_.feature_names_out(
            detail::feature_names_in(input_features, n_features_in_, "FunctionTransformer"));
    }

private:
    Params params_;
    std::optional<Index> n_features_in_;
};

}  // namespace eigenmlp
