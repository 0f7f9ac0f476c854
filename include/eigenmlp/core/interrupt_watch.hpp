// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>
#include <csignal>

#if defined(__unix__) || defined(__APPLE__)
#include <signal.h>
#endif

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
        former_ = present();
        signalled() = 0;
        watch();
        installed_ = true;
        ++n_installed();
    }

    /// The same, but only in a program that has no handling of its own, and not beside another watch, whose
    /// interrupt it would forget.
    void begin_unless_handled() {
        end();
        if (n_installed() == 0 && is_default(present())) begin();
    }

    /// Brings the former handling back.
    void end() {
        if (!installed_) return;
        handle(former_);
        installed_ = false;
        --n_installed();
    }

    /// Whether Ctrl-C came since `begin`.
    bool interrupted() const { return installed_ && signalled() != 0; }

private:
    static std::atomic<int>& n_installed() {
        static std::atomic<int> n = 0;
        return n;
    }

    static volatile std::sig_atomic_t& signalled() {
        static volatile std::sig_atomic_t flag = 0;
        return flag;
    }

#if defined(__unix__) || defined(__APPLE__)
    using Handling = struct sigaction;  // std::signal would lose its flags and mask

    static Handling present() {
        Handling handling;
        sigaction(SIGINT, nullptr, &handling);
        return handling;
    }

    static void handle(const Handling& handling) { sigaction(SIGINT, &handling, nullptr); }

    static bool is_default(const Handling& handling) { return handling.sa_handler == SIG_DFL; }

    static void watch() {
        Handling handling{};
        handling.sa_handler = [](int) { signalled() = 1; };
        sigemptyset(&handling.sa_mask);
        handling.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
        handle(handling);
    }
#else
    using Handling = void (*)(int);

    static Handling present() {
        const Handling handling = std::signal(SIGINT, SIG_IGN);
        handle(handling);
        return handling;
    }

    static void handle(Handling handling) { std::signal(SIGINT, handling); }

    static bool is_default(Handling handling) { return handling == SIG_DFL; }

    static void watch() {
        handle([](int) {
            signalled() = 1;
            handle(SIG_DFL);
        });
    }
#endif

    Handling former_{};
    bool installed_ = false;
};

}  // namespace eigenmlp
