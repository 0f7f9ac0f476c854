// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// The absolute error, summed over the outputs; its minimum is the median.
struct AbsoluteError {
    static constexpr std::string_view name = "absolute_error";
    static constexpr std::string_view out_activation() { return "identity"; }

    void activate(auto&&) const {}

    /// 1/n sum_ik |y_ik - p_ik|
    double value(const auto& Y, const auto& P) const {
        return (P - Y).template cast<double>().cwiseAbs().sum() / static_cast<double>(Y.rows());
    }

    /// sign(p - y); 0 where they are equal
    void delta(const auto& Y, const auto& P, auto&& d) const {
        using S = scalar_t<decltype(P)>;
        d = (P - Y).unaryExpr([](S r) { return r > 0 ? S(1) : r < 0 ? S(-1) : r; });
    }

    friend bool operator==(AbsoluteError, AbsoluteError) = default;
};

}  // namespace eigenmlp
