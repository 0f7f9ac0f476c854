// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/activations/each_piece.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"

namespace eigenmlp {

namespace detail {

/// z <- scale z where z > 0, else scale alpha (exp(z) - 1)
template <class S>
void elu_forward(auto&& z, S scale, S alpha) {
    each_piece(
        [=](Index n, S* x) {
            // exp(z) - 1 = 2 t / (1 - t) with t = tanh(z / 2), which loses no digits near 0
            S t[piece] = {};
            for (Index i = 0; i < n; ++i) t[i] = x[i] > S(0) ? S(0) : x[i] / 2;
            kernels::tanh<S>(t, t, n);
            for (Index i = 0; i < n; ++i)
                x[i] = scale * (x[i] > S(0) ? x[i] : alpha * (2 * t[i] / (1 - t[i])));
        },
        z);
}

/// The slope is scale where a > 0, else a + scale alpha.
template <class S>
void elu_backward(const auto& a, auto&& delta, S scale, S alpha) {
    each_piece(
        [=](Index n, const S* y, S* d) {
            for (Index i = 0; i < n; ++i) d[i] *= y[i] > S(0) ? scale : y[i] + scale * alpha;
        },
        a, delta);
}

}  // namespace detail

/// f(z) = z where z > 0, else alpha (exp(z) - 1); f'(z) = 1 where a > 0, else a + alpha (Clevert,
/// Unterthiner and Hochreiter, 2016).
struct Elu {
    static constexpr std::string_view name = "elu";

    double alpha = 1.0;  ///< minus the limit for z to -inf, above 0

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::elu_forward<S>(z, S(1), static_cast<S>(alpha));
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::elu_backward<S>(a, delta, S(1), static_cast<S>(alpha));
    }

    /// \throws InvalidParameterError if `alpha` is not positive and finite.
    void validate() const {
        if (!(alpha > 0.0 && std::isfinite(alpha)))
            throw InvalidParameterError(
                detail::format("Elu: alpha must be a float in the range (0, inf). Got {} instead.", alpha));
    }

    friend bool operator==(Elu, Elu) = default;
};

/// An Elu scaled so that activations tend to mean 0 and variance 1 from layer to layer (Klambauer,
/// Unterthiner, Mayr and Hochreiter, 2017).
struct Selu {
    static constexpr std::string_view name = "selu";
    static constexpr double alpha = 1.6732632423543772848170429916717;
    static constexpr double scale = 1.0507009873554804934193349852946;

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        detail::elu_forward<S>(z, S(scale), S(alpha));
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        detail::elu_backward<S>(a, delta, S(scale), S(alpha));
    }

    friend bool operator==(Selu, Selu) = default;
};

}  // namespace eigenmlp
