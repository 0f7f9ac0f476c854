// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Copies of a matrix in panels a few vectors wide, for the tiles to read in one go.

/// Packs columns of a row-major matrix: dst (depth x V vectors) = src, zeros beyond its `columns`. Adds their
/// squares to `squares`, N sums. Fetches rows far from each other from memory in advance.
template <int N, int V, class S>
void pack_rows(const S* src, Index stride, Index depth, Index columns, S* dst, Index dst_stride, S* squares) {
    constexpr Index ahead = 16;
    const bool fetch = stride > far_apart<S>;
    Vec<S, N> sum[std::size_t(V)] = {};
    for (Index p = 0; p < depth; ++p, src += stride, dst += dst_stride) {
        if (fetch)
#pragma GCC unroll 4
            for (int j = 0; j < V * N; j += line<S>) __builtin_prefetch(src + ahead * stride + j);
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) {
            const Index left = columns - v * N;
            const Vec<S, N> x = left >= N ? load<N>(src + v * N) : load<N>(src + v * N, First{left});
            sum[v] += x * x;
            store<N>(dst + v * N, x);
        }
    }
    for (int v = 1; v < V; ++v) sum[0] += sum[v];
    store<N>(squares, load<N>(squares) + sum[0]);
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
    const Index whole = columns < width ? columns : width;
    for (Index p0 = 0; p0 < depth; p0 += chunk)
        for (Index c = 0; c < width; c += 4) {
            const S* const from = src + c * stride + p0;
            S* const to = dst + p0 * dst_stride + c;
            if (p0 + chunk > depth || c + 4 > whole) {
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

/// The matrix B of a product, or its transpose, to be packed panel by panel.
template <class S>
struct MatrixB {
    const Block<const S>& from;
    bool transposed;
    alignas(
        64) S squares[std::size_t(lanes<S>)] = {};  // Sums over what was packed so far; not of transposes.

    /// Packs the rows [p0, p0 + depth) of V vectors of columns from j on, of which there are `columns` at
    /// most.
    template <int N, int V>
    void pack(Index p0, Index depth, Index j, Index columns, S* dst, Index dst_stride) {
        if (transposed)
            pack_transposed(from.data + j * from.stride + p0, from.stride, depth, columns, V * N, dst,
                            dst_stride);
        else
            pack_rows<N, V>(from.data + p0 * from.stride + j, from.stride, depth, columns, dst, dst_stride,
                            squares);
    }

    double sum_of_squares() const {
        double sum = 0;
        for (const S square : squares) sum += double(square);
        return sum;
    }
};
