// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/lambda_callback.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/parameters_of.hpp"
#include "support/recorded_warnings.hpp"

// The classifier with the solver L-BFGS: what scikit-learn's test_mlp.py asks of it.

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::parameters_of;
using support::RecordedWarnings;

namespace {

/// 150 digits below `n_classes`.
std::pair<Matrix<double>, Eigen::VectorXi> digits(int n_classes) {
    const support::Data all = support::parity_data("digits");
    std::vector<Index> rows;
    for (Index i = 0; i < all.y.size() && rows.size() < 150; ++i)
        if (all.y[i] < n_classes) rows.push_back(i);
    return {all.X(rows, Eigen::all), all.y(rows)};
}

bool warned(const RecordedWarnings& warnings, const std::string& part) {
    return std::any_of(warnings.all().begin(), warnings.all().end(),
                       [&](const std::string& warning) { return warning.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("L-BFGS learns two and three classes with every activation") {
    const RecordedWarnings quiet;
    const int n_classes = GENERATE(2, 3);
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu");
    const auto [X, y] = digits(n_classes);
    MLPClassifier<> clf({.hidden_layer_sizes = {50},
                         .activation = activation,
                         .solver = "lbfgs",
                         .max_iter = 150,
                         .random_state = 1});
    CHECK(clf.fit(X, y).score(X, y) > 0.95);
    CHECK(clf.predict(X).size() == X.rows());
}

TEST_CASE("L-BFGS of a classifier stops at max_fun evaluations and warns") {
    const RecordedWarnings warnings;
    const auto [X, y] = digits(3);
    MLPClassifier<> clf(
        {.hidden_layer_sizes = {50}, .solver = "lbfgs", .max_iter = 150, .random_state = 1, .max_fun = 10});
    CHECK(clf.fit(X, y).n_iter() <= 10);
    CHECK(warned(warnings, "ConvergenceWarning: lbfgs failed to converge (status=1)"));
    CHECK_FALSE(warned(warnings, "Increase the number of iterations (max_iter)"));
}

TEST_CASE("L-BFGS stopped by max_iter advises to raise it") {
    const RecordedWarnings warnings;
    const auto [X, y] = digits(3);
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .solver = "lbfgs", .max_iter = 4, .random_state = 1});
    CHECK(clf.fit(X, y).n_iter() == 4);
    CHECK(warned(warnings, "max_iter"));
}

TEST_CASE("L-BFGS that converges says nothing") {
    const RecordedWarnings warnings;
    const auto [X, y] = digits(2);
    MLPClassifier<> clf(
        {.hidden_layer_sizes = {}, .solver = "lbfgs", .alpha = 1, .random_state = 1, .tol = 1e-2});
    CHECK(clf.fit(X, y).n_iter() < 200);
    CHECK(warnings.all().empty());
}

TEST_CASE("L-BFGS leaves no epochs, rows seen or state of a stochastic solver") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(2);
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .solver = "lbfgs", .max_iter = 5, .random_state = 1});
    clf.fit(X, y);
    CHECK(clf.t() == 0);
    CHECK(clf.loss_curve().empty());
    CHECK(clf.validation_scores().empty());
    CHECK_FALSE(clf.best_loss().has_value());
    CHECK_FALSE(clf.best_validation_score().has_value());
    CHECK_THROWS_AS(clf.optimizer(), NotFittedError);
    CHECK(clf.loss() > 0);
}

TEST_CASE("L-BFGS takes no notice of batches, shuffling and early stopping") {
    const RecordedWarnings warnings;
    const auto [X, y] = digits(2);
    const auto fit = [&, &X = X, &y = y](MLPClassifier<>::Params p) {
        p.hidden_layer_sizes = {5};
        p.solver = "lbfgs";
        p.max_iter = 5;
        p.random_state = 1;
        return parameters_of(MLPClassifier<>(p).fit(X, y));
    };
    const auto expected = fit({});
    CHECK(fit({.batch_size = 7}) == expected);
    CHECK(fit({.batch_size = 100000}) == expected);
    CHECK(fit({.shuffle = false}) == expected);
    CHECK(fit({.early_stopping = true}) == expected);
    CHECK_FALSE(warned(warnings, "batch_size"));
}

TEST_CASE("warm-started L-BFGS goes on from the weights that it has") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(3);
    MLPClassifier<> clf(
        {.hidden_layer_sizes = {5}, .solver = "lbfgs", .max_iter = 5, .random_state = 1, .warm_start = true});
    const double first = clf.fit(X, y).loss();
    CHECK(clf.fit(X, y).loss() < first);
    CHECK(clf.n_iter() == 5);

    auto p = clf.params();
    p.solver = "adam";
    clf.set_params(p);
    const auto before = parameters_of(clf);
    CHECK_THROWS_AS(clf.fit(X, y), InvalidParameterError);
    CHECK(parameters_of(clf) == before);
}

TEST_CASE("L-BFGS that converges ends for callbacks with its last iteration") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(2);
    MLPClassifier<> clf(
        {.hidden_layer_sizes = {}, .solver = "lbfgs", .alpha = 1, .random_state = 1, .tol = 1e-2});
    Index epoch = 0;
    clf.fit(X, y, LambdaCallback{.on_train_end = [&](auto& state) { epoch = state.epoch; }});
    CHECK(epoch == clf.n_iter());
}

TEST_CASE("a classifier has no partial_fit with L-BFGS") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(2);
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .solver = "lbfgs", .max_iter = 5, .random_state = 1});
    CHECK_THROWS_WITH(clf.partial_fit(X, y, {.classes = {0, 1}}),
                      ContainsSubstring("partial_fit is only available for stochastic optimizers"));
    CHECK_THROWS_AS(clf.predict(X), NotFittedError);
}

TEST_CASE("L-BFGS in float descends as in double, within the accuracy of float") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(3);
    MLPClassifier<> wide({.hidden_layer_sizes = {8}, .solver = "lbfgs", .max_iter = 10, .random_state = 1});
    MLPClassifier<float> narrow(
        {.hidden_layer_sizes = {8}, .solver = "lbfgs", .max_iter = 10, .random_state = 1});
    wide.fit(X, y);
    narrow.fit(Matrix<float>(X.cast<float>()), y);
    CHECK(narrow.loss() == Approx(wide.loss()).epsilon(1e-3));
    CHECK(narrow.n_iter() == wide.n_iter());
}

TEST_CASE("callbacks number the iterations of L-BFGS as epochs, and end it in any hook") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits(3);
    MLPClassifier<>::Params p = {
        .hidden_layer_sizes = {5}, .solver = "lbfgs", .max_iter = 3, .random_state = 1, .warm_start = true};
    std::string hooks;
    const auto log = [&](const char* hook) {
        return [&hooks, hook](TrainingState<double>& state) {
            hooks +=
                std::string(hook) + std::to_string(state.epoch) + "." + std::to_string(state.batch) + " ";
        };
    };
    MLPClassifier<> clf(p);
    clf.fit(X, y,
            LambdaCallback{
                .on_epoch_begin = log("begin"), .on_batch_end = log("batch"), .on_epoch_end = log("end")});
    CHECK(hooks == "begin1.0 batch1.1 end1.1 begin2.0 batch2.1 end2.1 begin3.0 batch3.1 end3.1 ");

    const auto stop = [](TrainingState<double>& state) { state.request_stop("enough"); };
    const auto before = parameters_of(clf);
    clf.fit(X, y, LambdaCallback{.on_epoch_begin = stop});
    CHECK(clf.n_iter() == 0);
    CHECK(parameters_of(clf) == before);
    clf.fit(X, y);
    clf.fit(X, y, LambdaCallback{.on_train_begin = stop});
    CHECK(clf.n_iter() == 0);
    CHECK(clf.stop_reason() == "enough");
}

TEST_CASE("partial_fit goes on with the state that a stochastic solver had before L-BFGS") {
    const RecordedWarnings quiet;
    Matrix<double> X(60, 4);
    std::vector<int> y;
    for (int i = 0; i < 240; ++i) X.data()[i] = i % 7 / 7.0;
    for (int i = 0; i < 60; ++i) y.push_back(i % 3);
    MLPClassifier<>::Params p = {
        .hidden_layer_sizes = {3}, .max_iter = 5, .random_state = 0, .warm_start = true};
    MLPClassifier<> clf(p);
    clf.fit(X, y);
    p.solver = "lbfgs";
    clf.set_params(p);
    clf.fit(X, y);
    p.solver = "adam";
    clf.set_params(p);
    clf.partial_fit(X, y);
    const Vector<double> first = clf.coefs()[0].row(0);  // scikit-learn's below
    CHECK(first.isApprox(Eigen::Vector3d(0.06585617, 0.34522275, 0.1387817), 1e-7));
    CHECK(clf.loss() == Approx(1.098485349226583).epsilon(1e-10));
}
