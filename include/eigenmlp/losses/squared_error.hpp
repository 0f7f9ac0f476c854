// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// Half the squared error. For several outputs scikit-learn takes the mean over them for the value but the
/// gradient of their sum, so that reported losses and `tol` count an output's share only. So does the
/// default.
struct SquaredError {
    /// Whether `value` is the mean over the outputs, as in scikit-learn, rather than their sum, which agrees
    /// with `delta`. The same for one output.
    bool average_outputs = true;

    static constexpr std::string_view name = "squared_error";
    static constexpr std::string_view out_activation() { return "identity"; }

    void activate(auto&&) const {}

    /// 1 / (2 n) sum_ik (y_ik - p_ik)^2, divided by the number of outputs if `average_outputs`
    double value(const auto& Y, const auto& P) const {
        const double sum = (P - Y).template cast<double>().squaredNorm() / 2;
        return sum / static_cast<double>(average_outputs ? Y.size() : Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    friend bool operator==(SquaredError, SquaredError) = default;
};

}  // namespace eigenmlp
