// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What vector extensions cannot say, for AVX-512: estimates of reciprocals, loads and stores of the first
// elements only, and loads that repeat what they read.

typedef float F16 __attribute__((vector_size(64)));
typedef float F8 __attribute__((vector_size(32)));
typedef double D8 __attribute__((vector_size(64)));
typedef float F4 __attribute__((vector_size(16)));
typedef double D4 __attribute__((vector_size(32)));
typedef double D2 __attribute__((vector_size(16)));

template <class V>
inline constexpr bool has_masks = sizeof(V) >= 16;

/// The compilers disagree about the pointer type that the masked builtins take.
template <class T>
struct AnyPointer {
    T* p;
    template <class U>
    [[gnu::always_inline]] operator U*() const {
        return reinterpret_cast<U*>(p);
    }
};
template <class T>
AnyPointer(T*) -> AnyPointer<T>;

[[gnu::always_inline]] inline unsigned mask(Index count) { return (1u << count) - 1u; }

[[gnu::always_inline]] inline void masked_load(const float* p, Index count, F16& x) {
    x = __builtin_ia32_loadups512_mask(AnyPointer{p}, F16{}, static_cast<unsigned short>(mask(count)));
}
[[gnu::always_inline]] inline void masked_load(const float* p, Index count, F8& x) {
    x = __builtin_ia32_loadups256_mask(AnyPointer{p}, F8{}, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_load(const float* p, Index count, F4& x) {
    x = __builtin_ia32_loadups128_mask(AnyPointer{p}, F4{}, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_load(const double* p, Index count, D8& x) {
    x = __builtin_ia32_loadupd512_mask(AnyPointer{p}, D8{}, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_load(const double* p, Index count, D4& x) {
    x = __builtin_ia32_loadupd256_mask(AnyPointer{p}, D4{}, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_load(const double* p, Index count, D2& x) {
    x = __builtin_ia32_loadupd128_mask(AnyPointer{p}, D2{}, static_cast<unsigned char>(mask(count)));
}

[[gnu::always_inline]] inline void masked_store(float* p, Index count, const F16& x) {
    __builtin_ia32_storeups512_mask(AnyPointer{p}, x, static_cast<unsigned short>(mask(count)));
}
[[gnu::always_inline]] inline void masked_store(float* p, Index count, const F8& x) {
    __builtin_ia32_storeups256_mask(AnyPointer{p}, x, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_store(float* p, Index count, const F4& x) {
    __builtin_ia32_storeups128_mask(AnyPointer{p}, x, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_store(double* p, Index count, const D8& x) {
    __builtin_ia32_storeupd512_mask(AnyPointer{p}, x, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_store(double* p, Index count, const D4& x) {
    __builtin_ia32_storeupd256_mask(AnyPointer{p}, x, static_cast<unsigned char>(mask(count)));
}
[[gnu::always_inline]] inline void masked_store(double* p, Index count, const D2& x) {
    __builtin_ia32_storeupd128_mask(AnyPointer{p}, x, static_cast<unsigned char>(mask(count)));
}

/// 1 / sqrt(x) and 1 / x, right to 14 bits.
[[gnu::always_inline]] inline F16 inverse_root_estimate(const F16& x) {
    return __builtin_ia32_rsqrt14ps512_mask(x, F16{}, static_cast<unsigned short>(0xFFFF));
}
[[gnu::always_inline]] inline D8 inverse_root_estimate(const D8& x) {
    return __builtin_ia32_rsqrt14pd512_mask(x, D8{}, static_cast<unsigned char>(0xFF));
}
[[gnu::always_inline]] inline F16 inverse_estimate(const F16& x) {
    return __builtin_ia32_rcp14ps512_mask(x, F16{}, static_cast<unsigned short>(0xFFFF));
}
[[gnu::always_inline]] inline D8 inverse_estimate(const D8& x) {
    return __builtin_ia32_rcp14pd512_mask(x, D8{}, static_cast<unsigned char>(0xFF));
}

#ifndef __clang__
/// The first half of x and the second of y. Told as a shuffle, g++ makes several of it.
[[gnu::always_inline]] inline F16 halves(const F16& x, const F16& y) {
    return __builtin_ia32_blendmps_512_mask(x, y, static_cast<unsigned short>(0xFF00));
}
[[gnu::always_inline]] inline D8 halves(const D8& x, const D8& y) {
    return __builtin_ia32_blendmpd_512_mask(x, y, static_cast<unsigned char>(0xF0));
}

/// x as often as a vector has room: one load, if x is in memory, of which g++ else makes several shuffles.
[[gnu::always_inline]] inline F16 repeated(const F4& x) {
    return __builtin_ia32_broadcastf32x4_512(x, F16{}, static_cast<unsigned short>(0xFFFF));
}
[[gnu::always_inline]] inline F16 repeated(const F8& x) {
    return __builtin_ia32_broadcastf32x8_512_mask(x, F16{}, static_cast<unsigned short>(0xFFFF));
}
[[gnu::always_inline]] inline D8 repeated(const D2& x) {
    return __builtin_ia32_broadcastf64x2_512_mask(x, D8{}, static_cast<unsigned char>(0xFF));
}
[[gnu::always_inline]] inline D8 repeated(const D4& x) {
    return __builtin_ia32_broadcastf64x4_512(x, D8{}, static_cast<unsigned char>(0xFF));
}
#endif
