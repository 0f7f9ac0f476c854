// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/interrupt_watch.hpp"
#include "eigenmlp/core/warnings.hpp"

namespace eigenmlp {

/// Ctrl-C ends `fit` after the present batch as if the stop rule had fired: the estimator keeps the weights
/// so far (with early stopping, the best). A second Ctrl-C ends the program. The former handling of SIGINT
/// returns when the fit ends, also if it fails.
class StopOnInterrupt {
public:
    void on_train_begin(auto&) {
        interrupted_ = false;
        watch_.begin();
    }

    void on_batch_end(auto& state) {
        if (watch_.interrupted()) state.request_stop("interrupted");
    }

    void on_train_end(auto&) {
        interrupted_ = watch_.interrupted();
        if (interrupted_) warn(WarningCategory::UserWarning, "Training interrupted by user.");
    }

    void teardown() { watch_.end(); }

    /// Whether the last fit was interrupted.
    bool interrupted() const { return interrupted_; }

private:
    InterruptWatch watch_;
    bool interrupted_ = false;
};

}  // namespace eigenmlp
