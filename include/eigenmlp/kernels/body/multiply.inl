// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The three matrix products of a layer, as C (m x u) = A (m x depth) * B (depth x u). A is read in place, B
// in panels a few vectors wide that are packed beforehand. A tile of tile_rows rows and one panel of C is
// summed in registers. Every element of C is summed over the depth in ascending order by one chain of
// multiply-adds, wherever it lies in a tile: its bits do not depend on how the caller cuts C.

/// The rows of A, tile after tile.
template <class S>
struct RowTiles {
    Rows<S> x;
    Index n;
    const S* next[tile_rows] = {};

    /// The tile of rows [i, i + tile_rows) from column p0 on: the one that was fetched beside the tile
    /// before. Rows from n on repeat the last one.
    [[gnu::always_inline]] AlongRows<S> at(Index i, Index p0) {
        AlongRows<S> elements(next);
        for (int r = 0; r < tile_rows; ++r) {
            elements.rows[r] = i == 0 ? from(r, p0) : next[r];
            next[r] = from(i + tile_rows + r, p0);
        }
        return elements;
    }

    /// Fetches `columns` columns from p on of the first tile from memory.
    [[gnu::always_inline]] void fetch_first(Index p, Index columns) const {
        for (int r = 0; r < tile_rows; ++r)
            for (Index q = p; q < p + columns; q += line<S>) __builtin_prefetch(from(r, q), 0, 2);
    }

private:
    [[gnu::always_inline]] const S* from(Index i, Index p0) const { return row(x, i < n ? i : n - 1) + p0; }
};

/// The most vectors that a row of a packed panel takes.
inline constexpr int panel_vectors = max_folded >= 4 ? 4 : 3;

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
    if (few_shapes) return {tile_vectors, 0, tile_vectors * n, tile_vectors * n};
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
    if constexpr (few_shapes) {
        f.template operator()<tile_vectors, 0>();
    } else if (panel.folded == 4) {
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
    const Place<S>& at;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() const {
        tile<V, F>(product, a, panel.b, depth, at);
    }
};

template <class S>
void copy_rows(const S* from, Index from_stride, Index rows, Index columns, S* to, Index to_stride) {
    for (Index r = 0; r < rows; ++r)
        __builtin_memcpy(to + r * to_stride, from + r * from_stride, std::size_t(columns) * sizeof(S));
}

/// The same for a tile of which C has only some rows and columns: by way of memory.
template <class S, class Product, class A>
[[gnu::noinline]] void run_at_edge(const TileRun<S, Product, A>& run, Index rows, Index columns) {
    alignas(64) S sums[std::size_t(tile_rows * panel_vectors * lanes<S>)];
    const PartOfTile<S> part{sums, run.panel.packed, rows, columns};
    const Place<S>& at = run.at;
    if (!at.first) {
        __builtin_memset(sums, 0, sizeof sums);
        copy_rows(at.sums, at.stride, rows, columns, sums, part.stride);
    }
    const Place<S> in_memory{at.i, at.j, sums, run.panel.packed, at.first, false};
    with_shape<S>(run.panel, TileRun<S, Product, A>{run.product, run.a, run.panel, run.depth, in_memory});
    if (at.last)
        run.product.finish(part, at.i, at.j);
    else
        copy_rows<S>(sums, part.stride, rows, columns, at.sums, at.stride);
}

template <class S>
struct PackRun {
    MatrixB<S>& b;
    Index p0, depth, j, columns;
    S* dst;

    template <int V, int F>
    [[gnu::always_inline]] void operator()() const {
        constexpr int n = lanes<S>, packed = Tile<V, F, S>::packed;
        b.template pack<n, V>(p0, depth, j, columns, dst, packed);
        if constexpr (F > 0)
            b.template pack<n / F, 1>(p0, depth, j + V * n, columns - V * n, dst + V * n, packed);
    }
};

/// The first address from p on at which a cache line starts.
template <class S>
[[gnu::always_inline]] inline S* aligned(S* p) {
    return p + (64 - reinterpret_cast<std::uintptr_t>(p) % 64) % 64 / sizeof(S);
}

/// How many panels of so many rows are packed at a time: as many as the cache keeps, or fewer so that the
/// last ones, too, find company.
template <class S>
[[gnu::always_inline]] inline Index panels_at_a_time(Index columns, Index depth) {
    constexpr Index width = tile_vectors * lanes<S>;
    const Index kept = block_bytes / (depth * width * Index(sizeof(S))),
                most = kept < block_panels ? kept : block_panels;
    const Index panels = (columns + width - 1) / width, blocks = (panels + most - 1) / most;
    return (panels + blocks - 1) / blocks;
}

/// Packs the panels that make the next columns of C, from column j0 on, as many as fit a block:
/// their rows [p0, p0 + depth) of B, some rows of all panels at a time; meanwhile fetches the same columns of
/// the first tile of `a`, if that is not null. Returns how many panels they are.
template <class S>
Index pack_panels(MatrixB<S>& b, Index columns, Index p0, Index depth, Index j0, const RowTiles<S>* a, S* dst,
                  Panel<S>* panels) {
    constexpr Index rows = 16;
    const Index most = panels_at_a_time<S>(columns, depth);
    const S* const end = dst + block_bytes / Index(sizeof(S));
    Index count = 0;
    for (Index j = j0; count < most && j < columns; ++count) {
        Panel<S>& panel = panels[count] = next_panel<S>(columns - j);
        if (dst + depth * panel.packed > end) break;
        panel.b = dst;
        dst += depth * panel.packed;
        j += panel.width;
    }
    for (Index p = 0; p < depth; p += rows) {
        if (j0 == 0 && a != nullptr) a->fetch_first(p0 + p, rows);
        Index j = j0;
        for (Index n = 0; n < count; j += panels[n++].width)
            with_shape<S>(panels[n], PackRun<S>{b, p0 + p, depth - p < rows ? depth - p : rows, j,
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
            const Index count =
                pack_panels<S>(product.b, c.cols, p0, np, j0, product.to_fetch(), workspace, panels);
            for (Index i = 0; i < c.rows; i += tile_rows) {
                const Index rows = c.rows - i < tile_rows ? c.rows - i : Index(tile_rows);
                auto a = product.elements(i, p0, j0);
                j = j0;
                for (Index n = 0; n < count; ++n) {
                    const Panel<S>& panel = panels[n];
                    const Index columns = c.cols - j < panel.width ? c.cols - j : panel.width;
                    const Place<S> at{i, j, c.data + i * c.stride + j, c.stride, p0 == 0, p0 + np == depth};
                    const TileRun<S, Product, decltype(a)> run{product, a, panel, np, at};
                    if (rows < tile_rows || columns < panel.width)
                        run_at_edge(run, rows, columns);
                    else
                        with_shape<S>(panel, run);
                    a.advance(panel.width);
                    j += panel.width;
                }
            }
        }
    }
}
