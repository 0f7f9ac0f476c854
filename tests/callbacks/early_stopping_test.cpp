// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/early_stopping.hpp"

#include <cmath>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A training with the losses given; the weights after an epoch are its number. Returns the last ones.
template <class S = double>
double train(EarlyStopping& callback, const std::vector<double>& losses,
             const std::vector<double>& scores = {}) {
    Vector<S> theta = Vector<S>::Zero(2);
    TrainingState<S> state{.theta = theta, .max_iter = static_cast<Index>(losses.size()), .n_batches = 1};
    callback.on_train_begin(state);
    while (!state.stop_reason && state.epoch < state.max_iter) {
        const auto i = static_cast<std::size_t>(state.epoch++);
        theta.setConstant(static_cast<S>(state.epoch));
        state.loss = losses[i];
        if (!scores.empty()) state.validation_score = scores[i];
        callback.on_epoch_end(state);
    }
    callback.on_train_end(state);
    CHECK(state.stop_reason.has_value() == (callback.stopped_epoch > 0));
    return static_cast<double>(theta[1]);
}

struct SpoilAfterFour {
    double best_weight = 0.0;

    void on_epoch_end(const auto& state) {
        if (state.epoch == 4) best_weight = state.theta[0];
    }
    void on_epoch_begin(auto& state) {
        if (state.epoch == 5) state.theta *= -3.0;
    }
};

}  // namespace

TEMPLATE_TEST_CASE("It stops after patience epochs without improvement, with the best epoch's weights", "",
                   float, double) {
    EarlyStopping callback{.patience = 3, .min_delta = 0.0};
    CHECK(train<TestType>(callback, {3, 2, 4, 4, 4, 1}) == 2.0);
    CHECK(callback.best_epoch == 2);
    CHECK(callback.stopped_epoch == 5);
}

TEST_CASE("It keeps the last weights if it is not to restore the best") {
    EarlyStopping callback{.patience = 3, .min_delta = 0.0, .restore_best_weights = false};
    CHECK(train(callback, {3, 2, 4, 4, 4, 1}) == 5.0);
    CHECK(callback.best_epoch == 2);
    CHECK(callback.stopped_epoch == 5);
}

TEST_CASE("An improvement begins the wait anew") {
    EarlyStopping callback{.patience = 2, .min_delta = 0.0};
    CHECK(train(callback, {3, 4, 2, 4, 1, 4, 4}) == 5.0);
    CHECK(callback.stopped_epoch == 7);
}

TEST_CASE("An improvement below min_delta does not begin the wait anew, yet is the best") {
    EarlyStopping callback{.patience = 2, .min_delta = 0.5};
    CHECK(train(callback, {3, 2.75, 2.625, 0}) == 3.0);
    CHECK(callback.best_epoch == 3);
    CHECK(callback.stopped_epoch == 3);
}

TEST_CASE("Where it does not stop, stopped_epoch is 0 and the best weights are restored all the same") {
    EarlyStopping callback{.patience = 5};
    CHECK(train(callback, {3, 1, 2, 4}) == 2.0);
    CHECK(callback.stopped_epoch == 0);
    CHECK(callback.best_epoch == 2);
}

TEST_CASE("With the validation score as monitor larger is better") {
    EarlyStopping callback{.monitor = "validation_score", .patience = 2, .min_delta = 0.0};
    CHECK(train(callback, {5, 4, 3, 2, 1}, {0.5, 0.75, 0.625, 0.5, 1.0}) == 2.0);
    CHECK(callback.stopped_epoch == 4);
}

TEST_CASE("With the validation loss as monitor smaller is better, whatever the training loss does") {
    EarlyStopping callback{.monitor = "validation_loss", .patience = 2, .min_delta = 0.0};
    support::HandMadeTraining<> training(
        1, {{5.0, 0.1, 3.0}, {4.0, 0.2, 2.0}, {3.0, 0.3, 2.5}, {2.0, 0.4, 2.25}, {1, 1, 0}});
    CHECK(training.run(callback) == "validation_loss did not improve by 0 for 2 epochs");
    CHECK(callback.best_epoch == 2);
    CHECK(callback.stopped_epoch == 4);
    CHECK(training.theta[0] == 2.0);
}

TEST_CASE("The validation loss as monitor needs validation rows") {
    EarlyStopping callback{.monitor = "validation_loss"};
    CHECK_THROWS_AS(support::HandMadeTraining<>(1, {{5.0}}).run(callback), InvalidParameterError);
    CHECK_THROWS_WITH(support::HandMadeTraining<>(1, {{5.0}}).run(callback),
                      ContainsSubstring("'validation_loss' needs validation rows"));
}

TEST_CASE("NaN losses never stop it and are never restored") {
    EarlyStopping callback{.patience = 1};
    CHECK(train(callback, {NAN, NAN, NAN}) == 3.0);
    CHECK(callback.best_epoch == 0);
    CHECK(callback.stopped_epoch == 0);
}

TEST_CASE("Each training begins with a clean slate") {
    EarlyStopping callback{.patience = 2, .min_delta = 0.0};
    CHECK(train(callback, {1, 2, 2}) == 1.0);
    CHECK(callback.stopped_epoch == 3);
    CHECK(train(callback, {9, 8, 7}) == 3.0);
    CHECK(callback.stopped_epoch == 0);
    CHECK(callback.best_epoch == 3);
}

TEST_CASE("Unknown monitors, a patience below 1 and a min_delta below 0 are refused") {
    EarlyStopping unknown{.monitor = "accuracy"};
    CHECK_THROWS_AS(train(unknown, {1}), InvalidParameterError);
    CHECK_THROWS_WITH(train(unknown, {1}),
                      ContainsSubstring("'loss', 'validation_score' or 'validation_loss'") &&
                          ContainsSubstring("'accuracy'"));
    EarlyStopping impatient{.patience = 0};
    CHECK_THROWS_AS(train(impatient, {1}), InvalidParameterError);
    CHECK_THROWS_WITH(train(impatient, {1}), ContainsSubstring("patience must be >= 1. Got 0"));
    for (const double bad : {-1e-3, double(NAN)}) {
        EarlyStopping worse{.min_delta = bad};
        CHECK_THROWS_WITH(train(worse, {1}), ContainsSubstring("min_delta must be >= 0. Got"));
    }
}

TEST_CASE("fit stops by it and says why") {
    const support::RecordedWarnings warnings;
    const auto data = support::small_data<double>();
    MLPClassifier<> clf({.max_iter = 50, .random_state = 0});
    EarlyStopping callback{.patience = 2, .min_delta = 10.0};
    clf.fit(data.X, data.y, callback);
    CHECK(callback.stopped_epoch == 3);
    CHECK(clf.n_iter() == 3);
    CHECK_THAT(clf.stop_reason(), ContainsSubstring("loss did not improve"));
    CHECK(warnings.all().empty());
}

TEST_CASE("fit ends with the weights of the epoch with the smallest loss") {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    SpoilAfterFour spoil;
    MLPClassifier<> clf({.max_iter = 8, .random_state = 0});
    EarlyStopping callback{};
    clf.fit(data.X, data.y, spoil, callback);
    CHECK(callback.best_epoch == 4);
    CHECK(clf.coefs()[0](0, 0) == spoil.best_weight);
}

TEST_CASE("The validation score as monitor needs the parameter early_stopping") {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    MLPClassifier<>::Params params{.max_iter = 50, .random_state = 0};
    EarlyStopping callback{.monitor = "validation_score", .patience = 2, .min_delta = 2.0};
    CHECK_THROWS_AS(MLPClassifier<>(params).fit(data.X, data.y, callback), InvalidParameterError);
    CHECK_THROWS_WITH(MLPClassifier<>(params).fit(data.X, data.y, callback),
                      ContainsSubstring("early_stopping"));

    params.early_stopping = true;
    MLPClassifier<> clf(params);
    clf.fit(data.X, data.y, callback);
    CHECK(clf.n_iter() == 3);
    CHECK(callback.stopped_epoch == 3);
}
