// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/activations/logistic.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// Binary cross-entropy on logistic outputs, summed over the outputs; Y is 0 or 1.
struct BinaryLogLoss {
    static constexpr std::string_view name = "binary_log_loss";
    static constexpr std::string_view out_activation() { return "logistic"; }

    void activate(auto&& z) const { Logistic{}.forward(z); }

    /// -1/n sum_ik y_ik log p_ik + (1 - y_ik) log(1 - p_ik)
    double value(const auto& Y, const auto& P) const {
        using S = scalar_t<decltype(P)>;
        double sum = 0.0;
        for (Index i = 0; i < Y.rows(); ++i)
            for (Index k = 0; k < Y.cols(); ++k) {
                const S y = Y(i, k), p = detail::clip_probability(P(i, k));
                sum -= detail::xlogy(y, p) + detail::xlogy(S(1) - y, S(1) - p);
            }
        return sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    friend bool operator==(BinaryLogLoss, BinaryLogLoss) = default;
};

}  // namespace eigenmlp
