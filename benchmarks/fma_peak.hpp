// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "protocol.hpp"

namespace benchmark {
namespace detail {

/// Steps of independent chains x = x * a + b in registers; one step is `n_chains` multiply-adds of vectors.
/// Enough chains to hide the latency of a multiply and an add, few enough for 16 registers.
/// Each starts from a value of its own, or the compiler would see that they are all the same.
inline constexpr int n_chains = 12;

// One function for each set: a shared body would be cut into narrow vectors before it is inlined.

template <class T>
T chains_baseline(long n_steps) {
    typedef T V __attribute__((vector_size(16)));
    const V a = V{} + T(0.5), b = V{} + T(0.25);
    V x[n_chains];
#pragma GCC unroll 12
    for (int i = 0; i < n_chains; ++i) x[i] = V{} + T(i);
    for (long step = 0; step < n_steps; ++step) {
#pragma GCC unroll 12
        for (int i = 0; i < n_chains; ++i) x[i] = x[i] * a + b;
    }
    for (int i = 1; i < n_chains; ++i) x[0] += x[i];
    return x[0][0];
}

#if defined(__x86_64__)

template <class T>
__attribute__((target("avx2,fma"))) T chains_avx2(long n_steps) {
    typedef T V __attribute__((vector_size(32)));
    const V a = V{} + T(0.5), b = V{} + T(0.25);
    V x[n_chains];
#pragma GCC unroll 12
    for (int i = 0; i < n_chains; ++i) x[i] = V{} + T(i);
    for (long step = 0; step < n_steps; ++step) {
#pragma GCC unroll 12
        for (int i = 0; i < n_chains; ++i) x[i] = x[i] * a + b;
    }
    for (int i = 1; i < n_chains; ++i) x[0] += x[i];
    return x[0][0];
}

template <class T>
__attribute__((target("avx512f,fma"))) T chains_avx512(long n_steps) {
    typedef T V __attribute__((vector_size(64)));
    const V a = V{} + T(0.5), b = V{} + T(0.25);
    V x[n_chains];
#pragma GCC unroll 12
    for (int i = 0; i < n_chains; ++i) x[i] = V{} + T(i);
    for (long step = 0; step < n_steps; ++step) {
#pragma GCC unroll 12
        for (int i = 0; i < n_chains; ++i) x[i] = x[i] * a + b;
    }
    for (int i = 1; i < n_chains; ++i) x[0] += x[i];
    return x[0][0];
}

#endif

}  // namespace detail

/// Floating-point operations that one thread can do, a multiply-add counted as two.
template <class T>
class FmaPeak {
public:
    FmaPeak() {
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx512f"))
            set(detail::chains_avx512<T>, 64, "AVX-512");
        else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
            set(detail::chains_avx2<T>, 32, "AVX2 and FMA");
#endif
    }

    const char* instruction_set() const { return instruction_set_; }

    /// Operations a second, the best within about `seconds`.
    double measure(double seconds) const {
        constexpr long n_steps = 200'000;
        const double best =
            best_seconds(seconds, [this] { [[maybe_unused]] volatile T sink = chains_(n_steps); });
        const double per_step =
            2.0 * detail::n_chains * static_cast<double>(bytes_) / static_cast<double>(sizeof(T));
        return per_step * static_cast<double>(n_steps) / best;
    }

private:
    void set(T (*chains)(long), int bytes, const char* name) {
        chains_ = chains;
        bytes_ = bytes;
        instruction_set_ = name;
    }

    T (*chains_)(long) = detail::chains_baseline<T>;
    int bytes_ = 16;
    const char* instruction_set_ = "baseline";
};

}  // namespace benchmark
