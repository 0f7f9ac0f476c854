// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace eigenmlp {

/// Learning rate schedule of SGD.
enum class LearningRate {
    constant,    ///< learning_rate_init throughout
    invscaling,  ///< learning_rate_init / (t + 1)^power_t after each epoch, t the number of rows seen so far
    adaptive,    ///< divided by 5 each time that the stopping rule fires, until it is at most 1e-6
};

}  // namespace eigenmlp
