// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/confusion_scores.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/metrics/jaccard_score.hpp"
#include "eigenmlp/metrics/multilabel_confusion_matrix.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("Balanced accuracy, correlation and kappa agree with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    std::vector<int> modulo;
    std::vector<bool> large_true, large_pred;
    for (std::size_t i = 0; i < y_true.size(); ++i) {
        modulo.push_back(y_true[i] % 3);
        large_true.push_back(y_true[i] > 1);
        large_pred.push_back(y_pred[i] > 1);
    }
    for (const std::string end : {"", ".weighted"}) {
        const support::RecordedWarnings warnings;
        SampleWeight w;
        if (!end.empty()) w = expected.vector("weight");
        const auto check = [&](const std::string& key, double found) {
            CAPTURE(key, end);
            CHECK(found == Approx(expected.real(key + end)).epsilon(1e-12));
        };
        check("balanced", balanced_accuracy_score(y_true, y_pred, {.sample_weight = w}));
        check("balanced.adjusted",
              balanced_accuracy_score(y_true, y_pred, {.sample_weight = w, .adjusted = true}));
        CHECK(warnings.all().empty());
        check("balanced.gap", balanced_accuracy_score(modulo, y_pred, {.sample_weight = w}));
        REQUIRE(warnings.all().size() == 1);
        CHECK(warnings.all()[0] == "UserWarning: y_pred contains classes not in y_true");
        check("matthews", matthews_corrcoef(y_true, y_pred, {.sample_weight = w}));
        check("matthews.binary", matthews_corrcoef(large_true, large_pred, {.sample_weight = w}));
        check("kappa.None", cohen_kappa_score(y_true, y_pred, {.sample_weight = w}));
        check("kappa.linear",
              cohen_kappa_score(y_true, y_pred, {.weights = KappaWeights::linear, .sample_weight = w}));
        check("kappa.quadratic",
              cohen_kappa_score(y_true, y_pred, {.weights = KappaWeights::quadratic, .sample_weight = w}));
        check("kappa.labels", cohen_kappa_score(y_true, y_pred, {.labels = {3, 0, 1}, .sample_weight = w}));
    }
}

TEST_CASE("The confusion matrices of classes and of labels agree with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    const auto compare = [&](const std::string& key, const std::vector<Eigen::Matrix2d>& found) {
        CAPTURE(key);
        const Vector<double> all = expected.vector(key);
        REQUIRE(all.size() == 4 * static_cast<Index>(found.size()));
        for (std::size_t k = 0; k < found.size(); ++k)
            CHECK(found[k].reshaped<Eigen::RowMajor>().isApprox(all.segment<4>(static_cast<Index>(4 * k))));
    };
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w, W;
        if (!end.empty()) {
            w = expected.vector("weight");
            W = expected.vector("weight").head(12).eval();
        }
        compare("single.confusions.0" + end, multilabel_confusion_matrix(y_true, y_pred, {w}));
        compare("single.confusions.2" + end, multilabel_confusion_matrix(y_true, y_pred, {w, {2, 0}}));
        compare("multilabel.confusions.0" + end, multilabel_confusion_matrix(Y_true, Y_pred, {W}));
        compare("multilabel.confusions.2" + end, multilabel_confusion_matrix(Y_true, Y_pred, {W, {2, 0}}));
        compare("samplewise.confusions" + end,
                multilabel_confusion_matrix(Y_true, Y_pred, {.sample_weight = W, .samplewise = true}));
    }
    CHECK_THROWS_AS(multilabel_confusion_matrix(y_true, y_pred, {.samplewise = true}), InvalidParameterError);
    CHECK_THROWS_WITH(multilabel_confusion_matrix(y_true, y_pred, {.samplewise = true}),
                      ContainsSubstring("samplewise is for multilabel targets"));
    CHECK_THROWS_WITH(multilabel_confusion_matrix(Y_true, Y_pred, {.labels = {4}}),
                      ContainsSubstring("All labels must be in [0, n labels)"));
}

TEST_CASE("Likelihood ratios agree with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    std::vector<bool> large_true, large_pred;
    for (std::size_t i = 0; i < y_true.size(); ++i) {
        large_true.push_back(y_true[i] > 1);
        large_pred.push_back(y_pred[i] > 1);
    }
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w;
        if (!end.empty()) w = expected.vector("weight");
        const auto check = [&](const std::string& key, const LikelihoodRatios& found) {
            CAPTURE(key, end);
            CHECK(found.positive == Approx(expected.vector(key + end)[0]).epsilon(1e-12));
            CHECK(found.negative == Approx(expected.vector(key + end)[1]).epsilon(1e-12));
        };
        check("likelihood_ratios", class_likelihood_ratios(large_true, large_pred, {.sample_weight = w}));
        check("likelihood_ratios.labels",
              class_likelihood_ratios(large_true, large_pred, {.labels = {true, false}, .sample_weight = w}));
    }
}

TEST_CASE("Likelihood ratios that are not defined are NaN and warned about") {
    const support::RecordedWarnings warnings;
    const std::vector<int> zeros{0, 0}, ones{1, 1}, both{0, 1};
    const auto check = [&](const LikelihoodRatios& r, bool positive, bool negative,
                           const std::string& warning) {
        CAPTURE(warning);
        CHECK(std::isnan(r.positive) == positive);
        CHECK(std::isnan(r.negative) == negative);
        CHECK_THAT(warnings.all().back(), ContainsSubstring(warning));
    };
    check(class_likelihood_ratios(zeros, zeros), true, true, "only one class");
    check(class_likelihood_ratios(both, both), true, false, "positive_likelihood_ratio ill-defined");
    check(class_likelihood_ratios(both, zeros), true, false, "no samples predicted for the positive class");
    check(class_likelihood_ratios(both, ones), false, true, "negative_likelihood_ratio ill-defined");
    check(class_likelihood_ratios(zeros, both), true, true, "no samples of the positive class");
    const std::size_t n = warnings.all().size();
    class_likelihood_ratios(zeros, zeros, {.raise_warning = false});
    CHECK(warnings.all().size() == n);
}

TEST_CASE("Likelihood ratios are those of two classes") {
    const std::vector<int> three{0, 1, 2}, two{0, 1};
    CHECK_THROWS_AS(class_likelihood_ratios(three, three), InvalidDataError);
    CHECK_THROWS_WITH(
        class_likelihood_ratios(three, three),
        ContainsSubstring("only supports binary classification") && ContainsSubstring("[0, 1, 2]"));
    CHECK_THROWS_AS(class_likelihood_ratios(two, two, {.labels = {1}}), InvalidParameterError);
    CHECK_THROWS_WITH(class_likelihood_ratios(two, two, {.labels = {1}}), ContainsSubstring("Got [1]"));
}

TEST_CASE("The correlation is 1 for perfect, -1 for opposite and 0 for constant predictions") {
    const std::vector<int> y{0, 1, 1, 0}, opposite{1, 0, 0, 1}, constant{1, 1, 1, 1};
    CHECK(matthews_corrcoef(y, y) == 1.0);
    CHECK(matthews_corrcoef(y, opposite) == -1.0);
    CHECK(matthews_corrcoef(y, constant) == 0.0);
}

TEST_CASE("Scores of the confusion matrix refuse targets of different lengths") {
    const std::vector<int> two{0, 1}, one{0};
    CHECK_THROWS_AS(balanced_accuracy_score(two, one), InvalidDataError);
    CHECK_THROWS_AS(matthews_corrcoef(two, one), InvalidDataError);
    CHECK_THROWS_AS(cohen_kappa_score(two, one), InvalidDataError);
    CHECK_THROWS_WITH(jaccard_score(two, one),
                      ContainsSubstring("y_true has 2") && ContainsSubstring("y_pred has 1"));
}

TEST_CASE("jaccard_score agrees with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    const auto compare = [&](const std::string& key, const Scores& found) {
        CAPTURE(key);
        REQUIRE(found.size() == expected.vector(key).size());
        CHECK((found - expected.vector(key)).cwiseAbs().maxCoeff() < 1e-12);
    };
    for (const bool is_weighted : {false, true})
        for (const Average average :
             {Average::none, Average::micro, Average::macro, Average::weighted, Average::samples})
            for (const int zero_division : {0, 1}) {
                SampleWeight w, W;
                if (is_weighted) {
                    w = expected.vector("weight");
                    W = expected.vector("weight").head(12).eval();
                }
                const std::string key = fmt::format("{}.2.{}{}.jaccard", name(average), zero_division,
                                                    is_weighted ? ".weighted" : "");
                if (average != Average::samples)
                    compare("single." + key, jaccard_score(y_true, y_pred,
                                                           {.labels = {2, 0},
                                                            .average = average,
                                                            .sample_weight = w,
                                                            .zero_division = zero_division}));
                compare("multilabel." + key, jaccard_score(Y_true, Y_pred,
                                                           {.labels = {2, 0},
                                                            .average = average,
                                                            .sample_weight = W,
                                                            .zero_division = zero_division}));
            }
    CHECK(jaccard_score(y_true, y_pred, raw_values) ==
          jaccard_score(y_true, y_pred, {.average = Average::none}));
    const double binary = jaccard_score(std::vector<int>{0, 1, 1}, std::vector<int>{1, 1, 0});
    CHECK(binary == Approx(1.0 / 3.0));
}
