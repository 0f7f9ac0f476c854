// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Vectors of N elements of type S. Included once per instruction set, see vector_sets.hpp.

template <class S>
inline constexpr int lanes = vector_bytes / int(sizeof(S));

/// Elements of a cache line.
template <class S>
inline constexpr Index line = 64 / Index(sizeof(S));

/// Rows so far from each other that the processor does not fetch the next ones by itself.
template <class S>
inline constexpr Index far_apart = 1024 / Index(sizeof(S));

template <class S, int N>
struct VectorOf {
    using Int = std::conditional_t<sizeof(S) == 4, std::int32_t, std::int64_t>;
    typedef S type __attribute__((vector_size(N * sizeof(S))));
    typedef Int ints __attribute__((vector_size(N * sizeof(S))));
    typedef S unaligned __attribute__((vector_size(N * sizeof(S)), aligned(alignof(S)), may_alias));
};

template <class S, int N = lanes<S>>
using Vec = typename VectorOf<S, N>::type;

template <class S, int N = lanes<S>>
using IntVec = typename VectorOf<S, N>::ints;

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> load(const S* p) {
    return *reinterpret_cast<const typename VectorOf<S, N>::unaligned*>(p);
}

template <int N, class S>
[[gnu::always_inline]] inline void store(S* p, const Vec<S, N>& x) {
    *reinterpret_cast<typename VectorOf<S, N>::unaligned*>(p) = x;
}

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> broadcast(S x) {
    return x - Vec<S, N>{};
}

/// How many elements of a vector a load or a store touches: all; only the first `count`; or either, as
/// `count` says, for bodies too long to be compiled for both.
struct Whole {};
struct First {
    Index count;
};
struct AsMany {
    Index count;
};

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> load(const S* p, Whole) {
    return load<N>(p);
}

template <int N, class S>
[[gnu::always_inline]] inline void store(S* p, const Vec<S, N>& x, Whole) {
    store<N>(p, x);
}

/// The other elements are zero.
template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> load(const S* p, First first) {
    Vec<S, N> x;
    if constexpr (has_masks<Vec<S, N>>) {
        masked_load(p, first.count, x);
    } else if (first.count == N) {
        x = load<N>(p);
    } else {
        x = Vec<S, N>{};
#pragma GCC unroll 1
        for (Index i = 0; i < first.count; ++i) x[i] = p[i];
    }
    return x;
}

template <int N, class S>
[[gnu::always_inline]] inline void store(S* p, const Vec<S, N>& x, First first) {
    if constexpr (has_masks<Vec<S, N>>) {
        masked_store(p, first.count, x);
    } else if (first.count == N) {
        store<N>(p, x);
    } else {
#pragma GCC unroll 1
        for (Index i = 0; i < first.count; ++i) p[i] = x[i];
    }
}

template <int N, class S>
[[gnu::always_inline]] inline Vec<S, N> load(const S* p, AsMany as_many) {
    return as_many.count >= N ? load<N>(p) : load<N>(p, First{as_many.count});
}

template <int N, class S>
[[gnu::always_inline]] inline void store(S* p, const Vec<S, N>& x, AsMany as_many) {
    if (as_many.count >= N)
        store<N>(p, x);
    else
        store<N>(p, x, First{as_many.count});
}

/// Calls f(offset, Whole or First) for each vector of a row of n elements.
template <class S, class F>
[[gnu::always_inline]] inline void each_part(Index n, F& f) {
    Index i = 0;
    for (; i + lanes<S> <= n; i += lanes<S>) f(i, Whole{});
    if (i < n) f(i, First{n - i});
}

/// The same for an f of which one copy is enough: f(offset, AsMany).
template <class S, class F>
[[gnu::always_inline]] inline void each_vector(Index n, F& f) {
    for (Index i = 0; i < n; i += lanes<S>) f(i, AsMany{n - i});
}

template <class S, int N>
[[gnu::always_inline]] inline S sum_of(const Vec<S, N>& x) {
    if constexpr (N == 2) {
        return x[0] + x[1];
    } else if constexpr (N == 4) {
        return (x[0] + x[2]) + (x[1] + x[3]);
    } else {
        alignas(64) S lane[std::size_t(N)];
        store<N>(lane, x);
        return sum_of<S, N / 2>(load<N / 2>(lane) + load<N / 2>(lane + N / 2));
    }
}
