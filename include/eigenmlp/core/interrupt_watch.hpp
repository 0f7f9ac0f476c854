// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <csignal>

namespace eigenmlp {

/// Notes a Ctrl-C (SIGINT) from `begin` to `end`, instead of what the program does then; a second one ends
/// the program. One at a time.
class InterruptWatch {
public:
    InterruptWatch() = default;
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch() { end(); }

    void begin() {
        end();
        signalled() = 0;
        former_ = std::signal(SIGINT, [](int) {
            signalled() = 1;
            std::signal(SIGINT, SIG_DFL);
        });
        installed_ = true;
    }

    /// The same, but only in a program that has no handling of its own.
    void begin_unless_handled() {
        begin();
        if (former_ != SIG_DFL) end();
    }

    /// Brings the former handling back.
    void end() {
        if (installed_) std::signal(SIGINT, former_);
        installed_ = false;
    }

    /// Whether Ctrl-C came since `begin`.
    bool interrupted() const { return installed_ && signalled() != 0; }

private:
    using Handler = void (*)(int);

    static volatile std::sig_atomic_t& signalled() {
        static volatile std::sig_atomic_t flag = 0;
        return flag;
    }

    Handler former_ = SIG_DFL;
    bool installed_ = false;
};

}  // namespace eigenmlp
