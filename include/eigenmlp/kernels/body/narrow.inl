// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Products with so few columns that one or two vectors hold a row of C: last layers, and tiny networks, whose
// tiles would take longer to prepare than to multiply. They sum in the order of `multiply`, to the same bits.

inline constexpr int narrow_sums = vector_bytes == 64 ? 16 : 8;  // Vectors of sums that registers hold.
inline constexpr Index narrow_depth = 128;  // Beyond it rows are worth fetching from memory in advance.

/// R rows of V vectors, of which C has `rows` rows and n columns.
template <int R, int V, class S>
struct NarrowSums {
    static constexpr int N = lanes<S>;
    Index rows, n;
    Vec<S> sum[std::size_t(R)][std::size_t(V)] = {};

    /// Calls finish(j, vector, Whole or First) for these and finish.next_row() after each row.
    template <class Finish>
    [[gnu::always_inline]] void each(Finish finish) {
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r) {
            if (r == rows) return;
#pragma GCC unroll 2
            for (int v = 0; v + 1 < V; ++v) finish(v * N, sum[r][v], Whole{});
            finish((V - 1) * N, sum[r][V - 1], First{n - (V - 1) * N});
            finish.next_row();
        }
    }
};

/// C = A * B for a product along rows whose rows are V vectors.
template <int V, class S>
void multiply_narrow(RowProduct<S>& product, Index depth, S* workspace) {
    constexpr int N = lanes<S>, R = vector_bytes == 64 ? 8 : 8 / V;
    const Rows<S> a = product.a.x;
    const Index m = product.c.rows, n = product.c.cols;
    S* const b = aligned(workspace);
    product.begin_block(0, depth);
    product.b.template pack<N, V>(0, depth, 0, n, b, V * N);
    for (Index i = 0; i < m; i += R) {
        const S* x[std::size_t(R)];
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) x[r] = row(a, i + r < m ? i + r : m - 1);
        product.check(x, R);
        NarrowSums<R, V, S> t{m - i, n};
        for (Index p = 0; p < depth; ++p)
#pragma GCC unroll 2
            for (int v = 0; v < V; ++v) {
                const Vec<S> bp = load<N>(b + (p * V + v) * N);
#pragma GCC unroll 8
                for (int r = 0; r < R; ++r) t.sum[r][v] += x[r][p] * bp;
            }
        product.finish(t, i, 0);
    }
}

/// C = A * B for a product along rows of any width.
template <class S>
void multiply_rows(RowProduct<S>& product, Index depth, S* workspace) {
    const Index n = product.c.cols;
    if constexpr (few_shapes)
        multiply(product, depth, workspace);
    else if (depth > narrow_depth || n > 2 * lanes<S>)
        multiply(product, depth, workspace);
    else if (n > lanes<S>)
        multiply_narrow<2>(product, depth, workspace);
    else
        multiply_narrow<1>(product, depth, workspace);
}

/// R rows of G = X^T * D from row i on.
template <int R, int V, class S>
void narrow_gradient(const GradientArgs<S>& args, Index i) {
    constexpr int N = lanes<S>;
    const Rows<S> x = args.x;
    const Block<const S> d = args.d;
    const First last{d.cols - (V - 1) * N};
    NarrowSums<R, V, S> t{R, d.cols};
    for (Index p = 0; p < d.rows; ++p) {
        const S *const xp = row(x, p) + i, *const dp = d.data + p * d.stride;
        Vec<S> dv[std::size_t(V)];
        if constexpr (V == 2) dv[0] = load<N>(dp);
        dv[V - 1] = load<N>(dp + (V - 1) * N, last);
#pragma GCC unroll 16
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 2
            for (int v = 0; v < V; ++v) t.sum[r][v] += xp[r] * dv[v];
    }
    t.each(FinishGradient<S>(args.scale, args.l2, args.w, args.g, i, 0));
}

/// The rows of G from row i on, R at a time as long as there are as many, or nearly: then some before them
/// are done again.
template <int R, int V, class S>
void narrow_gradients(const GradientArgs<S>& args, Index i) {
    const Index k = args.g.rows;
    for (; k - i >= R; i += R) narrow_gradient<R, V>(args, i);
    if (k - i > R / 2 && k >= R) return narrow_gradient<R, V>(args, k - R);
    if constexpr (R > 1)
        if (i < k) narrow_gradients<R / 2, V>(args, i);
}

/// G = X^T * D whose rows are V vectors.
template <int V, class S>
void narrow_gradients(const GradientArgs<S>& args) {
    narrow_gradients<narrow_sums / V, V>(args, 0);
}
