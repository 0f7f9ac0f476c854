// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"
#include "support/tolerances.hpp"

namespace support {

/// Gradient of `f(x)`, a number, by central differences.
template <class S, class Derived, class F>
auto numeric_gradient(const F& f, const Eigen::PlainObjectBase<Derived>& at) {
    Derived x = at;
    Eigen::Matrix<double, Derived::RowsAtCompileTime, Derived::ColsAtCompileTime, Derived::Options> gradient(
        x.rows(), x.cols());
    for (eigenmlp::Index i = 0; i < x.size(); ++i) {
        const S middle = x.data()[i];
        const S low = middle - static_cast<S>(difference_step<S>);
        const S high = middle + static_cast<S>(difference_step<S>);
        x.data()[i] = low;
        const double value_low = f(x);
        x.data()[i] = high;
        const double value_high = f(x);
        x.data()[i] = middle;
        gradient.data()[i] = (value_high - value_low) / static_cast<double>(high - low);
    }
    return gradient;
}

}  // namespace support
