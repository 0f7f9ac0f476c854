// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/lambda_callback.hpp"

#include <string>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::HandMadeTraining;

TEMPLATE_TEST_CASE("LambdaCallback calls its functions at their hooks", "", float, double) {
    std::vector<std::string> log;
    const auto note = [&](const char* what) { return [&log, what](const auto&) { log.emplace_back(what); }; };
    HandMadeTraining<TestType>(2, {{1.0}})
        .run(LambdaCallback{note("train_begin"), note("epoch_begin"), note("batch_end"), note("epoch_end"),
                            note("train_end")});
    CHECK(log == std::vector<std::string>{"train_begin", "epoch_begin", "batch_end", "batch_end", "epoch_end",
                                          "train_end"});
}

TEST_CASE("Functions that are not given are skipped") {
    HandMadeTraining<> training(1, {{3.0}, {2.0}, {1.0}});
    const std::string reason = training.run(LambdaCallback{.on_epoch_end = [](auto& state) {
        if (state.loss < 2.5) state.request_stop("low enough");
    }});
    CHECK(reason == "low enough");
    CHECK(training.state.epoch == 2);
    CHECK(HandMadeTraining<>(1, {{3.0}}).run(LambdaCallback{}) == "max_iter");
    CHECK(HandMadeTraining<float>(1, {{3.0}}).run(LambdaCallback{}) == "max_iter");
}

TEST_CASE("A function for one scalar type is refused in training with the other") {
    LambdaCallback in_double{.on_train_end = [](TrainingState<double>& state) { state.theta.setZero(); }};
    HandMadeTraining<double> training(1, {{1.0}});
    training.run(in_double);
    CHECK(training.theta.isZero());
    CHECK_THROWS_AS(HandMadeTraining<float>(1, {{1.0}}).run(in_double), InvalidParameterError);
    CHECK_THROWS_WITH(HandMadeTraining<float>(1, {{1.0}}).run(in_double),
                      ContainsSubstring("TrainingState<double>"));
    LambdaCallback in_float{.on_train_end = [](const TrainingState<float>&) {}};
    HandMadeTraining<float>(1, {{1.0}}).run(in_float);
    CHECK_THROWS_WITH(HandMadeTraining<double>(1, {{1.0}}).run(in_float),
                      ContainsSubstring("TrainingState<float>"));
}
