// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
// What the machine can do at most: multiply-adds in registers, and bytes read and written in memory.

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "fma_peak.hpp"
#include "memory_bandwidth.hpp"
#include "protocol.hpp"

namespace {

using benchmark::Options;

/// Sum of `measure(i)` over threads that run at the same time.
template <class Measure>
double sum_over_threads(std::size_t n_threads, const Measure& measure) {
    std::vector<double> rates(n_threads);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < n_threads; ++i) threads.emplace_back([&, i] { rates[i] = measure(i); });
    for (auto& thread : threads) thread.join();
    return std::accumulate(rates.begin(), rates.end(), 0.0);
}

template <class T>
void serve(const Options& options) {
    const auto n_threads = static_cast<std::size_t>(options.integer("threads"));
    const double seconds = options.number("min_seconds");
    if (options.text("task") == "fma_peak") {
        const benchmark::FmaPeak<T> peak;
        benchmark::serve(fmt::format(R"({{"instruction_set": "{}"}})", peak.instruction_set()), [&] {
            const double rate =
                sum_over_threads(n_threads, [&](std::size_t) { return peak.measure(seconds); });
            return fmt::format(R"({{"rate": {}}})", rate);
        });
    } else {
        const auto bytes = static_cast<std::size_t>(options.integer("bytes"));
        const std::vector<benchmark::MemoryBandwidth<T>> memory = [&] {
            std::vector<benchmark::MemoryBandwidth<T>> all;
            for (std::size_t i = 0; i < n_threads; ++i) all.emplace_back(bytes / n_threads);
            return all;
        }();
        benchmark::serve("{}", [&] {
            const double rate =
                sum_over_threads(n_threads, [&](std::size_t i) { return memory[i].measure(seconds); });
            return fmt::format(R"({{"rate": {}}})", rate);
        });
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const Options options(argc, argv);
        options.text("scalar") == "float" ? serve<float>(options) : serve<double>(options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "machine: {}\n", error.what());
        return EXIT_FAILURE;
    }
}
