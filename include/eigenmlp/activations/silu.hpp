// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/activations/gate.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"

namespace eigenmlp {

/// f(z) = z s(z), f'(z) = s (1 + z (1 - s)) with the logistic function s; also known as Swish (Elfwing,
/// Uchibe and Doya, 2018; Ramachandran, Zoph and Le, 2017).
struct Silu {
    static constexpr std::string_view name = "silu";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::each_piece(
            [](Index n, S* x) {
                S s[detail::piece] = {};
                kernels::logistic<S>(x, s, n);
                for (Index i = 0; i < n; ++i) x[i] *= s[i];
            },
            z);
    }

    void backward(const auto& z, const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::each_piece(
            [](Index n, const S* x, const S* y, S* d) {
                for (Index i = 0; i < n; ++i) {
                    const S s = detail::gate(x[i], y[i], S(0.5));
                    d[i] *= s * (1 + x[i] * (1 - s));
                }
            },
            z, a, delta);
    }

    friend bool operator==(Silu, Silu) = default;
};

}  // namespace eigenmlp
