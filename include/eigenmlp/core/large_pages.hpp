// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// Asks the system to back memory that nobody has written to yet by large pages, if it is worth it, as NumPy
/// does for its arrays: a processor knows the addresses of few small pages at a time. No more than a hint.
inline void advise_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    constexpr std::size_t small_page = 4096, large_page = 2 << 20;
    if (bytes < large_page) return;
    const std::size_t before =
        (small_page - reinterpret_cast<std::uintptr_t>(memory) % small_page) % small_page;
    madvise(static_cast<char*>(memory) + before, (bytes - before) / small_page * small_page, MADV_HUGEPAGE);
#endif
}

/// A vector for one number per parameter of a network; its elements are not set.
template <class S>
Vector<S> parameter_vector(Index size) {
    Vector<S> x(size);
    advise_large_pages(x.data(), static_cast<std::size_t>(size) * sizeof(S));
    return x;
}

/// The same, all zeros.
template <class S>
Vector<S> parameter_zeros(Index size) {
    Vector<S> x = parameter_vector<S>(size);
    x.setZero();
    return x;
}

}  // namespace eigenmlp::detail
