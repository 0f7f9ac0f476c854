// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <string_view>
#include <type_traits>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A loss together with the output activation that it is defined on. Y are the targets and P the network's
/// outputs, both samples x outputs:
/// - `activate(z)` turns the output layer's pre-activations into P, in place;
/// - `value(Y, P)` is the mean loss per sample;
/// - `delta(Y, P, d)` writes n times the gradient of `value` with respect to the pre-activations into `d`, so
///   that row i is the gradient of sample i's loss;
/// - `out_activation()` is scikit-learn's name of the output activation;
/// - optional: `validate()` throws InvalidParameterError for parameters of the loss out of their range;
/// - optional: `check_targets(Y)` throws InvalidDataError for targets that the loss is not defined for.
/// An estimator calls the optional ones before it fits.
template <class L, class S = double>
concept Loss = std::copyable<L> && requires(const L loss, MatrixView<S> z, ConstMatrixView<S> y) {
    loss.activate(z);
    { loss.value(y, y) } -> std::convertible_to<double>;
    loss.delta(y, y, z);
    { loss.out_activation() } -> std::convertible_to<std::string_view>;
};

/// Refuses parameters of a loss that are out of their range, if the loss says so.
/// \throws what `loss.validate()` does
template <class L>
void validate(const L& loss) {
    if constexpr (requires { loss.validate(); }) loss.validate();
}

/// Refuses targets, samples x outputs, that a loss is not defined for, if the loss says so.
/// \throws what `loss.check_targets(Y)` does
template <class L>
void check_targets(const L& loss, const auto& Y) {
    if constexpr (requires { loss.check_targets(Y); }) loss.check_targets(Y);
}

namespace detail {

/// p moved into [eps, 1 - eps], where its logarithm and that of 1 - p are finite; NaN stays NaN.
template <Floating S>
S clip_probability(S p) {
    constexpr S eps = std::numeric_limits<S>::epsilon();
    return p < eps ? eps : p > 1 - eps ? 1 - eps : p;
}

/// x log(y), and 0 where x is 0 unless y is NaN.
template <Floating S>
double xlogy(S x, S y) {
    return x == 0 && !std::isnan(y) ? 0.0 : static_cast<double>(x * std::log(y));
}

/// The rows of row-major matrices of one shape, or all their elements as one stretch where their rows follow
/// each other without gaps: rows of a few elements take their time.
struct Stretches {
    Index count, size;

    explicit Stretches(const auto& first, const auto&... others) : count(first.rows()), size(first.cols()) {
        static_assert(std::remove_cvref_t<decltype(first)>::IsRowMajor &&
                      (std::remove_cvref_t<decltype(others)>::IsRowMajor && ...));
        if (first.outerStride() == size && ((others.outerStride() == size) && ...)) {
            size *= count;
            count = 1;
        }
    }
};

/// d = P - Y
void subtract(const auto& P, const auto& Y, auto&& d) {
    const Stretches all(P, Y, d);
    using Elements = Eigen::Array<scalar_t<decltype(P)>, Eigen::Dynamic, 1>;
    for (Index i = 0; i < all.count; ++i)
        Eigen::Map<Elements>(d.data() + i * d.outerStride(), all.size) =
            Eigen::Map<const Elements>(P.data() + i * P.outerStride(), all.size) -
            Eigen::Map<const Elements>(Y.data() + i * Y.outerStride(), all.size);
}

}  // namespace detail
}  // namespace eigenmlp
