// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What scikit-learn's classifier has not: weights of classes, smoothed labels, stratified and own validation
// data, scoring by the loss or an own scorer, several epochs per partial_fit.

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Classifier = MLPClassifier<>;
using Labels = Eigen::VectorXi;
using Options = FitOptions<double, Labels>;

/// 60 samples of class 0, 30 of class 1 and 10 of class 2, in this order.
Labels unbalanced_labels() {
    Labels y(100);
    y << Labels::Constant(60, 0), Labels::Constant(30, 1), Labels::Constant(10, 2);
    return y;
}

Vector<double> weights(const Labels& y, const std::vector<double>& of_class) {
    Vector<double> w(y.size());
    for (Index i = 0; i < y.size(); ++i) w[i] = of_class[static_cast<std::size_t>(y[i])];
    return w;
}

Index count(const Labels& y, int label) { return (y.array() == label).count(); }

struct Fixture {
    support::RecordedWarnings quiet;
    Matrix<double> X = support::small_data<double>(100).X;
    Labels y = unbalanced_labels();
    Classifier::Params p{
        .hidden_layer_sizes = {5}, .learning_rate_init = 0.01, .max_iter = 8, .random_state = 0};

    Classifier fit(const Options& options = {}) const {
        Classifier clf(p);
        clf.fit(X, y, options);
        return clf;
    }
    std::string refusal(const Options& options = {}) const {
        try {
            fit(options);
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "nothing was thrown";
    }
};

bool same(const Classifier& a, const Classifier& b) {
    return a.coefs()[0] == b.coefs()[0] && a.coefs()[1] == b.coefs()[1] && a.loss_curve() == b.loss_curve();
}

/// -1/n sum_ik y_ik log p_ik
double cross_entropy(const Matrix<double>& Y, const Matrix<double>& P) {
    return -(Y.array() * P.array().log()).sum() / static_cast<double>(Y.rows());
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a balanced class weight equals the sample weights that balance the classes") {
    const Classifier plain = fit();
    const Options by_hand{.sample_weight = weights(y, {100 / 180.0, 100 / 90.0, 100 / 30.0})};
    const Classifier expected = fit(by_hand);
    p.class_weight = "balanced";
    CHECK(same(fit(), expected));
    CHECK_FALSE(same(fit(), plain));
}

TEST_CASE_METHOD(Fixture,
                 "a map of class weights multiplies the sample weights, and 1 stands for the others") {
    const Vector<double> w = Vector<double>::LinSpaced(100, 0.5, 2.0);
    const Classifier expected = fit({.sample_weight = w.cwiseProduct(weights(y, {1, 0.25, 7}))});
    p.class_weight = {{2, 7.0}, {1, 0.25}};
    CHECK(same(fit({.sample_weight = w}), expected));
}

TEST_CASE_METHOD(Fixture, "partial_fit weighs the classes of a map") {
    const std::vector<int> classes = {0, 1, 2};
    Classifier expected(p);
    expected.partial_fit(X, y, {.classes = classes, .sample_weight = weights(y, {3, 1, 1})});
    p.class_weight = {{0, 3.0}};
    Classifier clf(p);
    clf.partial_fit(X, y, {.classes = classes});
    CHECK(same(clf, expected));
}

TEST_CASE_METHOD(Fixture, "class weights that make no sense are refused") {
    const std::string sentence =
        "The 'class_weight' parameter must give classes of y, [0, 1, 2], a finite weight >= 0. Got ";
    p.class_weight = {{7, 2.0}};
    CHECK(refusal() == sentence + "7: 2.");
    p.class_weight = {{1, -0.5}};
    CHECK(refusal() == sentence + "1: -0.5.");
    p.class_weight = {{1, INFINITY}};
    CHECK(refusal() == sentence + "1: inf.");
    p.class_weight = {{1, std::nan("")}};
    CHECK(refusal() == sentence + "1: nan.");
    CHECK_THROWS_WITH(
        ClassWeight<int>("balance"),
        "The 'class_weight' parameter must be 'balanced' or a weight per class. Got 'balance' instead.");
    p.class_weight = "balanced";
    Classifier clf(p);
    CHECK_THROWS_WITH(clf.partial_fit(X, y, {.classes = {0, 1, 2}}),
                      ContainsSubstring("class_weight 'balanced' is not supported for partial_fit"));
    CHECK_THROWS_WITH(clf.fit(X, IndicatorMatrix::Ones(100, 2)),
                      ContainsSubstring("'class_weight' parameter is not supported for multilabel targets"));
}

TEST_CASE_METHOD(Fixture, "the loss with smoothed labels is that of the smoothed targets") {
    p.alpha = 0;
    p.learning_rate_init = 1e-12;  // leaves the weights where they are
    p.max_iter = 1;
    p.label_smoothing = 0.3;
    SECTION("of several classes") {
        const Classifier clf = fit({.validation_data = {X, y}});
        Matrix<double> Y = Matrix<double>::Constant(100, 3, 0.1);
        for (Index i = 0; i < 100; ++i) Y(i, y[i]) = 0.8;
        const double expected = cross_entropy(Y, clf.predict_proba(X));
        CHECK(clf.loss() == Approx(expected).epsilon(1e-9));
        CHECK(clf.validation_loss_curve().back() == Approx(expected).epsilon(1e-9));
    }
    SECTION("of two classes") {
        y = (y.array() == 1).cast<int>();
        const Classifier clf = fit();
        Matrix<double> Y = Matrix<double>::Constant(100, 2, 0.15);
        for (Index i = 0; i < 100; ++i) Y(i, y[i]) = 0.85;
        CHECK(clf.loss() == Approx(cross_entropy(Y, clf.predict_proba(X))).epsilon(1e-9));
    }
    SECTION("of several labels") {
        IndicatorMatrix Y(100, 2);
        Y << (y.array() == 1).cast<int>(), (y.array() > 0).cast<int>();
        Classifier clf(p);
        const Matrix<double> P = clf.fit(X, Y).predict_proba(X), all = Matrix<double>::Ones(100, 2);
        const Matrix<double> smooth = 0.7 * Y.cast<double>() + 0.15 * all;
        CHECK(clf.loss() ==
              Approx(cross_entropy(smooth, P) + cross_entropy(all - smooth, all - P)).epsilon(1e-9));
    }
}

TEST_CASE_METHOD(Fixture, "with smoothed labels probabilities end short of 1") {
    y = y.unaryExpr([](int label) { return label % 2; });
    X.col(0) = 4.0 * y.cast<double>();
    p.alpha = 0;
    p.solver = "lbfgs";
    p.max_iter = 200;
    CHECK(fit().predict_proba(X).maxCoeff() > 0.999);
    p.label_smoothing = 0.2;
    const Matrix<double> P = fit().predict_proba(X);
    CHECK(P.maxCoeff() < 0.93);
    CHECK(P.rowwise().maxCoeff().mean() == Approx(0.9).margin(0.01));
}

TEST_CASE_METHOD(Fixture, "a share of smoothing outside 0 to 1 is refused") {
    for (const double share : {-0.1, 1.0, std::nan("")}) {
        p.label_smoothing = share;
        CHECK(refusal() ==
              fmt::format("The 'label_smoothing' parameter of MLPClassifier must be a float in the "
                          "range [0, 1). Got {} instead.",
                          share));
    }
}

TEST_CASE_METHOD(Fixture, "stratified validation rows keep the shares of three classes") {
    auto held_out = std::make_shared<Labels>();
    p.early_stopping = true;
    p.validation_fraction = 0.2;
    p.scoring = [held_out](const Labels& y_true, const Labels&) {
        *held_out = y_true;
        return 0.0;
    };
    const auto counts = [&] {
        fit();
        return std::vector{count(*held_out, 0), count(*held_out, 1), count(*held_out, 2)};
    };
    for (const int seed : {0, 1, 2, 3}) {
        p.random_state = seed;
        p.stratify_validation = true;
        CHECK(counts() == std::vector<Index>{12, 6, 2});
        p.stratify_validation = false;
        CHECK(counts() != std::vector<Index>{12, 6, 2});
    }
}

TEST_CASE_METHOD(Fixture, "scores are those on the validation data given, and training has all rows") {
    const Labels ones = Labels::Constant(100, 1);
    const Classifier unwatched = fit();
    CHECK(unwatched.validation_scores().empty());
    CHECK(unwatched.validation_loss_curve().empty());

    const Classifier watched = fit({.validation_data = {X, ones}});
    CHECK(same(watched, unwatched));
    REQUIRE(watched.validation_scores().size() == 8);
    CHECK(watched.validation_scores().back() == watched.score(X, ones));
    CHECK(watched.score(X, ones) != watched.score(X, y));
    REQUIRE(watched.validation_loss_curve().size() == 8);
    CHECK(watched.validation_loss_curve().back() ==
          Approx(-watched.predict_proba(X).col(1).array().log().mean()));
    CHECK_FALSE(watched.best_validation_score().has_value());
}

TEST_CASE_METHOD(Fixture, "early stopping goes by the validation data given and holds out no row") {
    p.early_stopping = true;
    p.n_iter_no_change = 2;
    p.max_iter = 100;
    // the rarest class is predicted less and less: the first epoch is the best
    const Matrix<double> X_val = X.topRows(30);
    const Classifier clf = fit({.validation_data = {X_val, Labels::Constant(30, 2)}});
    CHECK(clf.n_iter() < 100);
    CHECK(clf.t() == 100 * clf.n_iter());
    CHECK(clf.stop_reason().starts_with("Validation score"));
    REQUIRE(clf.best_validation_score().has_value());
    CHECK(clf.score(X_val, Labels::Constant(30, 2)) == *clf.best_validation_score());
    CHECK(fit().t() == 90 * fit().n_iter());
}

TEST_CASE_METHOD(Fixture, "validation data that do not fit are refused") {
    CHECK(refusal({.validation_data = {X.leftCols(2), y}}) == "validation_data has 2 features, but X has 3.");
    CHECK_THAT(refusal({.validation_data = {X, y.head(5)}}),
               ContainsSubstring("inconsistent numbers of samples"));
    CHECK_THAT(refusal({.validation_data = {X, Labels::Constant(100, 4)}}),
               ContainsSubstring("previously unseen labels: [4]"));
    CHECK_THAT(refusal({.validation_data = {Matrix<double>(0, 3), Labels()}}),
               ContainsSubstring("0 sample(s)"));
    CHECK_THAT(refusal({.validation_data = {Matrix<double>::Constant(100, 3, std::nan("")), y}}),
               ContainsSubstring("NaN"));
    Classifier clf(p);
    CHECK_THROWS_WITH(
        clf.fit(X, IndicatorMatrix::Ones(100, 2),
                FitOptions<double, IndicatorMatrix>{.validation_data = {X, IndicatorMatrix::Ones(100, 3)}}),
        "validation_data has 3 outputs, but y has 2.");
}

TEST_CASE_METHOD(Fixture, "scoring by the loss stops by the validation loss") {
    p.early_stopping = true;
    p.scoring = "loss";
    p.max_iter = 60;
    const Classifier clf = fit();
    REQUIRE(clf.validation_scores().size() == static_cast<std::size_t>(clf.n_iter()));
    double smallest = INFINITY;
    for (std::size_t i = 0; i < clf.validation_scores().size(); ++i) {
        CHECK(clf.validation_scores()[i] == -clf.validation_loss_curve()[i]);
        smallest = std::min(smallest, clf.validation_loss_curve()[i]);
    }
    CHECK(clf.best_validation_score() == -smallest);
    p.scoring = {};
    CHECK(fit().n_iter() < clf.n_iter());  // the accuracy stands still long before the loss
    CHECK_THROWS_WITH(Scoring<Labels>("accuracy"),
                      "The 'scoring' parameter must be 'loss' or a scorer. Got 'accuracy' instead.");
}

TEST_CASE_METHOD(Fixture, "early stopping goes by an own scorer of labels") {
    p.early_stopping = true;
    p.n_iter_no_change = 3;
    p.max_iter = 12;
    y.array() += 5;
    auto calls = std::make_shared<double>(0.0);
    p.scoring = [calls](const Labels& y_true, const Labels& y_pred) {
        CHECK(y_true.size() == 10);
        CHECK(y_pred.size() == 10);
        CHECK((y_true.minCoeff() >= 5 && y_true.maxCoeff() <= 7));
        CHECK((y_pred.minCoeff() >= 5 && y_pred.maxCoeff() <= 7));
        return ++*calls;
    };
    const Classifier growing = fit();
    CHECK(growing.n_iter() == 12);
    CHECK(growing.best_validation_score() == 12.0);
    p.scoring = [](const Labels&, const Labels&) { return 1.0; };
    CHECK(fit().n_iter() == 5);
}

TEST_CASE_METHOD(Fixture, "what a scorer throws passes through, and the estimator stays as it was") {
    Classifier clf = fit();
    const Matrix<double> before = clf.predict_proba(X);
    p.early_stopping = true;
    p.scoring = [](const Labels&, const Labels&) -> double { throw std::runtime_error("no score today"); };
    clf.set_params(p);
    CHECK_THROWS_WITH(clf.fit(X, y, Options{}), "no score today");
    CHECK(clf.predict_proba(X) == before);
    CHECK(clf.n_iter() == 8);
    CHECK_THROWS_WITH(
        clf.fit(X, IndicatorMatrix::Ones(100, 2)),
        ContainsSubstring("'scoring' parameter must be empty, 'loss' or a scorer of samples x labels"));
}

TEST_CASE_METHOD(Fixture, "several epochs of one partial_fit equal as many calls") {
    const auto fitted = [&](int calls, Index n_epochs) {
        p.random_state = std::make_shared<RandomState>(3u);
        p.batch_size = 7;
        Classifier clf(p);
        for (int i = 0; i < calls; ++i) clf.partial_fit(X, y, {.classes = {0, 1, 2}, .n_epochs = n_epochs});
        return clf;
    };
    const Classifier at_once = fitted(1, 3), one_by_one = fitted(3, 1);
    CHECK(at_once.loss_curve().size() == 3);
    CHECK(same(at_once, one_by_one));
    CHECK(at_once.t() == 300);
    CHECK(at_once.n_iter() == 3);
    CHECK(one_by_one.n_iter() == 1);
    CHECK(quiet.all().empty());
    CHECK_THROWS_WITH(fitted(1, 0), "n_epochs must be >= 1. Got 0 instead.");
}
