// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

namespace eigenmlp::kernels {

/// Replaces the elements of z, a dense matrix or a block of one, by a kernel such as `kernels::exp`.
template <class Kernel>
void map_elements(Kernel&& kernel, auto&& z) {
    auto* const data = z.data();
    if (z.outerStride() == z.innerSize())
        kernel(data, data, z.size());
    else
        for (Index i = 0; i < z.outerSize(); ++i)
            kernel(data + i * z.outerStride(), data + i * z.outerStride(), z.innerSize());
}

}  // namespace eigenmlp::kernels
