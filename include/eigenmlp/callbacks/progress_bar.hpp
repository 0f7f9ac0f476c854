// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

namespace detail {

inline bool is_terminal(std::FILE* file) {
#if defined(_WIN32)
    return _isatty(_fileno(file)) != 0;
#else
    return isatty(fileno(file)) != 0;
#endif
}

}  // namespace detail

/// One line that shows how far `fit` is: epoch, loss, validation score, and the time left if it runs for all
/// `max_iter` epochs. Says nothing where `output` is not a terminal, unless `always`.
class ProgressBar {
public:
    explicit ProgressBar(std::FILE* output = stderr, bool always = false)
        : output_(output), visible_(always || detail::is_terminal(output)) {}

    void on_train_begin(auto&) {
        started_ = Clock::now();
        shown_ = {};
        epochs_done_ = 0;
    }

    void on_batch_end(const auto& state) {
        if (visible_ && Clock::now() - shown_ > std::chrono::milliseconds(100)) show(state, state.batch);
    }

    void on_epoch_end(const auto& state) { epochs_done_ = state.epoch; }

    /// The last line shows the epochs that were completed.
    void on_train_end(const auto& state) {
        if (!visible_) return;
        show(state, 0);
        std::fputs("\n", output_);
    }

private:
    using Clock = std::chrono::steady_clock;

    void show(const auto& state, Index batches) {
        const bool last = batches == 0;
        const double epochs = static_cast<double>(last ? epochs_done_ : state.epoch - 1) +
                              static_cast<double>(batches) / static_cast<double>(state.n_batches);
        const double share = std::min(1.0, epochs / static_cast<double>(state.max_iter));
        const double elapsed = std::chrono::duration<double>(Clock::now() - started_).count();

        constexpr std::size_t width = 24;
        const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
        std::string line =
            detail::format("\repoch {}/{} [{}{}]", last ? epochs_done_ : state.epoch, state.max_iter,
                           std::string(filled, '='), std::string(width - filled, ' '));
        if (epochs_done_ > 0) {
            line += detail::format(" loss {:.4f}", state.loss);
            if (state.validation_score)
                line += detail::format(", validation score {:.4f}", *state.validation_score);
        }
        if (last)
            line += detail::format(", {:.1f} s", elapsed);
        else if (epochs > 0.0)
            line += detail::format(", at most {:.0f} s left", elapsed * (1.0 - share) / share);
        std::fputs((line + "\033[K").c_str(), output_);
        std::fflush(output_);
        shown_ = Clock::now();
    }

    std::FILE* output_;
    bool visible_;
    Index epochs_done_ = 0;
    Clock::time_point started_{};
    Clock::time_point shown_{};
};

}  // namespace eigenmlp
