// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What a network is trained on. Someone else owns it.
template <class S>
struct TrainingData {
    ConstMatrixView<S> X;              ///< samples x features
    ConstMatrixView<S> Y;              ///< samples x outputs
    const S* sample_weight = nullptr;  ///< one per sample, or null: all count the same
};

}  // namespace eigenmlp
