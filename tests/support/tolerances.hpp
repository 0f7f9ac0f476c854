// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <type_traits>

namespace support {

/// Relative error that a short chain of operations in S may have.
template <class S>
constexpr double tolerance = std::is_same_v<S, float> ? 2e-6 : 1e-14;

/// Step of central differences in S, and the error that they may have on functions of moderate slope.
template <class S>
constexpr double difference_step = std::is_same_v<S, float> ? 5e-3 : 6e-6;
template <class S>
constexpr double difference_tolerance = std::is_same_v<S, float> ? 1e-3 : 1e-8;

}  // namespace support
