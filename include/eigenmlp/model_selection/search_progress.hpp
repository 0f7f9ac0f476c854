// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "eigenmlp/callbacks/progress_bar.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/interrupt_watch.hpp"
#include "eigenmlp/core/stopwatch.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// How far a search is, for its `on_progress`.
struct SearchProgress {
    Index n_done;          ///< fits that are done, of all candidates and splits
    Index n_fits;          ///< fits in all
    double elapsed = 0.0;  ///< seconds since the search began
    bool stop_requested = false;

    /// Seconds that the other fits will take if they take as long as those before.
    double time_left() const {
        return n_done == 0 ? 0.0
                           : elapsed * static_cast<double>(n_fits - n_done) / static_cast<double>(n_done);
    }

    /// Begins no further fits: the search keeps the candidates of which all splits are done.
    void request_stop() { stop_requested = true; }
};

namespace detail {

/// Counts the fits of a search, tells how far it is, and knows whether it is to stop. Called from any thread.
class SearchMonitor {
public:
    SearchMonitor(Index n_fits, bool verbose, bool interruptible,
                  std::function<void(SearchProgress&)> on_progress)
        : progress_{.n_done = 0, .n_fits = n_fits}, verbose_(verbose), on_progress_(std::move(on_progress)) {
        if (interruptible) watch_.begin_unless_handled();
    }

    bool stopped() {
        const std::lock_guard lock(mutex_);
        return progress_.stop_requested || watch_.interrupted();
    }

    void fit_done() {
        const std::lock_guard lock(mutex_);
        ++progress_.n_done;
        progress_.stop_requested |= watch_.interrupted();
        progress_.elapsed = stopwatch_.seconds();
        if (on_progress_) on_progress_(progress_);
        if (verbose_ && is_terminal(stderr) && progress_.elapsed - shown_ > 0.1) {
            show(detail::format("{:.0f} s left", progress_.time_left()));
            shown_ = progress_.elapsed;
        }
    }

    /// The last line.
    void finish() {
        const std::lock_guard lock(mutex_);
        interrupted_ = watch_.interrupted();
        progress_.stop_requested |= interrupted_;
        watch_.end();
        if (!verbose_) return;
        progress_.elapsed = stopwatch_.seconds();
        show(detail::format("{:.1f} s", progress_.elapsed));
        std::fputs("\n", stderr);
    }

    /// Whether Ctrl-C came before `finish`.
    bool interrupted() const { return interrupted_; }

private:
    void show(const std::string& time) const {
        const bool terminal = is_terminal(stderr);
        const std::string line = detail::format("{}fit {}/{}, {}{}", terminal ? "\r" : "", progress_.n_done,
                                                progress_.n_fits, time, terminal ? "\033[K" : "");
        std::fputs(line.c_str(), stderr);
        std::fflush(stderr);
    }

    std::mutex mutex_;
    SearchProgress progress_;
    bool verbose_;
    std::function<void(SearchProgress&)> on_progress_;
    InterruptWatch watch_;
    bool interrupted_ = false;
    Stopwatch stopwatch_;
    double shown_ = -1.0;  ///< `elapsed` when the line was last written
};

}  // namespace detail
}  // namespace eigenmlp
