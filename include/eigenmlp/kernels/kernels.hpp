// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/kernels/arguments.hpp"
#include "eigenmlp/kernels/eigen_set.hpp"
#include "eigenmlp/kernels/isa.hpp"
#if defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 12)
#include "eigenmlp/kernels/vector_sets.hpp"
#endif

/// The hot loops, each on the fastest instruction set of the machine (or that which EIGENMLP_ISA names; see
/// isa.hpp). They allocate nothing, start no threads and check no arguments. Matrices are row-major with any
/// stride; no alignment is needed.
///
/// To divide a product among threads give each a block of the outputs: rows or columns of h, of d_previous,
/// of g, with the matching blocks of the operands. The bits of an element do not depend on the division.
namespace eigenmlp::kernels {

/// Calls f with the set of kernels in use.
template <class F>
decltype(auto) dispatch(F&& f) {
    switch (active_isa()) {
#if defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 12)
#ifdef __x86_64__
        case Isa::avx512:
            return f(avx512::Kernels{});
        case Isa::avx2:
            return f(avx2::Kernels{});
#endif
        case Isa::baseline:
            return f(baseline::Kernels{});
#endif
        default:
            break;
    }
    if constexpr (has_eigen_kernels)
        return f(eigen::Kernels{});
    else
        return f(baseline::Kernels{});
}

/// Tells the processor that the cache line at p is about to be read.
inline void prefetch([[maybe_unused]] const void* p) {
#ifdef __GNUC__
    __builtin_prefetch(p);
#endif
}

template <class S>
Block<S> block(MatrixView<S> m) {
    return {m.data(), m.rows(), m.cols(), m.outerStride()};
}

template <class S>
Block<const S> block(ConstMatrixView<S> m) {
    return {m.data(), m.rows(), m.cols(), m.outerStride()};
}

/// h (n x units) = epilogue(x (n rows of k) * w (k x units) + b). The sum of the squares of w goes to
/// squared_norm, if that is not null; finite, if it is not null, becomes false if an x is NaN or infinite.
/// One or two rows are multiplied without workspace, to the same bits.
template <Floating S>
void affine(const AffineArgs<S>& args) {
    dispatch([&](auto set) { set.affine(args); });
}

/// d_previous (n x k) = d (n x units) * w^T for w (k x units); zero wherever `mask` (n x k, the output of
/// relu) is zero, unless mask.data is null.
template <Floating S>
void backward_delta(const DeltaArgs<S>& args) {
    dispatch([&](auto set) { set.backward_delta(args); });
}

/// backward_delta for a batch of one row, without workspace: reads w once, in order. Its sums are in another
/// order than those of `backward_delta`.
template <Floating S>
void backward_delta_row(const DeltaArgs<S>& args) {
    dispatch([&](auto set) { set.backward_delta_row(args); });
}

/// g (k x units) = scale * x^T (k x n) * d (n x units) + l2 * w.
template <Floating S>
void weight_gradient(const GradientArgs<S>& args) {
    dispatch([&](auto set) { set.weight_gradient(args); });
}

/// `affine` for sparse x, to the same bits.
template <Floating S>
void affine(const SparseAffineArgs<S>& args) {
    dispatch([&](auto set) { set.sparse_affine(args); });
}

/// `weight_gradient` for sparse x and the rows of w and g that belong to its columns [first, first + g.rows),
/// to the same bits.
template <Floating S>
void weight_gradient(const SparseGradientArgs<S>& args) {
    dispatch([&](auto set) { set.sparse_gradient(args); });
}

/// sums (d.cols) = scale * the sum of the rows of d.
template <Floating S>
void column_sums(const Block<const S>& d, S scale, S* sums) {
    dispatch([&](auto set) { set.column_sums(d, scale, sums); });
}

/// The sum of the squares of n numbers.
template <Floating S>
S squared_norm(const S* x, Index n) {
    return dispatch([&](auto set) { return set.squared_norm(x, n); });
}

/// One step of Adam on n parameters with gradient g, in one pass.
template <Floating S>
void adam(const AdamArgs<S>& args, const S* g, Index n) {
    dispatch([&](auto set) { set.adam(args, g, n); });
}

/// One step of stochastic gradient descent on n parameters with gradient g, in one pass.
template <Floating S>
void sgd(const SgdArgs<S>& args, const S* g, Index n) {
    dispatch([&](auto set) { set.sgd(args, g, n); });
}

/// One step of Adam on weights whose gradient comes of a single row; the gradient is never stored.
template <Floating S>
void adam_rank_one(const AdamArgs<S>& args, const RankOneArgs<S>& g) {
    dispatch([&](auto set) { set.adam_rank_one(args, g); });
}

/// One step of stochastic gradient descent on weights whose gradient comes of a single row.
template <Floating S>
void sgd_rank_one(const SgdArgs<S>& args, const RankOneArgs<S>& g) {
    dispatch([&](auto set) { set.sgd_rank_one(args, g); });
}

/// Replaces each row of z by exp(z) / sum(exp(z)), computed from the row's maximum.
template <Floating S>
void softmax(const Block<S>& z) {
    dispatch([&](auto set) { set.softmax(z); });
}

/// y = exp(x) for n numbers; x and y may be the same. Within 2 units in the last place.
template <Floating S>
void exp(const S* x, S* y, Index n) {
    dispatch([&](auto set) { set.exp(x, y, n); });
}

/// y = log(x), within 2 units in the last place; -inf at 0, NaN below.
template <Floating S>
void log(const S* x, S* y, Index n) {
    dispatch([&](auto set) { set.log(x, y, n); });
}

/// The sum of y log(p) for n numbers each, p moved into [least, 1 - least]; NaN if a p is NaN.
template <Floating S>
double dot_log(const S* y, const S* p, S least, Index n) {
    return dispatch([&](auto set) { return set.dot_log(y, p, least, n); });
}

/// y = tanh(x), within 4 units in the last place.
template <Floating S>
void tanh(const S* x, S* y, Index n) {
    dispatch([&](auto set) { set.tanh(x, y, n); });
}

/// y = 1 / (1 + exp(-x)), within 4 units in the last place.
template <Floating S>
void logistic(const S* x, S* y, Index n) {
    dispatch([&](auto set) { set.logistic(x, y, n); });
}

}  // namespace eigenmlp::kernels
