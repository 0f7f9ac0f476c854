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
        using Piece = Eigen::Array<S, Eigen::Dynamic, 1, Eigen::ColMajor, 256, 1>;
        const detail::Stretches all(Y, P);
        Piece log_p;
        double sum = 0.0;
        for (Index i = 0; i < all.count; ++i)
            for (Index k = 0; k < all.size; k += Piece::MaxSizeAtCompileTime) {
                const Index n = std::min<Index>(Piece::MaxSizeAtCompileTime, all.size - k);
                const S *const y = Y.data() + i * Y.outerStride() + k, *const p = P.data() + i * P.outerStride() + k;
                log_p.resize(n);
                for (Index j = 0; j < n; ++j) log_p[j] = detail::clip_probability(p[j]);
                kernels::log<S>(log_p.data(), log_p.data(), n);
                sum -= static_cast<double>((Eigen::Map<const Piece>(y, n) * log_p).sum());
            }
        return sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    friend bool operator==(LogLoss, LogLoss) = default;
};

}  // namespace eigenmlp
