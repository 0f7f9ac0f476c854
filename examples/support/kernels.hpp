// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace example {

/// Kernels by the names of what they do.
inline std::vector<std::pair<std::string, eigenmlp::Matrix<double>>> kernels() {
    eigenmlp::Matrix<double> sharpen(3, 3), vertical(3, 3), horizontal(3, 3);
    sharpen << 0, -1, 0, -1, 5, -1, 0, -1, 0;
    vertical << -1, 0, 1, -2, 0, 2, -1, 0, 1;
    horizontal << -1, -2, -1, 0, 0, 0, 1, 2, 1;
    return {{"sharpen", sharpen}, {"vertical edges", vertical}, {"horizontal edges", horizontal}};
}

}  // namespace example
