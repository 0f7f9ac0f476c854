// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The three matrix products of a layer, as C (m x u) = A (m x depth) * B (depth x u). A is read in place, B
// in panels a few vectors wide that are packed beforehand. A tile of tile_rows rows and one panel of C is
// summed in registers. Every element of C is summed over the depth in
// ascending order by one chain of multiply-adds, wherever it lies in a tile: its bits do not depend on how
// the caller cuts C.

/// Some columns of C: `vectors` whole vectors and, unless `folded` is 0, the columns in a half or a quarter
/// of one more; and their columns of B, packed: `packed` elements a row.
template <class S>
struct Panel {
    int vectors, folded;
    Index width, packed;
    S* b = nullptr;
};

/// The next columns: as many whole vectors as a tile takes, or fewer so that the last panels are alike. What
/// is left of a vector is folded where registers allow, or else a vector of its own.
template <class S>
[[gnu::always_inline]] inline Panel<S> next_panel(Index columns_left) {
    constexpr Index n = lanes<S>;
    const Index whole = columns_left / n, rest = columns_left % n;
    int beside = 0, folded = 0;  // Whole vectors in the panel that has the folded one.
    if (rest > 0 && max_folded >= 4 && rest <= n / 4 && whole >= 3)
        beside = 3, folded = 4;
    else if (rest > 0 && max_folded >= 2 && rest <= n / 2 && whole >= 2)
        beside = 2, folded = 2;
    if (folded > 0 && whole == beside) return {beside, folded, beside * n + n / folded, (beside + 1) * n};
    const Index vectors = folded > 0 ? whole - beside : whole + (rest > 0 ? 1 : 0);
    const Index panels = (vectors + tile_vectors - 1) / tile_vectors, v = (vectors + panels - 1) / panels;
    return {int(v), 0, v * n, v * n};
}

/// Calls f.template operator()<V, F>() with the shape of a panel.
template <class S, class F>
[[gnu::always_inline]] inline void with_shape(const Panel<S>& panel, F&& f) {
    if (panel.folded == 4) {
        if constexpr (max_folded >= 4) f.template operator()<3, 4>();
    } else if (panel.folded == 2) {
        if constexpr (max_folded >= 2) f.template operator()<2, 2>();
    } else if (panel.vectors == 1) {
        f.template operator()<1, 0>();
    } else if (panel.vectors == 2) {
        f.template operator()<2, 0>();
    } else {
        f.template operator()<tile_vectors, 0>();
    }
}

/// Runs one panel against a row tile of A.
template <class S, class Product, class A>
struct TileRun {
    const Product& product;
    const A& a;
    const Panel<S>& panel;
    Index depth;
    Place at;
    bool first, last;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() const {
        tile<V, F>(product, a, panel.b, depth, at, first, last);
    }
};

template <class S, class Product>
struct PackRun {
    Product& product;
    Index p0, depth, j, columns;
    S* dst;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() const {
        constexpr int n = lanes<S>, packed = Tile<V, F, S>::packed;
        product.template pack<n, V>(p0, depth, j, columns, dst, packed);
        if constexpr (F > 0)
            product.template pack<n / F, 1>(p0, depth, j + V * n, columns - V * n, dst + V * n, packed);
    }
};

/// The first address from p on at which a cache line starts.
template <class S>
[[gnu::always_inline]] inline S* aligned(S* p) {
    return p + (64 - reinterpret_cast<std::uintptr_t>(p) % 64) % 64 / sizeof(S);
}

/// Packs the panels that make the next columns of C, from column j0 on, at most as many as the cache keeps: their
/// rows [p0, p0 + depth) of B, some rows of all panels at a time. Returns how many panels they are.
template <class S, class Product>
Index pack_panels(Product& product, Index p0, Index depth, Index j0, S* dst, Panel<S>* panels) {
    constexpr Index rows = 16;
    const Index columns = product.c.cols;
    const S* const end = dst + block_bytes / Index(sizeof(S));
    Index count = 0;
    for (Index j = j0; count < block_panels && j < columns; ++count) {
        Panel<S>& panel = panels[count] = next_panel<S>(columns - j);
        if (dst + depth * panel.packed > end) break;
        panel.b = dst;
        dst += depth * panel.packed;
        j += panel.width;
    }
    for (Index p = 0; p < depth; p += rows) {
        if (j0 == 0) product.fetch_first(p0 + p, rows);
        Index j = j0;
        for (Index n = 0; n < count; j += panels[n++].width)
            with_shape<S>(panels[n], PackRun<S, Product>{product, p0 + p, depth - p < rows ? depth - p : rows, j,
                                                         columns - j, panels[n].b + p * panels[n].packed});
    }
    return count;
}

/// C = A * B for a Product that knows its operands and what to do with a finished sum.
template <class S, class Product>
void multiply(Product& product, Index depth, S* workspace) {
    const auto& c = product.c;
    workspace = aligned(workspace);
    const Index blocks = (depth + block_depth - 1) / block_depth, per_block = (depth + blocks - 1) / blocks;
    for (Index p0 = 0; p0 < depth; p0 += per_block) {
        const Index np = depth - p0 < per_block ? depth - p0 : per_block;
        product.begin_block(p0, np);
        for (Index j0 = 0, j = 0; j0 < c.cols; j0 = j) {
            Panel<S> panels[block_panels];
            const Index count = pack_panels<S>(product, p0, np, j0, workspace, panels);
            for (Index i = 0; i < c.rows; i += tile_rows) {
                const Index rows = c.rows - i < tile_rows ? c.rows - i : Index(tile_rows);
                auto a = product.elements(i, p0, j0);
                j = j0;
                for (Index n = 0; n < count; ++n) {
                    const Place at{i, j, rows, c.cols - j};
                    with_shape<S>(panels[n], TileRun<S, Product, decltype(a)>{product, a, panels[n], np, at, p0 == 0,
                                                                              p0 + np == depth});
                    a.advance(panels[n].width);
                    j += panels[n].width;
                }
            }
        }
    }
}

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

/// The rows of A, tile after tile.
template <class S>
struct RowTiles {
    Rows<S> x;
    Index n;
    const S* next[tile_rows] = {};

    /// The tile of rows [i, i + tile_rows) from column p0 on: the one that was fetched beside the tile before.
    /// Rows from n on repeat the last one.
    [[gnu::always_inline]] AlongRows<S> at(Index i, Index p0) {
        AlongRows<S> elements;
        elements.next = next;
        for (int r = 0; r < tile_rows; ++r) {
            elements.rows[r] = i == 0 ? from(r, p0) : next[r];
            next[r] = from(i + tile_rows + r, p0);
        }
        return elements;
    }

    /// Fetches `columns` columns from p on of the first tile from memory.
    [[gnu::always_inline]] void fetch_first(Index p, Index columns) const {
        constexpr Index line = 64 / sizeof(S);
        for (int r = 0; r < tile_rows; ++r)
            for (Index q = p; q < p + columns; q += line) __builtin_prefetch(from(r, q), 0, 2);
    }

private:
    [[gnu::always_inline]] const S* from(Index i, Index p0) const { return row(x, i < n ? i : n - 1) + p0; }
};

/// What the products do with sums: of a vector of elements in the columns from j on, counted like the pointers from
/// a first column, and row after row.

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

template <class S>
struct AffineProduct {
    const AffineArgs<S>& args;
    const Block<S>& c;
    RowTiles<S> a{args.x, c.rows};
    alignas(64) S squares[std::size_t(lanes<S>)] = {};  // Sums over the weights packed so far.
    Index depth = 0;

    void begin_block(Index, Index n) { depth = n; }
    void fetch_first(Index p, Index n) const { a.fetch_first(p, n); }
    AlongRows<S> elements(Index i, Index p0, Index j) {
        const AlongRows<S> rows = a.at(i, p0);
        if (args.finite != nullptr && j == 0)  // Now, when they are about to be in cache anyway.
            for (const S* x : rows.rows)
                if (!is_finite(x, depth)) *args.finite = false;
        return rows;
    }

    template <int N, int V>
    void pack(Index p0, Index n, Index j, Index columns, S* dst, Index dst_stride) {
        pack_rows<N, V>(args.w.data + p0 * args.w.stride + j, args.w.stride, n, columns, dst, dst_stride, squares);
    }

    FinishAffine<S> finish(Index i, Index j) const { return {args.b, args.epilogue, c, i, j}; }

    double sum_of_squares() const {
        double sum = 0;
        for (const S square : squares) sum += square;
        return sum;
    }
};

template <class S>
struct DeltaProduct {
    const DeltaArgs<S>& args;
    const Block<S>& c;
    RowTiles<S> a{{args.d.data, args.d.stride}, c.rows};

    void begin_block(Index, Index) {}
    void fetch_first(Index, Index) const {}
    AlongRows<S> elements(Index i, Index p0, Index) { return a.at(i, p0); }

    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst, Index dst_stride) const {
        pack_transposed(args.w.data + j * args.w.stride + p0, args.w.stride, depth, columns, V * N, dst,
                        dst_stride);
    }

    FinishDelta<S> finish(Index i, Index j) const {
        const S* const mask = args.mask.data;
        return {mask != nullptr ? mask + i * args.mask.stride + j : nullptr, args.mask.stride,
                c.data + i * c.stride + j, c.stride};
    }
};

template <class S>
struct GradientProduct {
    const GradientArgs<S>& args;
    const Block<S>& c;
    S* copies;  // Of two tiles' columns of x, (block_depth x tile_rows) each.
    const S* x_rows[block_depth + fetch_ahead];  // The rows of x in this block of the depth.
    Index n = 0;

    /// A constructor leaves x_rows as they are: clearing them takes longer than a tiny product.
    GradientProduct(const GradientArgs<S>& a, const Block<S>& g, S* copies_of_x)
        : args(a), c(g), copies(copies_of_x) {}

    void begin_block(Index p0, Index depth) {
        n = depth;
        for (Index p = 0; p < n; ++p) x_rows[p] = row(args.x, p0 + p);
        for (Index p = n; p < n + fetch_ahead; ++p) x_rows[p] = x_rows[n - 1];
    }

    void fetch_first(Index, Index) const {}
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
                c.stride};
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

    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst, Index dst_stride) const {
        alignas(64) S unused[std::size_t(lanes<S>)] = {};
        pack_rows<N, V>(args.d.data + p0 * args.d.stride + j, args.d.stride, depth, columns, dst, dst_stride, unused);
    }

    FinishGradient<S> finish(Index i, Index j) const { return {args.scale, args.l2, args.w, c, i, j}; }
};
