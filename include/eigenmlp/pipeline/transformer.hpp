// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

template <class T, class X, class... Y>
concept Fits = requires(T t, const X& x, const Y&... y) {
    t.fit(x, y...);
};

template <class T, class X>
concept Transforms = requires(const T t, const X& x) {
    t.transform(x);
};

}  // namespace detail

/// A transformer is a value with `fit(X)` or `fit(X, y)`, which learns, and a const `transform(X)`, which
/// gives new features of the same samples. `X` is what it is given, samples x features; `Y` the targets, if
/// there are any.
///
/// Optional are `fit_transform`, `inverse_transform`, `n_features_in()` and `get_feature_names_out`, and, for
/// searches to try other parameters, `Params` with `params()`, `set_params` and construction from them. One
/// without `Params` is taken for its own parameters. A `fit` afresh forgets what was learnt before.
template <class T, class X = Matrix<double>, class... Y>
concept Transformer = std::copy_constructible<T> && std::is_copy_assignable_v<T> &&
    detail::Transforms<T, X> &&(detail::Fits<T, X> || detail::Fits<T, X, Y...>);

namespace detail {

/// The type that holds the values of `X`: Eigen's plain matrix of an expression.
template <class X>
struct Plain {
    using type = X;
};
template <class X>
requires requires { typename X::PlainObject; }
struct Plain<X> {
    using type = typename X::PlainObject;
};

template <class X>
using plain_t = typename Plain<std::remove_cvref_t<X>>::type;

/// What `T` makes of samples `X`.
template <class T, class X>
using transformed_t = plain_t<decltype(std::declval<const T&>().transform(std::declval<const X&>()))>;

/// Learns from X and, if it takes them, the targets and what comes after these, if there are any.
template <class T, class X, class... Args>
void fit_step(T& step, const X& x, Args&... args) {
    if constexpr (requires { step.fit(x, args...); })
        step.fit(x, args...);
    else
        step.fit(x);
}

/// Learns in the same way, from targets or none, and gives what it makes of X.
template <class T, class X, class... Y>
transformed_t<T, X> fit_transform(T& transformer, const X& x, const Y&... y) {
    if constexpr (requires { transformer.fit_transform(x, y...); }) {
        return transformer.fit_transform(x, y...);
    } else if constexpr (!Fits<T, X, Y...> && requires { transformer.fit_transform(x); }) {
        return transformer.fit_transform(x);
    } else {
        fit_step(transformer, x, y...);
        return transformer.transform(x);
    }
}

/// What a fitted transformer makes of X.
template <class T, class X>
transformed_t<T, X> transform(const T& transformer, const X& x) {
    return transformer.transform(x);
}

/// What the last of `Steps` is given of samples X; there is no `type` where a step before cannot take them.
template <class X, class... Steps>
struct Chained {};
template <class X, class Last>
struct Chained<X, Last> {
    using type = X;
};
template <class X, class Step, class Next, class... Rest>
requires Transforms<Step, X>
struct Chained<X, Step, Next, Rest...> : Chained<transformed_t<Step, X>, Next, Rest...> {
};

}  // namespace detail
}  // namespace eigenmlp
