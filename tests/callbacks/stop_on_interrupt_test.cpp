// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/stop_on_interrupt.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using support::HandMadeTraining;

namespace {

using Handler = void (*)(int);

void own_handler(int) {}

/// The present handling of SIGINT.
Handler handler() {
    const Handler present = std::signal(SIGINT, SIG_IGN);
    std::signal(SIGINT, present);
    return present;
}

/// Stands for the program's own handling of SIGINT, so that a raise never ends the tests.
struct OwnHandler {
    Handler former = std::signal(SIGINT, own_handler);
    OwnHandler() = default;
    OwnHandler(const OwnHandler&) = delete;
    OwnHandler& operator=(const OwnHandler&) = delete;
    ~OwnHandler() { std::signal(SIGINT, former); }
};

/// The user's Ctrl-C; keeps what weights and handling of SIGINT were after it.
struct PressCtrlC {
    Index epoch;
    Index batch;  ///< 0: at the end of the epoch
    Vector<double> theta = {};
    Handler handler_afterwards = nullptr;

    void on_batch_end(const auto& state) {
        theta = state.theta;
        if (state.epoch == epoch && state.batch == batch) press();
    }
    void on_epoch_end(const auto& state) {
        if (state.epoch == epoch && batch == 0) press();
    }
    void press() {
        std::raise(SIGINT);
        handler_afterwards = handler();
    }
};

/// Keeps a weight after each epoch.
struct SpoilThirdEpoch {
    std::vector<double> weights = {};

    void on_epoch_begin(auto& state) {
        if (state.epoch == 3) state.theta *= -1.0;
    }
    void on_epoch_end(const auto& state) { weights.push_back(state.theta[0]); }
};

struct Fail {
    void on_epoch_end(const auto&) { throw std::runtime_error("failed"); }
};

const std::string warning = "UserWarning: Training interrupted by user.";
const auto data = support::small_data<double>();

MLPClassifier<>::Params five_batches() { return {.batch_size = 10, .max_iter = 6, .random_state = 0}; }

}  // namespace

TEST_CASE("An interrupt ends fit after the present batch and keeps the weights") {
    const OwnHandler own;
    const support::RecordedWarnings warnings;
    MLPClassifier<> clf(five_batches());
    PressCtrlC user{.epoch = 3, .batch = 2};
    StopOnInterrupt callback;
    clf.fit(data.X, data.y, user, callback);

    CHECK(callback.interrupted());
    CHECK(clf.n_iter() == 2);
    CHECK(clf.loss_curve().size() == 2);
    CHECK(clf.stop_reason() == "interrupted");
    CHECK(clf.coefs()[0](0, 0) == user.theta[0]);
    CHECK(clf.predict(data.X).size() == 50);
    CHECK(warnings.all() == std::vector<std::string>{warning});
}

TEST_CASE(
    "The former handling of SIGINT is back after fit, and default during fit after the first interrupt") {
    const OwnHandler own;
    const support::RecordedWarnings quiet;
    PressCtrlC user{.epoch = 1, .batch = 1};
    StopOnInterrupt callback;
    MLPClassifier<>(five_batches()).fit(data.X, data.y, user, callback);
    CHECK(user.handler_afterwards == SIG_DFL);
    CHECK(handler() == &own_handler);
}

TEST_CASE("With early_stopping an interrupted fit ends with the best weights") {
    const OwnHandler own;
    const support::RecordedWarnings quiet;
    auto params = five_batches();
    params.early_stopping = true;
    params.validation_fraction = 0.4;
    SpoilThirdEpoch spoil;
    MLPClassifier<> clf(params);
    PressCtrlC user{.epoch = 4, .batch = 2};
    StopOnInterrupt callback;
    clf.fit(data.X, data.y, spoil, user, callback);

    const auto& scores = clf.validation_scores();
    REQUIRE(scores.size() == 3);
    const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
    CHECK(best < 2);
    CHECK(clf.coefs()[0](0, 0) == spoil.weights[static_cast<std::size_t>(best)]);
}

TEST_CASE("An interrupt after the last batch of all is not lost") {
    const OwnHandler own;
    const support::RecordedWarnings warnings;
    MLPClassifier<> clf(five_batches());
    PressCtrlC user{.epoch = 6, .batch = 0};
    StopOnInterrupt callback;
    clf.fit(data.X, data.y, user, callback);
    CHECK(clf.n_iter() == 6);
    CHECK(callback.interrupted());
    CHECK(std::count(warnings.all().begin(), warnings.all().end(), warning) == 1);
}

TEST_CASE("Without an interrupt nothing happens, also in a fit after an interrupted one") {
    const OwnHandler own;
    const support::RecordedWarnings warnings;
    MLPClassifier<> clf(five_batches());
    StopOnInterrupt callback;
    clf.fit(data.X, data.y, PressCtrlC{.epoch = 2, .batch = 1}, callback);
    CHECK(callback.interrupted());
    clf.fit(data.X, data.y, callback);
    CHECK_FALSE(callback.interrupted());
    CHECK(clf.n_iter() == 6);
    CHECK(std::count(warnings.all().begin(), warnings.all().end(), warning) == 1);
    CHECK(handler() == &own_handler);
}

TEST_CASE("After a fit that failed the former handling is back at once") {
    const OwnHandler own;
    StopOnInterrupt callback;
    CHECK_THROWS_WITH(MLPClassifier<>(five_batches()).fit(data.X, data.y, callback, Fail{}), "failed");
    CHECK(handler() == &own_handler);
}

TEST_CASE("Two in one fit leave the former handling too") {
    const OwnHandler own;
    HandMadeTraining<>(1, {{1.0}}).run(StopOnInterrupt(), StopOnInterrupt());
    CHECK(handler() == &own_handler);
}
