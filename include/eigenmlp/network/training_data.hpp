// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/arguments.hpp"

namespace eigenmlp {

/// Samples x features in compressed rows; someone else owns it. The entries of row i are those from
/// `begins[i]` to before `begins[i + 1]`, in ascending columns.
template <class S>
struct SparseView {
    Index n_rows, n_columns;
    const int *begins, *columns;
    const S* values;

    Index rows() const { return n_rows; }
    Index cols() const { return n_columns; }
};

/// Rows [first, first + n) of X.
template <class S>
SparseView<S> view_rows(const SparseView<S>& X, Index first, Index n) {
    return {n, X.n_columns, X.begins + first, X.columns, X.values};
}

/// The rows of X, or those that `index` names, as the kernels take them.
template <class S>
kernels::Rows<S> kernel_rows(const ConstMatrixView<S>& X, const Index* index) {
    return {X.data(), X.outerStride(), index};
}
template <class S>
kernels::SparseRows<S> kernel_rows(const SparseView<S>& X, const Index* index) {
    return {X.begins, X.columns, X.values, index};
}

/// What a network is trained on. Someone else owns it.
template <class S, class XView = ConstMatrixView<S>>
struct TrainingData {
    XView X;                           ///< samples x features
    ConstMatrixView<S> Y;              ///< samples x outputs
    const S* sample_weight = nullptr;  ///< one per sample, or null: all count the same
};

}  // namespace eigenmlp
