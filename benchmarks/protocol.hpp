// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// What every program that the driver starts has in common: words `name=value` on the command line, a line
/// of JSON once it is ready, then one measurement and one line of JSON for each line of its input.
namespace benchmark {

/// The words `name=value` of the command line. All of them are needed by whoever asks.
class Options {
public:
    Options(int argc, char** argv) {
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            const auto equals = word.find('=');
            if (equals == std::string::npos) throw std::invalid_argument("expected name=value, got " + word);
            values_[word.substr(0, equals)] = word.substr(equals + 1);
        }
    }

    const std::string& text(const std::string& name) const {
        const auto found = values_.find(name);
        if (found == values_.end()) throw std::invalid_argument("the option " + name + "= is missing");
        return found->second;
    }
    double number(const std::string& name) const { return std::stod(text(name)); }
    long integer(const std::string& name) const { return std::stol(text(name)); }

    /// Numbers separated by commas; none of an empty text.
    std::vector<long> integers(const std::string& name) const {
        std::vector<long> all;
        std::istringstream stream(text(name));
        for (std::string item; std::getline(stream, item, ',');) all.push_back(std::stol(item));
        return all;
    }

private:
    std::map<std::string, std::string> values_;
};

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Mean seconds of one `run()`, repeated until `min_seconds` have passed.
template <class Run>
double mean_seconds(double min_seconds, const Run& run) {
    const auto start = Clock::now();
    long n = 0;
    do {
        run();
        ++n;
    } while (seconds_since(start) < min_seconds);
    return seconds_since(start) / static_cast<double>(n);
}

/// Seconds of the fastest `run()` within `seconds`: what the machine can do where others disturb it.
template <class Run>
double best_seconds(double seconds, const Run& run) {
    const auto start = Clock::now();
    double best = std::numeric_limits<double>::infinity();
    do {
        const auto start_of_run = Clock::now();
        run();
        best = std::min(best, seconds_since(start_of_run));
    } while (seconds_since(start) < seconds);
    return best;
}

/// Answers each line of the input with `measure()`, a JSON object as text.
template <class Measure>
void serve(const std::string& description, const Measure& measure) {
    const auto answer = [](const std::string& json) {
        fmt::print("{}\n", json);
        std::fflush(stdout);
    };
    answer(description);
    for (std::string line; std::getline(std::cin, line);) answer(measure());
}

}  // namespace benchmark
