// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <numbers>
#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/activations/gate.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"

namespace eigenmlp {

/// f(z) = z P(z), f'(z) = P(z) + z p(z) with distribution function P and density p of the standard normal
/// distribution; exact, not by the approximation with tanh (Hendrycks and Gimpel, 2016).
struct Gelu {
    static constexpr std::string_view name = "gelu";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::each_piece(
            [](Index n, S* x) {
                constexpr S root = S(1 / std::numbers::sqrt2);
                for (Index i = 0; i < n; ++i) x[i] *= std::erfc(-x[i] * root) / 2;
            },
            z);
    }

    void backward(const auto& z, const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::each_piece(
            [](Index n, const S* x, const S* y, S* d) {
                constexpr S root = S(std::numbers::inv_sqrtpi / std::numbers::sqrt2);
                S density[detail::piece] = {};
                for (Index i = 0; i < n; ++i) density[i] = x[i] * x[i] / -2;
                kernels::exp<S>(density, density, n);
                for (Index i = 0; i < n; ++i)
                    d[i] *= detail::gate(x[i], y[i], S(0.5)) + x[i] * (root * density[i]);
            },
            z, a, delta);
    }

    friend bool operator==(Gelu, Gelu) = default;
};

}  // namespace eigenmlp
