// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <optional>
#include <string_view>
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

}  // namespace detail

/// Calls f with each field of the table of an estimator's parameters: what validation, printing and searches
/// go through. A type with `param_fields()` of its own goes by that.
template <class P, class F>
requires(requires(P p) { p.hidden_layer_sizes; } && !requires { P::param_fields(); })
constexpr void for_each_param(F&& f) {
    using namespace detail;
    f(ParamField{"hidden_layer_sizes", &P::hidden_layer_sizes, Anything{}});
    f(ParamField{"activation", &P::activation, Anything{}});
    f(ParamField{"solver", &P::solver, Anything{}});
    f(ParamField{"alpha", &P::alpha, NotNegative{}});
    f(ParamField{"batch_size", &P::batch_size, EmptyOrAtLeastOne{}});
    f(ParamField{"learning_rate", &P::learning_rate, Anything{}});
    f(ParamField{"learning_rate_init", &P::learning_rate_init, Positive{}});
    f(ParamField{"power_t", &P::power_t, NotNegative{}});
    f(ParamField{"max_iter", &P::max_iter, AtLeastOne{}});
    f(ParamField{"shuffle", &P::shuffle, Anything{}});
    f(ParamField{"random_state", &P::random_state, Anything{}});
    f(ParamField{"tol", &P::tol, NotNegative{}});
    f(ParamField{"verbose", &P::verbose, Anything{}});
    f(ParamField{"warm_start", &P::warm_start, Anything{}});
    f(ParamField{"momentum", &P::momentum, FromZeroToOne{}});
    f(ParamField{"nesterovs_momentum", &P::nesterovs_momentum, Anything{}});
    f(ParamField{"early_stopping", &P::early_stopping, Anything{}});
    f(ParamField{"validation_fraction", &P::validation_fraction, BelowOne{}});
    f(ParamField{"beta_1", &P::beta_1, BelowOne{}});
    f(ParamField{"beta_2", &P::beta_2, BelowOne{}});
    f(ParamField{"epsilon", &P::epsilon, Positive{}});
    f(ParamField{"n_iter_no_change", &P::n_iter_no_change, AtLeastOne{}});
    f(ParamField{"max_fun", &P::max_fun, AtLeastOne{}});
    f(ParamField{"n_threads", &P::n_threads, NumberOfThreads{}});
    f(ParamField{"dropout", &P::dropout, BelowOne{}});
    f(ParamField{"scoring", &P::scoring, Anything{}});
    if constexpr (requires(P p) { p.loss; }) {
        f(ParamField{"loss", &P::loss, Anything{}});
    } else {
        f(ParamField{"class_weight", &P::class_weight, Anything{}});
        f(ParamField{"label_smoothing", &P::label_smoothing, BelowOne{}});
        f(ParamField{"stratify_validation", &P::stratify_validation, Anything{}});
    }
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
