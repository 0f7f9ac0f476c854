// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

namespace detail {

/// A text of the compiler's that holds the name of `T`.
template <class T>
constexpr std::string_view described() {
    return __PRETTY_FUNCTION__;
}

/// The last part of a qualified name at the beginning of `text`, without its template arguments.
inline std::string unqualified(std::string_view text) {
    std::string part;
    for (std::size_t i = 0, depth = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (std::string_view("<([{").find(c) != std::string_view::npos) ++depth;
        if (depth > 0) {
            if (std::string_view(">)]}").find(c) != std::string_view::npos) --depth;
            continue;
        }
        if (c == ';' || c == ',' || c == ']') break;
        if (c == ':')
            part.clear();
        else
            part += c;
    }
    return part;
}

/// scikit-learn's names of the steps of a `make_pipeline`: in lower case, numbered where one comes twice:
/// "minmaxscaler", "functiontransformer-1", "functiontransformer-2".
inline std::vector<std::string> numbered_names(const std::vector<std::string>& class_names) {
    std::vector<std::string> lower, names;
    for (const std::string& name : class_names) {
        lower.emplace_back();
        for (const char c : name)
            lower.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const auto here = lower.begin() + static_cast<std::ptrdiff_t>(i);
        const auto before = std::count(lower.begin(), here, *here);
        const bool alone = std::count(lower.begin(), lower.end(), *here) == 1;
        names.push_back(alone ? *here : detail::format("{}-{}", *here, before + 1));
    }
    return names;
}

}  // namespace detail

/// The name of a class as it is written in its definition, without namespaces and template arguments:
/// "MLPClassifier" of `MLPClassifier<float>`.
template <class T>
std::string class_name() {
    constexpr std::string_view text = detail::described<T>();
    return detail::unqualified(text.substr(text.find("T = ") + 4));
}

}  // namespace eigenmlp
