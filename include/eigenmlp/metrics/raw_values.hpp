// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace eigenmlp {

/// Type of `raw_values`.
struct RawValues {};

/// Asks a metric for a score per output or class, as a vector, rather than their average: scikit-learn's
/// multioutput='raw_values' and average=None.
inline constexpr RawValues raw_values{};

}  // namespace eigenmlp
