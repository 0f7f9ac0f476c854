// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Cross validation and curves of the multilayer perceptrons give scikit-learn's scores.

#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/model_selection/cross_val_predict.hpp"
#include "eigenmlp/model_selection/cross_val_score.hpp"
#include "eigenmlp/model_selection/learning_curve.hpp"
#include "eigenmlp/model_selection/validation_curve.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

struct Iris {
    support::Data all = support::parity_data("iris");
    Matrix<double> X = all.X;
    Eigen::VectorXi y = all.y;
    Eigen::VectorXi binary = (y.array() == 2).cast<int>();
    Matrix<double> R = X.leftCols(3), first_two = X.leftCols(2), last_two = X.rightCols(2);
    Eigen::VectorXd t = X.col(3);
    Matrix<int> labels = Matrix<int>(y.size(), 2);

    Iris() {
        labels.col(0) = (y.array() == 0).cast<int>();
        labels.col(1) = (X.col(0).array() > 5.8).cast<int>();
    }
};

const Iris& iris() {
    static const Iris data;
    return data;
}

const Fixture& expected() {
    static const Fixture fixture("validation");
    return fixture;
}

MLPClassifier<> classifier() {
    return MLPClassifier<>(
        {.hidden_layer_sizes = {5}, .learning_rate_init = 0.02, .max_iter = 12, .random_state = 3});
}

MLPRegressor<> regressor() {
    return MLPRegressor<>(
        {.hidden_layer_sizes = {4}, .learning_rate_init = 0.02, .max_iter = 15, .random_state = 1});
}

/// \param values a vector or a table
template <class Values>
void check_close(const std::string& key, const Values& values) {
    INFO(key);
    const Vector<double> wanted = expected().vector(key);
    const Matrix<double> table = values.template cast<double>();
    REQUIRE(table.size() == wanted.size());
    for (Index i = 0; i < wanted.size(); ++i)
        if (std::isnan(wanted[i]))
            CHECK(std::isnan(table.data()[i]));
        else
            CHECK(table.data()[i] == Approx(wanted[i]).epsilon(1e-10).margin(1e-14));
}

/// Every tenth row.
template <class Table>
Matrix<double> thinned(const Table& all) {
    Matrix<double> rows((all.rows() + 9) / 10, all.cols());
    for (Index i = 0; i < rows.rows(); ++i) rows.row(i) = all.row(10 * i).template cast<double>();
    return rows;
}

void check_curve(const std::string& key, const LearningCurve& curve) {
    CHECK(curve.train_sizes == expected().integers<Index>(key + ".sizes"));
    check_close(key + ".train", curve.train_scores);
    check_close(key + ".test", curve.test_scores);
    CHECK((curve.fit_times.array() > 0).all());
    CHECK((curve.score_times.array() > 0).all());
}

KFold shuffled(Index seed) { return KFold({.n_splits = 3, .shuffle = true, .random_state = seed}); }

}  // namespace

TEST_CASE("cross_val_score gives scikit-learn's scores with every kind of splits") {
    const support::RecordedWarnings warnings;
    const Iris& data = iris();
    const auto score = [&](const CrossValidator& cv) {
        return cross_val_score(classifier(), data.X, data.y, {.cv = cv});
    };
    check_close("classifier.default", cross_val_score(classifier(), data.X, data.y));
    check_close("classifier.three", score(3));
    check_close("classifier.k_fold", score(KFold({.n_splits = 4, .shuffle = true, .random_state = 0})));
    check_close("classifier.stratified",
                score(StratifiedKFold({.n_splits = 3, .shuffle = true, .random_state = 5})));
    check_close("classifier.shuffle_split",
                score(ShuffleSplit({.n_splits = 3, .test_size = 0.2, .random_state = 2})));
    check_close("classifier.stratified_shuffle_split",
                score(StratifiedShuffleSplit({.n_splits = 2, .test_size = 30, .random_state = 2})));
    check_close("classifier.three", score(StratifiedKFold({.n_splits = 3}).split(data.X, data.y)));
    check_close("regressor.default", cross_val_score(regressor(), data.R, data.t));
    check_close("regressor.two_outputs",
                cross_val_score(regressor(), data.first_two, data.last_two, {.cv = 3}));
    check_close("multilabel", cross_val_score(classifier(), data.X, data.labels, {.cv = shuffled(1)}));
}

TEST_CASE("every name of a scorer gives the scores that scikit-learn gives for it") {
    const support::RecordedWarnings warnings;
    const Iris& data = iris();
    const MLPRegressor<> linear({.hidden_layer_sizes = {}, .solver = "lbfgs", .random_state = 4});
    for (const std::string& name : get_scorer_names()) {
        if (const std::string key = "multiclass." + name; expected().has(key))
            check_close(key, cross_val_score(classifier(), data.X, data.y, {.scoring = name, .cv = 3}));
        if (const std::string key = "binary." + name; expected().has(key))
            check_close(key, cross_val_score(classifier(), data.X, data.binary, {.scoring = name, .cv = 3}));
        if (const std::string key = "multilabel." + name; expected().has(key))
            check_close(key, cross_val_score(classifier(), data.X, data.labels,
                                             {.scoring = name, .cv = shuffled(1)}));
        if (const std::string key = "regression." + name; expected().has(key))
            check_close(key, cross_val_score(regressor(), data.R, data.t, {.scoring = name, .cv = 3}));
        if (const std::string key = "positive." + name; expected().has(key)) {
            const Eigen::VectorXd positive = data.t.array() + 3;
            const auto scores = cross_val_score(linear, data.R, positive, {.scoring = name, .cv = 3});
            for (Index i = 0; i < 3; ++i)
                CHECK(scores[i] == Approx(expected().vector(key)[i]).epsilon(1e-6));  // lbfgs
        }
    }
}

TEST_CASE("cross_validate gives the scores of several scorers on both parts") {
    const support::RecordedWarnings warnings;
    const auto scores = cross_validate(
        classifier(), iris().X, iris().y,
        {.scoring = {"accuracy", "f1_macro"}, .cv = 3, .return_train_score = true, .return_estimator = true});
    for (const std::string name : {"accuracy", "f1_macro"}) {
        check_close("several.test_" + name, scores.test_score(name));
        check_close("several.train_" + name, scores.train_score(name));
    }
    REQUIRE(scores.estimator.size() == 3);
    CHECK(scores.estimator[0].n_iter() == 12);
    CHECK((scores.fit_time.array() > 0).all());
    CHECK((scores.score_time.array() > 0).all());
}

TEST_CASE("cross_val_predict gives scikit-learn's predictions and probabilities in the order of the rows") {
    using enum PredictMethod;
    const Iris& data = iris();
    support::RecordedWarnings warnings;
    const Eigen::VectorXi predicted = cross_val_predict(classifier(), data.X, data.y, {.cv = 3});
    check_close("predict", predicted);
    check_close("predict_proba",
                thinned(cross_val_predict<predict_proba>(classifier(), data.X, data.y, {.cv = 3})));
    check_close("predict_log_proba",
                thinned(cross_val_predict<predict_log_proba>(classifier(), data.X, data.y, {.cv = 3})));
    const Eigen::VectorXd outputs = cross_val_predict(regressor(), data.R, data.t, {.cv = shuffled(0)});
    check_close("predict_regressor", thinned(outputs));
    const Matrix<int> indicators = cross_val_predict(classifier(), data.X, data.labels, {.cv = shuffled(1)});
    check_close("predict_multilabel", thinned(indicators));
    CHECK(cross_val_predict<predict_proba>(classifier(), data.X, data.labels, {.cv = 3}).cols() == 2);
    for (const std::string& warning : warnings.all()) CHECK(warning.starts_with("ConvergenceWarning"));
}

TEST_CASE("cross_val_predict warns of classes that are missing in a fold, which get probability 0") {
    const support::RecordedWarnings warnings;
    check_close("predict_missing", thinned(cross_val_predict<PredictMethod::predict_proba>(
                                       classifier(), iris().X, iris().y, {.cv = KFold({.n_splits = 3})})));
    CHECK(std::count(warnings.all().begin(), warnings.all().end(),
                     "UserWarning: Number of classes in training fold (2) does not match total number of "
                     "classes (3). Results may not be appropriate for your use case. To fix this, use a "
                     "cross-validation technique resulting in properly stratified folds") == 3);
}

TEST_CASE("the number of jobs changes no bit of scores and predictions") {
    const support::RecordedWarnings warnings;
    const Iris& data = iris();
    MLPClassifier<> quiet = classifier();
    quiet.set_params({.hidden_layer_sizes = {5}, .max_iter = 300, .random_state = 3, .tol = 1e-2});
    const auto proba = [&](Index n_jobs) {
        return cross_val_predict<PredictMethod::predict_proba>(quiet, data.X, data.y,
                                                               {.cv = 3, .n_jobs = n_jobs});
    };
    const auto curve = [&](Index n_jobs) {
        return learning_curve(quiet, data.X, data.y,
                              {.train_sizes = {50, 100}, .cv = shuffled(0), .n_jobs = n_jobs});
    };
    const Matrix<double> wanted = proba(1);
    const LearningCurve wanted_curve = curve(1);
    for (const Index n_jobs : {2, 3}) {
        CHECK(proba(n_jobs) == wanted);
        CHECK(curve(n_jobs).test_scores == wanted_curve.test_scores);
        CHECK(curve(n_jobs).train_scores == wanted_curve.train_scores);
    }
    CHECK(warnings.all().empty());
}

TEST_CASE("learning_curve gives scikit-learn's sizes and scores") {
    const support::RecordedWarnings warnings;
    const Iris& data = iris();
    check_curve("curve.default", learning_curve(classifier(), data.X, data.y, {.cv = shuffled(0)}));
    check_curve("curve.counts", learning_curve(classifier(), data.X, data.y,
                                               {.train_sizes = {40, 7, 40, 90}, .cv = shuffled(0)}));
    CHECK(std::count(warnings.all().begin(), warnings.all().end(),
                     "UserWarning: Removed duplicate entries from 'train_sizes'. Number of ticks will be "
                     "less than the size of 'train_sizes': 3 instead of 4.") == 1);
    check_curve("curve.shuffle",
                learning_curve(classifier(), data.X, data.y,
                               {.train_sizes = {0.1, 0.5}, .cv = 3, .shuffle = true, .random_state = 6}));
    check_curve("curve.incremental", learning_curve(classifier(), data.X, data.y,
                                                    {.train_sizes = {0.1, 0.4, 1},
                                                     .cv = 3,
                                                     .exploit_incremental_learning = true,
                                                     .shuffle = true,
                                                     .random_state = 6}));
    check_curve("curve.regressor",
                learning_curve(regressor(), data.R, data.t, {.train_sizes = {0.2, 1.0}, .cv = shuffled(0)}));
    check_curve(
        "curve.incremental_regressor",
        learning_curve(regressor(), data.R, data.t,
                       {.train_sizes = {0.2, 1.0}, .cv = shuffled(0), .exploit_incremental_learning = true}));
}

TEST_CASE("validation_curve gives scikit-learn's scores") {
    const support::RecordedWarnings warnings;
    const ValidationCurve curve = validation_curve(classifier(), iris().X, iris().y,
                                                   &MLPClassifier<>::Params::max_iter, {2, 5, 11}, {.cv = 3});
    check_close("validation.train", curve.train_scores);
    check_close("validation.test", curve.test_scores);
}
