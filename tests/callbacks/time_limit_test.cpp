// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/time_limit.hpp"

#include <chrono>
#include <thread>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using support::HandMadeTraining;

namespace {

struct Sleep {
    Index epoch, batch;
    void on_batch_end(const auto& state) {
        if (state.epoch == epoch && state.batch == batch) std::this_thread::sleep_for(200ms);
    }
};

struct SlowValidation {
    void on_epoch_end(const auto&) { std::this_thread::sleep_for(200ms); }
};

struct Stop {
    void on_batch_end(auto& state) { state.request_stop("mine"); }
};

}  // namespace

TEMPLATE_TEST_CASE("TimeLimit ends training after the batch that exceeds it and says so", "", float, double) {
    HandMadeTraining<TestType> training(4, {{3.0}, {2.0}, {1.0}});
    TimeLimit limit{200ms};
    CHECK(training.run(Sleep{2, 3}, limit) == "time limit of 0.2 s reached");
    CHECK(limit.reached);
    CHECK(training.state.epoch == 2);
    CHECK(training.state.batch == 3);
    CHECK(training.state.loss == 3.0);
}

TEST_CASE("TimeLimit notices what the end of an epoch takes") {
    HandMadeTraining<> training(1, {{3.0}, {2.0}, {1.0}});
    training.run(SlowValidation{}, TimeLimit{200ms});
    CHECK(training.state.epoch == 1);
}

TEST_CASE("A TimeLimit that is not reached changes nothing, also in a fit after one that reached it") {
    TimeLimit limit{150ms};
    HandMadeTraining<>(1, {{1.0}, {1.0}}).run(Sleep{1, 1}, limit);
    CHECK(limit.reached);
    limit.limit = std::chrono::hours(1);
    CHECK(HandMadeTraining<>(1, {{1.0}, {1.0}}).run(limit) == "max_iter");
    CHECK_FALSE(limit.reached);
}

TEST_CASE("TimeLimit leaves the reason of a stop that came before it") {
    TimeLimit limit{1ns};
    CHECK(HandMadeTraining<>(1, {{1.0}}).run(Stop{}, limit) == "mine");
    CHECK_FALSE(limit.reached);
}

TEST_CASE("A limit that is not positive is refused") {
    for (const double bad : {0.0, -1.0, double(NAN)}) {
        TimeLimit limit{std::chrono::duration<double>(bad)};
        CHECK_THROWS_AS(HandMadeTraining<>(1, {{1.0}}).run(limit), InvalidParameterError);
        CHECK_THROWS_WITH(HandMadeTraining<>(1, {{1.0}}).run(limit),
                          ContainsSubstring("limit must be > 0 s. Got"));
    }
}
