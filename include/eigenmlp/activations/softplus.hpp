// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"

namespace eigenmlp {

/// f(z) = log(1 + exp(z)), f'(z) = 1 - exp(-a): a smooth Relu.
struct Softplus {
    static constexpr std::string_view name = "softplus";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::each_piece(
            [](Index n, S* x) {
                // max(z, 0) + log(1 + e), e = exp(-|z|); the quotient makes good what 1 + e has rounded away
                S e[detail::piece] = {}, log[detail::piece] = {};
                for (Index i = 0; i < n; ++i) e[i] = -std::abs(x[i]);
                kernels::exp<S>(e, e, n);
                for (Index i = 0; i < n; ++i) log[i] = 1 + e[i];
                kernels::log<S>(log, log, n);
                for (Index i = 0; i < n; ++i) {
                    const S rounded = (1 + e[i]) - 1;
                    x[i] = (x[i] > S(0) ? x[i] : S(0)) + (rounded == S(0) ? e[i] : log[i] * (e[i] / rounded));
                }
            },
            z);
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::each_piece(
            [](Index n, const S* y, S* d) {
                // 1 - exp(-a) = 2 t / (1 + t) with t = tanh(a / 2)
                S t[detail::piece] = {};
                for (Index i = 0; i < n; ++i) t[i] = y[i] / 2;
                kernels::tanh<S>(t, t, n);
                for (Index i = 0; i < n; ++i) d[i] *= 2 * t[i] / (1 + t[i]);
            },
            a, delta);
    }

    friend bool operator==(Softplus, Softplus) = default;
};

}  // namespace eigenmlp
