// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The rule of patience, scikit-learn's: how many values in a row were no improvement by at least `tol`. For
/// values that should grow, give their negatives.
struct Monitor {
    double best = std::numeric_limits<double>::infinity();
    Index no_improvement_count = 0;

    /// Takes the next value; returns whether it is the best so far. An improvement by less than `tol` updates
    /// `best` and yet counts as none. NaN is never the best and resets the count.
    bool update(double value, double tol) {
        no_improvement_count = value > best - tol ? no_improvement_count + 1 : 0;
        if (!(value < best)) return false;
        best = value;
        return true;
    }

    friend bool operator==(const Monitor&, const Monitor&) = default;
};

}  // namespace eigenmlp
