// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The innermost loops of the matrix products (see products.inl): one tile of C = A * B, summed in registers,
// and the packing of B.

inline constexpr Index fetch_ahead = 14;  // Rows between fetching a piece of x from memory and copying it.

template <class S>
[[gnu::always_inline]] inline const S* row(const Rows<S>& x, Index i) {
    return x.data + (x.index != nullptr ? x.index[i] : i) * x.stride;
}

/// A panel narrower than a vector is folded: a vector holds the same columns of F rows of C, one after the
/// other, so that no lane idles. What it is multiplied with comes by shuffles.

template <class S, int N, int... I>
[[gnu::always_inline]] inline Vec<S, 2 * N> join(const Vec<S, N>& a, const Vec<S, N>& b,
                                                 std::integer_sequence<int, I...>) {
    return __builtin_shufflevector(a, b, I...);
}

template <class S, int N>
[[gnu::always_inline]] inline Vec<S, 2 * N> join(const Vec<S, N>& a, const Vec<S, N>& b) {
    return join<S, N>(a, b, std::make_integer_sequence<int, 2 * N>{});
}

/// x as often as a vector has room.
template <class S, int N>
[[gnu::always_inline]] inline Vec<S> repeat(const Vec<S, N>& x) {
    if constexpr (N == lanes<S>)
        return x;
    else
        return repeat<S, 2 * N>(join<S, N>(x, x));
}

/// The lanes first + i / run * step of x, i = 0, 1, ...
template <int first, int run, int step, class S, int N, int... I>
[[gnu::always_inline]] inline Vec<S> lanes_of(const Vec<S, N>& x, std::integer_sequence<int, I...>) {
    return __builtin_shufflevector(x, x, (first + I / run * step)...);
}

template <int first, int run, int step, class S, int N>
[[gnu::always_inline]] inline Vec<S> lanes_of(const Vec<S, N>& x) {
    return lanes_of<first, run, step, S, N>(x, std::make_integer_sequence<int, lanes<S>>{});
}

/// Elements that fit 16 bytes, which shuffles move within.
template <class S>
inline constexpr int quad = 16 / int(sizeof(S));

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

    static constexpr int folded_steps = quad<S>;

    /// What `folded` needs for the products p, p + 1, ..., as many as `folded_steps` or fewer.
    template <int F>
    [[gnu::always_inline]] void load_folded(Index p, Index count, Vec<S>* x) const {
#pragma GCC unroll 8
        for (int g = 0; g < tile_rows / F; ++g) x[g] = quads<F>(g * F, p, count);
    }

    /// A(r, p + step) for each group of F rows r, each as often as there are columns.
    template <int F, int step>
    [[gnu::always_inline]] static Vec<S> folded(const Vec<S>* x, int g) {
        return lanes_of<step, quad<S>, quad<S>, S, lanes<S>>(x[g]);
    }

private:
    [[gnu::always_inline]] Vec<S, quad<S>> quad_of(int r, Index p, Index count) const {
        return count == quad<S> ? load<quad<S>>(rows[r] + p) : load<quad<S>>(rows[r] + p, First{count});
    }

    /// A quad from each of F rows, as often as a vector has room.
    template <int F>
    [[gnu::always_inline]] Vec<S> quads(int r, Index p, Index count) const {
        const auto a = quad_of(r, p, count), b = quad_of(r + 1, p, count);
        if constexpr (lanes<S> == 2 * quad<S>) {
            return join<S, quad<S>>(a, b);
        } else if constexpr (F == 2) {
            return join<S, 2 * quad<S>>(join<S, quad<S>>(a, a), join<S, quad<S>>(b, b));
        } else {
            const auto c = quad_of(r + 2, p, count), d = quad_of(r + 3, p, count);
            return join<S, 2 * quad<S>>(join<S, quad<S>>(a, b), join<S, quad<S>>(c, d));
        }
    }
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

    static constexpr int folded_steps = 1;

    template <int F, int g = 0>
    [[gnu::always_inline]] void load_folded(Index p, Index, Vec<S>* x) const {
        x[g] = lanes_of<g * F, lanes<S> / F, 1, S, tile_rows>(load<tile_rows>(copy + p * tile_rows));
        if constexpr ((g + 1) * F < tile_rows) load_folded<F, g + 1>(p, 1, x);
    }
    template <int F, int step>
    [[gnu::always_inline]] static Vec<S> folded(const Vec<S>* x, int g) {
        return x[g];
    }
};

/// The sums of tile_rows rows and V vectors of columns and, unless F is 0, of the columns in an F-th of a vector
/// beyond them.
template <int V, int F, class S>
struct Tile {
    static constexpr int N = lanes<S>, W = F > 0 ? N / (F > 0 ? F : 1) : 0, groups = tile_rows * W / N;
    static constexpr int size = tile_rows * (V * N + W), packed = (V + (F > 0 ? 1 : 0)) * N;

    Vec<S> sum[tile_rows][std::size_t(V)] = {};
    Vec<S> folded[std::size_t(groups > 0 ? groups : 1)] = {};

    /// Calls f(vector, offset): row by row the whole vectors, then the folded ones.
    template <class Move>
    [[gnu::always_inline]] void each(Move move) {
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r)
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) move(sum[r][v], (r * V + v) * N);
#pragma GCC unroll 4
        for (int g = 0; g < groups; ++g) move(folded[g], (tile_rows * V + g) * N);
    }

    template <int step, class A>
    [[gnu::always_inline]] void add(const A& a, const Vec<S>* x, Index p, const S* b) {
        a.prefetch_step(p);
        Vec<S> bv[std::size_t(V)];
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) bv[v] = load<N>(b + v * N);
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r) {
            const S ar = a.at(r, p);
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) sum[r][v] += ar * bv[v];
        }
        if constexpr (F > 0) {
            const Vec<S> bw = repeat<S, W>(load<W>(b + V * N));
#pragma GCC unroll 4
            for (int g = 0; g < groups; ++g) folded[g] += A::template folded<F, step>(x, g) * bw;
        }
    }
};

template <class S>
struct LoadFrom {
    const S* c;
    [[gnu::always_inline]] void operator()(Vec<S>& x, int k) const { x = load<lanes<S>>(c + k); }
};

template <class S>
struct StoreTo {
    S* c;
    [[gnu::always_inline]] void operator()(const Vec<S>& x, int k) const { store<lanes<S>>(c + k, x); }
};

/// c (a Tile's sums) += or, if fresh, = A's tile * packed panel b.
template <int V, int F, class S, class A>
void tile(const A& elements, const S* b, Index depth, S* c, bool fresh) {
    const A a = elements;
    constexpr Index line = 64 / sizeof(S);
    constexpr int steps = F > 0 ? A::folded_steps : 1, packed = Tile<V, F, S>::packed;
    Tile<V, F, S> t;
    if (!fresh) t.each(LoadFrom<S>{c});
    for (Index p0 = 0; p0 < depth; p0 += line) {
        a.prefetch(p0);
        const Index end = depth - p0 < line ? depth : p0 + line;
        for (Index p = p0; p < end; p += steps, b += steps * packed) {
            Vec<S> x[std::size_t(tile_rows)];
            if constexpr (F > 0) a.template load_folded<F>(p, end - p < steps ? end - p : Index(steps), x);
            t.template add<0>(a, x, p, b);
            if constexpr (steps > 1)
                if (p + 1 < end) t.template add<1>(a, x, p + 1, b + packed);
            if constexpr (steps > 2) {
                if (p + 2 < end) t.template add<2>(a, x, p + 2, b + 2 * packed);
                if (p + 3 < end) t.template add<3>(a, x, p + 3, b + 3 * packed);
            }
        }
    }
    t.each(StoreTo<S>{c});
}

/// Packs columns of a row-major matrix: dst (depth x V vectors) = src, zeros beyond its `columns`. Returns the
/// sum of their squares.
template <int N, int V, class S>
S pack_rows(const S* src, Index stride, Index depth, Index columns, S* dst, Index dst_stride) {
    Vec<S, N> squares[std::size_t(V)] = {};
    if (columns >= V * N) {
        for (Index p = 0; p < depth; ++p, src += stride, dst += dst_stride) {
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
        for (Index p = 0; p < depth; ++p, src += stride, dst += dst_stride)
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
void pack_transposed(const S* src, Index stride, Index depth, Index columns, Index width, S* dst,
                     Index dst_stride) {
    constexpr Index chunk = 8, ahead = 256 / sizeof(S);
    for (Index p0 = 0; p0 < depth; p0 += chunk)
        for (Index c = 0; c < width; c += 4) {
            const S* const from = src + c * stride + p0;
            S* const to = dst + p0 * dst_stride + c;
            if (p0 + chunk > depth || c + 4 > columns) {
                for (Index p = 0; p < chunk && p0 + p < depth; ++p)
                    for (Index i = 0; i < 4 && c + i < width; ++i)
                        to[p * dst_stride + i] = c + i < columns ? from[i * stride + p] : S(0);
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
                for (Index i = 0; i < 4; ++i) store<4>(to + (p + i) * dst_stride, x[i]);
            }
        }
}
