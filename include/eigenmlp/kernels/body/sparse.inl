// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Products with a sparse matrix, which skip its zeros and otherwise sum in the order of the dense ones.

/// y += x * w
template <class S>
struct AddMultiple {
    S x;
    const S* w;
    S* y;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index j, Part part) const {
        constexpr int N = lanes<S>;
        store<N>(y + j, load<N>(y + j, part) + x * load<N>(w + j, part), part);
    }
};

template <class S>
struct SetZero {
    S* y;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index j, Part part) const {
        store<lanes<S>>(y + j, Vec<S>{}, part);
    }
};

template <class S>
[[gnu::always_inline]] inline Index row_number(const SparseRows<S>& x, Index i) {
    return x.index != nullptr ? x.index[i] : i;
}

template <class S>
void sparse_affine_product(const SparseAffineArgs<S>& args) {
    for (Index i = 0; i < args.h.rows; ++i) {
        S* const h = args.h.data + i * args.h.stride;
        SetZero<S> zero{h};
        each_part<S>(args.h.cols, zero);
        const Index r = row_number(args.x, i);
        for (int k = args.x.begins[r]; k < args.x.begins[r + 1]; ++k) {
            AddMultiple<S> add{args.x.values[k], args.w.data + args.x.columns[k] * args.w.stride, h};
            each_part<S>(args.h.cols, add);
        }
        FinishRow<S, FinishAffine<S>> finish{{args.b, args.epilogue, args.h, i, 0}, h};
        each_part<S>(args.h.cols, finish);
    }
}

/// The first entry of row r in a column from `column` on.
template <class S>
int first_entry(const SparseRows<S>& x, Index r, Index column) {
    int low = x.begins[r], high = x.begins[r + 1];
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (x.columns[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

template <class S>
void sparse_gradient_product(const SparseGradientArgs<S>& args) {
    for (Index i = 0; i < args.g.rows; ++i) {
        SetZero<S> zero{args.g.data + i * args.g.stride};
        each_part<S>(args.g.cols, zero);
    }
    const Index end = args.first + args.g.rows;
    for (Index p = 0; p < args.d.rows; ++p) {
        const Index r = row_number(args.x, p);
        for (int k = first_entry(args.x, r, args.first); k < args.x.begins[r + 1] && args.x.columns[k] < end;
             ++k) {
            AddMultiple<S> add{args.x.values[k], args.d.data + p * args.d.stride,
                               args.g.data + (args.x.columns[k] - args.first) * args.g.stride};
            each_part<S>(args.g.cols, add);
        }
    }
    for (Index i = 0; i < args.g.rows; ++i) {
        FinishRow<S, FinishGradient<S>> finish{{args.scale, args.l2, args.w, args.g, i, 0},
                                               args.g.data + i * args.g.stride};
        each_part<S>(args.g.cols, finish);
    }
}
