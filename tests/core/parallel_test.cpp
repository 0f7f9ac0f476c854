// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/core/parallel.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;

TEST_CASE("a team runs a task once per thread, again and again") {
    for (const Index size : {1, 2, 5}) {
        ThreadTeam team(size);
        CHECK(team.size() == size);
        std::vector<int> calls(static_cast<std::size_t>(size));
        for (int k = 0; k < 100; ++k) team.run([&](Index i) { ++calls[static_cast<std::size_t>(i)]; });
        CHECK(calls == std::vector<int>(calls.size(), 100));
    }
}

TEST_CASE("of several exceptions a team throws the first thread's, and forgets the others") {
    ThreadTeam team(4);
    for (const Index first : {0, 2}) {
        CHECK_THROWS_WITH(team.run([&](Index i) {
            if (i >= first) throw std::runtime_error("task " + std::to_string(i));
        }),
                          "task " + std::to_string(first));
        int calls = 0;
        CHECK_NOTHROW(team.run([&](Index i) {
            if (i == 0) ++calls;
        }));
        CHECK(calls == 1);
    }
}

TEST_CASE("parts cover all units, cut at multiples of the grain") {
    for (const Index n : {0, 1, 7, 64, 1000})
        for (const Index parts : {1, 3, 8}) {
            Index next = 0;
            for (Index i = 0; i < parts; ++i) {
                const Part p = part(n, 16, i, parts);
                CHECK(p.first == next);
                CHECK((p.size >= 0 && (p.first % 16 == 0 || p.size == 0)));
                next = p.first + p.size;
            }
            CHECK(next == n);
        }
}
