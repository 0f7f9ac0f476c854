// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What stands beyond the edges of an image `a b c d`, by SciPy's names.
enum class BorderMode {
    reflect,   ///< d c b a | a b c d | d c b a
    constant,  ///< k k k k | a b c d | k k k k, with k = `cval`
    nearest,   ///< a a a a | a b c d | d d d d
    mirror,    ///< d c b | a b c d | c b a
    wrap       ///< a b c d | a b c d | a b c d
};

namespace detail {

/// Which element of 0, ..., n - 1 stands at position `i`, which may be outside; -1 for the constant.
/// \pre `n > 0`
inline Index border_source(Index i, Index n, BorderMode mode) {
    if (i >= 0 && i < n) return i;
    const auto modulo = [](Index a, Index period) { return (a % period + period) % period; };
    switch (mode) {
        case BorderMode::reflect: {
            const Index k = modulo(i, 2 * n);
            return std::min(k, 2 * n - 1 - k);
        }
        case BorderMode::mirror: {
            if (n == 1) return 0;
            const Index k = modulo(i, 2 * n - 2);
            return std::min(k, 2 * n - 2 - k);
        }
        case BorderMode::nearest:
            return i < 0 ? 0 : n - 1;
        case BorderMode::wrap:
            return modulo(i, n);
        case BorderMode::constant:
            break;
    }
    return -1;
}

/// The sources of the positions first, ..., first + length - 1.
inline std::vector<Index> border_sources(Index first, Index length, Index n, BorderMode mode) {
    std::vector<Index> sources;
    for (Index i = first; i < first + length; ++i) sources.push_back(border_source(i, n, mode));
    return sources;
}

}  // namespace detail
}  // namespace eigenmlp
