// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The activation function of a hidden layer, a functor with two members:
/// - `forward(z)` replaces the pre-activations `z` by f(z), in place;
/// - `backward(a, delta)` multiplies `delta`, the gradient with respect to a = f(z), by f'(z), in place. The
///   derivative is taken from the output `a`, so that no pre-activation need be kept. Where that is not
///   possible, `backward(z, a, delta)` instead: the network then keeps this layer's `z` while it trains.
///
/// All take any block of samples x units: an `auto&&` parameter fits. Two members are optional:
/// - `init_factor` sets the variance of the initial weights: they are uniform with bound
///   sqrt(init_factor / (fan_in + fan_out)), 6 by default (Glorot and Bengio, 2010);
/// - `validate()` throws InvalidParameterError if a setting is out of range; `fit` calls it.
template <class A, class S = double>
concept ActivationFunction = std::copyable<A> && requires(const A f, MatrixView<S> z) {
    f.forward(z);
} &&(
    requires(const A f, const MatrixView<S> a, MatrixView<S> delta) { f.backward(a, delta); } ||
    requires(const A f, const MatrixView<S> z, const MatrixView<S> a, MatrixView<S> delta) {
        f.backward(z, a, delta);
    });

/// Numerator of the initial weights' bound.
template <class A>
double init_factor(const A& activation) {
    if constexpr (requires { activation.init_factor; })
        return static_cast<double>(activation.init_factor);
    else
        return 6.0;
}

/// Whether the slope of the activation is taken from the pre-activations.
template <class S, class A>
constexpr bool needs_input(const A& activation) {
    if constexpr (requires { activation.needs_input(); })
        return activation.needs_input();
    else
        return !requires(const A f, const MatrixView<S> a, MatrixView<S> delta) { f.backward(a, delta); };
}

/// delta <- delta f'(z) for a = f(z). `z` is not looked at unless the activation needs it.
template <class A>
void multiply_by_slope(const A& activation, const auto& z, const auto& a, auto&& delta) {
    if constexpr (requires { activation.backward(a, delta); })
        activation.backward(a, delta);
    else
        activation.backward(z, a, delta);
}

/// \throws InvalidParameterError if a setting of the activation is out of range.
template <class A>
void validate_activation(const A& activation) {
    if constexpr (requires { activation.validate(); }) activation.validate();
}

}  // namespace eigenmlp
