// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/parameters_of.hpp"
#include "support/recorded_warnings.hpp"

// Multilabel targets: what scikit-learn's test_mlp.py and its common checks ask of them.

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::parameters_of;
using support::RecordedWarnings;

namespace {

struct Problem {
    Matrix<double> X;
    Eigen::MatrixXi Y;
};

/// 50 samples of 20 counts, five labels.
Problem multilabel() {
    const support::Table table = support::read_table(EIGENMLP_TEST_DATA, "multilabel");
    Problem problem{table.X, Eigen::MatrixXi(50, 5)};
    for (std::size_t j = 0; j < 5; ++j) problem.Y.col(static_cast<Index>(j)) = table.column(j).cast<int>();
    return problem;
}

}  // namespace

TEST_CASE("L-BFGS learns several labels at once") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf({.hidden_layer_sizes = {50},
                         .activation = "logistic",
                         .solver = "lbfgs",
                         .alpha = 1e-5,
                         .max_iter = 150,
                         .random_state = 0});
    clf.fit(X, Y);
    CHECK(clf.score(X, Y) > 0.97);
    CHECK(clf.n_outputs() == 5);
    CHECK(clf.out_activation() == "logistic");
    CHECK(clf.classes() == std::vector{0, 1, 2, 3, 4});
}

TEST_CASE("epochs of partial_fit learn several labels at once") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf({.hidden_layer_sizes = {50},
                         .activation = "logistic",
                         .solver = "sgd",
                         .alpha = 1e-5,
                         .learning_rate_init = 0.2,
                         .random_state = 0});
    for (int i = 0; i < 100; ++i) clf.partial_fit(X, Y, {.classes = {0, 1, 2, 3, 4}});
    CHECK(clf.score(X, Y) > 0.9);
}

TEST_CASE("early stopping scores the share of rows with all labels right") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf(
        {.max_iter = 20, .random_state = 0, .early_stopping = true, .validation_fraction = 0.2});
    clf.fit(X, Y);
    CHECK(clf.validation_scores().size() == static_cast<std::size_t>(clf.n_iter()));
    for (const double score : clf.validation_scores()) {
        CHECK(score >= 0.0);
        CHECK(score * 10 == Approx(std::round(score * 10)));  // of ten rows
    }
}

TEST_CASE("labels have independent probabilities, and apply above one half") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .max_iter = 30, .random_state = 0});
    clf.fit(X, Y);
    const Matrix<double> P = clf.predict_proba(X);
    REQUIRE(P.cols() == 5);
    CHECK((P.rowwise().sum().array() - 1).abs().maxCoeff() > 1e-10);
    CHECK(P.minCoeff() > 0);
    CHECK(P.maxCoeff() < 1);
    CHECK(clf.predict_multilabel(X) == (P.array() > 0.5).cast<int>().matrix());
    const double right =
        (clf.predict_multilabel(X) - Y).cwiseAbs().rowwise().sum().cwiseEqual(0).cast<double>().mean();
    CHECK(clf.score(X, Y) == Approx(right));
    CHECK((clf.predict_log_proba(X).array() - P.array().log()).abs().maxCoeff() == 0);
}

TEST_CASE("two labels are two outputs, unlike two classes") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0});
    clf.fit(X, Y.leftCols(2));
    CHECK(clf.n_outputs() == 2);
    CHECK(clf.predict_multilabel(X).cols() == 2);
}

TEST_CASE("a matrix of one column is taken for labels, with a warning") {
    const RecordedWarnings warnings;
    const auto [X, Y] = multilabel();
    const MLPClassifier<>::Params p = {.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0};
    MLPClassifier<> column(p), vector(p);
    column.fit(X, Y.leftCols(1));
    CHECK(std::any_of(warnings.all().begin(), warnings.all().end(),
                      [](const auto& w) { return w.starts_with("DataConversionWarning"); }));
    CHECK(parameters_of(column) == parameters_of(vector.fit(X, Eigen::VectorXi(Y.col(0)))));
    CHECK(column.predict(X) == vector.predict(X));
}

TEST_CASE("targets other than 0 and 1 are refused with their place") {
    auto [X, Y] = multilabel();
    Y(3, 2) = 2;
    MLPClassifier<> clf({.max_iter = 3});
    CHECK_THROWS_WITH(clf.fit(X, Y), ContainsSubstring("Got 2 at row 3, column 2."));
    CHECK_THROWS_AS(clf.predict_multilabel(X), NotFittedError);
}

TEST_CASE("labels and classes are not confused in later calls") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<> clf({.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0, .warm_start = true});
    CHECK_THROWS_AS(clf.partial_fit(X, Y), InvalidDataError);
    CHECK_THROWS_AS(clf.partial_fit(X, Y, {.classes = {0, 1}}), InvalidDataError);
    clf.fit(X, Y);
    const auto before = parameters_of(clf);
    CHECK_THROWS_WITH(clf.predict(X), ContainsSubstring("predict_multilabel"));
    CHECK_THROWS_WITH(clf.fit(X, Y.leftCols(3)), ContainsSubstring("warm_start"));
    CHECK_THROWS_AS(clf.partial_fit(X, Y.leftCols(3)), InvalidDataError);
    CHECK_THROWS_AS(clf.partial_fit(X, Eigen::VectorXi(Y.col(0))), InvalidDataError);
    CHECK_THROWS_WITH(clf.fit(X, Y.topRows(9)), ContainsSubstring("inconsistent numbers of samples"));
    CHECK(parameters_of(clf) == before);

    // nor where there are as many classes as columns
    const auto as_many = static_cast<int>(Y.cols());
    Eigen::VectorXi y(X.rows());
    for (Index i = 0; i < y.size(); ++i) y[i] = static_cast<int>(i) % as_many;
    MLPClassifier<> of_columns({.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0});
    of_columns.fit(X, Y);
    of_columns.partial_fit(X, y, {.classes = of_columns.classes()});
    CHECK(of_columns.out_activation() == "logistic");
    MLPClassifier<> of_labels({.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0});
    of_labels.fit(X, y);
    CHECK_THROWS_WITH(of_labels.partial_fit(X, Y), ContainsSubstring("not fitted with multilabel input"));
    CHECK(of_labels.out_activation() == "softmax");

    MLPClassifier<> plain({.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0});
    plain.fit(X, Eigen::VectorXi(Y.col(0)));
    CHECK_THROWS_AS(plain.predict_multilabel(X), InvalidDataError);
}

TEST_CASE("a single column is labels in every call, and its values stay what they are") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    const Matrix<int> column = Y.leftCols(1);
    const MLPClassifier<>::Params p = {.hidden_layer_sizes = {5}, .max_iter = 3, .random_state = 0};
    MLPClassifier<> clf(p);
    clf.partial_fit(X, column, {.classes = {0, 1}});
    clf.partial_fit(X, column);
    CHECK(clf.score(X, column) == clf.score(X, Eigen::VectorXi(column.col(0))));
    MLPClassifier<> other(p);
    other.fit(X, column, {.validation_data = {X, column}});
    CHECK_THROWS_WITH(other.fit(X, column, {.validation_data = {X, Y}}), ContainsSubstring("Got 5"));

    Matrix<std::int64_t> wide = column.cast<std::int64_t>();
    wide(0, 0) = (std::int64_t{1} << 32) + 1;
    CHECK_THROWS_WITH(other.fit(X, wide),
                      ContainsSubstring("4294967297, which is not a value of the label type"));
    other.fit(X, Y);
    Matrix<std::int64_t> entries = Y.cast<std::int64_t>();
    entries(0, 0) = (std::int64_t{1} << 32) + 1;
    CHECK_THROWS_AS(other.score(X, entries), InvalidDataError);
}

TEST_CASE("early stopping goes by a scorer of samples and labels") {
    const RecordedWarnings quiet;
    const auto [X, Y] = multilabel();
    MLPClassifier<>::Params p = {.hidden_layer_sizes = {6}, .random_state = 0, .early_stopping = true};
    Index calls = 0;
    p.scoring =
        Scoring<Eigen::VectorXi>::multilabel([&](const Matrix<int>& y_true, const Matrix<int>& y_pred) {
            CHECK(y_true.rows() == 5);
            CHECK(y_pred.cols() == 5);
            return calls++ == 2 ? 0.75 : 0.5;
        });
    MLPClassifier<> clf(p);
    clf.fit(X, Y);
    CHECK(clf.best_validation_score() == 0.75);
    CHECK(clf.n_iter() == 3 + 11);
    CHECK_THROWS_WITH(clf.fit(X, Eigen::VectorXi(Y.col(0))), ContainsSubstring("'scoring' parameter"));
}
