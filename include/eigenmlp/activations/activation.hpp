// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The activation function of a hidden layer, a functor with two members:
/// - `forward(z)` replaces the pre-activations `z` by f(z), in place;
/// - `backward(a, delta)` multiplies `delta`, the gradient with respect to a = f(z), by f'(z), in place. The
///   derivative is taken from the output `a`, so that no pre-activation need be kept.
///
/// Both take any block of samples x units: an `auto&&` parameter fits. An optional member `init_factor` sets
/// the variance of the initial weights: they are uniform with bound sqrt(init_factor / (fan_in + fan_out)), 6
/// by default (Glorot and Bengio, 2010).
template <class A, class S = double>
concept ActivationFunction = std::copyable<A> && requires(const A f, MatrixView<S> z, const MatrixView<S> a) {
    f.forward(z);
    f.backward(a, z);
};

/// Numerator of the initial weights' bound.
template <class A>
double init_factor(const A& activation) {
    if constexpr (requires { activation.init_factor; })
        return static_cast<double>(activation.init_factor);
    else
        return 6.0;
}

}  // namespace eigenmlp
