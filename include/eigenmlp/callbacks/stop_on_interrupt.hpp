// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <csignal>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/warnings.hpp"

namespace eigenmlp {

/// Ctrl-C ends `fit` after the present batch as if the stop rule had fired: the estimator keeps the weights
/// so far (with early stopping, the best). A second Ctrl-C ends the program. The former handling of SIGINT
/// returns when the fit ends, also if it fails.
class StopOnInterrupt {
public:
    StopOnInterrupt() = default;
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;
    ~StopOnInterrupt() { restore(); }

    void on_train_begin(auto&) {
        restore();
        interrupted_ = false;
        signalled() = 0;
        former_ = std::signal(SIGINT, [](int) {
            signalled() = 1;
            std::signal(SIGINT, SIG_DFL);
        });
        installed_ = true;
    }

    void on_batch_end(auto& state) {
        if (signalled() != 0) state.request_stop("interrupted");
    }

    void on_train_end(auto&) {
        interrupted_ = signalled() != 0;
        if (interrupted_) warn(WarningCategory::UserWarning, "Training interrupted by user.");
    }

    void teardown() { restore(); }

    /// Whether the last fit was interrupted.
    bool interrupted() const { return interrupted_; }

private:
    using Handler = void (*)(int);

    static volatile std::sig_atomic_t& signalled() {
        static volatile std::sig_atomic_t flag = 0;
        return flag;
    }

    void restore() {
        if (installed_) std::signal(SIGINT, former_);
        installed_ = false;
    }

    Handler former_ = SIG_DFL;
    bool installed_ = false;
    bool interrupted_ = false;
};

}  // namespace eigenmlp
