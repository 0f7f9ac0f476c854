// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <tuple>

namespace eigenmlp {

namespace detail {

/// Any value of a parameter will do, or its owner checks it itself.
struct Anything {
    static constexpr std::string_view text = "anything";
    constexpr bool operator()(const auto&) const { return true; }
};

}  // namespace detail

/// A parameter: its name, the member that holds it and the values that it may have.
template <class Params, class Value, class Accepts = detail::Anything>
struct ParamField {
    std::string_view name;
    Value Params::*member;
    Accepts accepts = {};
};

template <class Params, class Value, class Accepts>
ParamField(std::string_view, Value Params::*, Accepts) -> ParamField<Params, Value, Accepts>;
template <class Params, class Value>
ParamField(std::string_view, Value Params::*) -> ParamField<Params, Value>;

/// Calls f with each `ParamField` of the table of the parameters in `P`: what searches and printing find
/// names in. A type gives its own table as the static member function `param_fields()`, which returns a
/// tuple.
template <class P, class F>
requires requires { P::param_fields(); }
constexpr void for_each_param(F&& f) {
    std::apply([&](const auto&... field) { (f(field), ...); }, P::param_fields());
}

}  // namespace eigenmlp
