// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

/// The parameters of pipelines and unions, which hold those of their steps or parts in a tuple.
namespace eigenmlp::detail {

template <class T>
constexpr bool is_tuple = false;
template <class... T>
constexpr bool is_tuple<std::tuple<T...>> = true;

template <class P>
concept HasSteps = requires(P& params) {
    requires is_tuple<std::remove_cvref_t<decltype(params.steps)>>;
};

/// Parameters with a tuple `steps` or `transformers`. A member of that name that is anything else is a
/// parameter as others are.
template <class P>
concept HasParts = HasSteps<P> || requires(P& params) {
    requires is_tuple<std::remove_cvref_t<decltype(params.transformers)>>;
};

/// The tuple of the parameters of the steps of a pipeline or the parts of a union.
template <HasParts P>
auto& parts_of(P& params) {
    if constexpr (HasSteps<P>)
        return params.steps;
    else
        return params.transformers;
}

template <class P>
using parts_t = std::remove_cvref_t<decltype(parts_of(std::declval<P&>()))>;

}  // namespace eigenmlp::detail
