// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// f(z) = max(z, 0), f'(z) = 1 where a > 0 and 0 where a = 0. NaN stays NaN. Networks have it in their
/// products.
struct Relu {
    static constexpr std::string_view name = "relu";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::each_piece(
            [](Index n, S* x) {
                for (Index i = 0; i < n; ++i) x[i] = x[i] < S(0) ? S(0) : x[i];
            },
            z);
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::each_piece(
            [](Index n, const S* y, S* d) {
                for (Index i = 0; i < n; ++i) d[i] = y[i] == S(0) ? S(0) : d[i];
            },
            a, delta);
    }

    friend bool operator==(Relu, Relu) = default;
};

}  // namespace eigenmlp
