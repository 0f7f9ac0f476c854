// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What vector extensions cannot say, for AVX2.

typedef float F8 __attribute__((vector_size(32)));
typedef double D4 __attribute__((vector_size(32)));

template <class V>
inline constexpr bool has_masks = false;

[[gnu::always_inline]] inline F8 square_root(const F8& x) { return __builtin_ia32_sqrtps256(x); }
[[gnu::always_inline]] inline D4 square_root(const D4& x) { return __builtin_ia32_sqrtpd256(x); }
