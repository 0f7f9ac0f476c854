// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/interrupt_watch.hpp"

#include <csignal>

#include "support/catch.hpp"

using namespace eigenmlp;

#if defined(__unix__) || defined(__APPLE__)

namespace {

using Handling = struct sigaction;

Handling present() {
    Handling handling;
    sigaction(SIGINT, nullptr, &handling);
    return handling;
}

/// Puts another handling of SIGINT in place for a test.
struct During {
    Handling former = present();
    explicit During(const Handling& handling) { sigaction(SIGINT, &handling, nullptr); }
    During(const During&) = delete;
    During& operator=(const During&) = delete;
    ~During() { sigaction(SIGINT, &former, nullptr); }
};

volatile std::sig_atomic_t n_handled = 0;

/// That of a program that wants to know who sent the signal, alone, in system calls that it ends.
Handling own_handling() {
    Handling handling{};
    handling.sa_sigaction = [](int, siginfo_t*, void*) { n_handled = n_handled + 1; };
    handling.sa_flags = SA_SIGINFO;
    sigaddset(&handling.sa_mask, SIGUSR1);
    return handling;
}

void check_own(const Handling& handling) {
    CHECK(handling.sa_sigaction == own_handling().sa_sigaction);
    CHECK((handling.sa_flags & SA_SIGINFO) != 0);
    CHECK((handling.sa_flags & SA_RESTART) == 0);
    CHECK(sigismember(&handling.sa_mask, SIGUSR1) == 1);
}

}  // namespace

TEST_CASE("after a watch the former handling of interrupts is back with its flags and mask") {
    const During own(own_handling());
    InterruptWatch watch;
    watch.begin();
    n_handled = 0;
    std::raise(SIGINT);
    CHECK(watch.interrupted());
    CHECK(n_handled == 0);
    CHECK(present().sa_handler == SIG_DFL);  // a second one ends the program
    watch.end();
    CHECK_FALSE(watch.interrupted());
    check_own(present());
    watch.begin();
    CHECK_FALSE(watch.interrupted());
}

TEST_CASE("a program that handles interrupts keeps doing so where only unhandled ones are watched") {
    const During own(own_handling());
    InterruptWatch watch;
    watch.begin_unless_handled();
    check_own(present());
    n_handled = 0;
    std::raise(SIGINT);
    CHECK(n_handled == 1);
    CHECK_FALSE(watch.interrupted());
    watch.end();
    check_own(present());
}

TEST_CASE("an interrupt that nobody handles is noted, and not forgotten for a second watch") {
    Handling none{};
    none.sa_handler = SIG_DFL;
    const During nobody(none);
    InterruptWatch watch, inner;
    watch.begin_unless_handled();
    std::raise(SIGINT);
    CHECK(watch.interrupted());
    inner.begin_unless_handled();
    CHECK(watch.interrupted());
    inner.end();
    watch.end();
    CHECK(present().sa_handler == SIG_DFL);
}

#endif
