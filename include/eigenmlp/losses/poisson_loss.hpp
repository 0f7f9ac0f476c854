// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/kernels/map_elements.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// Half the Poisson deviance of outputs exp(z), summed over the outputs; for counts and rates, 0 or more.
struct PoissonLoss {
    static constexpr std::string_view name = "poisson";
    static constexpr std::string_view out_activation() { return "exp"; }

    void activate(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        kernels::map_elements(kernels::exp<S>, z);
    }

    /// 1/n sum_ik y_ik log(y_ik / p_ik) - y_ik + p_ik
    double value(const auto& Y, const auto& P) const {
        double sum = 0.0;
        for (Index i = 0; i < Y.rows(); ++i)
            for (Index k = 0; k < Y.cols(); ++k) {
                const auto y = static_cast<double>(Y(i, k)), p = static_cast<double>(P(i, k));
                sum += y == 0 ? p : y * std::log(y / p) - y + p;
            }
        return sum / static_cast<double>(Y.rows());
    }

    void delta(const auto& Y, const auto& P, auto&& d) const { detail::subtract(P, Y, d); }

    /// \throws InvalidDataError for a negative target.
    void check_targets(const auto& Y) const {
        for (Index i = 0; i < Y.rows(); ++i)
            for (Index k = 0; k < Y.cols(); ++k)
                if (Y(i, k) < 0)
                    throw InvalidDataError(detail::format(
                        "y must be 0 or more for loss='poisson'. Got {} in row {}, column {} instead.",
                        Y(i, k), i, k));
    }

    friend bool operator==(PoissonLoss, PoissonLoss) = default;
};

}  // namespace eigenmlp
