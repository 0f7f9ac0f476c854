// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/learning_rate_scheduler.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::HandMadeTraining;

namespace {

struct RateReader {
    std::vector<double> rates = {};
    void on_batch_end(const auto& state) { rates.push_back(state.learning_rate()); }
};

struct OnlyReadable {
    double learning_rate() const { return 0.25; }
};

}  // namespace

TEMPLATE_TEST_CASE("The scheduler sets each epoch's rate from its number and the rate before", "", float,
                   double) {
    HandMadeTraining<TestType> training(1, {{1.0}, {1.0}, {1.0}, {1.0}});
    support::RateHolder solver{0.5};
    training.state.learning_rate_access = LearningRateAccess::of(solver);
    RateReader reader;
    training.run(LearningRateScheduler{[](Index epoch, double rate) { return epoch > 2 ? rate / 2 : rate; }},
                 reader);
    CHECK(reader.rates == std::vector<double>{0.5, 0.5, 0.25, 0.125});
    CHECK(solver.rate == 0.125);
}

TEST_CASE("Each fit begins with the rate that the solver has then") {
    LearningRateScheduler scheduler{[](Index, double rate) { return rate / 2; }};
    for (const double first : {0.5, 8.0}) {
        HandMadeTraining<> training(1, {{1.0}, {1.0}});
        support::RateHolder solver{first};
        training.state.learning_rate_access = LearningRateAccess::of(solver);
        training.run(scheduler);
        CHECK(solver.rate == first / 4);
        CHECK(scheduler.rate == first / 4);
    }
}

TEST_CASE("A solver whose rate cannot be set is refused by what the callback needs") {
    const LearningRateScheduler scheduler{[](Index, double) { return 0.1; }};
    HandMadeTraining<> none(1, {{1.0}}), readable(1, {{1.0}});
    CHECK(std::isnan(none.state.learning_rate()));
    CHECK_THROWS_AS(none.run(LearningRateScheduler(scheduler)), InvalidParameterError);
    OnlyReadable solver;
    readable.state.learning_rate_access = LearningRateAccess::of(solver);
    CHECK(readable.state.learning_rate() == 0.25);
    CHECK_THROWS_WITH(readable.run(LearningRateScheduler(scheduler)),
                      ContainsSubstring("'solver'") && ContainsSubstring("set_learning_rate"));
}

TEST_CASE("Rates that are negative or not finite are refused") {
    for (const double bad : {-0.1, double(NAN), double(INFINITY)}) {
        HandMadeTraining<> training(1, {{1.0}});
        support::RateHolder solver;
        training.state.learning_rate_access = LearningRateAccess::of(solver);
        CHECK_THROWS_AS(training.run(LearningRateScheduler{[&](Index, double) { return bad; }}),
                        InvalidParameterError);
        CHECK(solver.rate == 0.5);
    }
}

TEST_CASE("A scheduler without a function is refused") {
    CHECK_THROWS_AS(HandMadeTraining<>(1, {{1.0}}).run(LearningRateScheduler{}), InvalidParameterError);
}
