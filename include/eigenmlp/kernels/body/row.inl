// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Products of a single row, which read the weights where they are, and sums over rows.

/// sums (V vectors) = x * w's columns [j, j + V * N), summed in the order of `tile`. Returns the sum of the
/// squares of these columns if wanted. Reads past the end of a row, into the next, but not past the end of
/// the last.
template <int V, bool with_squares, class S>
S row_tile(const S* x, const Block<const S>& w, Index j, S* sums) {
    constexpr int N = lanes<S>;
    Vec<S> sum[std::size_t(V)] = {}, squares[std::size_t(V)] = {};
    const S* from = w.data + j;
    // As many rows on as hold 2 KB of these columns.
    const Index ahead = (2048 + V * vector_bytes - 1) / (V * vector_bytes) * w.stride;
    const Index columns = w.cols - j < V * N ? w.cols - j : Index(V * N);
    const Index overrun = V * N - columns;
    const Index inside = w.rows - (overrun + w.stride - 1) / w.stride;  // Rows read with what lies behind.
    for (Index p = 0; p < w.rows; ++p, from += w.stride) {
        alignas(64) S last[std::size_t(V * N)];
        const S* source = from;
        if (p >= inside) {
            for (Index c = 0; c < V * N; ++c) last[c] = c < columns ? from[c] : S(0);
            source = last;
        }
        const S xp = x[p];
#pragma GCC unroll 16
        for (int c = 0; c < V * N; c += line<S>) __builtin_prefetch(from + c + ahead);
#pragma GCC unroll 16
        for (int v = 0; v < V; ++v) {
            const Vec<S> wv = load<N>(source + v * N);
            sum[v] += xp * wv;
            if constexpr (with_squares) squares[v] += wv * wv;
        }
    }
#pragma GCC unroll 16
    for (int v = 0; v < V; ++v) store<N>(sums + v * N, sum[v]);
    S squared_norm = 0;
    if constexpr (with_squares) {
        alignas(64) S lane[std::size_t(V * N)];
#pragma GCC unroll 16
        for (int v = 0; v < V; ++v) store<N>(lane + v * N, squares[v]);
        for (Index c = 0; c < columns; ++c) squared_norm += lane[c];
    }
    return squared_norm;
}

/// Hands the sums of a row on.
template <class S, class Finish>
struct FinishRow {
    Finish finish;
    const S* sums;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index j, Part part) {
        finish(j, load<lanes<S>>(sums + j, part), part);
    }
};

/// A width of `row_tile`.
template <class S>
struct RowTile {
    Index columns;
    S (*run)(const S* x, const Block<const S>& w, Index j, S* sums);

    template <int V, bool with_squares = false>
    static RowTile of() {
        return {V * lanes<S>, row_tile<V, with_squares, S>};
    }
};

inline constexpr int most_row_vectors = vector_bytes == 64 ? 16 : 12;  // Whose sums registers hold.

/// Row i of an affine product, some columns at a time. Returns the sum of the squares of the weights if that
/// is what the tile returns.
template <class S>
double affine_row(const AffineArgs<S>& args, Index i, const RowTile<S> tile) {
    const Block<const S>& w = args.w;
    double squared_norm = 0;
    for (Index j = 0; j < w.cols; j += tile.columns) {
        alignas(64) S sums[std::size_t(most_row_vectors * lanes<S>)];
        squared_norm += double(tile.run(row(args.x, i), w, j, sums));
        FinishRow<S, FinishAffine<S>> f{{args.b, args.epilogue, args.h, i, j}, sums};
        each_part<S>(w.cols - j < tile.columns ? w.cols - j : tile.columns, f);
    }
    return squared_norm;
}

/// The tile for rows of so many columns: of the width that takes as few rounds as registers allow, since rows
/// of w that are read in one go come fastest.
template <class S>
RowTile<S> row_tile_for(Index columns) {
    constexpr int most = most_row_vectors;
    const Index vectors = (columns + lanes<S> - 1) / lanes<S>, rounds = (vectors + most - 1) / most;
    const Index v = (vectors + rounds - 1) / rounds;
    if constexpr (few_shapes) {
        return v <= 6 ? RowTile<S>::template of<6>() : RowTile<S>::template of<most>();
    } else {
        if (v <= 4) return RowTile<S>::template of<4>();
        if (v <= 7) return RowTile<S>::template of<7>();
        if (v <= 10) return RowTile<S>::template of<10>();
        if constexpr (most > 13)
            if (v <= 13) return RowTile<S>::template of<13>();
        return RowTile<S>::template of<most>();
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
    Vec<S> sum = {};

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        const Vec<S> xi = load<lanes<S>>(x + i, part);
        sum += xi * xi;
    }
};

template <class S>
S sum_of_squares(const S* x, Index n) {
    constexpr int N = lanes<S>;
    Vec<S> sum[4] = {};
    for (; n >= 4 * N; x += 4 * N, n -= 4 * N)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) sum[k] += load<N>(x + k * N) * load<N>(x + k * N);
    SquaredNorm<S> rest{x};
    each_part<S>(n, rest);
    return sum_of<S, N>(((sum[0] + sum[1]) + (sum[2] + sum[3])) + rest.sum);
}
