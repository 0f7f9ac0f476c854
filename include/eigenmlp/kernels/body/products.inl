// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The three matrix products of a layer, as C (m x u) = A (m x depth) * B (depth x u). A is read in place, B
// in panels a few vectors wide that are packed beforehand. A tile of tile_rows rows and one panel of C is
// summed in registers. Every element of C is summed over the depth in ascending order by one chain of
// multiply-adds, wherever it lies in a tile: its bits do not depend on how the caller cuts C.

/// How the next columns of C are cut: `vectors` whole vectors, or 0 for one of half the width.
struct Panel {
    int vectors;
    Index width;
};

template <class S>
[[gnu::always_inline]] inline Panel next_panel(Index columns_left) {
    constexpr Index n = lanes<S>;
    const Index rest = columns_left % n;
    if (has_half_vectors && columns_left <= n / 2) return {0, n / 2};
    const Index whole = columns_left / n + (rest > (has_half_vectors ? n / 2 : 0) ? 1 : 0);
    const Index panels = (whole + tile_vectors - 1) / tile_vectors;
    const Index vectors = (whole + panels - 1) / panels;
    return {int(vectors), vectors * n};
}

/// Calls f.template operator()<N, V>() with the vector shape of a panel.
template <class S, class F>
[[gnu::always_inline]] inline void with_shape(int vectors, F& f) {
    if (vectors == 0) {
        if constexpr (has_half_vectors) f.template operator()<lanes<S> / 2, 1>();
    } else if (vectors == 1) {
        f.template operator()<lanes<S>, 1>();
    } else if (vectors == 2) {
        f.template operator()<lanes<S>, 2>();
    } else {
        f.template operator()<lanes<S>, tile_vectors>();
    }
}

/// Runs one panel against a row tile of A and hands the finished sums on.
template <class S, class Product, class A>
struct TileRun {
    const Product& product;
    const A& a;
    const S* packed;
    Index i, j, rows, columns, depth;
    bool first, last;

    template <int N, int V>
    [[gnu::always_inline]] void operator()() {
        alignas(64) S sums[std::size_t(tile_rows * V * N)];
        if (!first) each_vector<N, V>(Reload{product.c, sums});
        tile<N, V>(a, packed, depth, sums, first);
        if (last)
            each_vector<N, V>(Finish{product, sums});
        else
            each_vector<N, V>(Save{product.c, sums});
    }

    /// Calls f.template operator()<N>(i, j, sums' offset, Whole or First) for each vector of the tile in C.
    template <int N, int V, class F>
    [[gnu::always_inline]] void each_vector(F f) const {
        if (columns >= V * N) {
            for (Index r = 0; r < rows; ++r)
#pragma GCC unroll 4
                for (int v = 0; v < V; ++v)
                    f.template operator()<N>(i + r, j + v * N, (r * V + v) * N, Whole{});
        } else {
            for (Index r = 0; r < rows; ++r) {
                int v = 0;
                for (; (v + 1) * N <= columns; ++v)
                    f.template operator()<N>(i + r, j + v * N, (r * V + v) * N, Whole{});
                if (v * N < columns)
                    f.template operator()<N>(i + r, j + v * N, (r * V + v) * N, First{columns - v * N});
            }
        }
    }

    struct Reload {
        const Block<S>& c;
        S* sums;

        template <int N, class Part>
        [[gnu::always_inline]] void operator()(Index row, Index column, Index k, Part part) const {
            store<N>(sums + k, load<N>(c.data + row * c.stride + column, part));
        }
    };

    struct Save {
        const Block<S>& c;
        const S* sums;

        template <int N, class Part>
        [[gnu::always_inline]] void operator()(Index row, Index column, Index k, Part part) const {
            store<N>(c.data + row * c.stride + column, load<N>(sums + k), part);
        }
    };

    struct Finish {
        const Product& product;
        const S* sums;

        template <int N, class Part>
        [[gnu::always_inline]] void operator()(Index row, Index column, Index k, Part part) const {
            product.template finish<N>(row, column, load<N>(sums + k), part);
        }
    };
};

template <class S, class Product>
struct PackRun {
    Product& product;
    Index p0, depth, j, columns;
    S* dst;

    template <int N, int V>
    [[gnu::always_inline]] void operator()() {
        product.template pack<N, V>(p0, depth, j, columns, dst);
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
                if ((packed - workspace + np * panel.width) * Index(sizeof(S)) > block_bytes) break;
                PackRun<S, Product> pack{product, p0, np, j, c.cols - j, packed};
                with_shape<S>(panel.vectors, pack);
                packed += np * panel.width;
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
                    with_shape<S>(panels[n].vectors, run);
                    a.advance(panels[n].width);
                    packed += np * panels[n].width;
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
    void pack(Index p0, Index depth, Index j, Index columns, S* dst) {
        squares += pack_rows<N, V>(args.w.data + p0 * args.w.stride + j, args.w.stride, depth, columns, dst);
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
    void pack(Index p0, Index depth, Index j, Index columns, S* dst) const {
        pack_transposed(args.w.data + j * args.w.stride + p0, args.w.stride, depth, columns, V * N, dst);
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
    const S* x_rows[block_depth + fetch_ahead] = {};  // The rows of x in this block of the depth.
    Index n = 0;

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
            for (Index p = 0; p < n; ++p)
                for (Index r = 0; r < tile_rows; ++r)
                    copy[p * tile_rows + r] = r < columns ? x_rows[p][i + r] : S(0);
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

    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst) const {
        pack_rows<N, V>(args.d.data + p0 * args.d.stride + j, args.d.stride, depth, columns, dst);
    }

    template <int N, class Part>
    [[gnu::always_inline]] void finish(Index i, Index j, Vec<S, N> sum, Part part) const {
        const Vec<S, N> w = load<N>(args.w.data + i * args.w.stride + j, part);
        const Vec<S, N> decay = args.l2 * w;
        store<N>(c.data + i * c.stride + j, decay + args.scale * sum, part);
    }
};
