// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

// Bad input: each kind has its own sentence, and whatever fails leaves the estimator as it was.

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::RecordedWarnings;

namespace {

bool warned(const RecordedWarnings& warnings, const std::string& beginning) {
    return std::any_of(warnings.all().begin(), warnings.all().end(), [&](const std::string& warning) {
        return warning.find(beginning) != std::string::npos;
    });
}

const Matrix<double> X = (Matrix<double>(6, 2) << 0, 1, 1, 0, 2, 5, 3, 3, 4, 1, 5, 2).finished();
const std::vector<int> y = {0, 1, 0, 1, 0, 1};

struct Fixture {
    RecordedWarnings warnings;
    MLPClassifier<> fitted{{.hidden_layer_sizes = {3}, .max_iter = 5, .random_state = 0}};
    Fixture() { fitted.fit(X, y); }
};

MLPClassifier<>::Params with(auto change) {
    MLPClassifier<>::Params p;
    change(p);
    return p;
}

struct BadParameter {
    MLPClassifier<>::Params params;
    std::string sentence;
};

}  // namespace

TEST_CASE("a parameter out of range is named by fit and by partial_fit, with its range and value") {
    const double nan = std::nan(""), inf = INFINITY;
    using P = MLPClassifier<>::Params;
    const auto bad = GENERATE_COPY(values<BadParameter>({
        {with([](P& p) {
             p.hidden_layer_sizes = {5, 0};
         }),
         "hidden_layer_sizes must be > 0, got [5, 0]."},
        {with([](P& p) { p.hidden_layer_sizes = {-1}; }), "hidden_layer_sizes must be > 0, got [-1]."},
        {with([](P& p) { p.alpha = -0.5; }),
         "The 'alpha' parameter of MLPClassifier must be a float in the range [0, inf). Got -0.5 instead."},
        {with([&](P& p) { p.alpha = nan; }), "'alpha'"},
        {with([&](P& p) { p.alpha = inf; }), "'alpha'"},
        {with([](P& p) { p.batch_size = 0; }), "'batch_size'"},
        {with([](P& p) { p.learning_rate_init = 0; }),
         "The 'learning_rate_init' parameter of MLPClassifier must be a float in the range (0, inf). Got 0 "
         "instead."},
        {with([](P& p) { p.power_t = -1; }), "'power_t'"},
        {with([](P& p) { p.max_iter = 0; }),
         "The 'max_iter' parameter of MLPClassifier must be an int in the range [1, inf). Got 0 instead."},
        {with([](P& p) { p.tol = -1e-9; }), "'tol'"},
        {with([](P& p) { p.momentum = 1.5; }),
         "'momentum' parameter of MLPClassifier must be a float in the range [0, 1]. Got 1.5"},
        {with([](P& p) { p.validation_fraction = 1; }), "'validation_fraction'"},
        {with([](P& p) {
             p.early_stopping = true;
             p.validation_fraction = 0;
         }),
         "'validation_fraction'"},
        {with([](P& p) { p.beta_1 = 1; }), "'beta_1'"},
        {with([](P& p) { p.beta_2 = -0.1; }), "'beta_2'"},
        {with([&](P& p) { p.epsilon = nan; }), "'epsilon'"},
        {with([](P& p) { p.n_iter_no_change = 0; }), "'n_iter_no_change'"},
    }));
    MLPClassifier<> clf(bad.params);
    CHECK_THROWS_WITH(clf.fit(X, y), ContainsSubstring(bad.sentence));
    CHECK_THROWS_AS(clf.partial_fit(X, y, {.classes = {0, 1}}), InvalidParameterError);
}

TEST_CASE("an unknown name lists the known ones") {
    CHECK_THROWS_WITH(
        MLPClassifier<>({.activation = "rleu"}),
        ContainsSubstring("'activation' parameter must be one of {'relu', 'identity', 'logistic', "
                          "'tanh', 'leaky_relu', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'mish'}. "
                          "Got 'rleu' instead."));
    CHECK_THROWS_WITH(MLPClassifier<>({.solver = "admm"}),
                      ContainsSubstring("'solver' parameter must be one of {'adam', 'sgd', 'adamw', 'nadam', "
                                        "'rmsprop', 'lbfgs'}. Got 'admm' instead."));
    CHECK_THROWS_AS(AnyActivation("rleu"), InvalidParameterError);
}

TEST_CASE("a seed that is no 32-bit word is refused") {
    CHECK_THROWS_WITH(MLPClassifier<>({.random_state = -1}),
                      ContainsSubstring("random_state must be a seed in [0, 4294967295]. Got -1 instead."));
}

TEST_CASE("a list of activations must have one for each hidden layer") {
    MLPClassifier<> clf({.hidden_layer_sizes = {4, 4, 4}, .activation = {"relu", "tanh"}});
    CHECK_THROWS_WITH(clf.fit(X, y), ContainsSubstring("one per hidden layer (3). Got 2 activations"));
}

TEST_CASE("empty data are refused") {
    MLPClassifier<> clf;
    CHECK_THROWS_WITH(
        clf.fit(Matrix<double>(0, 3), std::vector<int>{}),
        ContainsSubstring("Found array X with 0 sample(s) (shape=(0, 3)) while a minimum of 1 is "
                          "required by MLPClassifier."));
    CHECK_THROWS_WITH(clf.fit(Matrix<double>(3, 0), std::vector{0, 1, 0}),
                      ContainsSubstring("0 feature(s) (shape=(3, 0))"));
}

TEST_CASE_METHOD(Fixture, "NaN and infinity are refused by fit and predict, with their place") {
    Matrix<double> bad = X;
    bad(4, 1) = std::nan("");
    CHECK_THROWS_WITH(fitted.fit(bad, y),
                      ContainsSubstring("Input X contains NaN (first at row 4, column 1)."));
    CHECK_THROWS_WITH(fitted.predict(bad), ContainsSubstring("Input X contains NaN"));
    bad(4, 1) = -INFINITY;
    CHECK_THROWS_WITH(fitted.fit(bad, y),
                      ContainsSubstring("Input X contains infinity (first at row 4, column 1)."));
    CHECK_THROWS_AS(fitted.predict_proba(bad), InvalidDataError);
    CHECK_THROWS_AS(fitted.partial_fit(bad, y), InvalidDataError);
}

TEST_CASE_METHOD(Fixture, "shapes that do not fit are refused") {
    CHECK_THROWS_WITH(fitted.fit(X, std::vector{0, 1}),
                      ContainsSubstring("inconsistent numbers of samples: X has 6, y has 2."));
    CHECK_THROWS_WITH(fitted.score(X, std::vector{0, 1}),
                      ContainsSubstring("inconsistent numbers of samples"));
    const Eigen::VectorXd one_dimensional = X.col(0);
    CHECK_THROWS_WITH(fitted.fit(one_dimensional, y),
                      ContainsSubstring("Expected 2D array for X, got a column vector of size 6 instead."));
    CHECK_THROWS_WITH(fitted.predict(one_dimensional), ContainsSubstring("Expected 2D array for X"));
    CHECK_THROWS_WITH(
        fitted.predict(Matrix<double>::Zero(2, 5)),
        ContainsSubstring("X has 5 features, but MLPClassifier is expecting 2 features as input."));
    CHECK_THROWS_WITH(
        fitted.partial_fit(Matrix<double>::Zero(6, 5), y),
        ContainsSubstring("X has 5 features, but MLPClassifier is expecting 2 features as input."));
}

TEST_CASE("continuous targets are no classes") {
    MLPClassifier<double, double> clf;
    CHECK_THROWS_WITH(clf.fit(X, std::vector{0.5, 1.0, 0.0, 1.0, 0.0, 1.0}),
                      ContainsSubstring("Unknown label type: continuous. y contains 0.5"));
    CHECK_THROWS_AS(clf.fit(X, std::vector{std::nan(""), 1.0, 0.0, 1.0, 0.0, 1.0}), InvalidDataError);
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(clf.fit(X, std::vector{infinity, 1.0, 0.0, 1.0, 0.0, 1.0}), InvalidDataError);
}

TEST_CASE("everything fitted is refused before fit") {
    const MLPClassifier<> clf;
    const std::string sentence =
        "This MLPClassifier instance is not fitted yet. Call 'fit' with appropriate arguments before using "
        "this estimator.";
    CHECK_THROWS_AS(clf.predict(X), NotFittedError);
    CHECK_THROWS_WITH(clf.predict_proba(X), sentence);
    CHECK_THROWS_WITH(clf.predict_log_proba(X), sentence);
    CHECK_THROWS_WITH(clf.score(X, y), sentence);
    CHECK_THROWS_WITH(clf.coefs(), sentence);
    CHECK_THROWS_WITH(clf.intercepts(), sentence);
    CHECK_THROWS_WITH(clf.loss(), sentence);
    CHECK_THROWS_WITH(clf.best_loss(), sentence);
    CHECK_THROWS_WITH(clf.loss_curve(), sentence);
    CHECK_THROWS_WITH(clf.validation_scores(), sentence);
    CHECK_THROWS_WITH(clf.best_validation_score(), sentence);
    CHECK_THROWS_WITH(clf.n_iter(), sentence);
    CHECK_THROWS_WITH(clf.t(), sentence);
    CHECK_THROWS_WITH(clf.n_layers(), sentence);
    CHECK_THROWS_WITH(clf.n_outputs(), sentence);
    CHECK_THROWS_WITH(clf.n_features_in(), sentence);
    CHECK_THROWS_WITH(clf.out_activation(), sentence);
    CHECK_THROWS_WITH(clf.classes(), sentence);
}

TEST_CASE_METHOD(Fixture, "an estimator that was moved from is not fitted") {
    MLPClassifier<> taken = std::move(fitted);
    CHECK(taken.predict(X).size() == X.rows());
    CHECK_THROWS_AS(fitted.predict(X), NotFittedError);
    fitted = std::move(taken);
    CHECK(fitted.predict(X).size() == X.rows());
    CHECK_THROWS_AS(taken.classes(), NotFittedError);
}

TEST_CASE_METHOD(Fixture, "a workspace without rows is refused") {
    CHECK_THROWS_WITH(fitted.workspace(0), ContainsSubstring("max_rows must be >= 1. Got 0"));
    CHECK_THROWS_AS(fitted.workspace(-1), InvalidParameterError);
}

TEST_CASE("pointers to text are stratified by the text") {
    const RecordedWarnings quiet;
    const Matrix<double> samples = Matrix<double>::Random(40, 2);
    std::vector<std::string> words;
    std::vector<const char*> pointers;
    for (int i = 0; i < 40; ++i) words.emplace_back(i % 2 == 0 ? "yes" : "no");
    for (const std::string& word : words) pointers.push_back(word.c_str());
    MLPClassifier<double, std::string> a({.max_iter = 3, .random_state = 0, .early_stopping = true}), b = a;
    a.fit(samples, words);
    b.fit(samples, pointers);
    CHECK(a.coefs()[0] == b.coefs()[0]);
}

TEST_CASE_METHOD(Fixture, "a batch larger than the data is clipped with a warning") {
    MLPClassifier<> clipped({.batch_size = 1000, .max_iter = 3, .random_state = 0});
    MLPClassifier<> whole({.batch_size = 6, .max_iter = 3, .random_state = 0});
    clipped.fit(X, y);
    CHECK(warned(warnings, "UserWarning: Got `batch_size` 1000, larger than the number of training rows 6."));
    CHECK(clipped.coefs()[0] == whole.fit(X, y).coefs()[0]);
}

TEST_CASE_METHOD(Fixture, "partial_fit refuses missing, changed and unseen classes") {
    MLPClassifier<> clf;
    CHECK_THROWS_WITH(clf.partial_fit(X, y),
                      ContainsSubstring("classes must be passed on the first call to partial_fit."));
    CHECK_THROWS_WITH(
        clf.partial_fit(X, y, {.classes = {2}}),
        ContainsSubstring(
            "`y` has classes not in `self.classes_`. `self.classes_` has [2]. `y` has [0, 1]."));
    CHECK_THROWS_AS(clf.predict(X), NotFittedError);
    CHECK_THROWS_WITH(
        fitted.partial_fit(X, y, {.classes = {0, 1, 2}}),
        ContainsSubstring("`classes=[0, 1, 2]` is not the same as on last call to partial_fit, was: [0, 1]"));
    CHECK_THROWS_WITH(fitted.partial_fit(X, std::vector{0, 1, 0, 1, 0, 9}),
                      ContainsSubstring("has [0, 1]. `y` has [0, 1, 9]."));
}

TEST_CASE_METHOD(Fixture, "a warm start needs the classes and shapes that it had") {
    auto p = fitted.params();
    p.warm_start = true;
    fitted.set_params(p);
    CHECK_THROWS_WITH(
        fitted.fit(X, std::vector{0, 1, 2, 0, 1, 2}),
        ContainsSubstring("warm_start can only be used where `self.classes_` are the same as in the "
                          "previous call to fit. Previously got [0, 1], `y` has [0, 1, 2]"));
    CHECK_THROWS_AS(fitted.partial_fit(X, std::vector{0, 0, 0, 0, 0, 0}), InvalidDataError);
    CHECK_THROWS_WITH(fitted.fit(Matrix<double>::Zero(6, 3), y), ContainsSubstring("X has 3 features"));
    p.hidden_layer_sizes = {3, 3};
    fitted.set_params(p);
    CHECK_THROWS_WITH(
        fitted.fit(X, y),
        ContainsSubstring(
            "'hidden_layer_sizes' parameter of MLPClassifier cannot change from [3] to [3, 3]"));
    CHECK(fitted.n_layers() == 3);
}

TEST_CASE_METHOD(Fixture, "early stopping needs validation rows, and each class among them") {
    MLPClassifier<> clf({.early_stopping = true});
    CHECK_THROWS_WITH(clf.fit(X.topRows(4), std::vector{0, 1, 0, 1}),
                      ContainsSubstring("should be greater or equal to the number of classes = 2"));
    CHECK_THROWS_WITH(
        clf.fit(X, std::vector{0, 1, 2, 0, 1, 2}),
        ContainsSubstring("The validation set is too small: 1 of 6 rows. Increase 'validation_fraction' "
                          "or the size of your dataset."));
    CHECK_THROWS_WITH(
        clf.fit(X, std::vector{0, 0, 0, 0, 0, 1}),
        ContainsSubstring("The least populated classes in y have only 1 member") && ContainsSubstring("[1]"));
    CHECK_THROWS_AS(clf.fit(X.topRows(1), std::vector{0}), std::invalid_argument);
    CHECK_THROWS_WITH(clf.partial_fit(X, y, {.classes = {0, 1}}),
                      ContainsSubstring("partial_fit does not support early_stopping"));
}

TEMPLATE_TEST_CASE("weights that overflow are an error, and the estimator keeps its former state", "", float,
                   double) {
    const RecordedWarnings quiet;
    using S = TestType;
    const Matrix<S> small = X.cast<S>();
    const Matrix<S> huge = Matrix<S>::Constant(6, 2, std::numeric_limits<S>::max() / 4);
    MLPClassifier<S> clf({.hidden_layer_sizes = {3},
                          .activation = "identity",
                          .solver = "sgd",
                          .batch_size = 1,
                          .learning_rate_init = 1,
                          .max_iter = 5,
                          .random_state = 0});
    CHECK_THROWS_WITH(
        clf.fit(huge, y),
        ContainsSubstring("Solver produced non-finite parameter weights. The input data may contain "
                          "large values and need to be preprocessed."));
    CHECK_THROWS_AS(clf.predict(small), NotFittedError);

    clf.fit(small, y);
    const Matrix<S> before = clf.predict_proba(small);
    const auto curve = clf.loss_curve();
    CHECK_THROWS_AS(clf.fit(huge, std::vector{3, 4, 5, 3, 4, 5}), NonFiniteParametersError);
    CHECK(clf.predict_proba(small) == before);
    CHECK(clf.loss_curve() == curve);
    CHECK(clf.classes() == std::vector{0, 1});
    CHECK_THROWS_AS(clf.partial_fit(huge, y), NonFiniteParametersError);
    CHECK(clf.predict_proba(small) == before);
    CHECK(clf.loss_curve() == curve);
}

TEST_CASE_METHOD(Fixture, "a warning handler that throws fails the fit and leaves the estimator as it was") {
    const auto before = fitted.loss_curve();
    const WarningHandler former = set_warning_handler(
        [](WarningCategory, const std::string& message) { throw std::runtime_error(message); });
    CHECK_THROWS_WITH(fitted.fit(X, y), ContainsSubstring("Maximum iterations (5) reached"));
    set_warning_handler(former);
    CHECK(fitted.loss_curve() == before);
}
