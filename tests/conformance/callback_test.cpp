// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "conformance/callback.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/csv_logger.hpp"
#include "eigenmlp/callbacks/early_stopping.hpp"
#include "eigenmlp/callbacks/history.hpp"
#include "eigenmlp/callbacks/lambda_callback.hpp"
#include "eigenmlp/callbacks/learning_rate_scheduler.hpp"
#include "eigenmlp/callbacks/progress_bar.hpp"
#include "eigenmlp/callbacks/stop_on_interrupt.hpp"
#include "eigenmlp/callbacks/time_limit.hpp"

using namespace eigenmlp;

namespace {

/// Hands each call of a hook to `act(hook, state)`.
template <class Action>
struct EachHook {
    Action act;
    void on_train_begin(auto& state) { act("train_begin", state); }
    void on_epoch_begin(auto& state) { act("epoch_begin", state); }
    void on_batch_end(auto& state) { act("batch_end", state); }
    void on_epoch_end(auto& state) { act("epoch_end", state); }
    void on_train_end(auto& state) { act("train_end", state); }
};
template <class Action>
EachHook(Action) -> EachHook<Action>;

/// "hook epoch.batch", where training stands.
std::string place(const std::string& hook, const auto& state) {
    return fmt::format("{} {}.{}", hook, state.epoch, state.batch);
}

auto log_to(std::vector<std::string>& log) {
    return EachHook{
        [&log](const std::string& hook, const auto& state) { log.push_back(place(hook, state)); }};
}

auto stop_at(const std::string& where) {
    return EachHook{[where](const std::string& hook, auto& state) {
        if (place(hook, state) == where) state.request_stop("asked at " + where);
    }};
}

auto throw_at(const std::string& where) {
    return EachHook{[where](const std::string& hook, const auto& state) {
        if (place(hook, state) == where) throw std::runtime_error(where);
    }};
}

struct CountEpochs {
    Index epochs = 0;
    void on_epoch_end(const auto&) { ++epochs; }
};
struct Inert {
    void on_something_else(auto&) {}
};
struct TakesTheWrongThing {
    void on_epoch_end(const std::string&) {}
};

/// 10 rows in batches of 4, 4 and 2.
MLPClassifier<>::Params three_batches() {
    return {.hidden_layer_sizes = {4}, .batch_size = 4, .max_iter = 3, .random_state = 0};
}

bool same_weights(const MLPClassifier<>& a, const MLPClassifier<>& b) {
    for (std::size_t i = 0; i < a.coefs().size(); ++i)
        if (a.coefs()[i] != b.coefs()[i] || a.intercepts()[i] != b.intercepts()[i]) return false;
    return true;
}

const auto data = support::small_data<double>(10);
const std::vector<std::string> every_kind_of_place = {"train_begin 0.0", "epoch_begin 2.0", "batch_end 2.1",
                                                      "batch_end 2.3",   "epoch_end 2.3",   "train_end 3.3"};

}  // namespace

TEMPLATE_TEST_CASE("Every built-in callback conforms", "", float, double) {
    conformance::check_callback<TestType>([] { return EarlyStopping{}; });
    conformance::check_callback<TestType>([] { return EarlyStopping{.restore_best_weights = false}; });
    conformance::check_callback<TestType>([] { return StopOnInterrupt(); });
    conformance::check_callback<TestType>([] { return History{}; });
    conformance::check_callback<TestType>([] { return TimeLimit{std::chrono::hours(1)}; });
    conformance::check_callback<TestType>([] { return LambdaCallback{.on_epoch_end = [](const auto&) {}}; });
    conformance::check_callback<TestType>(
        [] { return LearningRateScheduler{[](Index, double rate) { return rate; }}; });
    const auto path = std::filesystem::temp_directory_path() / "eigenmlp_conformance.csv";
    conformance::check_callback<TestType>([&] { return CsvLogger(path); });
    std::filesystem::remove(path);
    std::FILE* file = std::tmpfile();
    conformance::check_callback<TestType>([&] { return ProgressBar(file, true); });
    std::fclose(file);
}

TEMPLATE_TEST_CASE("A user's callback conforms, also with a single hook", "", float, double) {
    std::vector<std::string> log;
    conformance::check_callback<TestType>([&] { return log_to(log); });
    conformance::check_callback<TestType>([] { return CountEpochs(); });
}

TEST_CASE("A type without any hook is no callback") {
    STATIC_REQUIRE_FALSE(Callback<Inert>);
    STATIC_REQUIRE_FALSE(Callback<TakesTheWrongThing>);
    STATIC_REQUIRE_FALSE(Callback<int>);
    STATIC_REQUIRE(Callback<CountEpochs, float>);
}

TEST_CASE("Hooks come in the order of training") {
    const support::RecordedWarnings quiet;
    std::vector<std::string> log;
    auto params = three_batches();
    params.max_iter = 2;
    MLPClassifier<>(params).fit(data.X, data.y, log_to(log));
    CHECK(log == std::vector<std::string>{"train_begin 0.0", "epoch_begin 1.0", "batch_end 1.1",
                                          "batch_end 1.2", "batch_end 1.3", "epoch_end 1.3",
                                          "epoch_begin 2.0", "batch_end 2.1", "batch_end 2.2",
                                          "batch_end 2.3", "epoch_end 2.3", "train_end 2.3"});
}

TEST_CASE("Hooks see the losses: of each batch, and of the epoch as their mean over rows") {
    const support::RecordedWarnings quiet;
    double sum = 0.0;
    std::vector<double> losses;
    MLPClassifier<> clf(three_batches());
    clf.fit(data.X, data.y, EachHook{[&](const std::string& hook, const auto& state) {
                CHECK(state.max_iter == 3);
                CHECK(state.n_batches == 3);
                CHECK_FALSE(state.validation_score);
                if (state.epoch == 0) CHECK(std::isnan(state.loss));
                if (hook == "epoch_begin") sum = 0.0;
                if (hook == "batch_end") sum += state.batch_loss * (state.batch < 3 ? 4.0 : 2.0);
                if (hook != "epoch_end") return;
                CHECK(state.loss == Approx(sum / 10.0).epsilon(1e-14));
                losses.push_back(state.loss);
            }});
    CHECK(losses == clf.loss_curve());
}

TEST_CASE("Hooks see the validation score with early_stopping") {
    const support::RecordedWarnings quiet;
    const auto more = support::small_data<double>();
    std::vector<double> scores;
    MLPClassifier<> clf({.max_iter = 4, .random_state = 0, .early_stopping = true});
    clf.fit(more.X, more.y, EachHook{[&](const std::string& hook, const auto& state) {
                if (hook == "epoch_end") scores.push_back(state.validation_score.value());
            }});
    CHECK(scores.size() == 4);
    CHECK(scores == clf.validation_scores());
}

TEST_CASE("A stop asked for in any hook ends training there") {
    const support::RecordedWarnings warnings;
    const auto fit = [&](const std::string& where) {
        std::vector<std::string> log;
        MLPClassifier<> clf(three_batches());
        clf.fit(data.X, data.y, stop_at(where), log_to(log));
        CHECK(clf.stop_reason() == "asked at " + where);
        CHECK(clf.loss_curve().size() == static_cast<std::size_t>(clf.n_iter()));
        CHECK(clf.t() == 10 * clf.n_iter());
        CHECK(log.back().starts_with("train_end"));
        CHECK(log.end()[-2] == where);
        return clf.n_iter();
    };
    CHECK(fit("train_begin 0.0") == 0);
    CHECK(fit("epoch_begin 1.0") == 0);
    CHECK(fit("epoch_begin 2.0") == 1);
    CHECK(fit("epoch_end 2.3") == 2);

    INFO("an epoch that a batch's end breaks off does not count");
    CHECK(fit("batch_end 1.1") == 0);
    CHECK(fit("batch_end 2.2") == 1);
    CHECK(warnings.all().empty());
}

TEST_CASE("A stop at the last batch's end drops nothing: the epoch counts") {
    const support::RecordedWarnings warnings;
    std::vector<std::string> log;
    MLPClassifier<> clf(three_batches());
    clf.fit(data.X, data.y, stop_at("batch_end 2.3"), log_to(log));
    CHECK(clf.n_iter() == 2);
    CHECK(log.end()[-2] == "epoch_end 2.3");
    CHECK(log.end()[-1] == "train_end 2.3");
}

TEST_CASE("The weights of a broken-off epoch are kept") {
    const support::RecordedWarnings quiet;
    MLPClassifier<> one_epoch(three_batches()), broken_off(three_batches());
    one_epoch.fit(data.X, data.y, stop_at("epoch_end 1.3"));
    Vector<double> theta;
    broken_off.fit(data.X, data.y, stop_at("batch_end 2.2"),
                   EachHook{[&](const std::string&, const auto& state) { theta = state.theta; }});
    CHECK_FALSE(same_weights(one_epoch, broken_off));
    CHECK(broken_off.coefs()[0](0, 0) == theta[0]);
}

TEST_CASE("Callbacks are called in the order given, all of them also after a stop") {
    const support::RecordedWarnings quiet;
    std::vector<std::string> log;
    const auto note = [&](const std::string& who) {
        return EachHook{[&log, who](const std::string& hook, const auto&) { log.push_back(who + hook); }};
    };
    auto params = three_batches();
    params.batch_size = 10;
    MLPClassifier<>(params).fit(data.X, data.y, note("a "), stop_at("epoch_end 1.1"), note("b "));
    CHECK(log == std::vector<std::string>{"a train_begin", "b train_begin", "a epoch_begin", "b epoch_begin",
                                          "a batch_end", "b batch_end", "a epoch_end", "b epoch_end",
                                          "a train_end", "b train_end"});
}

TEST_CASE("A callback is passed by reference and can be read after fit") {
    const support::RecordedWarnings quiet;
    CountEpochs count;
    MLPClassifier<>(three_batches()).fit(data.X, data.y, count);
    CHECK(count.epochs == 3);
}

TEST_CASE("A callback may change the weights") {
    const support::RecordedWarnings quiet;
    MLPClassifier<> clf(three_batches());
    clf.fit(data.X, data.y, EachHook{[](const std::string& hook, auto& state) {
                if (hook == "train_end") state.theta.setConstant(0.5);
            }});
    CHECK((clf.coefs()[1].array() == 0.5).all());
}

TEST_CASE("A fit during which a callback throws leaves a fitted estimator exactly as it was") {
    const support::RecordedWarnings quiet;
    const auto others = support::small_data<double>(10, 3, 2);
    for (const bool warm_start : {false, true}) {
        auto params = three_batches();
        params.warm_start = warm_start;
        MLPClassifier<> clf(params);
        clf.fit(data.X, data.y);
        const MLPClassifier<> before = clf;
        for (const std::string& where : every_kind_of_place) {
            CAPTURE(where, warm_start);
            if (warm_start)
                CHECK_THROWS_WITH(clf.fit(data.X, data.y, throw_at(where)), where);
            else
                CHECK_THROWS_WITH(clf.fit(others.X, others.y, throw_at(where)), where);
            CHECK(same_weights(clf, before));
            CHECK(clf.loss() == before.loss());
            CHECK(clf.best_loss() == before.best_loss());
            CHECK(clf.loss_curve() == before.loss_curve());
            CHECK(clf.n_iter() == before.n_iter());
            CHECK(clf.t() == before.t());
            CHECK(clf.classes() == before.classes());
            CHECK(clf.out_activation() == before.out_activation());
            CHECK(clf.stop_reason() == before.stop_reason());
            CHECK(clf.predict_proba(data.X) == before.predict_proba(data.X));
        }
        INFO("the solver's state too: both go on alike");
        MLPClassifier<> copy = before;
        CHECK(same_weights(clf.partial_fit(data.X, data.y), copy.partial_fit(data.X, data.y)));
    }
}

TEST_CASE("A first fit during which a callback throws leaves the estimator unfitted") {
    const support::RecordedWarnings quiet;
    MLPClassifier<> clf(three_batches());
    for (const std::string& where : every_kind_of_place) {
        CHECK_THROWS_WITH(clf.fit(data.X, data.y, throw_at(where)), where);
        CHECK_THROWS_AS(clf.predict(data.X), NotFittedError);
        CHECK_THROWS_AS(clf.classes(), NotFittedError);
        CHECK_THROWS_AS(clf.loss_curve(), NotFittedError);
    }
}

TEST_CASE("A scheduler that computes the rates of invscaling gives its course bit for bit") {
    const support::RecordedWarnings quiet;
    MLPClassifier<>::Params params{.hidden_layer_sizes = {4},
                                   .solver = "sgd",
                                   .batch_size = 4,
                                   .learning_rate = LearningRate::invscaling,
                                   .learning_rate_init = 0.1,
                                   .max_iter = 4,
                                   .random_state = 0};
    MLPClassifier<> by_solver(params), by_callback(params);
    History of_solver, of_callback;
    by_solver.fit(data.X, data.y, of_solver);
    params.learning_rate = LearningRate::constant;
    by_callback.set_params(params);
    const auto rate = [](Index epoch, double) {
        return epoch == 1 ? 0.1 : 0.1 / std::pow(static_cast<double>(10 * (epoch - 1) + 1), 0.5);
    };
    by_callback.fit(data.X, data.y, LearningRateScheduler{rate}, of_callback);
    CHECK(same_weights(by_solver, by_callback));
    CHECK(of_solver.loss == of_callback.loss);
    CHECK(of_callback.learning_rate == std::vector<double>{rate(1, 0), rate(2, 0), rate(3, 0), rate(4, 0)});
}

TEST_CASE("The full-batch solver has no learning rate to be set") {
    const support::RecordedWarnings quiet;
    MLPClassifier<> clf({.solver = "lbfgs", .random_state = 0});
    CHECK_THROWS_WITH(clf.fit(data.X, data.y, LearningRateScheduler{[](Index, double) { return 0.1; }}),
                      Catch::Matchers::ContainsSubstring("set_learning_rate"));
    CHECK_THROWS_AS(clf.coefs(), NotFittedError);
}
