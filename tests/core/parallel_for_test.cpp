// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/core/parallel_for.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr double much_work = 1e12;

}  // namespace

TEST_CASE("parallel_for runs each task once on any number of threads") {
    for (const Index n_jobs : {-1, 1, 2, 3, 20})
        for (const Index n_tasks : {0, 1, 7}) {
            std::vector<int> calls(static_cast<std::size_t>(n_tasks));
            parallel_for(n_tasks, n_jobs, [&](Index i) { ++calls[static_cast<std::size_t>(i)]; });
            CHECK(calls == std::vector<int>(calls.size(), 1));
        }
}

TEST_CASE("of several exceptions parallel_for throws the first task's and begins no further task") {
    for (const Index n_jobs : {1, 2, 3}) {
        std::atomic<int> calls = 0;
        CHECK_THROWS_WITH(parallel_for(10000, n_jobs,
                                       [&](Index i) {
                                           ++calls;
                                           if (i >= 5) throw std::runtime_error("task " + std::to_string(i));
                                       }),
                          "task 5");
        CHECK(calls < 5 + 2 * n_jobs);
    }
}

TEST_CASE("inside a task of several threads estimators use one thread unless they are told otherwise") {
    const Index outside = resolve_threads(0, much_work);
    for (const Index n_jobs : {2, 3}) {
        std::vector<Index> automatic(8), told(8), nested(8);
        parallel_for(8, n_jobs, [&](Index i) {
            const auto k = static_cast<std::size_t>(i);
            automatic[k] = resolve_threads(0, much_work);
            told[k] = resolve_threads(3, much_work);
            nested[k] = resolve_jobs(-1);
        });
        CHECK(automatic == std::vector<Index>(8, 1));
        CHECK(told == std::vector<Index>(8, 3));
        CHECK(nested == std::vector<Index>(8, 1));
        CHECK(resolve_threads(0, much_work) == outside);
    }
    parallel_for(2, 1, [&](Index) { CHECK(resolve_threads(0, much_work) == outside); });
    parallel_for(1, 2, [&](Index) { CHECK(resolve_threads(0, much_work) == outside); });
    CHECK_THROWS(parallel_for(2, 2, [](Index) { throw std::runtime_error("task"); }));
    CHECK(resolve_threads(0, much_work) == outside);
}

#ifdef __linux__
TEST_CASE("a program that may use one core uses one thread") {
    cpu_set_t all, one;
    REQUIRE(sched_getaffinity(0, sizeof all, &all) == 0);
    CHECK(usable_cores() == CPU_COUNT(&all));
    CPU_ZERO(&one);
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(core, &all) && CPU_COUNT(&one) == 0) CPU_SET(core, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    const Index cores = usable_cores(), threads = resolve_threads(0, much_work), jobs = resolve_jobs(-1);
    REQUIRE(sched_setaffinity(0, sizeof all, &all) == 0);
    CHECK(cores == 1);
    CHECK(threads == 1);
    CHECK(jobs == 1);
}
#endif

TEST_CASE("n_jobs counts threads, from below the cores") {
    const Index cores = resolve_jobs(-1);
    CHECK(cores >= 1);
    CHECK(resolve_jobs(7) == 7);
    CHECK(resolve_jobs(-2) == std::max<Index>(1, cores - 1));
    CHECK(resolve_jobs(-10000) == 1);
    CHECK_THROWS_AS(resolve_jobs(0), InvalidParameterError);
    CHECK_THROWS_WITH(parallel_for(0, 0, [](Index) {}), ContainsSubstring("n_jobs must be"));
}
