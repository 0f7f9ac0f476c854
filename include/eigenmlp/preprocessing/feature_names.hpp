// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// The names given or, if there are none, "x0", "x1", ...
/// \throws InvalidDataError for another number of names than of features
inline std::vector<std::string> feature_names_in(const std::vector<std::string>& given, Index n_features) {
    if (static_cast<Index>(given.size()) == n_features) return given;
    if (!given.empty())
        throw InvalidDataError(
            detail::format("input_features should have length equal to number of features ({}), got {}",
                           n_features, given.size()));
    std::vector<std::string> names;
    for (Index j = 0; j < n_features; ++j) names.push_back(detail::format("x{}", j));
    return names;
}

/// The same of `owner`, which may not know the number of features.
/// \throws InvalidDataError also if there is neither a number nor a name
inline std::vector<std::string> feature_names_in(const std::vector<std::string>& given,
                                                 std::optional<Index> n_features, std::string_view owner) {
    if (n_features) return feature_names_in(given, *n_features);
    if (given.empty())
        throw InvalidDataError(detail::format(
            "input_features must be given to {}, which has not seen how many there are.", owner));
    return given;
}

/// A label as part of a name: a word without quotes.
template <class Label>
std::string plain_label(const Label& label) {
    if constexpr (std::convertible_to<Label, std::string_view>)
        return std::string(std::string_view(label));
    else
        return format_label<Label>(label);
}

}  // namespace eigenmlp::detail
