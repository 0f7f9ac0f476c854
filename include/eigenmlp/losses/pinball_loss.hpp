// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// The pinball loss, whose minimum is a quantile, summed over the outputs: an error costs q times its size
/// where the output is below the target and 1 - q times where it is above.
/// R. Koenker and G. Bassett, Regression quantiles (1978).
struct PinballLoss {
    /// The quantile q to estimate, between 0 and 1, both excluded; 0.5 gives half the absolute error.
    double quantile = 0.5;

    static constexpr std::string_view name = "quantile";
    static constexpr std::string_view out_activation() { return "identity"; }

    void activate(auto&&) const {}

    /// 1/n sum_ik q max(y - p, 0) + (1 - q) max(p - y, 0)
    double value(const auto& Y, const auto& P) const {
        const double q = quantile;
        const auto loss = [q](double r) { return r > 0 ? (1 - q) * r : -q * r; };
        return (P - Y).template cast<double>().unaryExpr(loss).sum() / static_cast<double>(Y.rows());
    }

    /// 1 - q above the target, -q below; 0 where they are equal
    void delta(const auto& Y, const auto& P, auto&& d) const {
        using S = scalar_t<decltype(P)>;
        d = (P - Y).unaryExpr([above = static_cast<S>(1 - quantile), below = static_cast<S>(-quantile)](S r) {
            return r > 0 ? above : r < 0 ? below : r;
        });
    }

    /// \throws InvalidParameterError unless the quantile is between 0 and 1.
    void validate() const {
        if (!(quantile > 0 && quantile < 1))
            throw InvalidParameterError(detail::format(
                "The 'quantile' parameter of PinballLoss must be between 0 and 1. Got {} instead.",
                quantile));
    }

    friend bool operator==(PinballLoss, PinballLoss) = default;
};

}  // namespace eigenmlp
