// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace example {

/// Seconds that the named parts of a program took, one after the other.
class Stopwatch {
public:
    /// Ends the part that began with the previous call.
    void lap(const std::string& part) {
        const auto now = Clock::now();
        laps_.emplace_back(part, std::chrono::duration<double>(now - last_).count());
        last_ = now;
    }

    /// One line for each part.
    std::string report() const {
        std::string lines;
        for (const auto& [part, seconds] : laps_) lines += fmt::format("  {:<12}{:>9.2f} s\n", part, seconds);
        return lines;
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point last_ = Clock::now();
    std::vector<std::pair<std::string, double>> laps_;
};

}  // namespace example
