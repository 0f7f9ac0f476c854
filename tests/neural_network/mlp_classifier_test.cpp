// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/neural_network/mlp_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/recorded_warnings.hpp"

// scikit-learn's test_mlp.py and its common estimator checks, as far as they concern the classifier on dense
// input.

using namespace eigenmlp;
using support::RecordedWarnings;

namespace {

bool warned(const RecordedWarnings& warnings, const std::string& beginning) {
    return std::any_of(warnings.all().begin(), warnings.all().end(), [&](const std::string& warning) {
        return warning.find(beginning) != std::string::npos;
    });
}

/// The digits below `n_classes`, at most 200, scaled to [0, 1].
template <class S>
std::pair<Matrix<S>, Eigen::VectorXi> digits(int n_classes) {
    const support::Data all = support::parity_data("digits");
    std::vector<Index> rows;
    for (Index i = 0; i < all.y.size() && rows.size() < 200; ++i)
        if (all.y[i] < n_classes) rows.push_back(i);
    return {all.X(rows, Eigen::all).template cast<S>(), all.y(rows)};
}

template <class S>
std::pair<Matrix<S>, Eigen::VectorXi> iris() {
    const support::Data data = support::parity_data("iris");
    return {data.X.cast<S>(), data.y};
}

template <class Classifier>
auto weights(const Classifier& clf) {
    std::vector<double> all;
    for (const auto& m : clf.coefs())
        for (Index i = 0; i < m.size(); ++i) all.push_back(static_cast<double>(m.data()[i]));
    for (const auto& v : clf.intercepts()) all.insert(all.end(), v.data(), v.data() + v.size());
    return all;
}

double sum_of_magnitudes(const auto& m) { return m.cwiseAbs().sum(); }

struct Leaky {
    double slope = 0.01;
    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        z = (z.array() > 0).select(z, S(slope) * z);
    }
    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        delta = (a.array() > 0).select(delta, S(slope) * delta);
    }
};

}  // namespace

TEMPLATE_TEST_CASE("a larger alpha shrinks the weights of every layer", "", float, double) {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<TestType>(2);
    const auto fit = [&, &X = X, &y = y](double alpha) {
        return MLPClassifier<TestType>(
                   {.hidden_layer_sizes = {10}, .alpha = alpha, .max_iter = 100, .random_state = 1})
            .fit(X, y);
    };
    const auto free = fit(0.0), regularised = fit(1.0);
    for (std::size_t layer = 0; layer < 2; ++layer)
        CHECK(sum_of_magnitudes(regularised.coefs()[layer]) < sum_of_magnitudes(free.coefs()[layer]));
}

TEMPLATE_TEST_CASE("binary and multiclass problems are learnt with every activation", "", float, double) {
    const RecordedWarnings quiet;
    const int n_classes = GENERATE(2, 3);
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu");
    const auto [X, y] = digits<TestType>(n_classes);
    MLPClassifier<TestType> clf({.hidden_layer_sizes = {20},
                                 .activation = activation,
                                 .learning_rate_init = 0.01,
                                 .max_iter = 100,
                                 .random_state = 1});
    CHECK(&clf.fit(X, y) == &clf);
    CHECK(clf.score(X, y) > 0.95);
    CHECK(clf.n_outputs() == (n_classes == 2 ? 1 : 3));
    CHECK(clf.out_activation() == (n_classes == 2 ? "logistic" : "softmax"));
    CHECK(clf.n_layers() == 3);
    CHECK(clf.n_features_in() == 64);
    CHECK(clf.classes().size() == static_cast<std::size_t>(n_classes));
}

TEMPLATE_TEST_CASE("probabilities have a column per class, sum to one and decide the prediction", "", float,
                   double) {
    const RecordedWarnings quiet;
    const int n_classes = GENERATE(2, 3);
    const auto [X, y] = digits<TestType>(n_classes);
    MLPClassifier<TestType> clf({.hidden_layer_sizes = {5}, .max_iter = 30, .random_state = 0});
    clf.fit(X, y);
    const Matrix<TestType> P = clf.predict_proba(X);
    REQUIRE(P.cols() == n_classes);
    CHECK((P.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-6);
    CHECK((clf.predict_log_proba(X).array() - P.array().log()).abs().maxCoeff() == 0);
    const Eigen::VectorXi predicted = clf.predict(X);
    for (Index i = 0; i < P.rows(); ++i) {
        Index best = 0;
        P.row(i).maxCoeff(&best);
        CHECK(predicted[i] == clf.classes()[static_cast<std::size_t>(best)]);
    }
}

TEMPLATE_TEST_CASE("a fit is repeatable and leaves its arguments alone", "", float, double) {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<TestType>();
    const Matrix<TestType> X_before = X;
    const Eigen::VectorXi y_before = y;
    MLPClassifier<TestType> clf({.max_iter = 5, .random_state = 3});
    const auto params = clf.params();
    const auto first = weights(clf.fit(X, y));
    CHECK(weights(clf.fit(X, y)) == first);
    CHECK(weights(MLPClassifier<TestType>(params).fit(X, y)) == first);
    CHECK(X == X_before);
    CHECK(y == y_before);
    CHECK(clf.params() == params);
}

TEST_CASE("the storage order of X makes no difference") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const Eigen::MatrixXd by_columns = X;
    Matrix<double> wide = Matrix<double>::Zero(150, 9);
    wide.middleCols(2, 4) = X;
    const MLPClassifier<>::Params p = {.max_iter = 5, .random_state = 3};
    const auto expected = weights(MLPClassifier<>(p).fit(X, y));
    CHECK(weights(MLPClassifier<>(p).fit(by_columns, y)) == expected);
    CHECK(weights(MLPClassifier<>(p).fit(wide.middleCols(2, 4), y)) == expected);
    CHECK(weights(MLPClassifier<>(p).fit(Eigen::Map<const Matrix<double>>(X.data(), 150, 4), y)) == expected);
    CHECK(weights(MLPClassifier<>(p).fit(2.0 * (0.5 * X), y)) == expected);
}

TEST_CASE("estimators are values") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<> a({.max_iter = 5, .random_state = 3});
    a.fit(X, y);
    const auto before = weights(a);
    MLPClassifier<> b = a;
    b.partial_fit(X, y);
    CHECK(weights(a) == before);
    CHECK(weights(b) != before);
    a = std::move(b);
    CHECK(a.loss_curve().size() == 6);
}

TEMPLATE_TEST_CASE("predictions do not depend on the other rows", "", float, double) {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<TestType>(3);
    MLPClassifier<TestType> clf({.max_iter = 10, .random_state = 3});
    clf.fit(X, y);
    const Matrix<TestType> all = clf.predict_proba(X);
    const Matrix<TestType> reversed = clf.predict_proba(X.colwise().reverse());
    CHECK((all - reversed.colwise().reverse()).cwiseAbs().maxCoeff() < 1e-6);
    for (const Index i : {0, 7, 99})
        CHECK((clf.predict_proba(X.row(i)) - all.row(i)).cwiseAbs().maxCoeff() < 1e-6);
}

TEST_CASE("labels may be strings, wide integers, bools or doubles") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const auto p = [](auto clf) {
        return typename decltype(clf)::Params{.learning_rate_init = 0.02, .max_iter = 60, .random_state = 0};
    };
    const Eigen::VectorXi codes =
        MLPClassifier<>({.learning_rate_init = 0.02, .max_iter = 60, .random_state = 0}).fit(X, y).predict(X);

    const std::vector<std::string> species = {"setosa", "versicolor", "virginica"};
    std::vector<std::string> names;
    for (const int c : y) names.push_back(species[static_cast<std::size_t>(c)]);
    MLPClassifier<double, std::string> by_name(p(MLPClassifier<double, std::string>{}));
    const std::vector<std::string> predicted = by_name.fit(X, names).predict(X);
    CHECK(by_name.classes() == species);
    for (Index i = 0; i < codes.size(); ++i)
        CHECK(predicted[static_cast<std::size_t>(i)] == species[static_cast<std::size_t>(codes[i])]);
    CHECK(by_name.score(X, names) > 0.9);

    using Wide = Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>;
    const Wide shifted = y.cast<std::int64_t>().array() * 10'000'000'000 - 5;
    MLPClassifier<double, std::int64_t> wide(p(MLPClassifier<double, std::int64_t>{}));
    CHECK(wide.fit(X, shifted).predict(X) == Wide(codes.cast<std::int64_t>().array() * 10'000'000'000 - 5));

    const std::vector<bool> flags(names.size(), true);
    MLPClassifier<double, bool> constant({.max_iter = 2});
    CHECK(constant.fit(X, flags).predict(X).all());
    CHECK(constant.predict_proba(X).cols() == 2);

    const Eigen::VectorXd whole = y.cast<double>();
    CHECK(MLPClassifier<>(p(MLPClassifier<>{})).fit(X, whole).predict(X) == codes);
}

TEST_CASE("a functor, its name and its type as template argument are one and the same") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const auto named = weights(
        MLPClassifier<>({.activation = "tanh", .solver = "sgd", .max_iter = 4, .random_state = 0}).fit(X, y));
    CHECK(weights(MLPClassifier<>({.activation = Tanh{}, .solver = Sgd{}, .max_iter = 4, .random_state = 0})
                      .fit(X, y)) == named);
    CHECK(weights(MLPClassifier<double, int, Tanh, Sgd>({.max_iter = 4, .random_state = 0}).fit(X, y)) ==
          named);
    CHECK(weights(MLPClassifier<>({.activation = {"tanh"}, .solver = "sgd", .max_iter = 4, .random_state = 0})
                      .fit(X, y)) == named);
}

TEST_CASE("a user's activation trains, and hidden layers may differ in theirs") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<double, int, Leaky> leaky(
        {.activation = Leaky{.slope = 0.2}, .learning_rate_init = 0.01, .max_iter = 60, .random_state = 0});
    CHECK(leaky.fit(X, y).score(X, y) > 0.9);
    const auto mixed = weights(
        MLPClassifier<>(
            {.hidden_layer_sizes = {5, 5}, .activation = {"relu", Tanh{}}, .max_iter = 3, .random_state = 0})
            .fit(X, y));
    const auto swapped = weights(
        MLPClassifier<>(
            {.hidden_layer_sizes = {5, 5}, .activation = {"tanh", Relu{}}, .max_iter = 3, .random_state = 0})
            .fit(X, y));
    CHECK(mixed != swapped);
}

TEST_CASE("shuffling and its absence give different weights, each repeatable") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const auto fit = [&, &X = X, &y = y](bool shuffle) {
        return weights(MLPClassifier<>({.hidden_layer_sizes = {1},
                                        .batch_size = 10,
                                        .max_iter = 1,
                                        .shuffle = shuffle,
                                        .random_state = 0})
                           .fit(X, y));
    };
    CHECK(fit(true) == fit(true));
    CHECK(fit(false) == fit(false));
    CHECK(fit(true) != fit(false));
}

TEST_CASE("a coarse tolerance stops the fit early, without a warning") {
    const RecordedWarnings warnings;
    const auto [X, y] = iris<double>();
    MLPClassifier<> clf({.max_iter = 3000, .random_state = 0, .tol = 0.5});
    clf.fit(X, y);
    CHECK(clf.n_iter() < 3000);
    CHECK(clf.stop_reason() ==
          "Training loss did not improve more than tol=0.500000 for 10 consecutive epochs.");
    CHECK(warnings.all().empty());
}

TEST_CASE("the fit stops after n_iter_no_change + 1 poor epochs") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const Index n = GENERATE(2, 5, 10, 50, 100);
    MLPClassifier<> clf({.max_iter = 3000, .random_state = 0, .tol = 1e9, .n_iter_no_change = n});
    CHECK(clf.fit(X, y).n_iter() == n + 2);  // the first epoch improves on infinity
}

TEST_CASE("an unlimited n_iter_no_change runs all epochs") {
    const RecordedWarnings warnings;
    const auto [X, y] = digits<float>(2);
    MLPClassifier<float> clf({.hidden_layer_sizes = {2},
                              .max_iter = 300,
                              .tol = 1e9,
                              .n_iter_no_change = std::numeric_limits<Index>::max()});
    CHECK(clf.fit(X, y).n_iter() == 300);
    CHECK(warned(warnings, "ConvergenceWarning: Stochastic Optimizer: Maximum iterations (300) reached"));
}

TEST_CASE("the adaptive rate ends below 1e-6") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<> clf({.solver = "sgd",
                         .learning_rate = LearningRate::adaptive,
                         .max_iter = 3000,
                         .random_state = 0,
                         .tol = 0.5});
    CHECK(clf.fit(X, y).n_iter() < 3000);
    CHECK(clf.optimizer().learning_rate() < 1e-6);
}

TEST_CASE("warm starts keep the invscaling clock running and a constant rate constant") {
    const RecordedWarnings quiet;
    const Matrix<double> X = (Matrix<double>(4, 2) << 3, 2, 1, 6, 5, 6, -2, -4).finished();
    const Eigen::VectorXi y = (Eigen::VectorXi(4) << 1, 1, 1, 0).finished();
    for (const auto schedule : {LearningRate::constant, LearningRate::invscaling}) {
        MLPClassifier<> clf({.hidden_layer_sizes = {4},
                             .solver = "sgd",
                             .learning_rate = schedule,
                             .power_t = 0.25,
                             .max_iter = 1,
                             .warm_start = true});
        clf.fit(X, y);
        const double before = clf.optimizer().learning_rate();
        clf.fit(X, y);
        if (schedule == LearningRate::constant)
            CHECK(clf.optimizer().learning_rate() == before);
        else
            CHECK(clf.optimizer().learning_rate() == 0.001 / std::pow(8 + 1, 0.25));
    }
}

TEST_CASE("a warm start continues, a plain fit begins afresh, and each reports its own epochs") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<> warm({.max_iter = 3, .random_state = 0, .warm_start = true});
    for (int call = 1; call <= 3; ++call) {
        warm.fit(X, y);
        CHECK(warm.n_iter() == 3);
        CHECK(warm.loss_curve().size() == static_cast<std::size_t>(3 * call));
        CHECK(warm.t() == 450 * call);
    }
    MLPClassifier<> cold({.max_iter = 3, .random_state = 0});
    cold.fit(X, y).fit(X, y);
    CHECK(cold.loss_curve().size() == 3);
}

TEST_CASE("after convergence a warm-started fit stops after one epoch") {
    const auto [X, y] = iris<double>();
    MLPClassifier<> clf({.max_iter = 3000, .random_state = 0, .tol = 0.5, .warm_start = true});
    clf.fit(X, y).fit(X, y);
    CHECK(clf.n_iter() == 1);
}

TEST_CASE("early stopping records a score per epoch and ends with the best weights") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<double>(3);
    MLPClassifier<> clf({.max_iter = 3000, .random_state = 0, .tol = 0.2, .early_stopping = true});
    clf.fit(X, y);
    CHECK(clf.n_iter() < 3000);
    CHECK(clf.validation_scores().size() == static_cast<std::size_t>(clf.n_iter()));
    CHECK(clf.best_validation_score() ==
          *std::max_element(clf.validation_scores().begin(), clf.validation_scores().end()));
    CHECK_FALSE(clf.best_loss().has_value());

    MLPClassifier<> plain({.max_iter = 5, .random_state = 0});
    plain.fit(X, y);
    CHECK(plain.validation_scores().empty());
    CHECK_FALSE(plain.best_validation_score().has_value());
    CHECK(plain.best_loss() == *std::min_element(plain.loss_curve().begin(), plain.loss_curve().end()));
}

TEST_CASE("a warm-started fit that finds nothing better returns to the best weights") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<double>(3);
    MLPClassifier<> clf({.learning_rate_init = 0.01,
                         .max_iter = 100,
                         .random_state = 0,
                         .warm_start = true,
                         .early_stopping = true});
    clf.fit(X, y);
    const auto best = weights(clf);
    REQUIRE(clf.best_validation_score() == 1.0);
    const auto epochs = clf.validation_scores().size();
    auto p = clf.params();
    p.learning_rate_init = 10;
    p.max_iter = 2;
    clf.set_params(p);
    clf.fit(X, y);
    CHECK(weights(clf) == best);
    CHECK(clf.validation_scores().size() > epochs);
    CHECK(clf.validation_scores().back() < 1.0);
}

TEST_CASE("a diverging run with early stopping scores NaN and keeps finite weights") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<double>(3);
    const Matrix<double> huge = X * 1e200;
    MLPClassifier<> clf({.hidden_layer_sizes = {20},
                         .activation = "identity",
                         .solver = "sgd",
                         .learning_rate_init = 1,
                         .max_iter = 20,
                         .shuffle = false,
                         .random_state = 0,
                         .early_stopping = true});
    clf.fit(huge, y);
    CHECK(std::isnan(clf.validation_scores().back()));
    for (const double w : weights(clf)) CHECK(std::isfinite(w));
}

TEST_CASE("epochs of partial_fit over a full batch equal epochs of fit") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<double>(3);
    MLPClassifier<> fitted({.hidden_layer_sizes = {10},
                            .solver = "sgd",
                            .batch_size = X.rows(),
                            .learning_rate_init = 0.2,
                            .max_iter = 100,
                            .random_state = 1,
                            .tol = 0});
    fitted.fit(X, y);
    auto stepwise = MLPClassifier<>(fitted.params());
    for (int i = 0; i < 100; ++i) stepwise.partial_fit(X, y, {.classes = {0, 1, 2}});
    CHECK(fitted.predict(X) == stepwise.predict(X));
    CHECK(stepwise.score(X, y) > 0.95);
    CHECK(stepwise.n_iter() == 1);
}

TEST_CASE("with a shared generator, epochs of partial_fit equal epochs of fit to the last bit") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    const auto params = [] {
        return MLPClassifier<>::Params{
            .batch_size = 32, .max_iter = 10, .random_state = std::make_shared<RandomState>(5)};
    };
    MLPClassifier<> fitted(params()), stepwise(params());
    // partial_fit restarts its row order at each call, fit shuffles on: one epoch is what they share
    auto one_epoch = params();
    one_epoch.max_iter = 1;
    fitted.set_params(one_epoch);
    CHECK(weights(fitted.fit(X, y)) == weights(stepwise.partial_fit(X, y, {.classes = {0, 1, 2}})));
    const auto after_one = weights(stepwise);
    stepwise.partial_fit(X, y);
    CHECK(weights(stepwise) != after_one);
}

TEST_CASE("classes that first appear in a later partial_fit are learnt") {
    const RecordedWarnings quiet;
    const Matrix<double> X =
        (Matrix<double>(4, 4) << 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3).finished();
    MLPClassifier<> clf({.learning_rate_init = 0.05, .random_state = 0});
    const std::vector<int> early = {0, 1}, late = {2, 3};
    clf.partial_fit(X.topRows(2), early, {.classes = {0, 1, 2, 3}});
    CHECK(clf.classes() == std::vector{0, 1, 2, 3});
    for (int i = 0; i < 40; ++i) {
        clf.partial_fit(X.topRows(2), early);
        clf.partial_fit(X.bottomRows(2), late);
    }
    CHECK(clf.score(X, std::vector{0, 1, 2, 3}) > 0.5);
}

TEST_CASE("one class alone is always predicted, with certainty in two columns") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<> clf({.max_iter = 5, .random_state = 0});
    const Eigen::VectorXi sevens = Eigen::VectorXi::Constant(150, 7);
    clf.fit(X, sevens);
    CHECK(clf.predict(X) == sevens);
    CHECK(clf.n_outputs() == 1);
    CHECK(clf.predict_proba(X).cols() == 2);
}

TEST_CASE("a single row and a single column are enough") {
    const RecordedWarnings quiet;
    const Matrix<double> one_row = Matrix<double>::Ones(1, 3), one_column = Matrix<double>::Random(20, 1);
    CHECK(MLPClassifier<>({.max_iter = 2}).fit(one_row, std::vector{4}).predict(one_row)[0] == 4);
    const Eigen::VectorXi y = (one_column.array() > 0).cast<int>();
    CHECK(MLPClassifier<>({.learning_rate_init = 0.05, .max_iter = 200})
              .fit(one_column, y)
              .score(one_column, y) > 0.8);
}

TEST_CASE("float and double classifiers agree") {
    const RecordedWarnings quiet;
    const auto [X, y] = digits<double>(3);
    const Matrix<float> X_float = X.cast<float>();
    MLPClassifier<> wide({.alpha = 1e-5, .max_iter = 50, .random_state = 1});
    MLPClassifier<float> narrow({.alpha = 1e-5, .max_iter = 50, .random_state = 1});
    CHECK(wide.fit(X, y).predict(X) == narrow.fit(X_float, y).predict(X_float));
    CHECK((wide.predict_proba(X) - narrow.predict_proba(X_float).cast<double>()).cwiseAbs().maxCoeff() <
          1e-4);
}

TEST_CASE("without a seed two fits differ") {
    const RecordedWarnings quiet;
    const auto [X, y] = iris<double>();
    MLPClassifier<> clf({.max_iter = 1});
    CHECK(weights(MLPClassifier<>(clf).fit(X, y)) != weights(clf.fit(X, y)));
}
