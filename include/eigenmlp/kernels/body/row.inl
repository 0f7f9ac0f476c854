// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Products of a single row, which read the weights where they are, and sums over rows.

/// sums (V vectors) = x * w's columns [j, j + V * N), summed in the order of `tile`. Reads past the end of a
/// row, into the next, but not past the end of the last.
template <int V, class S>
[[gnu::always_inline]] inline void row_tile(const S* x, const Block<const S>& w, Index j, S* sums) {
    constexpr int N = lanes<S>;
    Vec<S> sum[std::size_t(V)] = {};
    const S* from = w.data + j;
    const Index room = (w.rows - 1) * w.stride + w.cols - j - V * N;
    const Index inside = room < 0 ? 0 : (room / w.stride + 1 < w.rows ? room / w.stride + 1 : w.rows);
    for (Index p = 0; p < inside; ++p, from += w.stride) {
        const S xp = x[p];
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) sum[v] += xp * load<N>(from + v * N);
    }
    for (Index p = inside; p < w.rows; ++p, from += w.stride) {
        const S xp = x[p];
        alignas(64) S last[std::size_t(V * N)] = {};
        for (Index c = 0; c < V * N && j + c < w.cols; ++c) last[c] = from[c];
#pragma GCC unroll 8
        for (int v = 0; v < V; ++v) sum[v] += xp * load<N>(last + v * N);
    }
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) store<N>(sums + v * N, sum[v]);
}

/// One row of an affine product, V vectors of columns at a time.
template <int V, class S>
void affine_row(const AffineProduct<S>& product, const S* x, Index i) {
    constexpr int N = lanes<S>;
    const Block<const S>& w = product.args.w;
    for (Index j = 0; j < w.cols; j += V * N) {
        alignas(64) S sums[std::size_t(V * N)];
        row_tile<V>(x, w, j, sums);
        const Index columns = w.cols - j < V * N ? w.cols - j : Index(V * N);
        Index c = 0;
        for (; c + N <= columns; c += N) product.template finish<N>(i, j + c, load<N>(sums + c), Whole{});
        if (c < columns) product.template finish<N>(i, j + c, load<N>(sums + c), First{columns - c});
    }
}

/// d * w^T for a single row d: the sum of d times each row of w.
template <class S>
struct RowDelta {
    const S* d;
    const S* w[4];
    Vec<S> sum[4] = {};

    template <class Part>
    [[gnu::always_inline]] void operator()(Index j, Part part) {
        const Vec<S> dj = load<lanes<S>>(d + j, part);
#pragma GCC unroll 4
        for (int r = 0; r < 4; ++r) sum[r] += dj * load<lanes<S>>(w[r] + j, part);
    }
};

template <class S>
void delta_row(const DeltaArgs<S>& args) {
    const Block<const S>& w = args.w;
    for (Index i = 0; i < w.rows; i += 4) {
        RowDelta<S> f{args.d.data, {}};
        for (Index r = 0; r < 4; ++r) f.w[r] = w.data + (i + r < w.rows ? i + r : w.rows - 1) * w.stride;
        each_part<S>(w.cols, f);
        for (Index r = 0; r < 4 && i + r < w.rows; ++r) {
            const bool off = args.mask.data != nullptr && args.mask.data[i + r] == 0;
            args.d_previous.data[i + r] = off ? S(0) : sum_of<S, lanes<S>>(f.sum[r]);
        }
    }
}

/// The sums of the rows of d, times scale.
template <class S>
struct ColumnSums {
    const Block<const S>& d;
    S scale;
    S* sums;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index j, Part part) {
        Vec<S> sum[4] = {};
        Index i = 0;
        for (; i + 4 <= d.rows; i += 4)
#pragma GCC unroll 4
            for (int k = 0; k < 4; ++k) sum[k] += load<lanes<S>>(d.data + (i + k) * d.stride + j, part);
        for (; i < d.rows; ++i) sum[0] += load<lanes<S>>(d.data + i * d.stride + j, part);
        store<lanes<S>>(sums + j, scale * ((sum[0] + sum[1]) + (sum[2] + sum[3])), part);
    }
};

template <class S>
struct SquaredNorm {
    const S* x;
    Vec<S> sum[2] = {};

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        const Vec<S> xi = load<lanes<S>>(x + i, part);
        sum[i / lanes<S> % 2] += xi * xi;
    }
};
