// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cmath>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"

namespace eigenmlp {

/// Keeps what each epoch of the last fit came to; epoch i is element i - 1 of each.
struct History {
    std::vector<Index> epoch;              ///< 1, 2, ...
    std::vector<double> loss;              ///< mean training loss
    std::vector<double> validation_score;  ///< empty if there are no validation rows
    std::vector<double> validation_loss;   ///< the same
    std::vector<double> learning_rate;     ///< at the epoch's end; empty if the solver has none
    std::vector<double> seconds;           ///< that the epoch took

    std::chrono::steady_clock::time_point epoch_began = {};  ///< when the last epoch began

    void on_train_begin(auto&) { *this = {}; }
    void on_epoch_begin(auto&) { epoch_began = std::chrono::steady_clock::now(); }

    void on_epoch_end(const auto& state) {
        epoch.push_back(state.epoch);
        loss.push_back(state.loss);
        if (state.validation_score) validation_score.push_back(*state.validation_score);
        if (state.validation_loss) validation_loss.push_back(*state.validation_loss);
        if (const double rate = state.learning_rate(); !std::isnan(rate)) learning_rate.push_back(rate);
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - epoch_began).count());
    }
};

}  // namespace eigenmlp
