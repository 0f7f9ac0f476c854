// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#include "protocol.hpp"

namespace benchmark {
namespace detail {

template <class T>
void read_write_baseline(T* data, std::size_t n) {
    typedef T V __attribute__((vector_size(16), may_alias));
    V* const end = reinterpret_cast<V*>(data + n);
    for (V* p = reinterpret_cast<V*>(data); p != end; ++p) *p += T(1);
}

#if defined(__x86_64__)

template <class T>
__attribute__((target("avx2"))) void read_write_avx2(T* data, std::size_t n) {
    typedef T V __attribute__((vector_size(32), may_alias));
    V* const end = reinterpret_cast<V*>(data + n);
    for (V* p = reinterpret_cast<V*>(data); p != end; ++p) *p += T(1);
}

template <class T>
__attribute__((target("avx512f"))) void read_write_avx512(T* data, std::size_t n) {
    typedef T V __attribute__((vector_size(64), may_alias));
    V* const end = reinterpret_cast<V*>(data + n);
    for (V* p = reinterpret_cast<V*>(data); p != end; ++p) *p += T(1);
}

#endif

}  // namespace detail

/// A pass that reads and writes an array in place, as the update of a solver does with weights and moments.
template <class T>
class MemoryBandwidth {
public:
    /// \param bytes size of the array: far larger than the caches for the memory's bandwidth
    explicit MemoryBandwidth(std::size_t bytes)
        : n_(bytes / alignment * alignment / sizeof(T)),
          data_(static_cast<T*>(std::aligned_alloc(alignment, n_ * sizeof(T)))) {
        if (!data_) throw std::bad_alloc();
        std::uninitialized_fill_n(data_.get(), n_, T(0));
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx512f"))
            read_write_ = detail::read_write_avx512<T>;
        else if (__builtin_cpu_supports("avx2"))
            read_write_ = detail::read_write_avx2<T>;
#endif
    }

    /// Bytes read and written a second by one thread, the best pass within about `seconds`.
    double measure(double seconds) const {
        const double best = best_seconds(seconds, [this] { read_write_(data_.get(), n_); });
        return 2.0 * static_cast<double>(n_ * sizeof(T)) / best;
    }

private:
    static constexpr std::size_t alignment = 64;

    struct Free {
        void operator()(T* data) const { std::free(data); }
    };

    std::size_t n_;
    std::unique_ptr<T, Free> data_;
    void (*read_write_)(T*, std::size_t) = detail::read_write_baseline<T>;
};

}  // namespace benchmark
