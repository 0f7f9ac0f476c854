// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>
#ifdef __linux__
#include <sched.h>
#endif

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The rows (or other units of work) [first, first + size) of one thread.
struct Part {
    Index first, size;
};

/// Part `i` of `parts` of the units 0, ..., n - 1, cut at multiples of `grain`.
inline Part part(Index n, Index grain, Index i, Index parts) {
    const Index blocks = (n + grain - 1) / grain;
    const Index first = std::min(n, blocks * i / parts * grain),
                last = std::min(n, blocks * (i + 1) / parts * grain);
    return {first, last - first};
}

/// Number of cores that the calling thread may use: those of the machine unless taskset, a container or a
/// batch system gave it some of them. More threads than these would wait for each other.
inline Index usable_cores() {
#ifdef __linux__
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) == 0) return std::max(1, CPU_COUNT(&cores));
#endif
    return static_cast<Index>(std::max(1u, std::thread::hardware_concurrency()));
}

namespace detail {

inline thread_local bool inside_parallel_task = false;

}  // namespace detail

/// Marks the calling thread, as long as it lives, as one of several that share the cores.
class ParallelTaskMark {
public:
    ParallelTaskMark() : former_(std::exchange(detail::inside_parallel_task, true)) {}
    ParallelTaskMark(const ParallelTaskMark&) = delete;
    ParallelTaskMark& operator=(const ParallelTaskMark&) = delete;
    ~ParallelTaskMark() { detail::inside_parallel_task = former_; }

private:
    bool former_;
};

/// Number of threads that `n_threads` asks for: itself, or for 0 all cores unless there is less work than a
/// thread is worth or the calling thread shares the cores already. `work` in multiply-adds per `run`.
inline Index resolve_threads(Index n_threads, double work) {
    constexpr double worth_a_thread = 1e6;
    if (n_threads > 0) return n_threads;
    if (work < 2 * worth_a_thread || detail::inside_parallel_task) return 1;
    return static_cast<Index>(std::min<double>(work / worth_a_thread, static_cast<double>(usable_cores())));
}

/// Threads that wait between tasks: the calling one and `size() - 1` more, which end with the object. A
/// waiting thread spins for a moment before it sleeps, since a fit hands out tasks some microseconds apart.
class ThreadTeam {
public:
    explicit ThreadTeam(Index size) : errors_(static_cast<std::size_t>(size)) {
        try {
            for (Index i = 1; i < size; ++i) threads_.emplace_back([this, i] { work(i); });
        } catch (...) {
            stop();
            throw;
        }
    }
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;
    ~ThreadTeam() { stop(); }

    Index size() const { return static_cast<Index>(errors_.size()); }

    /// Calls `task(i)` for i = 0, ..., size() - 1 at once and waits for all. An exception of a task is thrown
    /// on.
    template <class Task>
    void run(Task&& task) {
        if (threads_.empty()) return task(Index{0});
        task_ = [](void* t, Index i) { (*static_cast<std::remove_reference_t<Task>*>(t))(i); };
        context_ = &task;
        pending_.store(static_cast<std::uint32_t>(threads_.size()), std::memory_order_relaxed);
        announce();
        call(0);
        for (std::uint32_t left; (left = pending_.load(std::memory_order_acquire)) != 0;)
            wait(pending_, left);
        std::exception_ptr first;
        for (std::exception_ptr& error : errors_) {
            const std::exception_ptr thrown = std::exchange(error, nullptr);
            if (!first) first = thrown;
        }
        if (first) std::rethrow_exception(first);
    }

private:
    static void wait(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
        for (int spin = 0; spin < 4000; ++spin) {
            if (value.load(std::memory_order_acquire) != old) return;
#if defined(__x86_64__)
            __builtin_ia32_pause();
#elif defined(__aarch64__)
            __asm__ volatile("isb");
#endif
        }
        value.wait(old, std::memory_order_acquire);
    }

    void announce() {
        generation_.fetch_add(1, std::memory_order_release);
        generation_.notify_all();
    }

    void call(Index i) noexcept {
        try {
            task_(context_, i);
        } catch (...) {
            errors_[static_cast<std::size_t>(i)] = std::current_exception();
        }
    }

    void work(Index i) {
        for (std::uint32_t seen = 0;; ++seen) {
            wait(generation_, seen);
            if (stopping_) return;
            call(i);
            if (pending_.fetch_sub(1, std::memory_order_acq_rel) == 1) pending_.notify_one();
        }
    }

    void stop() {
        stopping_ = true;
        announce();
        for (std::thread& thread : threads_) thread.join();
    }

    std::vector<std::exception_ptr> errors_;
    std::atomic<std::uint32_t> generation_ = 0;
    std::atomic<std::uint32_t> pending_ = 0;
    void (*task_)(void*, Index) = nullptr;
    void* context_ = nullptr;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace eigenmlp
