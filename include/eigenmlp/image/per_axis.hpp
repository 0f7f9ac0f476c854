// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string>

#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A number for each axis of an image: one for both, or `{rows, cols}`.
struct PerAxis {
    Index rows, cols;

    template <std::integral T>
    constexpr PerAxis(T both) : rows(static_cast<Index>(both)), cols(static_cast<Index>(both)) {}

    constexpr PerAxis(Index rows_, Index cols_) : rows(rows_), cols(cols_) {}

    friend bool operator==(const PerAxis&, const PerAxis&) = default;

    friend std::string param_text(const PerAxis& n) {
        return n.rows == n.cols ? detail::format("{}", n.rows) : detail::format("({}, {})", n.rows, n.cols);
    }
};

/// The element types of images: any number but `bool`.
template <class T>
concept Pixel = (std::integral<T> && !std::same_as<T, bool>) || std::floating_point<T>;

}  // namespace eigenmlp
