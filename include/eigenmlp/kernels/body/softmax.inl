// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Softmax of the rows of a matrix: along vectors, or a row in each lane where rows are short.

/// `x` with `filler` in the elements that lie outside of the part.
template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> fill(const Vec<S, N>& x, S, Whole) {
    return x;
}

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> fill(const Vec<S, N>& x, S filler, First first) {
    IntVec<S, N> lane;
#pragma GCC unroll 16
    for (int i = 0; i < N; ++i) lane[i] = i;
    return lane < static_cast<typename VectorOf<S, N>::Int>(first.count) ? x : broadcast<N>(filler);
}

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> fill(const Vec<S, N>& x, S filler, AsMany as_many) {
    return as_many.count >= N ? x : fill<N>(x, filler, First{as_many.count});
}

template <class S>
struct RowMaximum {
    const S* z;
    Vec<S> maximum = broadcast<lanes<S>>(-S(__builtin_inf()));

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        const Vec<S> x = fill<lanes<S>>(load<lanes<S>>(z + i, part), -S(__builtin_inf()), part);
        maximum = x > maximum ? x : maximum;
    }
};

template <class S>
struct RowExp {
    S* z;
    S shift;
    Vec<S> sum = {};

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        const Vec<S> e = exp<S, lanes<S>>(load<lanes<S>>(z + i, part) - shift);
        store<lanes<S>>(z + i, e, part);
        sum += fill<lanes<S>>(e, S(0), part);
    }
};

template <class S>
struct RowMultiple {
    S* z;
    S scale;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        store<lanes<S>>(z + i, load<lanes<S>>(z + i, part) * scale, part);
    }
};

template <class S>
void softmax_row(S* z, Index n) {
    RowMaximum<S> maximum{z};
    each_part<S>(n, maximum);
    RowExp<S> exps{z, maximum_of<S, lanes<S>>(maximum.maximum)};
    each_vector<S>(n, exps);
    RowMultiple<S> multiple{z, 1 / sum_of<S, lanes<S>>(exps.sum)};
    each_part<S>(n, multiple);
}

inline constexpr Index narrow = 32;        // Columns up to which softmax takes a row per lane ...
inline constexpr int softmax_vectors = 4;  // ... of so many vectors.

/// Softmax of some rows of at most `narrow` columns, one in each lane of some vectors. Many at once: vectors
/// are not ready to be loaded as soon as their elements are stored.
template <class S>
void softmax_rows(const Block<S>& z, Index first) {
    constexpr int N = lanes<S>;
    constexpr Index most = softmax_vectors * N;
    const Index rows = z.rows - first < most ? z.rows - first : most, n = z.cols;
    S* const from = z.data + first * z.stride;
    alignas(64) S columns[std::size_t(narrow * most)];
    if (rows % N != 0)
        for (Index k = 0; k < n; ++k) store<N>(columns + k * most + rows / N * N, Vec<S>{});
    for (Index i = 0; i < rows; ++i)
        for (Index k = 0; k < n; ++k) columns[k * most + i] = from[i * z.stride + k];
    for (Index i = 0; i < rows; i += N) {
        S* const column = columns + i;
        Vec<S> maximum = load<N>(column), sum = {};
        for (Index k = 1; k < n; ++k) {
            const Vec<S> x = load<N>(column + k * most);
            maximum = x > maximum ? x : maximum;
        }
        for (Index k = 0; k < n; ++k) {
            const Vec<S> e = exp<S, N>(load<N>(column + k * most) - maximum);
            store<N>(column + k * most, e);
            sum += e;
        }
        const Vec<S> scale = 1 / sum;
        for (Index k = 0; k < n; ++k) store<N>(column + k * most, load<N>(column + k * most) * scale);
    }
    for (Index i = 0; i < rows; ++i)
        for (Index k = 0; k < n; ++k) from[i * z.stride + k] = columns[k * most + i];
}
