// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "eigenmlp finds NaN and sums in a fixed order: compile without -ffast-math and -ffinite-math-only"
#endif

namespace eigenmlp {

/// Of rows, columns and counts; signed.
using Index = Eigen::Index;

/// The element types of all computations.
template <class S>
concept Floating = std::same_as<S, float> || std::same_as<S, double>;

/// Rows are samples; a row's features lie next to each other, as in NumPy's default order.
template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A column of numbers: targets, weights, parameters.
template <class S>
using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

/// A matrix or a block of one that someone else owns. Activations and losses work on these.
template <class S>
using MatrixView = Eigen::Map<Matrix<S>, Eigen::Unaligned, Eigen::OuterStride<>>;

template <class S>
using ConstMatrixView = Eigen::Map<const Matrix<S>, Eigen::Unaligned, Eigen::OuterStride<>>;

/// Views of the whole of `m`.
template <class S>
MatrixView<S> view(Matrix<S>& m) {
    return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())};
}

template <class S>
ConstMatrixView<S> view(const Matrix<S>& m) {
    return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())};
}

/// Views of rows [first, first + n) of `m`.
template <class S>
MatrixView<S> view_rows(MatrixView<S> m, Index first, Index n) {
    return {m.data() + first * m.outerStride(), n, m.cols(), Eigen::OuterStride<>(m.outerStride())};
}

template <class S>
MatrixView<S> view_rows(Matrix<S>& m, Index first, Index n) {
    return view_rows(view(m), first, n);
}

template <class S>
ConstMatrixView<S> view_rows(ConstMatrixView<S> m, Index first, Index n) {
    return {m.data() + first * m.outerStride(), n, m.cols(), Eigen::OuterStride<>(m.outerStride())};
}

/// Element type of an Eigen expression, for use in functors that take `auto&&`.
template <class Expression>
using scalar_t = typename std::remove_cvref_t<Expression>::Scalar;

namespace detail {

/// Only to be asked whether it takes an argument.
template <template <class> class Base, class Derived>
void take_expression(const Base<Derived>& expression);

/// `x` rounded to double. Keeps the compiler from contracting the product that made `x` with the sum that
/// uses it into a fused multiply-add, which would differ from NumPy in the last bit.
inline double rounded(double x) {
    volatile double y = x;
    return y;
}

}  // namespace detail

/// An expression of Eigen's class template `Base`, or what derives from one, as a segment of a vector does.
template <class X, template <class> class Base>
concept ExpressionOf = requires(const X& x) {
    detail::take_expression<Base>(x);
};

}  // namespace eigenmlp
