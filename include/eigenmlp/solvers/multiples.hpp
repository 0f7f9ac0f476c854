// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

/// The few sums of vectors that the solvers are made of: an expression of Eigen's for each of theirs would
/// take a fit a tenth longer to compile.
namespace eigenmlp::detail {

/// y = a x; x and y may be the same.
template <class S>
void set_multiple(S a, const S* x, S* y, Index n) {
    Eigen::Map<Eigen::Array<S, Eigen::Dynamic, 1>>(y, n) =
        a * Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, 1>>(x, n);
}

/// y += a x
template <class S>
void add_multiple(S a, const S* x, S* y, Index n) {
    Eigen::Map<Eigen::Array<S, Eigen::Dynamic, 1>>(y, n) +=
        a * Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, 1>>(x, n);
}

inline void add_multiple(double a, const Vector<double>& x, Vector<double>& y) {
    add_multiple(a, x.data(), y.data(), y.size());
}

/// to = x - y
inline void set_difference(const Vector<double>& x, const Vector<double>& y, Vector<double>& to) {
    to = x;
    add_multiple(-1.0, y, to);
}

inline double dot(const Vector<double>& x, const Vector<double>& y) { return x.dot(y); }

}  // namespace eigenmlp::detail
