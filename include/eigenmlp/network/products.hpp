// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

/// dst += a b, in blocks whose packed copies fit on the stack: Eigen's product then allocates nothing.
template <class Destination, class Left, class Right>
void add_product(Destination&& dst, const Left& a, const Right& b) {
    constexpr Index depth_block = 128;
    const Index side_block = Index{98304} / (depth_block * static_cast<Index>(sizeof(scalar_t<Left>)));
    for (Index k = 0; k < a.cols(); k += depth_block) {
        const Index depth = std::min(depth_block, a.cols() - k);
        for (Index j = 0; j < b.cols(); j += side_block) {
            const Index cols = std::min(side_block, b.cols() - j);
            for (Index i = 0; i < a.rows(); i += side_block) {
                const Index rows = std::min(side_block, a.rows() - i);
                dst.block(i, j, rows, cols).noalias() +=
                    a.block(i, k, rows, depth) * b.block(k, j, depth, cols);
            }
        }
    }
}

}  // namespace detail

/// Z = X W + b, row by row.
template <class S, class Intercepts>
void affine(const ConstMatrixView<S>& X, const ConstMatrixView<S>& W, const Intercepts& b, MatrixView<S> Z) {
    Z.rowwise() = b.transpose();
    detail::add_product(Z, X, W);
}

/// D_previous = D W^T: the gradient with respect to a layer's input.
template <class S>
void backward_delta(const ConstMatrixView<S>& D, const ConstMatrixView<S>& W, MatrixView<S> D_previous) {
    D_previous.setZero();
    detail::add_product(D_previous, D, W.transpose());
}

/// G = X^T D + l2 W: the gradient with respect to a layer's coefs.
template <class S>
void weight_gradient(const ConstMatrixView<S>& X, const ConstMatrixView<S>& D, const ConstMatrixView<S>& W,
                     S l2, MatrixView<S> G) {
    G = l2 * W;
    detail::add_product(G, X.transpose(), D);
}

}  // namespace eigenmlp
