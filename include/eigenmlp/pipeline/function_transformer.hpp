// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "eigenmlp/pipeline/transformer.hpp"

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

/// Parameters of `FunctionTransformer`.
template <class F, class Inverse>
struct FunctionTransformerParams {
    /// Takes samples and gives their features.
    detail::Function<F> func;
    /// Its inverse.
    detail::Function<Inverse> inverse_func;
};

/// A transformer out of a callable: `FunctionTransformer([](const auto& X) { return ...; })`. The callable
/// takes what is given to `transform` and may return an Eigen expression of it. It learns nothing, and needs
/// no `fit`.
template <class F = IdentityFunction, class Inverse = IdentityFunction>
class FunctionTransformer {
public:
    using Params = FunctionTransformerParams<F, Inverse>;

    FunctionTransformer() requires std::default_initializable<F> && std::default_initializable<Inverse>
    = default;
    explicit(false) FunctionTransformer(F func, Inverse inverse_func = {})
        : params_{std::move(func), std::move(inverse_func)} {}
    explicit(false) FunctionTransformer(Params params) : params_(std::move(params)) {}

    const Params& params() const { return params_; }
    void set_params(Params params) { params_ = std::move(params); }

    template <class X>
    FunctionTransformer& fit(const X&) {
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

private:
    Params params_;
};

}  // namespace eigenmlp
