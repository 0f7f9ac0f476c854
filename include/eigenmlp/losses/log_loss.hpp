// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <string_view>

#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// Multinomial cross-entropy on softmax outputs; Y is one-hot.
struct LogLoss {
    static constexpr std::string_view name = "log_loss";
    static constexpr std::string_view out_activation() { return "softmax"; }

    /// p = exp(z - max z) / sum exp(z - max z), row by row.
    void activate(auto&& z) const {
        kernels::softmax<scalar_t<decltype(z)>>({z.data(), z.rows(), z.cols(), z.outerStride()});
    }

    /// -1/n sum_ik y_ik log p_ik
    double value(const auto& Y, const auto& P) const {
        using S = scalar_t<decltype(P)>;
        constexpr Index piece = 64;  // Logarithms taken at a time, of the terms that are not 0.
        S y[piece], p[piece];
        Index n = 0;
        double sum = 0.0;
        const auto add_terms = [&] {
            for (Index i = 0; i < n; ++i) p[i] = detail::clip_probability(p[i]);
            kernels::log<S>(p, p, n);
            for (Index i = 0; i < n; ++i) sum -= static_cast<double>(y[i] * p[i]);
            n = 0;
        };
        const detail::Stretches all(Y, P);
        for (Index i = 0; i < all.count; ++i) {
            const S *const y_i = Y.data() + i * Y.outerStride(), *const p_i = P.data() + i * P.outerStride();
            for (Index k = 0; k < all.size;) {
                for (const Index end = std::min(all.size, k + piece - n); k < end; ++k) {
                    y[n] = y_i[k];
                    p[n] = p_i[k];
                    n += static_cast<Index>(y[n] != 0) | static_cast<Index>(p[n] != p[n]);
                }
                if (n == piece) add_terms();
            }
        }
        add_terms();
        return sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    friend bool operator==(LogLoss, LogLoss) = default;
};

}  // namespace eigenmlp
