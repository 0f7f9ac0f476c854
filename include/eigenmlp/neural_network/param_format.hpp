// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/format_param.hpp"
#include "eigenmlp/neural_network/class_weight.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"
#include "eigenmlp/neural_network/param_fields.hpp"
#include "eigenmlp/neural_network/per_layer.hpp"
#include "eigenmlp/neural_network/scoring.hpp"

namespace eigenmlp {

template <class Activation>
std::string param_text(const PerLayer<Activation>& activation) {
    const auto& activations = activation.activations();
    return activations.size() == 1 ? detail::format_param(activations.front())
                                   : detail::format_list(activations, false);
}

template <class Label>
std::string param_text(const ClassWeight<Label>& class_weight) {
    if (class_weight.balanced()) return "'balanced'";
    std::string text;
    for (const auto& [label, weight] : class_weight.weights())
        text += detail::format("{}{}: {}", text.empty() ? "" : ", ", detail::format_label(label),
                               detail::format_param(weight));
    return "{" + text + "}";
}

template <class Targets>
std::string param_text(const Scoring<Targets>& scoring) {
    return scoring.is_default() ? "None" : scoring.is_loss() ? "'loss'" : "<scorer>";
}

namespace detail {

/// The name of the estimator that has these parameters.
template <class P>
std::string_view estimator_name() {
    return requires(P p) { p.loss; }
    ? "MLPRegressor" : "MLPClassifier";
}

/// `name(argument, argument)`, broken between arguments as Python's pprint does where it is longer than a
/// line.
inline std::string format_call(std::string_view name, const std::vector<std::string>& arguments) {
    constexpr std::size_t line = 80;
    const std::string call = detail::format("{}({})", name, detail::join(arguments));
    if (call.size() <= line) return call;
    const std::size_t indent = name.size() + 1;
    std::string text = detail::format("{}(", name);
    std::size_t column = indent;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool last = i + 1 == arguments.size();
        if (i > 0) text += ',';
        if (i > 0 && column + arguments[i].size() + 1 > line - last) {
            text += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (i > 0) {
            text += ' ';
        }
        text += arguments[i];
        column += arguments[i].size() + 2;
    }
    return text + ')';
}

template <class T>
inline constexpr bool is_mlp_params = false;
template <class L, class A, class S>
inline constexpr bool is_mlp_params<MLPClassifierParams<L, A, S>> = true;
template <class A, class S, class L>
inline constexpr bool is_mlp_params<MLPRegressorParams<A, S, L>> = true;

}  // namespace detail

/// The parameters as scikit-learn prints an estimator: its name and, in alphabetical order, those that differ
/// from their defaults, such as `MLPClassifier(alpha=0.01, hidden_layer_sizes=(64, 32))`, in lines of 80
/// characters.
/// \note A single value longer than a line is neither broken nor shortened.
template <class P>
requires detail::is_mlp_params<P> std::string to_string(const P& params) {
    const P defaults = {};
    std::vector<std::string> changed;
    for_each_param<P>([&](const auto& field) {
        const auto& value = params.*field.member;
        if constexpr (std::equality_comparable<std::remove_cvref_t<decltype(value)>>)
            if (value == defaults.*field.member) return;
        changed.push_back(detail::format("{}={}", field.name, detail::format_param(value)));
    });
    std::sort(changed.begin(), changed.end());
    return detail::format_call(detail::estimator_name<P>(), changed);
}

template <class P>
requires detail::is_mlp_params<P> std::ostream& operator<<(std::ostream& out, const P& params) {
    return out << to_string(params);
}

}  // namespace eigenmlp

template <class P>
requires eigenmlp::detail::is_mlp_params<P>
struct fmt::formatter<P> : fmt::formatter<std::string> {
    auto format(const P& params, auto& context) const {
        return fmt::formatter<std::string>::format(eigenmlp::to_string(params), context);
    }
};
