// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"

namespace eigenmlp {

inline std::string param_text(const RandomStateParam& random_state) {
    if (random_state.seed()) return detail::format("{}", *random_state.seed());
    static const RandomStateParam none;
    return random_state == none ? "None" : "RandomState(MT19937)";
}

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
std::string format_param(const T& value);

/// `(1, 2)` or, of one value, `(1,)`.
template <class List>
std::string format_list(const List& values, bool tuple) {
    std::string text;
    std::size_t n = 0;
    for (const auto& value : values) {
        text += (n == 0 ? "" : ", ") + format_param(value);
        ++n;
    }
    if (!tuple) return "[" + text + "]";
    return n == 1 ? "(" + text + ",)" : "(" + text + ")";
}

/// The value of a parameter as Python writes it. A type has another text if there is a
/// `std::string param_text(const T&)` in its namespace; a policy goes by its name, and by a placeholder if it
/// has none.
template <class T>
std::string format_param(const T& value) {
    if constexpr (requires {
                      { param_text(value) } -> std::convertible_to<std::string>;
                  }) {
        return param_text(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        const std::string text = detail::format("{}", value);
        return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
    } else if constexpr (std::is_arithmetic_v<T> || std::convertible_to<T, std::string_view>) {
        return format_label(value);
    } else if constexpr (std::is_enum_v<T>) {
        return format_param(static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (is_optional<T>) {
        return value ? format_param(*value) : "None";
    } else if constexpr (requires { std::string_view(value.name()); }) {
        return detail::format("'{}'", std::string_view(value.name()));
    } else if constexpr (requires { std::string_view(value.name); }) {
        return detail::format("'{}'", std::string_view(value.name));
    } else if constexpr (requires {
                             value.rows();
                             value.cols();
                         }) {
        return detail::format("<{} x {} matrix>", value.rows(), value.cols());
    } else if constexpr (requires {
                             value.begin();
                             typename T::value_type;
                         }) {
        return format_list(value, std::is_integral_v<typename T::value_type>);
    } else if constexpr (requires {
                             value.first;
                             value.second;
                         }) {
        return detail::format("({}, {})", format_param(value.first), format_param(value.second));
    } else {
        return "<user's own>";
    }
}

}  // namespace detail
}  // namespace eigenmlp
