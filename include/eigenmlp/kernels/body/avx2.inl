// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What vector extensions cannot say, for AVX2: square roots, and loads and stores of the first elements only.

typedef float F8 __attribute__((vector_size(32)));
typedef float F4 __attribute__((vector_size(16)));
typedef double D4 __attribute__((vector_size(32)));
typedef double D2 __attribute__((vector_size(16)));
typedef int I8 __attribute__((vector_size(32)));
typedef int I4 __attribute__((vector_size(16)));
typedef long long L4 __attribute__((vector_size(32)));
typedef long long L2 __attribute__((vector_size(16)));

template <class V>
inline constexpr bool has_masks = sizeof(V) >= 16;

[[gnu::always_inline]] inline I8 mask_8(Index count) {
    return I8{0, 1, 2, 3, 4, 5, 6, 7} < static_cast<int>(count);
}
[[gnu::always_inline]] inline I4 mask_4(Index count) { return I4{0, 1, 2, 3} < static_cast<int>(count); }
[[gnu::always_inline]] inline L4 long_mask_4(Index count) { return L4{0, 1, 2, 3} < count; }
[[gnu::always_inline]] inline L2 long_mask_2(Index count) { return L2{0, 1} < count; }

[[gnu::always_inline]] inline void masked_load(const float* p, Index count, F8& x) {
    x = __builtin_ia32_maskloadps256(reinterpret_cast<const F8*>(p), mask_8(count));
}
[[gnu::always_inline]] inline void masked_load(const float* p, Index count, F4& x) {
    x = __builtin_ia32_maskloadps(reinterpret_cast<const F4*>(p), mask_4(count));
}
[[gnu::always_inline]] inline void masked_load(const double* p, Index count, D4& x) {
    x = __builtin_ia32_maskloadpd256(reinterpret_cast<const D4*>(p), long_mask_4(count));
}
[[gnu::always_inline]] inline void masked_load(const double* p, Index count, D2& x) {
    x = __builtin_ia32_maskloadpd(reinterpret_cast<const D2*>(p), long_mask_2(count));
}

[[gnu::always_inline]] inline void masked_store(float* p, Index count, const F8& x) {
    __builtin_ia32_maskstoreps256(reinterpret_cast<F8*>(p), mask_8(count), x);
}
[[gnu::always_inline]] inline void masked_store(float* p, Index count, const F4& x) {
    __builtin_ia32_maskstoreps(reinterpret_cast<F4*>(p), mask_4(count), x);
}
[[gnu::always_inline]] inline void masked_store(double* p, Index count, const D4& x) {
    __builtin_ia32_maskstorepd256(reinterpret_cast<D4*>(p), long_mask_4(count), x);
}
[[gnu::always_inline]] inline void masked_store(double* p, Index count, const D2& x) {
    __builtin_ia32_maskstorepd(reinterpret_cast<D2*>(p), long_mask_2(count), x);
}

[[gnu::always_inline]] inline F8 square_root(const F8& x) { return __builtin_ia32_sqrtps256(x); }
[[gnu::always_inline]] inline D4 square_root(const D4& x) { return __builtin_ia32_sqrtpd256(x); }
