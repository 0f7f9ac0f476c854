// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

/// The values that a parameter may have. Comparisons are written so that NaN fails them.
struct NotNegative {
    static constexpr std::string_view text = "a float in the range [0, inf)";
    bool operator()(double x) const { return x >= 0.0 && std::isfinite(x); }
};
struct Positive {
    static constexpr std::string_view text = "a float in the range (0, inf)";
    bool operator()(double x) const { return x > 0.0 && std::isfinite(x); }
};
struct FromZeroToOne {
    static constexpr std::string_view text = "a float in the range [0, 1]";
    bool operator()(double x) const { return x >= 0.0 && x <= 1.0; }
};
struct BelowOne {
    static constexpr std::string_view text = "a float in the range [0, 1)";
    bool operator()(double x) const { return x >= 0.0 && x < 1.0; }
};
struct AtLeastOne {
    static constexpr std::string_view text = "an int in the range [1, inf)";
    bool operator()(Index n) const { return n >= 1; }
};
struct EmptyOrAtLeastOne {
    static constexpr std::string_view text = "empty ('auto') or an int in the range [1, inf)";
    bool operator()(const std::optional<Index>& n) const { return n.value_or(1) >= 1; }
};
struct NumberOfThreads {
    static constexpr std::string_view text = "an int in the range [0, 1024]";
    bool operator()(Index n) const { return n >= 0 && n <= 1024; }
};

/// The parameters that only some estimators have.
template <class P>
constexpr auto own_param_fields() {
    if constexpr (requires(P p) { p.loss; })
        return std::tuple{ParamField{"loss", &P::loss, Anything{}}};
    else
        return std::tuple{ParamField{"class_weight", &P::class_weight, Anything{}},
                          ParamField{"label_smoothing", &P::label_smoothing, BelowOne{}},
                          ParamField{"stratify_validation", &P::stratify_validation, Anything{}}};
}

}  // namespace detail

/// The table of an estimator's parameters, as a tuple: what validation, printing and searches go through.
template <class P>
requires requires(P p) { p.hidden_layer_sizes; }
constexpr auto param_fields() {
    using namespace detail;
    return std::tuple_cat(
        std::tuple{
            ParamField{"hidden_layer_sizes", &P::hidden_layer_sizes, Anything{}},
            ParamField{"activation", &P::activation, Anything{}},
            ParamField{"solver", &P::solver, Anything{}},
            ParamField{"alpha", &P::alpha, NotNegative{}},
            ParamField{"batch_size", &P::batch_size, EmptyOrAtLeastOne{}},
            ParamField{"learning_rate", &P::learning_rate, Anything{}},
            ParamField{"learning_rate_init", &P::learning_rate_init, Positive{}},
            ParamField{"power_t", &P::power_t, NotNegative{}},
            ParamField{"max_iter", &P::max_iter, AtLeastOne{}},
            ParamField{"shuffle", &P::shuffle, Anything{}},
            ParamField{"random_state", &P::random_state, Anything{}},
            ParamField{"tol", &P::tol, NotNegative{}},
            ParamField{"verbose", &P::verbose, Anything{}},
            ParamField{"warm_start", &P::warm_start, Anything{}},
            ParamField{"momentum", &P::momentum, FromZeroToOne{}},
            ParamField{"nesterovs_momentum", &P::nesterovs_momentum, Anything{}},
            ParamField{"early_stopping", &P::early_stopping, Anything{}},
            ParamField{"validation_fraction", &P::validation_fraction, BelowOne{}},
            ParamField{"beta_1", &P::beta_1, BelowOne{}},
            ParamField{"beta_2", &P::beta_2, BelowOne{}},
            ParamField{"epsilon", &P::epsilon, Positive{}},
            ParamField{"n_iter_no_change", &P::n_iter_no_change, AtLeastOne{}},
            ParamField{"max_fun", &P::max_fun, AtLeastOne{}},
            ParamField{"n_threads", &P::n_threads, NumberOfThreads{}},
            ParamField{"dropout", &P::dropout, BelowOne{}},
            ParamField{"scoring", &P::scoring, Anything{}},
        },
        own_param_fields<P>());
}

/// Calls f with each field of the table, in its order.
template <class P, class F>
constexpr void for_each_param(F&& f) {
    std::apply([&](const auto&... field) { (f(field), ...); }, param_fields<P>());
}

/// Refuses parameters out of range, also those that the chosen solver does not use.
/// \throws InvalidParameterError naming the parameter, `estimator`, the range and the value.
template <class P>
void validate(const P& params, std::string_view estimator) {
    for (const Index units : params.hidden_layer_sizes)
        if (units <= 0)
            throw InvalidParameterError(detail::format("hidden_layer_sizes must be > 0, got [{}].",
                                                       detail::join(params.hidden_layer_sizes)));
    const auto refuse = [&](std::string_view name, std::string_view accepted, const auto& given) {
        throw InvalidParameterError(detail::format("The '{}' parameter of {} must be {}. Got {} instead.",
                                                   name, estimator, accepted, given));
    };
    for_each_param<P>([&](const auto& field) {
        const auto& value = params.*field.member;
        if (field.accepts(value)) return;
        if constexpr (requires { *value; })
            refuse(field.name, field.accepts.text, *value);
        else if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(value)>>)
            refuse(field.name, field.accepts.text, value);
    });
    if (params.early_stopping && params.validation_fraction == 0.0)
        refuse("validation_fraction", "above 0 with early_stopping", params.validation_fraction);
}

}  // namespace eigenmlp
