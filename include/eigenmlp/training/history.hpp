// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/monitor.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What training leaves behind besides the weights. All but `n_iter` and `stop_reason` goes on over warm
/// starts and `partial_fit`.
template <class S>
struct History {
    double loss = std::numeric_limits<double>::quiet_NaN();  ///< mean loss of the last epoch
    std::vector<double> loss_curve;                          ///< mean loss of each epoch
    std::vector<double> validation_scores;                   ///< score of each epoch with early stopping
    Monitor training_loss;                                   ///< patience without early stopping
    Monitor validation_loss;  ///< patience with early stopping: negative scores
    Vector<S> best_theta;     ///< weights of the best validation score
    Index n_iter = 0;         ///< epochs of the last call
    Index t = 0;              ///< training rows seen since the cold start
    std::string stop_reason;  ///< why the last call ended
};

}  // namespace eigenmlp
