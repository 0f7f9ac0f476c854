// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/model_selection/param_parts.hpp"

namespace eigenmlp {

/// What cross validation, curves and searches work with: a value that is made of its `Params`, gives them and
/// takes others. `fit(X, y)`, `predict(X)` and `score(X, y)` are templates as a rule, so that they cannot be
/// asked for here.
template <class E>
concept Estimator = std::copyable<E> && std::copyable<typename E::Params> &&
    std::constructible_from<E, typename E::Params> &&
    requires(const E& estimator, E& changed, typename E::Params params) {
    { estimator.params() } -> std::convertible_to<typename E::Params>;
    changed.set_params(std::move(params));
};

/// Whether an estimator predicts classes: it then has `classes()` (scikit-learn's `is_classifier`).
template <class E>
constexpr bool is_classifier = requires(const E& estimator) {
    estimator.classes();
};

/// The type of the labels of a classifier.
template <class E>
requires is_classifier<E>
using class_label_t = typename std::remove_cvref_t<decltype(std::declval<const E&>().classes())>::value_type;

namespace detail {

template <class Params>
void unshare_generators(Params& params) {
    if constexpr (requires {
                      { params.random_state } -> std::convertible_to<RandomStateParam>;
                  })
        params.random_state = params.random_state.unshared();
    if constexpr (HasParts<Params>)
        std::apply([](auto&... part) { (unshare_generators(part), ...); }, parts_of(params));
}

}  // namespace detail

/// A new estimator, not fitted, with the same parameters. A generator in a `random_state`, also of a step of
/// a pipeline, is copied as it stands, so that clones draw the same numbers (scikit-learn's `clone`).
template <Estimator E>
E clone(const E& estimator) {
    typename E::Params params = estimator.params();
    detail::unshare_generators(params);
    return E(std::move(params));
}

}  // namespace eigenmlp
