// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What vector extensions cannot say, for vectors of 16 bytes on any machine.

typedef float F4 __attribute__((vector_size(16)));
typedef double D2 __attribute__((vector_size(16)));

template <class V>
inline constexpr bool has_masks = false;

#ifdef __SSE2__
[[gnu::always_inline]] inline F4 square_root(const F4& x) { return __builtin_ia32_sqrtps(x); }
[[gnu::always_inline]] inline D2 square_root(const D2& x) { return __builtin_ia32_sqrtpd(x); }
#elif defined(__aarch64__)
[[gnu::always_inline]] inline F4 square_root(const F4& x) {
    F4 root;
    __asm__("fsqrt %0.4s, %1.4s" : "=w"(root) : "w"(x));
    return root;
}
[[gnu::always_inline]] inline D2 square_root(const D2& x) {
    D2 root;
    __asm__("fsqrt %0.2d, %1.2d" : "=w"(root) : "w"(x));
    return root;
}
#else
[[gnu::always_inline]] inline F4 square_root(const F4& x) {
    return F4{__builtin_sqrtf(x[0]), __builtin_sqrtf(x[1]), __builtin_sqrtf(x[2]), __builtin_sqrtf(x[3])};
}
[[gnu::always_inline]] inline D2 square_root(const D2& x) {
    return D2{__builtin_sqrt(x[0]), __builtin_sqrt(x[1])};
}
#endif
