// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// f(z) = z where z > 0, else slope z; f'(z) = 1 where a > 0, else slope (Maas, Hannun and Ng, 2013).
struct LeakyRelu {
    static constexpr std::string_view name = "leaky_relu";

    double slope = 0.01;  ///< at least 0

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        const S below = static_cast<S>(slope);
        detail::each_piece(
            [=](Index n, S* x) {
                for (Index i = 0; i < n; ++i) x[i] *= x[i] > S(0) ? S(1) : below;
            },
            z);
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        const S below = static_cast<S>(slope);
        detail::each_piece(
            [=](Index n, const S* y, S* d) {
                for (Index i = 0; i < n; ++i) d[i] *= y[i] > S(0) ? S(1) : below;
            },
            a, delta);
    }

    /// \throws InvalidParameterError if `slope` is negative or not finite.
    void validate() const {
        if (!(slope >= 0.0 && std::isfinite(slope)))
            throw InvalidParameterError(detail::format(
                "LeakyRelu: slope must be a float in the range [0, inf). Got {} instead.", slope));
    }

    friend bool operator==(LeakyRelu, LeakyRelu) = default;
};

}  // namespace eigenmlp
