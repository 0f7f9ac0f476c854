// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>
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
        const detail::Stretches all(Y, P);
        double sum = 0.0;
        for (Index i = 0; i < all.count; ++i)
            sum += kernels::dot_log<S>(Y.data() + i * Y.outerStride(), P.data() + i * P.outerStride(),
                                       std::numeric_limits<S>::epsilon(), all.size);
        return -sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    friend bool operator==(LogLoss, LogLoss) = default;
};

}  // namespace eigenmlp
