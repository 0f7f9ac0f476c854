// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdlib>
#include <cstring>

namespace eigenmlp::kernels {

/// The sets of kernels, in ascending order of speed: plain Eigen expressions; vector extensions on the
/// instructions that every machine of the architecture has (SSE2, NEON); AVX2 with FMA; AVX-512.
enum class Isa { eigen, baseline, avx2, avx512 };

/// Whether the compiler knows the vector extensions that all sets but Isa::eigen are written in, and whether
/// Isa::eigen is compiled: where it is needed, or where EIGENMLP_EIGEN_KERNELS is defined (as in the tests),
/// since Eigen's products take long to compile.
#if defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 12)
inline constexpr bool has_vector_extensions = true;
#else
inline constexpr bool has_vector_extensions = false;
#endif
#ifdef EIGENMLP_EIGEN_KERNELS
inline constexpr bool has_eigen_kernels = true;
#else
inline constexpr bool has_eigen_kernels = !has_vector_extensions;
#endif

/// The fastest set that this machine and this compiler have.
inline Isa fastest_isa() {
    if constexpr (!has_vector_extensions) return Isa::eigen;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        return Isa::avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return Isa::avx2;
#endif
    return Isa::baseline;
}

/// The set named by the environment variable EIGENMLP_ISA (eigen, baseline, avx2 or avx512), if this machine
/// has it; otherwise the fastest.
inline Isa isa_from_environment() {
    const char* const name = std::getenv("EIGENMLP_ISA");
    const Isa fastest = fastest_isa();
    if (name == nullptr) return fastest;
    Isa isa = fastest;
    if (has_eigen_kernels && std::strcmp(name, "eigen") == 0) isa = Isa::eigen;
    if (std::strcmp(name, "baseline") == 0) isa = Isa::baseline;
    if (std::strcmp(name, "avx2") == 0) isa = Isa::avx2;
    return isa < fastest ? isa : fastest;
}

/// The set that all kernels run on, chosen at the first use. Tests assign to it; not while another thread
/// computes.
inline Isa& active_isa() {
    static Isa isa = isa_from_environment();
    return isa;
}

}  // namespace eigenmlp::kernels
