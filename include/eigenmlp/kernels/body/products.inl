// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The three products of a layer, as `multiply` sees them: where A is, how B is packed, what becomes of a sum.

/// Whether none of n numbers is NaN or infinite.
template <class S>
bool is_finite(const S* x, Index n) {
    constexpr int N = lanes<S>;
    Vec<S> zero[4] = {};  // x * 0 is NaN unless x is finite.
    for (; n >= 4 * N; x += 4 * N, n -= 4 * N)
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k) zero[k] += load<N>(x + k * N) * S(0);
    for (; n > 0; x += N, n -= N) zero[0] += load<N>(x, First{n < N ? n : Index(N)}) * S(0);
    return sum_of<S, N>((zero[0] + zero[1]) + (zero[2] + zero[3])) == 0;
}

// What becomes of sums, a vector at a time: the elements from column j on, counted from the first column of
// the tile, where the pointers begin; next_row() moves them on.

/// h = sum + b, or 0 where that is less than `floor` = 0.
template <class S>
struct FinishAffine {
    const S* b;
    S floor;
    S* h;
    Index stride;

    FinishAffine(const S* intercepts, Epilogue epilogue, const Block<S>& to, Index i, Index j)
        : b(intercepts + j),
          floor(epilogue == Epilogue::relu ? S(0) : -std::numeric_limits<S>::infinity()),
          h(to.data + i * to.stride + j),
          stride(to.stride) {}

    template <class V, class Part>
    [[gnu::always_inline]] void operator()(Index j, V sum, Part part) const {
        constexpr int N = sizeof(V) / sizeof(S);
        const V least = broadcast<N>(floor);
        sum += load<N>(b + j, part);
        store<N>(h + j, sum < least ? least : sum, part);
    }
    [[gnu::always_inline]] void next_row() { h += stride; }
};

/// d = sum, or 0 where the mask is, if there is one.
template <class S>
struct FinishDelta {
    const S* mask;
    Index mask_stride;
    S* d;
    Index stride;

    FinishDelta(const Block<const S>& where, const Block<S>& to, Index i, Index j)
        : mask(where.data != nullptr ? where.data + i * where.stride + j : nullptr),
          mask_stride(where.stride),
          d(to.data + i * to.stride + j),
          stride(to.stride) {}

    template <class V, class Part>
    [[gnu::always_inline]] void operator()(Index j, V sum, Part part) const {
        constexpr int N = sizeof(V) / sizeof(S);
        if (mask != nullptr) sum = load<N>(mask + j, part) == 0 ? V{} : sum;
        store<N>(d + j, sum, part);
    }
    [[gnu::always_inline]] void next_row() {
        d += stride;
        if (mask != nullptr) mask += mask_stride;
    }
};

/// g = scale * sum + l2 * w
template <class S>
struct FinishGradient {
    S scale, l2;
    const S* w;
    Index w_stride;
    S* g;
    Index stride;

    FinishGradient(S s, S decay, const Block<const S>& from, const Block<S>& to, Index i, Index j)
        : scale(s),
          l2(decay),
          w(from.data + i * from.stride + j),
          w_stride(from.stride),
          g(to.data + i * to.stride + j),
          stride(to.stride) {}

    template <class V, class Part>
    [[gnu::always_inline]] void operator()(Index j, V sum, Part part) const {
        constexpr int N = sizeof(V) / sizeof(S);
        const V decay = l2 * load<N>(w + j, part);
        store<N>(g + j, decay + scale * sum, part);
    }
    [[gnu::always_inline]] void next_row() {
        w += w_stride;
        g += stride;
    }
};

/// h = epilogue(x * w + b), or d_previous = d * w^T: one type for both, so that their tiles are compiled
/// once.
template <class S>
struct RowProduct {
    const AffineArgs<S>* affine = nullptr;  // Either this ...
    const DeltaArgs<S>* delta = nullptr;    // ... or that.
    RowTiles<S> a;
    MatrixB<S> b;
    const Block<S>& c;
    Index depth = 0;

    explicit RowProduct(const AffineArgs<S>& args)
        : affine(&args), a{args.x, args.h.rows}, b{args.w, false}, c(args.h) {}
    explicit RowProduct(const DeltaArgs<S>& args)
        : delta(&args),
          a{{args.d.data, args.d.stride}, args.d_previous.rows},
          b{args.w, true},
          c(args.d_previous) {}

    void begin_block(Index, Index n) { depth = n; }
    const RowTiles<S>* to_fetch() const { return affine != nullptr ? &a : nullptr; }
    AlongRows<S> elements(Index i, Index p0, Index j) {
        const AlongRows<S> rows = a.at(i, p0);
        if (j == 0) check(rows.rows, tile_rows);  // Now, when they are about to be in cache anyway.
        return rows;
    }
    void check(const S* const* rows, int n) const {
        if (affine == nullptr || affine->finite == nullptr) return;
        for (int r = 0; r < n; ++r)
            if (!is_finite(rows[r], depth)) *affine->finite = false;
    }

    template <class Sums>
    [[gnu::always_inline]] void finish(Sums& sums, Index i, Index j) const {
        if (affine != nullptr)
            sums.each(FinishAffine<S>(affine->b, affine->epilogue, c, i, j));
        else
            sums.each(FinishDelta<S>(delta->mask, c, i, j));
    }
};

template <class S>
struct GradientProduct {
    const GradientArgs<S>& args;
    MatrixB<S> b;
    const Block<S>& c;
    S* copies;  // Of two tiles' columns of x, (block_depth x tile_rows) each.
    const S* x_rows[block_depth + unrolled_steps];  // The rows of x in this block of the depth.
    Index n = 0;

    /// A constructor leaves x_rows as they are: clearing them takes longer than a tiny product.
    GradientProduct(const GradientArgs<S>& a, const Block<S>& g, S* copies_of_x)
        : args(a), b{a.d, false}, c(g), copies(copies_of_x) {}

    void begin_block(Index p0, Index depth) {
        n = depth;
        for (Index p = 0; p < n; ++p) x_rows[p] = row(args.x, p0 + p);
        for (Index p = n; p < n + unrolled_steps; ++p) x_rows[p] = x_rows[n - 1];  // Fetched at the end.
    }

    const RowTiles<S>* to_fetch() const { return nullptr; }
    AlongColumns<S> elements(Index i, Index, Index j) const {
        const Index columns = c.rows - i;
        S* const copy = copies + (i / tile_rows % 2) * (block_depth * tile_rows);
        S* const next_copy = copies + ((i / tile_rows + 1) % 2) * (block_depth * tile_rows);
        if (columns < tile_rows)
            for (Index p = 0; p < n; ++p) copy_first(x_rows[p] + i, columns, copy + p * tile_rows);
        else if (i == 0)
            for (Index p = 0; p < n; ++p)
                __builtin_memcpy(copy + p * tile_rows, x_rows[p], tile_rows * sizeof(S));
        return {copy,
                x_rows,
                i + tile_rows,
                columns >= 2 * tile_rows ? next_copy : nullptr,
                args.w.data + i * args.w.stride + j,
                c.data + i * c.stride + j,
                args.w.stride,
                c.stride,
                args.x.stride > far_apart<S>};
    }

    /// tile_rows elements: the first ones of x, then zeros.
    [[gnu::always_inline]] static void copy_first(const S* x, Index count, S* to) {
        constexpr int n = tile_rows < lanes<S> ? tile_rows : lanes<S>;
#pragma GCC unroll 4
        for (Index r = 0; r < tile_rows; r += n)
            if (count >= r + n)
                store<n>(to + r, load<n>(x + r));
            else
                store<n>(to + r, load<n>(x + r, First{count > r ? count - r : 0}));
    }

    template <class Sums>
    [[gnu::always_inline]] void finish(Sums& sums, Index i, Index j) const {
        sums.each(FinishGradient<S>(args.scale, args.l2, args.w, c, i, j));
    }
};
