// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/training/train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/lambda_callback.hpp"
#include "eigenmlp/solvers/adam.hpp"
#include "eigenmlp/solvers/sgd.hpp"
#include "support/captured_stdout.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Batches = std::vector<std::vector<Index>>;

/// An objective that returns the losses given, the last again and again, with the gradient 1; it keeps the
/// batches that it was asked for.
template <class S>
struct Script {
    std::vector<double> losses;
    Batches batches = {};

    double operator()(const Vector<S>&, std::span<const Index> rows, Vector<S>& gradient) {
        gradient.setOnes();
        batches.emplace_back(rows.begin(), rows.end());
        return losses[std::min(batches.size(), losses.size()) - 1];
    }
};

const TrainingOptions defaults{.batch_size = 10,
                               .max_iter = 50,
                               .shuffle = false,
                               .tol = 1e-4,
                               .n_iter_no_change = 10,
                               .verbose = false,
                               .early_stopping = false,
                               .incremental = false};

TrainingOptions batches_of_four() {
    TrainingOptions options = defaults;
    options.batch_size = 4;
    return options;
}

SolverParams adaptive_from(double learning_rate) {
    return {.learning_rate = LearningRate::adaptive, .learning_rate_init = learning_rate, .momentum = 0.0};
}

/// Trains two parameters over ten rows.
template <class S = double, class Solver = Adam>
struct Trainer {
    Script<S> objective;
    TrainingOptions options = defaults;
    Solver solver_config = {};
    SolverParams solver_params = {};
    Validation<S> validation = {};
    RandomState random = RandomState(0);
    Vector<S> theta = Vector<S>::Zero(2);
    TrainingHistory<S> history = {};
    std::vector<Index> rows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    void run(auto&&... callbacks) {
        auto solver = solver_config.init(theta, solver_params);
        const CallbackList<S> list(callbacks...);
        MiniBatchTraining<S, Script<S>, decltype(solver)>(objective, rows, solver, options, random,
                                                          validation, list)
            .run(theta, history);
    }
};

/// `n` losses, each smaller than the last by `step`.
std::vector<double> falling(std::size_t n, double step) {
    std::vector<double> losses(n);
    for (std::size_t i = 0; i < n; ++i) losses[i] = 1.0 - step * static_cast<double>(i);
    return losses;
}

std::vector<double> followed_by(std::vector<double> losses, double last) {
    losses.push_back(last);
    return losses;
}

const std::string convergence_warning =
    "ConvergenceWarning: Stochastic Optimizer: Maximum iterations (5) reached and the optimization hasn't "
    "converged "
    "yet.";
const std::string stop_rule =
    "Training loss did not improve more than tol=0.000100 for 10 consecutive epochs.";

}  // namespace

TEMPLATE_TEST_CASE("Unshuffled batches are consecutive slices of the rows, the last one shorter", "", float,
                   double) {
    const support::RecordedWarnings quiet;
    Trainer<TestType> t{.objective = {falling(10, 0.1)}, .options = batches_of_four()};
    t.options.max_iter = 2;
    t.run();
    CHECK(t.objective.batches ==
          Batches{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9}, {0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9}});

    INFO("also of rows that are a part of the data in another order");
    Trainer<TestType> part{.objective = {falling(10, 0.1)}, .options = t.options};
    part.rows = {7, 2, 9, 4, 0};
    part.run();
    CHECK(part.objective.batches == Batches{{7, 2, 9, 4}, {0}, {7, 2, 9, 4}, {0}});
}

TEST_CASE("Shuffles accumulate over epochs, with one generator") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {falling(10, 0.1)}, .options = batches_of_four()};
    t.options.shuffle = true;
    t.options.max_iter = 3;
    t.run();

    RandomState random(0);
    std::vector<Index> order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Batches expected;
    for (int epoch = 0; epoch < 3; ++epoch) {
        random.shuffle(order);
        expected.emplace_back(order.begin(), order.begin() + 4);
        expected.emplace_back(order.begin() + 4, order.begin() + 8);
        expected.emplace_back(order.begin() + 8, order.end());
    }
    CHECK(t.objective.batches == expected);
    CHECK(t.random == random);
}

TEST_CASE("Without shuffling nothing is drawn") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {falling(10, 0.1)}};
    t.run();
    CHECK(t.random == RandomState(0));
}

TEST_CASE("The epoch's loss is the mean of the batches' losses weighted by their rows") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{1.0, 2.0, 4.0, 0.5, 0.25, 1.0}}, .options = batches_of_four()};
    t.options.max_iter = 2;
    t.run();
    CHECK(t.history.loss_curve == std::vector<double>{2.0, 0.5});
    CHECK(t.history.loss == 0.5);
}

TEMPLATE_TEST_CASE("The solver steps once per batch", "", float, double) {
    const support::RecordedWarnings quiet;
    Trainer<TestType, Sgd> t{.objective = {falling(10, 0.1)}, .options = batches_of_four()};
    t.solver_params = {.learning_rate_init = 0.125, .momentum = 0.0};
    t.options.max_iter = 2;
    t.run();
    CHECK((t.theta.array() == TestType(-0.75)).all());
}

TEST_CASE("Rows seen, losses and patience go on over calls, n_iter begins anew") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {falling(20, 0.0625)}};
    t.options.max_iter = 3;
    t.run();
    CHECK(t.history.n_iter == 3);
    CHECK(t.history.t == 30);
    t.options.max_iter = 2;
    t.run();
    CHECK(t.history.n_iter == 2);
    CHECK(t.history.t == 50);
    CHECK(t.history.loss_curve == falling(5, 0.0625));
    CHECK(t.history.training_loss.best == falling(5, 0.0625).back());
}

TEST_CASE("Training stops after n_iter_no_change + 1 epochs without improvement") {
    const support::RecordedWarnings warnings;
    for (const Index patience : {1, 2, 5, 10}) {
        Trainer<> t{.objective = {{1.0}}};
        t.options.n_iter_no_change = patience;
        t.run();
        CHECK(t.history.n_iter == 1 + patience + 1);
        CHECK(t.history.training_loss.no_improvement_count == patience + 1);
    }
    CHECK(warnings.all().empty());
}

TEST_CASE("An improvement below tol does not keep training alive, one above does") {
    const support::RecordedWarnings warnings;
    Trainer<> slow{.objective = {falling(100, 0.5e-4)}};
    slow.run();
    CHECK(slow.history.n_iter == 12);
    CHECK(slow.history.stop_reason == stop_rule);

    Trainer<> fast{.objective = {followed_by(falling(20, 1.5e-4), 1.0)}};
    fast.run();
    CHECK(fast.history.n_iter == 20 + 11);
    CHECK(warnings.all().empty());
}

TEST_CASE("After the stop a further call ends after one epoch") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{1.0}}};
    t.run();
    t.run();
    CHECK(t.history.n_iter == 1);
}

TEST_CASE("A NaN loss does not count as lack of improvement") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{NAN}}};
    t.run();
    CHECK(t.history.n_iter == 50);
    CHECK(t.history.stop_reason == "max_iter");
}

TEST_CASE("Reaching max_iter warns unless the stopping rule fires in that very epoch") {
    const support::RecordedWarnings warnings;
    Trainer<> t{.objective = {{1.0}}};
    t.options.max_iter = 5;
    t.options.n_iter_no_change = 3;
    t.run();
    CHECK(t.history.n_iter == 5);
    CHECK(t.history.stop_reason != "max_iter");
    CHECK(warnings.all().empty());

    Trainer<> cut_off{.objective = {{1.0}}};
    cut_off.options.max_iter = 5;
    cut_off.options.n_iter_no_change = 4;
    cut_off.run();
    CHECK(cut_off.history.stop_reason == "max_iter");
    CHECK(warnings.all() == std::vector<std::string>{convergence_warning});
}

TEST_CASE("A single epoch never warns, and yet can fire the stopping rule") {
    const support::RecordedWarnings warnings;
    Trainer<> t{.objective = {{1.0}}};
    t.options.incremental = true;
    t.options.max_iter = 1;
    for (int call = 1; call <= 12; ++call) {
        CHECK(t.history.stop_reason != stop_rule);
        t.run();
        CHECK(t.history.n_iter == 1);
    }
    CHECK(t.history.stop_reason == stop_rule);
    CHECK(t.history.loss_curve.size() == 12);
    CHECK(warnings.all().empty());
}

TEST_CASE("With the adaptive schedule training goes on with a fresh count until the rate is too small") {
    const support::RecordedWarnings warnings;
    Trainer<double, Sgd> t{.objective = {{1.0}}, .solver_params = adaptive_from(2e-6)};
    t.options.n_iter_no_change = 2;
    t.run();
    CHECK(t.history.n_iter == 1 + 3 + 3);
    CHECK(warnings.all().empty());
}

TEST_CASE("With inverse scaling the rate falls with the rows seen") {
    const support::RecordedWarnings quiet;
    Trainer<double, Sgd> t{.objective = {falling(10, 0.1)}};
    t.solver_params = {.learning_rate = LearningRate::invscaling, .learning_rate_init = 1.0, .momentum = 0.0};
    t.options.max_iter = 3;
    t.run();
    CHECK(t.theta[0] == Approx(-1.0 - 1.0 / std::sqrt(11.0) - 1.0 / std::sqrt(21.0)).epsilon(1e-15));
}

TEMPLATE_TEST_CASE("With a validation score training stops by it and ends with the best score's weights", "",
                   float, double) {
    const support::RecordedWarnings warnings;
    std::vector<Vector<TestType>> seen;
    Trainer<TestType> t{.objective = {falling(100, 0.01)}};
    t.options.early_stopping = true;
    t.validation = [&](const Vector<TestType>& theta) {
        seen.push_back(theta);
        return ValidationResult{seen.size() == 3 ? 0.75 : 0.5, 0.25};
    };
    t.options.n_iter_no_change = 4;
    t.run();
    CHECK(t.history.n_iter == 3 + 5);
    CHECK(t.history.validation_scores == std::vector<double>{0.5, 0.5, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5});
    CHECK(t.history.negative_score.best == -0.75);
    CHECK(t.theta == seen[2]);
    CHECK_THAT(t.history.stop_reason, ContainsSubstring("Validation score did not improve"));
    CHECK(t.history.training_loss == Monitor{});
    CHECK(warnings.all().empty());
}

TEST_CASE("Verbose output is scikit-learn's when training stops") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{0.123456784, 0.5}}};
    t.options.verbose = true;
    support::CapturedStdout out;
    t.run();
    std::string expected = "Iteration 1, loss = 0.12345678\n";
    for (int i = 2; i <= 12; ++i) expected += fmt::format("Iteration {}, loss = 0.50000000\n", i);
    CHECK(out.text() == expected + stop_rule + " Stopping.\n");
}

TEST_CASE("Verbose output is scikit-learn's with a validation score") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{0.5}}};
    t.options.early_stopping = true;
    t.validation = [](const Vector<double>&) { return ValidationResult{0.5, 0.25}; };
    t.options.verbose = true;
    t.options.n_iter_no_change = 1;
    support::CapturedStdout out;
    t.run();
    std::string expected;
    for (int i = 1; i <= 3; ++i)
        expected += fmt::format("Iteration {}, loss = 0.50000000\nValidation score: 0.500000\n", i);
    CHECK(
        out.text() ==
        expected +
            "Validation score did not improve more than tol=0.000100 for 1 consecutive epochs. Stopping.\n");
}

TEST_CASE("Verbose output is scikit-learn's with the adaptive schedule") {
    const support::RecordedWarnings quiet;
    Trainer<double, Sgd> t{.objective = {{1.0}}, .solver_params = adaptive_from(1e-3)};
    t.options.verbose = true;
    t.options.max_iter = 100;
    support::CapturedStdout out;
    t.run();
    const std::string text = out.text();
    CHECK_THAT(text, ContainsSubstring("\n" + stop_rule + " Setting learning rate to 0.000200\n"));
    CHECK_THAT(text, ContainsSubstring("\n" + stop_rule + " Setting learning rate to 0.000040\n"));
    CHECK(text.ends_with("\n" + stop_rule + " Learning rate too small. Stopping.\n"));
}

TEST_CASE("Nothing is printed unless verbose") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{1.0}}};
    support::CapturedStdout out;
    t.run();
    CHECK(out.text().empty());
}

namespace {

/// Moves each parameter by minus the rate times the gradient, and cannot change the rate.
struct FixedRate {
    struct State {
        void update(Vector<double>& theta, const Vector<double>& gradient) { theta -= gradient; }
    };
    State init(const Vector<double>&, const SolverParams&) const { return {}; }
};

/// Keeps by how much each batch lessened the first parameter.
struct RecordSteps {
    std::vector<double> steps = {};
    double before = 0.0;

    void on_batch_end(const auto& state) {
        steps.push_back(before - state.theta[0]);
        before = state.theta[0];
    }
};

}  // namespace

TEST_CASE("A schedule sets the learning rate of each batch from the epochs that have passed") {
    const support::RecordedWarnings quiet;
    Trainer<double, Sgd> t{.objective = {falling(20, 0.1)},
                           .options = batches_of_four(),
                           .solver_params = {.learning_rate_init = 2.0, .momentum = 0.0}};
    t.options.max_iter = 2;
    t.options.learning_rate = [](double epoch, double max_iter) { return 1.0 + epoch + 10.0 * max_iter; };
    t.options.learning_rate_init = 0.5;
    t.options.schedule_length = 7;
    RecordSteps record;
    t.run(record);
    REQUIRE(record.steps.size() == 6);
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(record.steps[i] == Approx(0.5 * (71.0 + static_cast<double>(i) / 3.0)).epsilon(1e-12));

    INFO("another fit begins anew");
    RecordSteps again{.before = t.theta[0]};
    t.run(again);
    CHECK(again.steps.front() == Approx(0.5 * 71.0).epsilon(1e-12));

    INFO("partial_fit goes on");
    t.options.incremental = true;
    RecordSteps more{.before = t.theta[0]};
    t.run(more);
    CHECK(more.steps.front() == Approx(0.5 * 75.0).epsilon(1e-12));
}

TEST_CASE("A schedule needs a solver that can change its learning rate") {
    Trainer<double, FixedRate> t{.objective = {falling(20, 0.1)}};
    t.options.learning_rate = [](double, double) { return 1.0; };
    CHECK_THROWS_AS(t.run(), InvalidParameterError);
    CHECK_THROWS_WITH(t.run(), ContainsSubstring("'solver'") && ContainsSubstring("set_learning_rate"));
    CHECK(t.theta == Vector<double>::Zero(2));
}

TEST_CASE("Epochs of partial_fit are all made, also when the stopping rule has fired") {
    const support::RecordedWarnings quiet;
    Trainer<> t{.objective = {{1.0}}};
    t.options.incremental = true;
    t.options.max_iter = 40;
    for (int call = 1; call <= 2; ++call) {
        t.run();
        CHECK(t.history.n_iter == 40);
        CHECK(t.history.stop_reason == stop_rule);
    }
}

TEST_CASE("A callback cannot set the rate that a schedule sets") {
    Trainer<> t{.objective = {{1.0}}};
    t.options.learning_rate = [](double, double) { return 1.0; };
    CHECK_THROWS_WITH(
        t.run(LambdaCallback{.on_epoch_begin = [](auto& state) { state.set_learning_rate(0.5); }}),
        ContainsSubstring("'learning_rate'") && ContainsSubstring("function of the epoch"));
}
