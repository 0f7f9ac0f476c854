// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <limits>

namespace eigenmlp::detail {

/// The gate g(z) of an activation a = z g(z), from its input and output; g(0) is given.
template <class S>
S gate(S z, S a, S at_zero) {
    return std::abs(z) < std::numeric_limits<S>::min() ? at_zero : a / z;
}

}  // namespace eigenmlp::detail
