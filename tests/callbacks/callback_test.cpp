// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/callback.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using support::HandMadeTraining;

namespace {

/// Writes down what is called, under its name, and throws in the hook given.
struct Noted {
    std::string name;
    std::vector<std::string>& log;
    std::string throws_in = {};

    void on_train_begin(const auto&) { note("begin"); }
    void on_train_end(const auto&) { note("end"); }
    void teardown() { log.push_back(name + " teardown"); }

    void note(const std::string& hook) {
        log.push_back(name + " " + hook);
        if (hook == throws_in) throw std::runtime_error(hook);
    }
};

struct Counter {
    int& count;
    void on_train_end(const auto&) const { ++count; }
};

struct OnlyTeardown {
    void teardown() {}
};

}  // namespace

TEMPLATE_TEST_CASE("Teardown comes last and in the reverse order", "", float, double) {
    std::vector<std::string> log;
    HandMadeTraining<TestType>(1, {{1.0}}).run(Noted{"a", log}, Noted{"b", log});
    CHECK(log ==
          std::vector<std::string>{"a begin", "b begin", "a end", "b end", "b teardown", "a teardown"});
}

TEST_CASE("Teardown comes for all callbacks where one of them throws") {
    for (const std::string where : {"begin", "end"}) {
        std::vector<std::string> log;
        CHECK_THROWS_WITH(
            HandMadeTraining<>(1, {{1.0}}).run(Noted{"a", log}, Noted{"b", log, where}, Noted{"c", log}),
            where);
        REQUIRE(log.size() > 3);
        CHECK(std::vector<std::string>(log.end() - 3, log.end()) ==
              std::vector<std::string>{"c teardown", "b teardown", "a teardown"});
        CHECK(log[log.size() - 4] == "b " + where);
    }
}

TEST_CASE("Teardown alone makes no callback") { STATIC_REQUIRE_FALSE(Callback<OnlyTeardown>); }

TEST_CASE("A callback may be const") {
    int count = 0;
    const Counter counter{count};
    HandMadeTraining<>(1, {{1.0}}).run(counter);
    CHECK(count == 1);
}
