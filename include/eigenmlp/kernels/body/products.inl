// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The three matrix products of a layer, as C (m x u) = A (m x depth) * B (depth x u). A is read in place, B
// in panels a few vectors wide that are packed beforehand. A tile of tile_rows rows and one panel of C is
// summed in registers. Every element of C is summed over the depth in ascending order by one chain of
// multiply-adds, wherever it lies in a tile: its bits do not depend on how the caller cuts C.

/// How the next columns of C are cut: `vectors` whole vectors and, unless `folded` is 0, the columns in a half or
/// a quarter of one more. `packed` are the elements of a row of the packed panel.
struct Panel {
    int vectors, folded;
    Index width, packed;
};

template <class S>
[[gnu::always_inline]] inline Panel next_panel(Index columns_left) {
    constexpr Index n = lanes<S>;
    const Index whole = columns_left / n, rest = columns_left % n;
    int folded = 0;
    if (whole >= 2 && rest > 0) {
        if (max_folded >= 2 && rest <= n / 2) folded = 2;
        if (max_folded >= 4 && rest <= n / 4) folded = 4;
    }
    if (folded > 0 && whole == 2) return {2, folded, 2 * n + n / folded, 3 * n};
    const Index vectors = folded > 0 ? whole - 2 : whole + (rest > 0 ? 1 : 0);
    const Index panels = (vectors + tile_vectors - 1) / tile_vectors, v = (vectors + panels - 1) / panels;
    return {int(v), 0, v * n, v * n};
}

/// Calls f.template operator()<V, F>() with the shape of a panel.
template <class S, class F>
[[gnu::always_inline]] inline void with_shape(const Panel& panel, F& f) {
    if (panel.folded == 4) {
        if constexpr (max_folded >= 4) f.template operator()<2, 4>();
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

/// Copies sums between C, from (i, j) on, and rows of `width` elements of which C has `columns`.
template <class S>
void load_sums(const Block<S>& c, Index i, Index j, Index rows, Index columns, Index width, S* sums) {
    const Index n = columns < width ? columns : width;
    for (Index r = 0; r < rows; ++r)
        __builtin_memcpy(sums + r * width, c.data + (i + r) * c.stride + j, std::size_t(n) * sizeof(S));
}

template <class S>
void store_sums(const Block<S>& c, Index i, Index j, Index rows, Index columns, Index width, const S* sums) {
    const Index n = columns < width ? columns : width;
    for (Index r = 0; r < rows; ++r)
        __builtin_memcpy(c.data + (i + r) * c.stride + j, sums + r * width, std::size_t(n) * sizeof(S));
}

/// Runs one panel against a row tile of A and hands the finished sums on.
template <class S, class Product, class A>
struct TileRun {
    const Product& product;
    const A& a;
    const S* packed;
    Index i, j, rows, columns, depth;
    bool first, last;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() {
        constexpr int whole = V * lanes<S>, part = F > 0 ? lanes<S> / (F > 0 ? F : 1) : 0;
        alignas(64) S sums[std::size_t(Tile<V, F, S>::size)];
        S* const folded = sums + tile_rows * whole;
        if (!first) {
            load_sums(product.c, i, j, rows, columns, whole, sums);
            if (F > 0) load_sums(product.c, i, j + whole, rows, columns - whole, part, folded);
        }
        tile<V, F>(a, packed, depth, sums, first);
        if (last) {
            finish<lanes<S>, V>(j, columns, sums);
            if constexpr (F > 0) finish<part, 1>(j + whole, columns - whole, folded);
        } else {
            store_sums(product.c, i, j, rows, columns, whole, sums);
            if (F > 0) store_sums(product.c, i, j + whole, rows, columns - whole, part, folded);
        }
    }

    /// Finishes V vectors of N columns from column j_0 on, or as many of them as C has.
    template <int N, int V>
    [[gnu::always_inline]] void finish(Index j_0, Index n, const S* sums) const {
        if (n >= V * N) {
            for (Index r = 0; r < rows; ++r, sums += V * N)
#pragma GCC unroll 4
                for (int v = 0; v < V; ++v)
                    product.template finish<N>(i + r, j_0 + v * N, load<N>(sums + v * N), Whole{});
        } else {
            for (Index r = 0; r < rows; ++r, sums += V * N) {
                int v = 0;
                for (; (v + 1) * N <= n; ++v)
                    product.template finish<N>(i + r, j_0 + v * N, load<N>(sums + v * N), Whole{});
                if (v * N < n)
                    product.template finish<N>(i + r, j_0 + v * N, load<N>(sums + v * N), First{n - v * N});
            }
        }
    }
};

template <class S, class Product>
struct PackRun {
    Product& product;
    Index p0, depth, j, columns;
    S* dst;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() {
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

/// C = A * B for a Product that knows its operands and what to do with a finished sum.
template <class S, class Product>
void multiply(Product& product, Index depth, S* workspace) {
    const auto& c = product.c;
    workspace = aligned(workspace);
    const Index blocks = (depth + block_depth - 1) / block_depth, per_block = (depth + blocks - 1) / blocks;
    for (Index p0 = 0; p0 < depth; p0 += per_block) {
        const Index np = depth - p0 < per_block ? depth - p0 : per_block;
        product.begin_block(p0, np);
        for (Index j0 = 0; j0 < c.cols;) {
            Panel panels[block_panels];
            Index count = 0, j = j0;
            S* packed = workspace;
            for (; count < block_panels && j < c.cols; ++count) {
                const Panel panel = panels[count] = next_panel<S>(c.cols - j);
                if ((packed - workspace + np * panel.packed) * Index(sizeof(S)) > block_bytes) break;
                PackRun<S, Product> pack{product, p0, np, j, c.cols - j, packed};
                with_shape<S>(panel, pack);
                packed += np * panel.packed;
                j += panel.width;
            }
            for (Index i = 0; i < c.rows; i += tile_rows) {
                const Index rows = c.rows - i < tile_rows ? c.rows - i : Index(tile_rows);
                auto a = product.elements(i, p0, j0);
                packed = workspace;
                j = j0;
                for (Index n = 0; n < count; ++n) {
                    TileRun<S, Product, decltype(a)> run{
                        product, a, packed, i, j, rows, c.cols - j, np, p0 == 0, p0 + np == depth};
                    with_shape<S>(panels[n], run);
                    a.advance(panels[n].width);
                    packed += np * panels[n].packed;
                    j += panels[n].width;
                }
            }
            j0 = j;
        }
    }
}

/// The tile of rows [i, i + tile_rows) of x from column p0 on. Rows from n on repeat the last one.
template <class S>
[[gnu::always_inline]] inline AlongRows<S> rows_from(const Rows<S>& x, Index i, Index n, Index p0) {
    AlongRows<S> a;
    for (int r = 0; r < tile_rows; ++r) {
        a.rows[r] = row(x, i + r < n ? i + r : n - 1) + p0;
        a.next[r] = row(x, i + tile_rows + r < n ? i + tile_rows + r : n - 1) + p0;
    }
    return a;
}

template <class S>
struct AffineProduct {
    const AffineArgs<S>& args;
    const Block<S>& c;
    double squares = 0;  // Of the weights packed so far.

    void begin_block(Index, Index) {}
    AlongRows<S> elements(Index i, Index p0, Index) const { return rows_from(args.x, i, c.rows, p0); }

    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst, Index dst_stride) {
        squares += pack_rows<N, V>(args.w.data + p0 * args.w.stride + j, args.w.stride, depth, columns, dst, dst_stride);
    }

    template <int N, class Part>
    [[gnu::always_inline]] void finish(Index i, Index j, Vec<S, N> sum, Part part) const {
        if (args.b != nullptr) sum += load<N>(args.b + j, part);
        if (args.epilogue == Epilogue::relu) sum = sum < 0 ? Vec<S, N>{} : sum;
        store<N>(c.data + i * c.stride + j, sum, part);
    }
};

template <class S>
struct DeltaProduct {
    const DeltaArgs<S>& args;
    const Block<S>& c;

    void begin_block(Index, Index) {}
    AlongRows<S> elements(Index i, Index p0, Index) const {
        return rows_from(Rows<S>{args.d.data, args.d.stride}, i, c.rows, p0);
    }

    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst, Index dst_stride) const {
        pack_transposed(args.w.data + j * args.w.stride + p0, args.w.stride, depth, columns, V * N, dst,
                        dst_stride);
    }

    template <int N, class Part>
    [[gnu::always_inline]] void finish(Index i, Index j, Vec<S, N> sum, Part part) const {
        if (args.mask.data != nullptr) {
            const Vec<S, N> h = load<N>(args.mask.data + i * args.mask.stride + j, part);
            sum = h == 0 ? Vec<S, N>{} : sum;
        }
        store<N>(c.data + i * c.stride + j, sum, part);
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
    GradientProduct(const GradientArgs<S>& a, const Block<S>& g, S* copies_of_x) : args(a), c(g), copies(copies_of_x) {}

    void begin_block(Index p0, Index depth) {
        n = depth;
        for (Index p = 0; p < n; ++p) x_rows[p] = row(args.x, p0 + p);
        for (Index p = n; p < n + fetch_ahead; ++p) x_rows[p] = x_rows[n - 1];
    }

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
        pack_rows<N, V>(args.d.data + p0 * args.d.stride + j, args.d.stride, depth, columns, dst, dst_stride);
    }

    template <int N, class Part>
    [[gnu::always_inline]] void finish(Index i, Index j, Vec<S, N> sum, Part part) const {
        const Vec<S, N> w = load<N>(args.w.data + i * args.w.stride + j, part);
        const Vec<S, N> decay = args.l2 * w;
        store<N>(c.data + i * c.stride + j, decay + args.scale * sum, part);
    }
};
