// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <concepts>
#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp::detail {

/// A table as the scalers read it: row-major ones without copying.
template <Floating Scalar>
using Table = Eigen::Ref<const Matrix<Scalar>>;

/// Refuses what is no table of samples x features. NaN stands for a missing value, infinity is refused.
template <class Derived>
void check_scaler_input(const Eigen::MatrixBase<Derived>& X, std::string_view scaler) {
    using Scalar = typename Derived::Scalar;
    constexpr bool is_table = Derived::ColsAtCompileTime != 1;
    if (is_table && X.size() > 0 && !std::isinf(X.cwiseAbs().template maxCoeff<Eigen::PropagateNumbers>()))
        return;
    check_array(X.derived().unaryExpr([](Scalar x) { return std::isnan(x) ? Scalar(0) : x; }), "X", scaler);
}

/// How `StandardScaler` reads and scales tables of other kinds than dense ones: of a table X there is
/// `check`, `moments` and `map`. eigenmlp/preprocessing/sparse.hpp specialises it.
template <class X>
struct ColumnScaling {};

template <class X, class Scalar>
concept ScalableColumns = std::same_as<typename X::Scalar, Scalar> && requires {
    typename ColumnScaling<X>::Rows;
};

}  // namespace eigenmlp::detail
