// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/monitor.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What training leaves behind besides the weights. All but `n_iter` and `stop_reason` goes on over warm
/// starts and `partial_fit`.
template <class S>
struct TrainingHistory {
    double loss = std::numeric_limits<double>::quiet_NaN();  ///< mean loss of the last epoch
    std::vector<double> loss_curve;                          ///< mean loss of each epoch
    std::vector<double> validation_scores;                   ///< score of each epoch on the validation rows
    std::vector<double> validation_loss_curve;               ///< loss of each epoch on the validation rows
    Monitor training_loss;                                   ///< patience without early stopping
    Monitor negative_score;                                  ///< patience with early stopping
    Vector<S> best_theta;                                    ///< weights of the best validation score
    Index n_iter = 0;                                        ///< epochs, or iterations, of the last call
    Index t = 0;                                             ///< training rows seen since the cold start
    std::string stop_reason;                                 ///< why the last call ended
};

}  // namespace eigenmlp
