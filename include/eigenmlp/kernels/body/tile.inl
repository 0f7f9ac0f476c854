// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The innermost loops of the matrix products (see multiply.inl): one tile of C = A * B, summed in registers.

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
    else if constexpr (requires { repeated(x); })
        return repeated(x);
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

/// The first half of x and the second of y.
template <class S, int... I>
[[gnu::always_inline]] inline Vec<S> join_halves(const Vec<S>& x, const Vec<S>& y,
                                                 std::integer_sequence<int, I...>) {
    if constexpr (requires { halves(x, y); })
        return halves(x, y);
    else
        return __builtin_shufflevector(x, y, (I < lanes<S> / 2 ? I : lanes<S> + I)...);
}

/// Elements that fit 16 bytes, which shuffles move within.
template <class S>
inline constexpr int quad = 16 / int(sizeof(S));

/// Cache lines that a row of a panel of C touches.
inline constexpr Index panel_lines = tile_vectors * vector_bytes / 64 + 1;

/// Steps of the depth that a tile takes at a time: without a loop in them or for what is fetched from memory
/// before them, or a processor cannot keep its multipliers busy.
inline constexpr int unrolled_steps = 4;

/// Elements of A for the products along rows: A(r, p) = rows[r][p].
template <class S>
struct AlongRows {
    const S* const* next;  // The next tile's rows, half of which are fetched beside every other panel.
    Index first_fetched = 0;
    const S* rows[tile_rows];

    explicit AlongRows(const S* const* next_rows) : next(next_rows) {}

    [[gnu::always_inline]] S at(int r, Index p) const { return rows[r][p]; }
    [[gnu::always_inline]] void prefetch(Index p) const {
        constexpr Index spread = tile_rows / 2 * unrolled_steps / line<S>, n = spread > 0 ? spread : 1;
        const Index r = (first_fetched + p % line<S> / unrolled_steps * n) % tile_rows;
#pragma GCC unroll 4
        for (Index i = 0; i < n; ++i) __builtin_prefetch(next[r + i] + p, 0, 2);
    }
    [[gnu::always_inline]] void prefetch_step(Index) const {}
    void advance(Index) { first_fetched = tile_rows / 2 - first_fetched; }

    static constexpr int quarter_steps = quad<S>;

    /// What `quarters` needs for the products p, p + 1, ..., as many as `quarter_steps` or fewer.
    [[gnu::always_inline]] void load_quarters(Index p, Index count, Vec<S>* x) const {
#pragma GCC unroll 8
        for (int g = 0; g < tile_rows / 4; ++g) x[g] = quads(g * 4, p, count);
    }

    /// A(r, p + step) for each group of four rows r, each as often as there are columns.
    template <int step>
    [[gnu::always_inline]] static Vec<S> quarters(const Vec<S>* x, int g) {
        return lanes_of<step, quad<S>, quad<S>, S, lanes<S>>(x[g]);
    }

private:
    [[gnu::always_inline]] Vec<S, quad<S>> quad_of(int r, Index p, Index count) const {
        return count == quad<S> ? load<quad<S>>(rows[r] + p) : load<quad<S>>(rows[r] + p, First{count});
    }

    /// A quad from each of four rows.
    [[gnu::always_inline]] Vec<S> quads(int r, Index p, Index count) const {
        return join<S, 2 * quad<S>>(join<S, quad<S>>(quad_of(r, p, count), quad_of(r + 1, p, count)),
                                    join<S, quad<S>>(quad_of(r + 2, p, count), quad_of(r + 3, p, count)));
    }
};

/// Elements of A for the products along columns, copied: A(r, p) = copy[p * tile_rows + r]. Meanwhile the
/// next tile's columns, which start at rows[p] + next, are copied, those of the tile after it are fetched,
/// and so are the tiles of the weights and of C that the finished sums meet.
template <class S>
struct AlongColumns {
    const S* copy;
    const S* const* rows;
    Index next;
    S* next_copy;
    const S *w, *c;  // In the tile's first row and panel's first column.
    Index w_stride, c_stride;
    bool fetches;  // Whether columns are worth it: half of them beside every other panel.
    Index first_fetched = 0;

    [[gnu::always_inline]] S at(int r, Index p) const { return copy[p * tile_rows + r]; }
    [[gnu::always_inline]] void prefetch(Index p) const {
        if (fetches) {
#pragma GCC unroll 2
            for (Index i = 0; i < unrolled_steps / 2; ++i)
                __builtin_prefetch(rows[p + first_fetched + i] + next + 2 * tile_rows - 1, 0, 2);
        }
        const Index r = p / (panel_lines * unrolled_steps), j = p / unrolled_steps % panel_lines * line<S>;
        if (r >= tile_rows) return;
        __builtin_prefetch(w + r * w_stride + j, 1);  // About to be updated.
        __builtin_prefetch(c + r * c_stride + j, 1);
    }
    /// Moves on to the next panel, `width` columns further.
    void advance(Index width) {
        next_copy = nullptr;
        first_fetched = unrolled_steps / 2 - first_fetched;
        w += width;
        c += width;
    }
    [[gnu::always_inline]] void prefetch_step(Index p) const {
        if (next_copy == nullptr) return;
        __builtin_memcpy(next_copy + p * tile_rows, rows[p] + next, tile_rows * sizeof(S));
    }

    static constexpr int quarter_steps = 1;

    template <int g = 0>
    [[gnu::always_inline]] void load_quarters(Index p, Index, Vec<S>* x) const {
        x[g] = lanes_of<g * 4, lanes<S> / 4, 1, S, tile_rows>(load<tile_rows>(copy + p * tile_rows));
        if constexpr ((g + 1) * 4 < tile_rows) load_quarters<g + 1>(p, 1, x);
    }
    template <int>
    [[gnu::always_inline]] static Vec<S> quarters(const Vec<S>* x, int g) {
        return x[g];
    }
};

/// Where a tile lies in C, and where its sums are between blocks of the depth: the first block starts from
/// zero, the last one hands the sums to the product.
template <class S>
struct Place {
    Index i, j;
    S* sums;
    Index stride;
    bool first, last;
};

/// The sums of tile_rows rows and V vectors of columns and, unless F is 0, of the columns in an F-th of a
/// vector beyond them.
template <int V, int F, class S>
struct Tile {
    static constexpr int N = lanes<S>, W = F > 0 ? N / (F > 0 ? F : 1) : 0, groups = tile_rows * W / N;
    static constexpr int packed = (V + (F > 0 ? 1 : 0)) * N;

    Vec<S> sum[tile_rows][std::size_t(V)] = {};
    Vec<S> folded[std::size_t(groups > 0 ? groups : 1)] = {};

    /// Adds the products of unrolled_steps steps from p on, or fewer before `end`.
    template <class A>
    [[gnu::always_inline]] void add(const A& a, Index p, const S* b, Index end) {
        static_assert(unrolled_steps == 4);
        Vec<S> x[std::size_t(tile_rows)];
        add<0>(a, x, p, b, end);
        if (p + 1 < end) add<1>(a, x, p + 1, b + packed, end);
        if (p + 2 < end) add<2>(a, x, p + 2, b + 2 * packed, end);
        if (p + 3 < end) add<3>(a, x, p + 3, b + 3 * packed, end);
    }

    template <int step, class A>
    [[gnu::always_inline]] void add(const A& a, Vec<S>* x, Index p, const S* b, Index end) {
        constexpr int count = A::quarter_steps;
        a.prefetch_step(p);
        if constexpr (F == 4 && step % count == 0)
            a.load_quarters(p, end - p < count ? end - p : Index(count), x);
        Vec<S> bv[std::size_t(V)], bw = {}, even = {};
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) bv[v] = load<N>(b + v * N);
        if constexpr (F > 0) bw = repeat<S, W>(load<W>(b + V * N));
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r) {
            const Vec<S> ar = broadcast<N>(a.at(r, p));
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) sum[r][v] += ar * bv[v];
            if constexpr (F == 2) {
                if (r % 2 == 0)
                    even = ar;
                else
                    folded[r / 2] += join_halves<S>(even, ar, std::make_integer_sequence<int, N>{}) * bw;
            }
        }
        if constexpr (F == 4) {
#pragma GCC unroll 4
            for (int g = 0; g < groups; ++g) folded[g] += A::template quarters<step % count>(x, g) * bw;
        }
    }

    /// Calls move(j, vector, Whole) for all sums, the columns counted from the tile's first, and
    /// move.next_row() after each row.
    template <class Move>
    [[gnu::always_inline]] void each(Move move) {
        alignas(64) S folded_rows[std::size_t(groups * N + 1)];
#pragma GCC unroll 4
        for (int g = 0; g < groups; ++g) store<N>(folded_rows + g * N, folded[g]);
#pragma GCC unroll 8
        for (int r = 0; r < tile_rows; ++r) {
#pragma GCC unroll 4
            for (int v = 0; v < V; ++v) move(v * N, sum[r][v], Whole{});
            if constexpr (F > 0) {
                Vec<S, W> part = load<W>(folded_rows + r * W);
                move(V * N, part, Whole{});
                store<W>(folded_rows + r * W, part);
            }
            move.next_row();
        }
#pragma GCC unroll 4
        for (int g = 0; g < groups; ++g) folded[g] = load<N>(folded_rows + g * N);
    }
};

/// The sums of a tile in memory, of which C has some rows and columns only.
template <class S>
struct PartOfTile {
    S* sums;
    Index stride, rows, columns;

    /// Calls move(j, vector, Whole or First) for these and move.next_row() after each row.
    template <class Move>
    [[gnu::noinline]] void each(Move move) const {
        constexpr int N = lanes<S>;
        const S* row = sums;
        for (Index r = 0; r < rows; ++r, row += stride, move.next_row()) {
            Index j = 0;
            for (; j + N <= columns; j += N) move(j, load<N>(row + j), Whole{});
            if (j < columns) move(j, load<N>(row + j), First{columns - j});
        }
    }
};

/// Between blocks of the depth C keeps the sums, from c on.
template <class S>
struct LoadSums {
    const S* c;
    Index stride;

    template <class V, class Part>
    [[gnu::always_inline]] void operator()(Index j, V& sum, Part part) const {
        sum = load<int(sizeof(V) / sizeof(S))>(c + j, part);
    }
    [[gnu::always_inline]] void next_row() { c += stride; }
};

template <class S>
struct StoreSums {
    S* c;
    Index stride;

    template <class V, class Part>
    [[gnu::always_inline]] void operator()(Index j, const V& sum, Part part) const {
        store<int(sizeof(V) / sizeof(S))>(c + j, sum, part);
    }
    [[gnu::always_inline]] void next_row() { c += stride; }
};

/// Sums one tile of C over a block of the depth: A's rows times the packed panel b.
template <int V, int F, class S, class Product, class A>
void tile(const Product& product, const A& elements, const S* b, Index depth, const Place<S>& at) {
    const A a = elements;
    constexpr int packed = Tile<V, F, S>::packed;
    Tile<V, F, S> t;
    if (!at.first) t.each(LoadSums<S>{at.sums, at.stride});
    for (Index p = 0; p < depth; p += unrolled_steps, b += unrolled_steps * packed) {
        a.prefetch(p);
        t.add(a, p, b, depth);
    }
    if (at.last)
        product.finish(t, at.i, at.j);
    else
        t.each(StoreSums<S>{at.sums, at.stride});
}
