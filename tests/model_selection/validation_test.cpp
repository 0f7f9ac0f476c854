// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Cross validation and curves of any estimator: what they hand to it, and what they refuse.

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "eigenmlp/model_selection/cross_val_predict.hpp"
#include "eigenmlp/model_selection/cross_val_score.hpp"
#include "eigenmlp/model_selection/learning_curve.hpp"
#include "eigenmlp/model_selection/sparse.hpp"
#include "eigenmlp/model_selection/validation_curve.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "model_selection/tiny_estimators.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::Majority;
using support::Mean;
using support::MeanParams;

namespace {

const Matrix<double> X = Matrix<double>::Ones(6, 2);
const Eigen::VectorXd numbers = Eigen::VectorXd::LinSpaced(6, 0, 5);
const Eigen::VectorXi labels = (Eigen::VectorXi(6) << 0, 0, 0, 0, 1, 1).finished();
const std::vector<std::string> words{"a", "b", "b", "a", "b", "b"};

/// Knows the classes of its training rows and gives two columns of probabilities.
struct Undecided {
    using Params = support::NoParams;
    std::vector<int> found;

    Undecided(Params = {}) {}
    Params params() const { return {}; }
    void set_params(Params) {}
    void fit(const Matrix<double>&, const Eigen::VectorXi& y) {
        found = {y.begin(), y.end()};
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    const std::vector<int>& classes() const { return found; }
    Eigen::VectorXi predict(const Matrix<double>& x) const { return Eigen::VectorXi::Zero(x.rows()); }
    Matrix<double> predict_proba(const Matrix<double>& x) const {
        return Matrix<double>::Constant(x.rows(), 2, 0.5);
    }
};

/// Takes the first feature for the probability of the larger class.
struct Told : Undecided {
    using Undecided::Undecided;
    Matrix<double> predict_proba(const Matrix<double>& x) const {
        Matrix<double> proba(x.rows(), 2);
        proba << 1 - x.col(0).array(), x.col(0);
        return proba;
    }
};

/// Predicts nothing for samples below 0, and a column more where it was fitted to one.
struct Picky {
    using Params = support::NoParams;
    Index n_columns = 0;

    Picky(Params = {}) {}
    Params params() const { return {}; }
    void set_params(Params) {}
    void fit(const Matrix<double>& x, const Matrix<double>& y) {
        n_columns = y.cols() + (x.minCoeff() < 0 ? 1 : 0);
    }
    Matrix<double> predict(const Matrix<double>& x) const {
        return Matrix<double>::Ones((x.col(0).array() >= 0).count(), n_columns);
    }
};

bool equal(const Eigen::VectorXd& a, const Eigen::VectorXd& b) { return a.isApprox(b, 1e-14); }

}  // namespace

TEST_CASE("a clone has the parameters, is not fitted and has a generator of its own") {
    static_assert(Estimator<Mean> && !is_classifier<Mean> && is_classifier<Majority<int>>);
    const auto generator = std::make_shared<RandomState>(7);
    Mean mean({.shift = 2, .random_state = generator});
    Mean first = clone(mean), second = clone(mean);
    CHECK(first.params().shift == 2);
    first.fit(X, numbers);
    second.fit(X, numbers);
    CHECK(first.predict(X) == second.predict(X));
    CHECK(*generator == RandomState(7));

    auto pipe = make_pipeline(MinMaxScaler<>{}, mean);
    static_assert(Estimator<decltype(pipe)> && !is_classifier<decltype(pipe)>);
    auto copy = clone(pipe);
    copy.fit(X, numbers);
    CHECK(*generator == RandomState(7));
}

TEST_CASE("a number of folds means folds with equal shares of the classes for classifiers only") {
    const CrossValidator two(2);
    CHECK(two.get_n_splits() == 2);
    CHECK(two.split(X, labels, true)[0].test == std::vector<Index>{0, 1, 4});
    CHECK(two.split(X, words, true)[0].test == std::vector<Index>{0, 1, 2});
    CHECK(two.split(X, labels, false)[0].test == std::vector<Index>{0, 1, 2});
    const Eigen::VectorXd whole = labels.cast<double>(), fractions = 0.5 * whole;
    CHECK(two.split(X, whole, true)[0].test == std::vector<Index>{0, 1, 4});
    CHECK(two.split(X, fractions, true)[0].test == std::vector<Index>{0, 1, 2});
    const Matrix<int> multilabel = labels.replicate(1, 2);
    CHECK(two.split(X, multilabel, true)[0].test == std::vector<Index>{0, 1, 2});
    CHECK(CrossValidator().get_n_splits() == 5);
    CHECK(CrossValidator(ShuffleSplit({.n_splits = 9})).get_n_splits() == 9);
}

TEST_CASE("splits that cannot be made are refused") {
    CHECK_THROWS_AS(CrossValidator(1), InvalidParameterError);
    CHECK_THROWS_WITH(CrossValidator(std::vector<TrainTestIndices>{}),
                      ContainsSubstring("at least one split"));
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, numbers, {.cv = 7}),
                      ContainsSubstring("n_splits=7") && ContainsSubstring("n_samples=6"));
    CHECK_THROWS_WITH(cross_val_score(Majority<int>(), X, labels, {.cv = 5}),
                      ContainsSubstring("n_splits=5 cannot be greater than the number of members"));
    const std::vector<TrainTestIndices> beyond{{{0, 1}, {2}}, {{0, 6}, {2}}}, below{{{0}, {-1}}};
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, numbers, {.cv = beyond}),
                      ContainsSubstring("from 0 to 5. Got 6 in the training part of split 1"));
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, numbers, {.cv = below}),
                      ContainsSubstring("Got -1 in the test part of split 0"));
    const Eigen::VectorXd five = numbers.head(5);
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, five),
                      ContainsSubstring("inconsistent numbers of samples") && ContainsSubstring("5"));
    const Matrix<double> table = numbers;
    CHECK_THROWS_AS(CrossValidator(StratifiedShuffleSplit({.n_splits = 2})).split(X, Matrix<double>(X), true),
                    InvalidDataError);
    const support::RecordedWarnings warnings;
    cross_val_score(Majority<int>(), X, labels, {.cv = 3});
    REQUIRE(warnings.all().size() == 1);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("The least populated class in y has only 2 members"));
}

TEST_CASE("scorers are the estimator's score, functions and names") {
    const Eigen::VectorXd own = cross_val_score(Mean(), X, numbers, {.cv = 2});
    CHECK(equal(own, Eigen::Vector2d(3, -3)));
    const auto of_targets = [](const Eigen::VectorXd& y, const Eigen::VectorXd& p) { return (p - y).sum(); };
    CHECK(equal(cross_val_score(Mean(), X, numbers, {.scoring = of_targets, .cv = 2}), 3 * own));
    const auto of_estimator = [](const Mean& mean, const auto& x, const auto& y) {
        return mean.params().shift + static_cast<double>(x.rows() + y.size());
    };
    CHECK(equal(cross_val_score(Mean({.shift = 1}), X, numbers, {.scoring = of_estimator, .cv = 2}),
                Eigen::Vector2d(7, 7)));
    CHECK(equal(cross_val_score(Mean(), X, numbers, {.scoring = "neg_mean_absolute_error", .cv = 2}),
                Eigen::Vector2d(-3, -3)));
    CHECK(equal(cross_val_score(Majority<std::string>(), X, words, {.scoring = "accuracy", .cv = 2}),
                Eigen::Vector2d(2, 2) / 3));
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, numbers, {.scoring = "acuracy"}),
                      ContainsSubstring("'acuracy' is not a valid scoring value") &&
                          ContainsSubstring("balanced_accuracy"));
    CHECK_THROWS_WITH(cross_val_score(Mean(), X, numbers, {.scoring = "roc_auc"}),
                      ContainsSubstring("'roc_auc' does not suit"));
    CHECK_THROWS_WITH(cross_val_score(Majority<std::string>(), X, words, {.scoring = "r2"}),
                      ContainsSubstring("does not suit"));
}

TEMPLATE_TEST_CASE("samples of any type and order are taken by their rows", "", Matrix<float>, Matrix<double>,
                   Eigen::MatrixXf, Eigen::MatrixXd) {
    TestType numbered(6, 2);
    numbered << 0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50;
    const auto sum = [](const Mean&, const auto& x, const auto&) { return static_cast<double>(x.sum()); };
    CHECK(cross_val_score(Mean(), numbered, numbers, {.scoring = sum, .cv = 3}) ==
          Eigen::Vector3d(11, 55, 99));
    CHECK(cross_val_score(Mean(), numbered.topRows(4), numbers.head(4), {.scoring = sum, .cv = 2}) ==
          Eigen::Vector2d(11, 55));
}

TEST_CASE("several scorers have names that differ") {
    const auto zero = [](const auto&, const auto&) { return 0.0; };
    const auto result = cross_validate(
        Mean(), X, numbers,
        {.scoring = {{"zero", zero}, {"error", "max_error"}}, .cv = 2, .return_indices = true});
    CHECK(result.test_score("zero") == Eigen::Vector2d(0, 0));
    CHECK(equal(result.test_score("error"), Eigen::Vector2d(-4, -4)));
    CHECK(result.scorers == std::vector<std::string>{"zero", "error"});
    CHECK(result.indices.at(1).test == std::vector<Index>{3, 4, 5});
    CHECK(result.estimator.empty());
    CHECK_THROWS_WITH(result.test_score("r2"), ContainsSubstring("zero, error"));
    CHECK_THROWS_WITH(result.train_score("zero"), ContainsSubstring("return_train_score"));
    CHECK_THROWS_WITH(cross_validate(Mean(), X, numbers, {.scoring = {"r2", "r2"}}),
                      ContainsSubstring("'r2' twice"));
}

TEST_CASE("a fit that fails gets the error score with a warning, and all failing is an error") {
    const std::vector<TrainTestIndices> uneven{
        {{0, 1, 2, 3}, {4, 5}}, {{0}, {1}}, {{1, 2, 3}, {4}}, {{2}, {1}}};
    const Mean picky({.rows_needed = 3});
    {
        const support::RecordedWarnings warnings;
        const Eigen::VectorXd scores = cross_val_score(picky, X, numbers, {.cv = uneven, .n_jobs = 2});
        CHECK(scores[0] == -3);
        CHECK(std::isnan(scores[1]));
        CHECK(std::isnan(scores[3]));
        REQUIRE(warnings.all().size() == 1);
        CHECK_THAT(warnings.all()[0],
                   ContainsSubstring("FitFailedWarning: 2 fits failed out of a total of 4") &&
                       ContainsSubstring("will be set to nan") &&
                       ContainsSubstring("2 fits failed with the following error:\ntoo few rows"));
        const auto result =
            cross_validate(picky, X, numbers, {.cv = uneven, .return_train_score = true, .error_score = -9});
        CHECK(result.test_score() == Eigen::Vector4d(-3, -9, -2, -9));
        CHECK(result.train_score()[1] == -9);
    }
    CHECK_THROWS_WITH(cross_val_score(picky, X, numbers, {.cv = uneven, .error_score = "raise"}),
                      "too few rows");
    CHECK_THROWS_WITH(cross_val_score(Mean({.rows_needed = 5}), X, numbers, {.cv = uneven}),
                      ContainsSubstring("All the 4 fits failed"));
    CHECK_THROWS_WITH(ErrorScore("nan"), ContainsSubstring("must be 'raise' or a number"));
}

TEST_CASE("a scorer that fails gets the error score with a warning") {
    const auto failing = [](const auto& y, const auto&) -> double {
        return y[0] > 0 ? throw std::runtime_error("no score") : 1.0;
    };
    {
        const support::RecordedWarnings warnings;
        CHECK(cross_val_score(Mean(), X, numbers, {.scoring = failing, .cv = 2, .error_score = 0}) ==
              Eigen::Vector2d(1, 0));
        REQUIRE(warnings.all().size() == 1);
        CHECK_THAT(warnings.all()[0], ContainsSubstring("UserWarning: Scoring failed.") &&
                                          ContainsSubstring("will be set to 0.0. Details: no score"));
    }
    CHECK_THROWS_WITH(
        cross_val_score(Mean(), X, numbers, {.scoring = failing, .cv = 2, .error_score = "raise"}),
        "no score");
}

TEST_CASE("probabilities of a classifier that knows one class have no score") {
    const std::vector<TrainTestIndices> splits{{{0, 1}, {2, 3, 4, 5}}, {{0, 4}, {2, 3, 4, 5}}};
    for (const char* name :
         {"roc_auc", "average_precision", "neg_log_loss", "neg_brier_score", "roc_auc_ovr", "roc_auc_ovo"}) {
        CAPTURE(name);
        const support::RecordedWarnings warnings;
        const Eigen::VectorXd scores =
            cross_val_score(Undecided(), X, labels, {.scoring = name, .cv = splits});
        CHECK(std::isnan(scores[0]));
        CHECK(std::isfinite(scores[1]));
        REQUIRE(warnings.all().size() == 1);
        CHECK_THAT(warnings.all()[0], ContainsSubstring("needs a classifier fitted to two classes. Got 1."));
    }
}

TEST_CASE("binary scores take the column of the class that they count as positive") {
    const Matrix<double> told = labels.cast<double>() * 0.8 + Vector<double>::Constant(6, 0.1);
    for (const int smaller : {0, 1}) {
        CAPTURE(smaller);
        const Eigen::VectorXi y = labels.array() + smaller;
        const auto score = [&](const char* name, std::vector<Index> test) {
            const std::vector<TrainTestIndices> split{{{0, 1, 2, 3, 4, 5}, std::move(test)}};
            return cross_val_score(Told(), told, y, {.scoring = name, .cv = split})[0];
        };
        CHECK(score("average_precision", {2, 3, 4, 5}) == 1);
        CHECK(score("roc_auc", {2, 3, 4, 5}) == 1);
        CHECK(score("neg_brier_score", {2, 3, 4, 5}) == Approx(-0.01));
        INFO("a test part of one class");
        CHECK(score("neg_brier_score", {0, 1}) == Approx(-0.01));
        CHECK(score("neg_brier_score", {4, 5}) == Approx(-0.01));
    }
}

TEST_CASE("weights of samples go with their rows to fit") {
    const Eigen::VectorXd weights = (Eigen::VectorXd(6) << 1, 0, 0, 0, 0, 1).finished();
    const CrossValPredictOptions options{.cv = 2, .sample_weight = weights};
    const Eigen::VectorXd wanted = (Eigen::VectorXd(6) << 5, 5, 5, 0, 0, 0).finished();
    CHECK(cross_val_predict(Mean(), X, numbers, options) == wanted);
    CHECK_THROWS_WITH(cross_val_predict(Majority<int>(), X, labels, options),
                      ContainsSubstring("fit takes none"));
    CHECK_THROWS_AS(cross_val_score(Mean(), X, numbers, {.sample_weight = {1, 2}}), InvalidDataError);
}

TEST_CASE("cross_val_predict keeps the kind of the labels and wants each sample once") {
    const std::vector<std::string> predicted =
        cross_val_predict(Majority<std::string>(), X, words, {.cv = 2});
    CHECK(predicted == std::vector<std::string>(6, "b"));
    CHECK_THROWS_WITH(cross_val_predict(Mean(), X, numbers, {.cv = ShuffleSplit({.random_state = 0})}),
                      ContainsSubstring("only works for partitions"));
    const std::vector<TrainTestIndices> partly{{{0, 1}, {2, 3}}};
    CHECK_THROWS_WITH(cross_val_predict(Mean(), X, numbers, {.cv = partly}),
                      ContainsSubstring("the test parts hold 2 of 6 rows"));
    CHECK_THROWS_WITH(cross_val_predict(Mean({.rows_needed = 9}), X, numbers), "too few rows");
}

TEST_CASE("cross_val_predict refuses predictions of other numbers of rows or columns") {
    const Matrix<double> table = numbers.replicate(1, 2);
    Matrix<double> x = X;
    CHECK(cross_val_predict(Picky(), x, table, {.cv = 3}) == Matrix<double>::Ones(6, 2));
    x(3, 0) = -1;
    CHECK_THROWS_WITH(cross_val_predict(Picky(), x, table, {.cv = 3}),
                      "The test part of split 1 has 2 samples, but the estimator predicts 1.");
    x(3, 0) = 1;
    x(0, 1) = -1;
    CHECK_THROWS_WITH(cross_val_predict(Picky(), x, table, {.cv = 3}),
                      "The estimator predicts 3 columns in split 1, but 2 in split 0.");
    CHECK_THROWS_AS(cross_val_predict(Picky(), x, table, {.cv = 3}), InvalidDataError);
}

TEST_CASE("sizes of a learning curve outside their range are refused") {
    const auto curve = [](const TrainSizes& sizes) {
        return learning_curve(Mean(), X, numbers, {.train_sizes = sizes, .cv = 2});
    };
    CHECK_THROWS_WITH(curve({0.0, 0.5}), ContainsSubstring("must be within (0, 1]. Got 0"));
    CHECK_THROWS_WITH(curve({1.5}), ContainsSubstring("fractions") && ContainsSubstring("Got 1.5"));
    CHECK_THROWS_AS(curve({std::nan("")}), InvalidParameterError);
    CHECK_THROWS_WITH(curve({4}),
                      ContainsSubstring("absolute numbers") && ContainsSubstring("(0, 3]. Got 4"));
    CHECK_THROWS_AS(curve({0}), InvalidParameterError);
    CHECK_THROWS_WITH(curve(std::vector<double>{}), ContainsSubstring("at least one size"));
    CHECK(curve({3, 1}).train_sizes == std::vector<Index>{1, 3});
    CHECK(curve({1e-9, 1}).train_sizes == std::vector<Index>{1, 3});
}

TEST_CASE("a learning curve uses the first rows of each training part") {
    const LearningCurve curve = learning_curve(Mean(), X, numbers, {.train_sizes = {1, 2}, .cv = 2});
    CHECK(curve.test_scores == (Matrix<double>(2, 2) << 2, -4, 2.5, -3.5).finished());
    CHECK(curve.train_scores == Matrix<double>::Zero(2, 2));
    const support::RecordedWarnings warnings;
    const LearningCurve picky =
        learning_curve(Mean({.rows_needed = 2}), X, numbers, {.train_sizes = {1, 2}, .cv = 2});
    CHECK(picky.test_scores.row(0).array().isNaN().all());
    CHECK(picky.test_scores.row(1) == curve.test_scores.row(1));
    REQUIRE(warnings.all().size() == 1);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("2 fits failed out of a total of 4"));
}

TEST_CASE("incremental learning knows all classes from the beginning and needs partial_fit") {
    const LearningCurve curve =
        learning_curve(Majority<std::string>(), X, words,
                       {.train_sizes = {1, 3}, .cv = 2, .exploit_incremental_learning = true, .n_jobs = 2});
    CHECK(curve.train_scores(0, 1) == 1);
    CHECK(curve.test_scores.row(1).isApprox(Eigen::RowVector2d(2, 2) / 3));
    CHECK_THROWS_WITH(
        learning_curve(Mean(), X, numbers, {.train_sizes = {1}, .exploit_incremental_learning = true}),
        ContainsSubstring("must support the partial_fit interface"));
}

TEST_CASE("a validation curve sets a parameter of the estimator or of a step of a pipeline") {
    const Matrix<double> wanted = (Matrix<double>(2, 2) << 3, -3, 13, 7).finished();
    const auto pipe = make_pipeline(MinMaxScaler<>{}, Mean());
    for (const Index n_jobs : {1, 2, 3}) {
        CHECK(validation_curve(Mean(), X, numbers, &MeanParams::shift, {0, 10}, {.cv = 2, .n_jobs = n_jobs})
                  .test_scores == wanted);
        CHECK(validation_curve(pipe, X, numbers, &MeanParams::shift, {0, 10}, {.cv = 2, .n_jobs = n_jobs})
                  .test_scores == wanted);
        CHECK(
            validation_curve(pipe, X, numbers, step<1>, &MeanParams::shift, {0, 10}, {.cv = 2}).test_scores ==
            wanted);
    }
    CHECK_THROWS_WITH(validation_curve(Mean(), X, numbers, &MeanParams::shift, {}),
                      ContainsSubstring("at least one"));
}

TEST_CASE("sparse samples give the same rows as dense ones") {
    Eigen::SparseMatrix<double> sparse(6, 3);
    sparse.insert(5, 0) = 1;
    sparse.insert(0, 2) = 2;
    sparse.insert(3, 1) = 3;
    const Eigen::SparseMatrix<double, Eigen::RowMajor> by_rows = sparse;
    const std::vector<Index> rows{5, 0, 5, 2};
    const Matrix<double> wanted = detail::take_samples(Matrix<double>(sparse), rows);
    CHECK(Matrix<double>(TakenRows<Eigen::SparseMatrix<double>>::take(sparse, rows)) == wanted);
    CHECK(Matrix<double>(TakenRows<std::remove_const_t<decltype(by_rows)>>::take(by_rows, rows)) == wanted);
    CHECK(cross_val_score(Mean(), sparse, numbers, {.cv = 2}) ==
          cross_val_score(Mean(), X, numbers, {.cv = 2}));
}
