// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "eigenmlp/kernels/arguments.hpp"

/// The bodies of the kernels, compiled once per instruction set: each in its own namespace, so that no
/// function of one set can replace that of another at link time. A set with `few_shapes` has but one shape of
/// tile: for a machine that hardly a program meets and yet every program is compiled for, as x86 before AVX2.
/// `prfchw` is the prefetch for writing, which every processor with AVX2 has, or takes for no operation.

namespace eigenmlp::kernels::baseline {

#ifdef __x86_64__
inline constexpr int vector_bytes = 16, tile_rows = 4, tile_vectors = 2;
inline constexpr bool few_shapes = true;
#else
inline constexpr int vector_bytes = 16, tile_rows = 8, tile_vectors = 3;  // NEON has 32 registers.
inline constexpr bool few_shapes = false;
#endif
inline constexpr int max_folded = 1;
#include "eigenmlp/kernels/body/baseline.inl"
#include "eigenmlp/kernels/body/body.inl"

}  // namespace eigenmlp::kernels::baseline

#ifdef __x86_64__

namespace eigenmlp::kernels::avx2 {

inline constexpr int vector_bytes = 32, tile_rows = 4, tile_vectors = 3;
inline constexpr int max_folded = 2;
inline constexpr bool few_shapes = false;
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,fma,prfchw"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma,prfchw")
#endif
#include "eigenmlp/kernels/body/avx2.inl"
#include "eigenmlp/kernels/body/body.inl"
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace eigenmlp::kernels::avx2

namespace eigenmlp::kernels::avx512 {

inline constexpr int vector_bytes = 64, tile_rows = 8, tile_vectors = 3;
inline constexpr int max_folded = 4;
inline constexpr bool few_shapes = false;
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,prfchw"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,prfchw")
#endif
#include "eigenmlp/kernels/body/avx512.inl"
#include "eigenmlp/kernels/body/body.inl"
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

}  // namespace eigenmlp::kernels::avx512

#endif
