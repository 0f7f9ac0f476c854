// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <limits>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp {

/// Sets the learning rate before each epoch: `LearningRateScheduler{[](Index epoch, double rate) { return
/// epoch > 10 ? 0.95 * rate : rate; }}`. Needs a stochastic solver.
struct LearningRateScheduler {
    /// From the epoch, counted from 1, and the rate that it gave for the one before (in the first epoch the
    /// solver's) to the rate of this epoch.
    std::function<double(Index epoch, double rate)> schedule;

    double rate = std::numeric_limits<double>::quiet_NaN();  ///< of the present epoch

    /// \throws InvalidParameterError if there is no function.
    void on_train_begin(const auto& state) {
        if (!schedule)
            throw InvalidParameterError("LearningRateScheduler: schedule must be a function. It is empty.");
        rate = state.learning_rate();
    }

    /// \throws InvalidParameterError if the rate is negative or not finite, or the solver cannot take one.
    void on_epoch_begin(auto& state) {
        rate = schedule(state.epoch, rate);
        state.set_learning_rate(rate);
    }
};

}  // namespace eigenmlp
