// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/curves.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

void check_curve(const Fixture& expected, const std::string& key, const Vector<double>& found) {
    CAPTURE(key);
    REQUIRE(found.size() == expected.vector(key).size());
    CHECK((found - expected.vector(key)).cwiseAbs().maxCoeff() < 1e-12);
}

}  // namespace

TEST_CASE("Curves agree with scikit-learn") {
    const Fixture expected("ranking_metrics");
    const auto y = expected.integers<int>("y");
    const Vector<double> score = expected.vector("score");
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w;
        if (!end.empty()) w = expected.vector("weight");
        for (const bool drop : {true, false}) {
            const std::string key = drop ? "roc.True." : "roc.False.";
            const auto [fpr, tpr, thresholds] =
                roc_curve(y, score, {.sample_weight = w, .drop_intermediate = drop});
            check_curve(expected, key + "fpr" + end, fpr);
            check_curve(expected, key + "tpr" + end, tpr);
            check_curve(expected, key + "thresholds" + end, thresholds);
        }
        const auto [precision, recall, thresholds] = precision_recall_curve(y, score, {.sample_weight = w});
        check_curve(expected, "pr.precision" + end, precision);
        check_curve(expected, "pr.recall" + end, recall);
        check_curve(expected, "pr.thresholds" + end, thresholds);
    }
}

TEST_CASE("Curves take words and any numbers") {
    const std::vector<std::string> words{"no", "yes", "no", "yes"};
    const std::vector<float> scores{1, 2, 3, 4};
    const RocCurve expected = roc_curve(Eigen::Vector4i(-1, 1, -1, 1), Eigen::Vector4d(1, 2, 3, 4));
    const RocCurve found = roc_curve(words, scores, {.pos_label = "yes"});
    CHECK(found.fpr == expected.fpr);
    CHECK(found.tpr == expected.tpr);
    CHECK(found.thresholds == expected.thresholds);
    const RocCurve of_several = roc_curve(std::vector<int>{5, 7, 6, 7}, scores, {.pos_label = 7});
    CHECK(of_several.tpr == expected.tpr);
}

TEST_CASE("A class that is missing makes its rate NaN with a warning") {
    const support::RecordedWarnings warnings;
    const std::vector<int> ones{1, 1}, zeros{0, 0};
    const std::vector<double> scores{0.5, 0.25};
    CHECK(roc_curve(ones, scores).fpr.hasNaN());
    CHECK(roc_curve(zeros, scores).tpr.hasNaN());
    CHECK(precision_recall_curve(zeros, scores).recall == Eigen::Vector3d(1, 1, 0));
    REQUIRE(warnings.all().size() == 3);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("UndefinedMetricWarning: No negative samples in y_true"));
    CHECK_THAT(warnings.all()[1], ContainsSubstring("UndefinedMetricWarning: No positive samples in y_true"));
    CHECK_THAT(warnings.all()[2], ContainsSubstring("UserWarning: No positive class found in y_true"));
}

TEST_CASE("auc is the area below a curve in either direction") {
    CHECK(auc(Eigen::Vector3d(0, 1, 3), Eigen::Vector3d(0, 1, 1)) == 2.5);
    CHECK(auc(Eigen::Vector3d(3, 1, 0), Eigen::Vector3d(1, 1, 0)) == 2.5);
    CHECK_THROWS_WITH(auc(Eigen::Vector3d(0, 2, 1), Eigen::Vector3d(0, 1, 1)),
                      ContainsSubstring("increase or decrease"));
    CHECK_THROWS_WITH(auc(Vector<double>::Ones(1), Vector<double>::Ones(1)),
                      ContainsSubstring("At least 2 points") && ContainsSubstring("x has 1"));
    CHECK_THROWS_WITH(auc(Eigen::Vector3d(0, 1, 2), Eigen::Vector2d(0, 1)), ContainsSubstring("y has 2"));
}

TEST_CASE("Curves refuse inputs that make none") {
    const std::vector<int> y{0, 1}, three{0, 1, 2}, other{1, 2};
    const std::vector<double> scores{0.5, 0.25};
    CHECK_THROWS_WITH(roc_curve(three, scores),
                      ContainsSubstring("y_true has 3") && ContainsSubstring("y_score has 2"));
    CHECK_THROWS_WITH(roc_curve(three, std::vector<double>{1, 2, 3}),
                      ContainsSubstring("two classes unless pos_label") && ContainsSubstring("[0, 1, 2]"));
    CHECK_THROWS_AS(roc_curve(other, scores), InvalidParameterError);
    CHECK_THROWS_WITH(roc_curve(other, scores),
                      ContainsSubstring("y_true takes value in [1, 2] and pos_label is not specified"));
    CHECK_THROWS_WITH(roc_curve(std::vector<std::string>{"a", "b"}, scores),
                      ContainsSubstring("pos_label is not specified"));
    CHECK_THROWS_WITH(precision_recall_curve(y, std::vector<double>{0.5, std::nan("")}),
                      ContainsSubstring("y_score contains NaN"));
    CHECK_THROWS_WITH(precision_recall_curve(y, scores, {.sample_weight = {1, 2, 3}}),
                      ContainsSubstring("expected (2,)"));
}
