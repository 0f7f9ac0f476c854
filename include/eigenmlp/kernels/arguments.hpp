// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

/// Arguments of the kernels as plain structs: no member functions, so that nothing that is compiled for one
/// instruction set can be linked into code for another.
namespace eigenmlp::kernels {

/// How the products are blocked, so that what they pack stays in the second-level cache.
inline constexpr Index block_depth = 800;         ///< Products summed before moving on.
inline constexpr Index block_panels = 10;         ///< Panels of columns that a row visits while it is hot ...
inline constexpr Index block_bytes = 640 * 1024;  ///< ... if they are not larger than this.

/// Elements of workspace that each of the three products needs; one for each thread, kept between calls.
template <class S>
inline constexpr Index workspace_size = (block_bytes + 64) / Index(sizeof(S)) + 2 * 8 * block_depth;

/// Rows of a row-major matrix: row i starts at data + index[i] * stride, or data + i * stride without an
/// index.
template <class S>
struct Rows {
    const S* data;
    Index stride;
    const Index* index = nullptr;
};

/// Rows of a sparse matrix: the entries [begins[r], begins[r + 1]) of row r = index[i], or i without an
/// index, stand in ascending `columns`.
template <class S>
struct SparseRows {
    const int *begins, *columns;
    const S* values;
    const Index* index = nullptr;
};

/// A row-major matrix or a block of one.
template <class S>
struct Block {
    S* data;
    Index rows, cols, stride;
};

/// What `affine` does to each element after adding the intercept.
enum class Epilogue { none, relu };

template <class S>
struct AffineArgs {
    Rows<S> x;
    Block<const S> w;
    const S* b;
    Epilogue epilogue;
    Block<S> h;
    S* workspace;
    double* squared_norm = nullptr;
    bool* finite = nullptr;
};

template <class S>
struct DeltaArgs {
    Block<const S> d, w, mask;
    Block<S> d_previous;
    S* workspace;
};

template <class S>
struct GradientArgs {
    Rows<S> x;
    Block<const S> d;
    S scale, l2;
    Block<const S> w;
    Block<S> g;
    S* workspace;
};

template <class S>
struct SparseAffineArgs {
    SparseRows<S> x;
    Block<const S> w;
    const S* b;
    Epilogue epilogue;
    Block<S> h;
};

template <class S>
struct SparseGradientArgs {
    SparseRows<S> x;
    Index first;  ///< The column of x that belongs to the first row of w and g.
    Block<const S> d;
    S scale, l2;
    Block<const S> w;
    Block<S> g;
};

/// theta += -rate * m / (sqrt(v) + epsilon) with m and v the moving averages of g and of its square:
/// m = beta_1 * m + rest_1 * g with rest_1 = 1 - beta_1 taken in double, since in float 1 - 0.999 is off by
/// 1e-5 of itself.
template <class S>
struct AdamArgs {
    S *theta, *m, *v;
    S rate, beta_1, rest_1, beta_2, rest_2, epsilon;
};

/// velocity = momentum * velocity - rate * g; theta += velocity, or Nesterov's momentum * velocity - rate *
/// g.
template <class S>
struct SgdArgs {
    S *theta, *velocity;
    S rate, momentum;
    bool nesterov;
};

/// The gradient x d^T + l2 * theta of weights theta (inputs x units) for a batch of one row.
template <class S>
struct RankOneArgs {
    const S *x, *d;
    Index inputs, units;
    S l2;
};

}  // namespace eigenmlp::kernels
