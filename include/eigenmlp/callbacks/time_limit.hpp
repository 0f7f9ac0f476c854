// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// Ends `fit` after the batch with which it has taken `limit` or longer:
/// `TimeLimit{std::chrono::minutes(5)}`. The epoch under way is broken off and does not count; the weights
/// are kept.
struct TimeLimit {
    std::chrono::duration<double> limit;  ///< above 0, from the beginning of training on

    bool reached = false;                                ///< whether it ended the last fit
    std::chrono::steady_clock::time_point started = {};  ///< when the last fit began

    /// \throws InvalidParameterError if `limit` is not positive.
    void on_train_begin(auto&) {
        if (!(limit.count() > 0.0))
            throw InvalidParameterError(
                detail::format("TimeLimit: limit must be > 0 s. Got {} s instead.", limit.count()));
        reached = false;
        started = std::chrono::steady_clock::now();
    }

    void on_batch_end(auto& state) { look_at_clock(state); }
    void on_epoch_end(auto& state) { look_at_clock(state); }

    void look_at_clock(auto& state) {
        if (state.stop_reason || std::chrono::steady_clock::now() - started < limit) return;
        reached = true;
        state.request_stop(detail::format("time limit of {} s reached", limit.count()));
    }
};

}  // namespace eigenmlp
