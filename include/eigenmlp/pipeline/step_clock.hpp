// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/stopwatch.hpp"

namespace eigenmlp::detail {

/// scikit-learn's line on a step, as wide as 70 characters:
/// "[Pipeline] .... (step 1 of 2) Processing standardscaler, total=   0.1s".
inline std::string step_line(std::string_view source, std::size_t step, std::size_t n_steps,
                             std::string_view name, double seconds) {
    constexpr std::size_t width = 70;
    const std::string start = format("[{}] ", source);
    const bool minutes = seconds > 60;
    const std::string number = format("{:.1f}", minutes ? seconds / 60 : seconds);
    const std::size_t digits = minutes ? 4 : 6;
    const std::string time =
        std::string(digits - std::min(digits, number.size()), ' ') + number + (minutes ? "min" : "s");
    const std::string end = format(" (step {} of {}) Processing {}, total={}", step + 1, n_steps, name, time);
    const std::size_t taken = start.size() + end.size();
    return start + std::string(taken < width ? width - taken : 0, '.') + end;
}

/// Calls what is done in each step of `fit` and prints, if asked, how long it took.
class StepClock {
public:
    /// \param names of all steps, empty for one that gets no line and does not count; none to print nothing
    StepClock(std::string_view source, std::vector<std::string> names)
        : source_(source), names_(std::move(names)) {}

    template <class F>
    auto operator()(std::size_t step, F&& f) const {
        const Stopwatch watch;
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            f();
            report(step, watch.seconds());
        } else {
            auto result = f();
            report(step, watch.seconds());
            return result;
        }
    }

private:
    void report(std::size_t step, double seconds) const {
        if (names_.empty() || names_[step].empty()) return;
        print("{}\n", step_line(source_, n_counted(step), n_counted(names_.size()), names_[step], seconds));
    }

    /// Of the first n steps.
    std::size_t n_counted(std::size_t n) const {
        return static_cast<std::size_t>(std::count_if(names_.begin(),
                                                      names_.begin() + static_cast<std::ptrdiff_t>(n),
                                                      [](const std::string& name) { return !name.empty(); }));
    }

    std::string_view source_;
    std::vector<std::string> names_;
};

}  // namespace eigenmlp::detail
