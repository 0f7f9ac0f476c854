// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The innermost loops of the matrix products (see products.inl): one tile of C = A * B, summed in registers,
// and the packing of B.

inline constexpr Index fetch_ahead = 14;  // Rows between fetching a piece of x from memory and copying it.

template <class S>
[[gnu::always_inline]] inline const S* row(const Rows<S>& x, Index i) {
    return x.data + (x.index != nullptr ? x.index[i] : i) * x.stride;
}

/// Elements of A for the products along rows: A(r, p) = rows[r][p].
template <class S>
struct AlongRows {
    const S* rows[tile_rows];
    const S* next[tile_rows];  // The next tile's rows, fetched from memory meanwhile.

    [[gnu::always_inline]] S at(int r, Index p) const { return rows[r][p]; }
    [[gnu::always_inline]] void prefetch(Index p) const {
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r) __builtin_prefetch(next[r] + p, 0, 2);
    }
    [[gnu::always_inline]] void prefetch_step(Index) const {}
    void advance(Index) {}
};

/// Elements of A for the products along columns, copied: A(r, p) = copy[p * tile_rows + r]. The next tile's
/// columns, which start at rows[p] + next, are copied meanwhile, and the tiles of the weights and of C that
/// the finished sums meet are fetched from memory.
template <class S>
struct AlongColumns {
    const S* copy;
    const S* const* rows;
    Index next;
    S* next_copy;
    const S *w, *c;  // In the tile's first row and panel's first column.
    Index w_stride, c_stride;

    [[gnu::always_inline]] S at(int r, Index p) const { return copy[p * tile_rows + r]; }
    [[gnu::always_inline]] void prefetch(Index p) const {
        constexpr Index line = 64 / sizeof(S);
        const Index r = p / line;
        if (r >= tile_rows) return;
        for (Index j = 0; j <= tile_vectors * lanes<S>; j += line) {
            __builtin_prefetch(w + r * w_stride + j);
            __builtin_prefetch(c + r * c_stride + j, 1);
        }
    }
    /// Moves on to the next panel, `width` columns further.
    void advance(Index width) {
        next_copy = nullptr;
        w += width;
        c += width;
    }
    [[gnu::always_inline]] void prefetch_step(Index p) const {
        if (next_copy == nullptr) return;
        __builtin_prefetch(rows[p + fetch_ahead] + next);
        __builtin_memcpy(next_copy + p * tile_rows, rows[p] + next, tile_rows * sizeof(S));
    }
};

/// c (tile_rows x V vectors) += or, if fresh, = A's tile * packed panel b.
template <int N, int V, class S, class A>
void tile(const A& elements, const S* b, Index depth, S* c, bool fresh) {
    const A a = elements;
    constexpr Index line = 64 / sizeof(S);
    Vec<S, N> sum[tile_rows][std::size_t(V)] = {};
    if (!fresh) {
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) sum[r][v] = load<N>(c + (r * V + v) * N);
    }
    for (Index p0 = 0; p0 < depth; p0 += line) {
        a.prefetch(p0);
        const Index end = depth - p0 < line ? depth : p0 + line;
        for (Index p = p0; p < end; ++p, b += V * N) {
            a.prefetch_step(p);
            Vec<S, N> bv[std::size_t(V)];
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) bv[v] = load<N>(b + v * N);
#pragma GCC unroll 8
            for (int r = 0; r < tile_rows; ++r) {
                const S ar = a.at(r, p);
#pragma GCC unroll 4
                for (int v = 0; v < V; ++v) sum[r][v] += ar * bv[v];
            }
        }
    }
#pragma GCC unroll 8
    for (int r = 0; r < tile_rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) store<N>(c + (r * V + v) * N, sum[r][v]);
}

/// Packs columns of a row-major matrix: dst (depth x V vectors) = src, zeros beyond its `columns`. Returns the
/// sum of their squares.
template <int N, int V, class S>
S pack_rows(const S* src, Index stride, Index depth, Index columns, S* dst) {
    Vec<S, N> squares[std::size_t(V)] = {};
    if (columns >= V * N) {
        for (Index p = 0; p < depth; ++p, src += stride, dst += V * N) {
            __builtin_prefetch(src + 16 * stride);
            __builtin_prefetch(src + 16 * stride + V * N - 1);
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) {
                const Vec<S, N> x = load<N>(src + v * N);
                squares[v] += x * x;
                store<N>(dst + v * N, x);
            }
        }
    } else {
        for (Index p = 0; p < depth; ++p, src += stride, dst += V * N)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) {
                const Index left = columns - v * N;
                const Vec<S, N> x = left >= N ? load<N>(src + v * N) : load<N>(src + v * N, First{left});
                squares[v] += x * x;
                store<N>(dst + v * N, x);
            }
    }
    for (int v = 1; v < V; ++v) squares[0] += squares[v];
    return sum_of<S, N>(squares[0]);
}

/// Transposes four vectors of four elements.
template <class S>
[[gnu::always_inline]] inline void transpose(Vec<S, 4> (&x)[4]) {
    const Vec<S, 4> a = __builtin_shufflevector(x[0], x[1], 0, 4, 1, 5);
    const Vec<S, 4> b = __builtin_shufflevector(x[0], x[1], 2, 6, 3, 7);
    const Vec<S, 4> c = __builtin_shufflevector(x[2], x[3], 0, 4, 1, 5);
    const Vec<S, 4> d = __builtin_shufflevector(x[2], x[3], 2, 6, 3, 7);
    x[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    x[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    x[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    x[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

/// Packs the transpose: dst(p, c) = src(c, p) for c < columns, zeros up to `width`.
template <class S>
void pack_transposed(const S* src, Index stride, Index depth, Index columns, Index width, S* dst) {
    constexpr Index chunk = 8, ahead = 256 / sizeof(S);
    for (Index p0 = 0; p0 < depth; p0 += chunk)
        for (Index c = 0; c < width; c += 4) {
            const S* const from = src + c * stride + p0;
            S* const to = dst + p0 * width + c;
            if (p0 + chunk > depth || c + 4 > columns) {
                for (Index p = 0; p < chunk && p0 + p < depth; ++p)
                    for (Index i = 0; i < 4 && c + i < width; ++i)
                        to[p * width + i] = c + i < columns ? from[i * stride + p] : S(0);
                continue;
            }
#pragma GCC unroll 4
            for (Index i = 0; i < 4; ++i) __builtin_prefetch(from + i * stride + ahead);
#pragma GCC unroll 2
            for (Index p = 0; p < chunk; p += 4) {
                Vec<S, 4> x[4];
#pragma GCC unroll 4
                for (Index i = 0; i < 4; ++i) __builtin_memcpy(&x[i], from + i * stride + p, 4 * sizeof(S));
                transpose<S>(x);
#pragma GCC unroll 4
                for (Index i = 0; i < 4; ++i) store<4>(to + (p + i) * width, x[i]);
            }
        }
}
