// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// Half the squared error up to a threshold and linear beyond, so that outliers pull with a bounded force;
/// summed over the outputs. P. J. Huber, Robust estimation of a location parameter (1964).
struct Huber {
    /// The error from which on the loss is linear, in units of the target and above 0; Huber's delta.
    double threshold = 1.0;

    static constexpr std::string_view name = "huber";
    static constexpr std::string_view out_activation() { return "identity"; }

    void activate(auto&&) const {}

    /// 1/n sum_ik r^2 / 2 where |r| <= t, else t (|r| - t / 2), with r = p - y and t = threshold
    double value(const auto& Y, const auto& P) const {
        const double t = threshold;
        const auto loss = [t](double r) { return std::abs(r) > t ? t * (std::abs(r) - t / 2) : r * r / 2; };
        return (P - Y).template cast<double>().unaryExpr(loss).sum() / static_cast<double>(Y.rows());
    }

    /// r moved into [-t, t]
    void delta(const auto& Y, const auto& P, auto&& d) const {
        using S = scalar_t<decltype(P)>;
        d = (P - Y).unaryExpr([t = static_cast<S>(threshold)](S r) { return r > t ? t : r < -t ? -t : r; });
    }

    /// \throws InvalidParameterError unless the threshold is above 0 and finite.
    void validate() const {
        if (!(threshold > 0 && std::isfinite(threshold)))
            throw InvalidParameterError(detail::format(
                "The 'threshold' parameter of Huber must be above 0 and finite. Got {} instead.", threshold));
    }

    friend bool operator==(Huber, Huber) = default;
};

}  // namespace eigenmlp
