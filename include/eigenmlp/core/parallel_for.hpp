// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Number of threads that scikit-learn's `n_jobs` asks for: itself; -1 for all cores, -2 for all but one, and
/// so on, but one where the calling thread shares the cores already.
/// \throws InvalidParameterError for 0
inline Index resolve_jobs(Index n_jobs) {
    if (n_jobs == 0)
        throw InvalidParameterError(
            "n_jobs must be a number of threads, or -1 for all cores, -2 for all but one and so on. Got 0 "
            "instead.");
    if (n_jobs > 0) return n_jobs;
    if (detail::inside_parallel_task) return 1;
    return std::max<Index>(1, usable_cores() + 1 + n_jobs);
}

/// Calls `task(i)` for i = 0, ..., n_tasks - 1 on up to `n_jobs` threads, each of which takes the next task
/// as it becomes free. Where there are several threads, estimators inside of a task use one thread each
/// unless their `n_threads` says otherwise. After an exception no further task begins; of several the one of
/// the first task is thrown on, the same as with one thread.
/// \throws InvalidParameterError for `n_jobs` 0, and what tasks throw
template <class Task>
void parallel_for(Index n_tasks, Index n_jobs, Task&& task) {
    const Index n_threads = std::min(resolve_jobs(n_jobs), n_tasks);
    if (n_threads <= 1) {
        for (Index i = 0; i < n_tasks; ++i) task(i);
        return;
    }
    std::vector<std::exception_ptr> errors(static_cast<std::size_t>(n_tasks));
    std::atomic<Index> next = 0;
    std::atomic<bool> failed = false;
    ThreadTeam(n_threads).run([&](Index) {
        const ParallelTaskMark mark;
        while (!failed.load(std::memory_order_relaxed)) {
            const Index i = next.fetch_add(1, std::memory_order_relaxed);
            if (i >= n_tasks) return;
            try {
                task(i);
            } catch (...) {
                errors[static_cast<std::size_t>(i)] = std::current_exception();
                failed.store(true, std::memory_order_relaxed);
            }
        }
    });
    for (const std::exception_ptr& error : errors)
        if (error) std::rethrow_exception(error);
}

}  // namespace eigenmlp
