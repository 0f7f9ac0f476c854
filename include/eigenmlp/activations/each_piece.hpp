// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// Elements that a function of `each_piece` gets at a time.
inline constexpr Index piece = 64;

/// Calls f(n, data...) for the rows of dense matrices of one shape, or blocks of such, in pieces of n <=
/// `piece` elements; data point to the elements of each matrix.
template <class F, class First, class... Others>
void each_piece(F&& f, First&& first, Others&&... others) {
    for (Index i = 0; i < first.outerSize(); ++i)
        for (Index j = 0; j < first.innerSize(); j += piece)
            f(std::min(piece, first.innerSize() - j), first.data() + i * first.outerStride() + j,
              others.data() + i * others.outerStride() + j...);
}

}  // namespace eigenmlp::detail
