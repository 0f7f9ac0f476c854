// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/history.hpp"

#include <chrono>
#include <thread>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using support::HandMadeTraining;

namespace {

struct SlowSecondEpoch {
    void on_batch_end(const auto& state) {
        if (state.epoch == 2) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
};

}  // namespace

TEMPLATE_TEST_CASE("History keeps epoch, loss, score, validation loss, rate and time of each epoch", "",
                   float, double) {
    HandMadeTraining<TestType> training(1, {{3.0, 0.25, 9.0}, {2.0, 0.5, 8.0}, {1.0, 0.75, 7.0}});
    support::RateHolder solver;
    training.state.learning_rate_access = LearningRateAccess::of(solver);
    History history;
    training.run(history, SlowSecondEpoch{});
    CHECK(history.epoch == std::vector<Index>{1, 2, 3});
    CHECK(history.loss == std::vector<double>{3.0, 2.0, 1.0});
    CHECK(history.validation_score == std::vector<double>{0.25, 0.5, 0.75});
    CHECK(history.validation_loss == std::vector<double>{9.0, 8.0, 7.0});
    CHECK(history.learning_rate == std::vector<double>{0.5, 0.5, 0.5});
    REQUIRE(history.seconds.size() == 3);
    CHECK(history.seconds[1] >= 0.02);
    CHECK(history.seconds[0] >= 0.0);
}

TEST_CASE("What there is not stays empty in a History") {
    History history;
    HandMadeTraining<>(1, {{3.0}, {2.0}}).run(history);
    CHECK(history.loss.size() == 2);
    CHECK(history.validation_score.empty());
    CHECK(history.validation_loss.empty());
    CHECK(history.learning_rate.empty());
}

TEST_CASE("A History begins anew with each fit") {
    History history;
    HandMadeTraining<>(1, {{3.0, 0.5}, {2.0, 0.5}}).run(history);
    HandMadeTraining<>(1, {{1.0}}).run(history);
    CHECK(history.loss == std::vector<double>{1.0});
    CHECK(history.epoch == std::vector<Index>{1});
    CHECK(history.validation_score.empty());
    CHECK(history.seconds.size() == 1);
}
