// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>

#include "eigenmlp/core/types.hpp"

/// Whether two tables agree to a relative tolerance, NaN being equal to NaN.
inline bool same_values(const eigenmlp::Matrix<double>& a, const eigenmlp::Matrix<double>& b,
                        double tolerance = 1e-12) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) return false;
    for (eigenmlp::Index i = 0; i < a.rows(); ++i)
        for (eigenmlp::Index j = 0; j < a.cols(); ++j) {
            if (std::isnan(a(i, j)) != std::isnan(b(i, j))) return false;
            if (std::abs(a(i, j) - b(i, j)) > tolerance * std::max(1.0, std::abs(b(i, j)))) return false;
        }
    return true;
}
