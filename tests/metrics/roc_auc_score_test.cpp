// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/roc_auc_score.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/metrics/average_precision_score.hpp"
#include "eigenmlp/metrics/top_k_accuracy_score.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<Average> averages{Average::micro, Average::macro, Average::weighted, Average::samples};

struct Ranking {
    Fixture expected{"ranking_metrics"};
    std::vector<int> y = expected.integers<int>("y"), classes = expected.integers<int>("classes");
    Vector<double> score = expected.vector("score");
    Matrix<double> P = expected.matrix("P", 30), S = expected.matrix("S", 30);
    Eigen::MatrixXi Y = expected.matrix("Y", 30).cast<int>();
    std::vector<Index> all, mixed = expected.integers<Index>("mixed");

    Ranking() {
        for (Index i = 0; i < 30; ++i) all.push_back(i);
    }

    /// The rows that have labels of both kinds, which scores of samples need.
    const std::vector<Index>& rows(Average average) const {
        return average == Average::samples ? mixed : all;
    }
    SampleWeight weight(const std::string& end, const std::vector<Index>& rows) const {
        if (end.empty()) return {};
        return Vector<double>(expected.vector("weight")(rows));
    }

    void check(const std::string& key, double found) const {
        CAPTURE(key);
        CHECK(found == Approx(expected.real(key)).epsilon(1e-12));
    }
    void check_all(const std::string& key, const Vector<double>& found) const {
        CAPTURE(key);
        CHECK(found.isApprox(expected.vector(key), 1e-12));
    }
};

}  // namespace

TEST_CASE("roc_auc_score agrees with scikit-learn") {
    const Ranking r;
    for (const std::string end : {"", ".weighted"}) {
        const SampleWeight w = r.weight(end, r.all);
        r.check("auc.binary" + end, roc_auc_score(r.y, r.score, {.sample_weight = w}));
        r.check("auc.binary" + end, roc_auc_score(r.y, Matrix<double>(r.score), {.sample_weight = w}));
        r.check("auc.partial" + end, roc_auc_score(r.y, r.score, {.sample_weight = w, .max_fpr = 0.3}));
        for (const Average average : averages) {
            const auto& rows = r.rows(average);
            if (average != Average::samples)
                r.check(
                    fmt::format("auc.ovr.{}{}", name(average), end),
                    roc_auc_score(r.classes, r.P,
                                  {.average = average, .sample_weight = w, .multi_class = MultiClass::ovr}));
            r.check(fmt::format("auc.multilabel.{}{}", name(average), end),
                    roc_auc_score(r.Y(rows, Eigen::all).eval(), r.S(rows, Eigen::all),
                                  {.average = average, .sample_weight = r.weight(end, rows)}));
        }
        r.check_all("auc.ovr.None" + end, roc_auc_score(r.classes, r.P, raw_values, {.sample_weight = w}));
        r.check_all("auc.multilabel.None" + end, roc_auc_score(r.Y, r.S, raw_values, {.sample_weight = w}));
    }
    for (const Average average : {Average::macro, Average::weighted})
        r.check(fmt::format("auc.ovo.{}", name(average)),
                roc_auc_score(r.classes, r.P, {.average = average, .multi_class = MultiClass::ovo}));
}

TEST_CASE("average_precision_score agrees with scikit-learn") {
    const Ranking r;
    for (const std::string end : {"", ".weighted"}) {
        const SampleWeight w = r.weight(end, r.all);
        r.check("ap.binary" + end, average_precision_score(r.y, r.score, {.sample_weight = w}));
        r.check("ap.zero" + end,
                average_precision_score(r.y, (-r.score).eval(), {.pos_label = 0, .sample_weight = w}));
        for (const Average average : averages) {
            const auto& rows = r.rows(average);
            r.check(fmt::format("ap.ovr.{}{}", name(average), end),
                    average_precision_score(r.classes, r.P, {.average = average, .sample_weight = w}));
            r.check(fmt::format("ap.multilabel.{}{}", name(average), end),
                    average_precision_score(r.Y(rows, Eigen::all).eval(), r.S(rows, Eigen::all),
                                            {.average = average, .sample_weight = r.weight(end, rows)}));
        }
        r.check_all("ap.ovr.None" + end,
                    average_precision_score(r.classes, r.P, raw_values, {.sample_weight = w}));
        r.check_all("ap.multilabel.None" + end,
                    average_precision_score(r.Y, r.S, raw_values, {.sample_weight = w}));
    }
}

TEST_CASE("top_k_accuracy_score agrees with scikit-learn, also on ties") {
    const Ranking r;
    const Matrix<double> tied = (10 * r.P.array()).rint() / 10;
    for (const std::string end : {"", ".weighted"}) {
        const SampleWeight w = r.weight(end, r.all);
        r.check("top_1" + end, top_k_accuracy_score(r.classes, r.P, {.k = 1, .sample_weight = w}));
        r.check("top_2" + end, top_k_accuracy_score(r.classes, tied, {.sample_weight = w}));
        r.check("top_2.count" + end,
                top_k_accuracy_score(r.classes, tied, {.normalize = false, .sample_weight = w}));
    }
    const support::RecordedWarnings warnings;
    CHECK(top_k_accuracy_score(r.classes, r.P, {.k = 3}) == 1.0);
    REQUIRE(warnings.all().size() == 1);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("'k' (3) greater than or equal to 'n_classes' (3)"));
}

TEST_CASE("The area under the curve takes words and float scores") {
    const std::vector<std::string> words{"spam", "ham", "spam", "ham"};
    CHECK(roc_auc_score(words, std::vector<float>{0.9F, 0.1F, 0.4F, 0.5F}) == 0.75);
    CHECK(average_precision_score(words, std::vector<float>{0.9F, 0.1F, 0.8F, 0.5F}, {.pos_label = "spam"}) ==
          1.0);
    Eigen::MatrixXf P(3, 3);
    P << 0.5F, 0.25F, 0.25F, 0.25F, 0.5F, 0.25F, 0.25F, 0.25F, 0.5F;
    CHECK(roc_auc_score(std::vector<std::string>{"a", "b", "c"}, P, {.multi_class = MultiClass::ovr}) == 1.0);
    CHECK(top_k_accuracy_score(std::vector<std::string>{"a", "b", "b"}, P,
                               {.k = 1, .labels = {"a", "b", "c"}}) == Approx(2.0 / 3.0));
}

TEST_CASE("One-vs-one averages over the classes that occur") {
    Matrix<double> P(3, 3);
    P << 0, 1, 0, 1, 0, 0, 1, 0, 0;
    const std::vector<int> y{0, 2, 0};
    CHECK(roc_auc_score(y, P, {.multi_class = MultiClass::ovo, .labels = {0, 1, 2}}) == 0.375);
    CHECK_THROWS_WITH(
        roc_auc_score(std::vector<int>{0, 0, 0}, P, {.multi_class = MultiClass::ovo, .labels = {0, 1, 2}}),
        ContainsSubstring("Only one class present in y_true"));
}

TEST_CASE("Areas refuse inputs for which they are not defined") {
    const Ranking r;
    const std::vector<int> ones{1, 1}, two{0, 1};
    const std::vector<double> scores{0.5, 0.25};
    const Matrix<double> both = Matrix<double>::Constant(2, 2, 0.5), one_column = both.leftCols(1);
    CHECK_THROWS_AS(roc_auc_score(ones, scores), InvalidDataError);
    CHECK_THROWS_WITH(roc_auc_score(two, scores, {.sample_weight = {0, 1}, .max_fpr = 0.5}),
                      ContainsSubstring("negative class weigh nothing"));
    CHECK_THROWS_WITH(roc_auc_score(ones, scores), ContainsSubstring("Only one class present in y_true"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.score),
                      ContainsSubstring("a column per class") && ContainsSubstring("[0, 1, 2]"));
    CHECK_THROWS_WITH(average_precision_score(r.classes, r.score),
                      ContainsSubstring("a column per class") && ContainsSubstring("[0, 1, 2]"));
    CHECK_THROWS_WITH(roc_auc_score(two, both), ContainsSubstring("take col(1)"));
    CHECK_THROWS_WITH(roc_auc_score(two, std::vector<double>{1}),
                      ContainsSubstring("y_true has 2") && ContainsSubstring("y_score has 1"));
    CHECK_THROWS_WITH(roc_auc_score(two, std::vector<double>{1, std::nan("")}),
                      ContainsSubstring("y_score contains NaN"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, 2 * r.P, {.multi_class = MultiClass::ovr}),
                      ContainsSubstring("sum up to 1.0"));
    CHECK_THROWS_WITH(roc_auc_score(r.Y, r.S.leftCols(2)),
                      ContainsSubstring("3 columns, one per class. Got 2"));
    CHECK_THROWS_WITH(average_precision_score(r.classes, r.P.leftCols(2)),
                      ContainsSubstring("3 columns, one per class. Got 2"));
    CHECK_THROWS_WITH(top_k_accuracy_score(r.classes, r.P.topRows(3)),
                      ContainsSubstring("y_true has 30") && ContainsSubstring("y_score has 3"));
    CHECK_THROWS_WITH(top_k_accuracy_score(two, one_column), ContainsSubstring("2 columns"));
}

TEST_CASE("Areas refuse options that make no sense") {
    const Ranking r;
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P, raw_values, {.max_fpr = 0.5}),
                      ContainsSubstring("Partial AUC computation not available in multiclass"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P, raw_values, {.multi_class = MultiClass::ovo}),
                      ContainsSubstring("multi_class must be ovr"));
    const std::vector<int> two{1, 2};
    const std::vector<double> scores{0.5, 0.25};
    CHECK_THROWS_WITH(roc_auc_score(two, scores, {.max_fpr = 0.0}),
                      ContainsSubstring("max_fpr in range (0, 1], got: 0"));
    CHECK_THROWS_AS(roc_auc_score(r.classes, r.P), InvalidParameterError);
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P), ContainsSubstring("multi_class must be ovr or ovo"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P, {.max_fpr = 0.5, .multi_class = MultiClass::ovr}),
                      ContainsSubstring("Partial AUC computation not available in multiclass"));
    CHECK_THROWS_WITH(
        roc_auc_score(r.classes, r.P, {.average = Average::micro, .multi_class = MultiClass::ovo}),
        ContainsSubstring("average must be 'macro' or 'weighted'") && ContainsSubstring("'micro'"));
    CHECK_THROWS_WITH(
        roc_auc_score(r.classes, r.P,
                      {.sample_weight = r.expected.vector("weight"), .multi_class = MultiClass::ovo}),
        ContainsSubstring("sample_weight is not supported"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P, {.multi_class = MultiClass::ovr, .labels = {0, 2, 1}}),
                      ContainsSubstring("'labels' must be unique and ordered"));
    CHECK_THROWS_WITH(roc_auc_score(r.classes, r.P, {.multi_class = MultiClass::ovr, .labels = {0, 1, 3}}),
                      ContainsSubstring("labels [2] that are not in"));
    CHECK_THROWS_WITH(roc_auc_score(r.Y, r.S, {.average = Average::none}),
                      ContainsSubstring("comes with raw_values. Got 'None'"));
    CHECK_THROWS_WITH(average_precision_score(two, scores, {.pos_label = 3}),
                      ContainsSubstring("pos_label=3 is not a valid label") && ContainsSubstring("[1, 2]"));
    CHECK_THROWS_WITH(average_precision_score(r.Y, r.S, {.pos_label = 1}),
                      ContainsSubstring("pos_label is for two classes"));
    CHECK_THROWS_WITH(top_k_accuracy_score(r.classes, r.P, {.k = 0}),
                      ContainsSubstring("k must be 1 or more. Got 0"));
}
