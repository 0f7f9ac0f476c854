// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

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
        double sum = 0.0;
        for (Index i = 0; i < Y.rows(); ++i)
            for (Index k = 0; k < Y.cols(); ++k)
                sum -= detail::xlogy(Y(i, k), detail::clip_probability(P(i, k)));
        return sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { d = P - Y; }

    friend bool operator==(LogLoss, LogLoss) = default;
};

}  // namespace eigenmlp
