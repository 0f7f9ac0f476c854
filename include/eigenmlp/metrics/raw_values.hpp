// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace eigenmlp {

/// Type of `raw_values`.
struct RawValues {
    explicit constexpr RawValues(int) {}  // no default: {} stands for the options of a metric
};

/// Asks a metric for a score per output or class, as a vector, rather than their average: scikit-learn's
/// multioutput='raw_values' and average=None.
inline constexpr RawValues raw_values{0};

}  // namespace eigenmlp
