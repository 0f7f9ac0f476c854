// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string_view>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A loss together with the output activation that it is defined on. Y are the targets and P the network's
/// outputs, both samples x outputs:
/// - `activate(z)` turns the output layer's pre-activations into P, in place;
/// - `value(Y, P)` is the mean loss per sample;
/// - `delta(Y, P, d)` writes n times the gradient of `value` with respect to the pre-activations into `d`;
/// - `out_activation()` is scikit-learn's name of the output activation.
template <class L, class S = double>
concept Loss = std::copyable<L> && requires(const L loss, MatrixView<S> z, ConstMatrixView<S> y) {
    loss.activate(z);
    { loss.value(y, y) } -> std::convertible_to<double>;
    loss.delta(y, y, z);
    { loss.out_activation() } -> std::convertible_to<std::string_view>;
};

namespace detail {

/// p moved into [eps, 1 - eps], where its logarithm and that of 1 - p are finite; NaN stays NaN.
template <class Derived>
auto clip_probability(const Eigen::MatrixBase<Derived>& p) {
    using S = typename Derived::Scalar;
    constexpr S eps = Eigen::NumTraits<S>::epsilon();
    return p.cwiseMax(eps).cwiseMin(S(1) - eps).array();
}

}  // namespace detail
}  // namespace eigenmlp
