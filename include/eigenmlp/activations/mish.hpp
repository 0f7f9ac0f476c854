// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/activations/gate.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"

namespace eigenmlp {

/// f(z) = z t(z), f'(z) = t + z (1 - t^2) s(z) with t(z) = tanh(log(1 + exp(z))) and the logistic function s
/// (Misra, 2019).
struct Mish {
    static constexpr std::string_view name = "mish";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::each_piece(
            [](Index n, S* x) {
                // t = p / (p + 2) with p = w (w + 2), w = exp(z); for z > 0 divided by w^2
                S e[detail::piece] = {};
                for (Index i = 0; i < n; ++i) e[i] = -std::abs(x[i]);
                kernels::exp<S>(e, e, n);
                for (Index i = 0; i < n; ++i) {
                    const bool positive = x[i] > S(0);
                    const S p = positive ? 1 + 2 * e[i] : e[i] * (e[i] + 2);
                    x[i] *= p / (p + (positive ? 2 * e[i] * e[i] : S(2)));
                }
            },
            z);
    }

    void backward(const auto& z, const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::each_piece(
            [](Index n, const S* x, const S* y, S* d) {
                for (Index i = 0; i < n; ++i) {
                    // (1 - t^2) s = 2 t (1 - t) / (1 + r), where r = 1 - s = sqrt((1 - t) / (1 + t))
                    const S t = detail::gate(x[i], y[i], S(0.6));
                    const S r = std::sqrt((1 - t) / (1 + t));
                    d[i] *= t + x[i] * (2 * t * (1 - t) / (1 + r));
                }
            },
            z, a, delta);
    }

    friend bool operator==(Mish, Mish) = default;
};

}  // namespace eigenmlp
