// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/precision_recall_fscore.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/jaccard_score.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<std::pair<std::string, std::vector<int>>> selections{
    {"all", {}}, {"some", {4, 1}}, {"absent", {1, 9, 77}}};
const std::vector<Average> averages{Average::none, Average::binary, Average::micro, Average::macro,
                                    Average::weighted};

const std::vector<int> half_right_true{0, 1, 2, 2}, half_right_pred{0, 2, 2, 0};

/// Collects the warnings of its lifetime.
class Warnings {
public:
    Warnings() {
        former_ = set_warning_handler(
            [this](WarningCategory category, const std::string& text) { seen.emplace_back(category, text); });
    }
    ~Warnings() { set_warning_handler(former_); }
    std::vector<std::pair<WarningCategory, std::string>> seen;

private:
    WarningHandler former_;
};

}  // namespace

TEST_CASE("precision_recall_fscore_support agrees with scikit-learn") {
    const Fixture expected("metrics");
    int n_compared = 0;
    for (const std::string name : {"binary", "ordinary", "gaps", "perfect", "none_right"})
        for (const auto& [selection, labels] : selections)
            for (const Average average : averages)
                for (const auto& [beta, beta_text] : {std::pair(1.0, "1.0"), std::pair(0.5, "0.5")})
                    for (const int zero_division : {0, 1}) {
                        const std::string key =
                            fmt::format("{}.{}.{}.{}.{}", name, selection, eigenmlp::name(average), beta_text,
                                        zero_division);
                        if (!expected.has(key)) continue;
                        CAPTURE(key);
                        const auto found =
                            precision_recall_fscore_support(expected.integers<int>(name + ".y_true"),
                                                            expected.integers<int>(name + ".y_pred"),
                                                            {.beta = beta,
                                                             .labels = labels,
                                                             .average = average,
                                                             .zero_division = zero_division});
                        Vector<double> all(3 * found.precision.size());
                        all << found.precision, found.recall, found.fscore;
                        REQUIRE(all.size() == expected.vector(key).size());
                        CHECK((all - expected.vector(key)).cwiseAbs().maxCoeff() < 1e-12);
                        if (average == Average::none)
                            CHECK(found.support.cast<double>() == expected.vector(key + ".support"));
                        else
                            CHECK(found.support.size() == 0);
                        ++n_compared;
                    }
    CHECK(n_compared > 100);
}

TEST_CASE("Precision, recall and F-score of weighted and multilabel targets agree with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    int n_compared = 0;
    const auto compare = [&](const std::string& key, const PrecisionRecallFscoreSupport& found) {
        CAPTURE(key);
        Vector<double> all(3 * found.precision.size());
        all << found.precision, found.recall, found.fscore;
        REQUIRE(all.size() == expected.vector(key).size());
        CHECK((all - expected.vector(key)).cwiseAbs().maxCoeff() < 1e-12);
        if (expected.has(key + ".support")) CHECK(found.support == expected.vector(key + ".support"));
        ++n_compared;
    };
    for (const std::string end : {"", ".weighted"})
        for (const Average average :
             {Average::none, Average::micro, Average::macro, Average::weighted, Average::samples})
            for (const int selection : {0, 2})
                for (const int zero_division : {0, 1}) {
                    SampleWeight w, W;
                    if (!end.empty()) {
                        w = expected.vector("weight");
                        W = expected.vector("weight").head(12).eval();
                    }
                    const std::string key =
                        fmt::format("{}.{}.{}{}", eigenmlp::name(average), selection, zero_division, end);
                    std::vector<int> labels;
                    std::vector<Index> columns;
                    if (selection == 2) labels = {2, 0}, columns = {2, 0};
                    if (average != Average::samples)
                        compare("single." + key,
                                precision_recall_fscore_support(y_true, y_pred,
                                                                {.labels = labels,
                                                                 .average = average,
                                                                 .sample_weight = w,
                                                                 .zero_division = zero_division}));
                    compare("multilabel." + key,
                            precision_recall_fscore_support(Y_true, Y_pred,
                                                            {.labels = columns,
                                                             .average = average,
                                                             .sample_weight = W,
                                                             .zero_division = zero_division}));
                }
    CHECK(n_compared == 72);
}

TEST_CASE("raw_values asks for a score per class or label, as average=None does in scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    const Vector<double> w = expected.vector("weight");
    const auto check = [&](const std::string& key, Index k, const Vector<double>& found) {
        CAPTURE(key, k);
        const Index n = expected.vector(key).size() / 3;
        REQUIRE(found.size() == n);
        CHECK((found - expected.vector(key).segment(k * n, n)).cwiseAbs().maxCoeff() < 1e-12);
    };
    check("single.None.0.0", 0, precision_score(y_true, y_pred, raw_values));
    check("single.None.0.0", 1, recall_score(y_true, y_pred, raw_values));
    check("single.None.0.0", 2, f1_score(y_true, y_pred, raw_values));
    check("single.None.2.0.weighted", 0,
          precision_score(y_true, y_pred, raw_values, {.labels = {2, 0}, .sample_weight = w}));
    check("multilabel.None.2.0", 1, recall_score(Y_true, Y_pred, raw_values, {.labels = {2, 0}}));
    check("multilabel.None.0.1", 2, f1_score(Y_true, Y_pred, raw_values, {.zero_division = 1}));
    CHECK(fbeta_score(y_true, y_pred, raw_values, {.beta = 0.5}) ==
          precision_recall_fscore_support(y_true, y_pred, {.beta = 0.5}).fscore);
    CHECK(f1_score(y_true, y_pred, raw_values, {.average = Average::macro}).size() == 4);
}

TEST_CASE("A score per class warns of what is undefined in itself only") {
    const Warnings warnings;
    const std::vector<int> y_true{0, 0, 1}, y_pred{0, 0, 2};
    precision_score(y_true, y_pred, raw_values);
    recall_score(y_true, y_pred, raw_values);
    f1_score(y_true, y_pred, raw_values);
    REQUIRE(warnings.seen.size() == 2);
    CHECK_THAT(warnings.seen[0].second, ContainsSubstring("Precision is ill-defined"));
    CHECK_THAT(warnings.seen[1].second, ContainsSubstring("Recall is ill-defined"));
}

TEST_CASE("Single scores are those of all scores together") {
    const std::vector<int> y_true{0, 1, 1, 1, 0}, y_pred{0, 0, 1, 1, 1};
    CHECK(precision_score(y_true, y_pred) == Approx(2.0 / 3.0));
    CHECK(recall_score(y_true, y_pred) == Approx(2.0 / 3.0));
    CHECK(recall_score(y_true, y_pred, {.sample_weight = {1, 0, 1, 1, 1}}) == 1.0);
    Eigen::MatrixXi Y_true(2, 2), Y_pred(2, 2);
    Y_true << 1, 1, 0, 1;
    Y_pred << 1, 0, 0, 1;
    CHECK(f1_score(Y_true, Y_pred, {.average = Average::macro}) == Approx(5.0 / 6.0));
    CHECK(precision_score(Y_true, Y_pred, {.average = Average::samples}) == 1.0);
}

TEST_CASE("fbeta_score agrees with scikit-learn") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    const Vector<double> w = expected.vector("weight"), W = w.head(12);
    CHECK(fbeta_score(y_true, y_pred, {.beta = 0.5, .average = Average::macro}) ==
          Approx(expected.real("fbeta")).epsilon(1e-12));
    CHECK(fbeta_score(y_true, y_pred, {.beta = 0.5, .average = Average::macro, .sample_weight = w}) ==
          Approx(expected.real("fbeta.weighted")).epsilon(1e-12));
    CHECK(fbeta_score(Y_true, Y_pred, {.beta = 2, .labels = {2, 0}, .average = Average::weighted}) ==
          Approx(expected.real("fbeta.multilabel")).epsilon(1e-12));
    CHECK(fbeta_score(Y_true, Y_pred,
                      {.beta = 2, .labels = {2, 0}, .average = Average::weighted, .sample_weight = W}) ==
          Approx(expected.real("fbeta.multilabel.weighted")).epsilon(1e-12));
    CHECK_THROWS_WITH(fbeta_score(y_true, y_pred, {.beta = -1, .average = Average::macro}),
                      ContainsSubstring("beta should be >=0") && ContainsSubstring("Got -1"));
    CHECK_THROWS_WITH(fbeta_score(y_true, y_pred, {.average = Average::none}),
                      ContainsSubstring("fbeta_score gives a single number"));
}

TEST_CASE("Classes without true samples weigh nothing, as scikit-learn defines it") {
    const std::vector<int> y_true{0, 0, 0}, y_pred{0, 1, 0};
    const auto predicted = precision_recall_fscore_support(
        y_true, y_pred, {.labels = {1}, .average = Average::weighted, .zero_division = 1});
    CHECK(double(predicted.precision) == 0.0);
    CHECK(double(predicted.recall) == 1.0);
    CHECK(double(predicted.fscore) == 0.0);
    const auto absent = precision_recall_fscore_support(
        y_true, y_pred, {.labels = {2}, .average = Average::weighted, .zero_division = 1});
    CHECK(double(absent.precision) == 1.0);
    CHECK(double(absent.fscore) == 1.0);
}

TEST_CASE("Averaged scores convert to numbers") {
    const auto found = precision_recall_fscore_support(half_right_true, half_right_pred,
                                                       {.average = Average::macro, .zero_division = 0});
    const double recall = found.recall;
    CHECK(recall == Approx(0.5));
    const auto per_class =
        precision_recall_fscore_support(half_right_true, half_right_pred, {.zero_division = 0});
    CHECK_THROWS_WITH(double(per_class.recall), ContainsSubstring("There are 3 scores"));
}

TEST_CASE("The micro-averaged scores of all classes are the accuracy") {
    CHECK(f1_score(half_right_true, half_right_pred, {.average = Average::micro}) ==
          Approx(accuracy_score(half_right_true, half_right_pred)));
}

TEST_CASE("f1_score scores the positive class of two") {
    const std::vector<int> y_true{0, 1, 1, 1}, y_pred{0, 0, 1, 1};
    CHECK(f1_score(y_true, y_pred) == Approx(0.8));
    CHECK(f1_score(y_true, y_pred, {.pos_label = 0}) == Approx(2.0 / 3.0));
    const std::vector<std::string> t{"no", "yes"}, p{"yes", "yes"};
    CHECK(f1_score(t, p, {.pos_label = "yes"}) == Approx(2.0 / 3.0));
}

TEST_CASE("A large beta turns the F-score into the recall, beta 0 into the precision") {
    const auto inf = precision_recall_fscore_support(half_right_true, half_right_pred,
                                                     {.beta = std::numeric_limits<double>::infinity()});
    CHECK(inf.fscore == inf.recall);
    const auto zero = precision_recall_fscore_support(half_right_true, half_right_pred, {.beta = 0});
    CHECK(zero.fscore == zero.precision);
    CHECK(zero.fscore != zero.recall);
}

TEST_CASE("Undefined scores are 0 and warned about, once per metric") {
    const Warnings warnings;
    const std::vector<int> y_true{0, 0, 1}, y_pred{0, 0, 2};
    const auto found = precision_recall_fscore_support(y_true, y_pred);
    CHECK(found.precision[1] == 0);
    CHECK(found.recall[2] == 0);
    REQUIRE(warnings.seen.size() == 2);
    CHECK(warnings.seen[0].first == WarningCategory::UndefinedMetricWarning);
    CHECK_THAT(warnings.seen[0].second,
               ContainsSubstring("Precision is ill-defined and being set to 0.0 in labels with no "
                                 "predicted samples"));
    CHECK_THAT(warnings.seen[1].second,
               ContainsSubstring("Recall is ill-defined") && ContainsSubstring("no true samples"));
}

TEST_CASE("Undefined scores of samples are warned about as such") {
    const Warnings warnings;
    Eigen::MatrixXi Y(2, 2);
    Y << 1, 1, 0, 0;
    precision_recall_fscore_support(Y, Y, {.average = Average::samples});
    REQUIRE(warnings.seen.size() == 3);
    CHECK_THAT(warnings.seen[0].second,
               ContainsSubstring("Precision is ill-defined and being set to 0.0 in samples with no predicted "
                                 "labels"));
}

TEST_CASE("f1_score warns only where precision and recall are both undefined") {
    const Warnings warnings;
    const std::vector<int> y_true{0, 0, 0}, y_pred{0, 0, 0};
    CHECK(f1_score(y_true, y_pred) == 0);
    REQUIRE(warnings.seen.size() == 1);
    CHECK_THAT(warnings.seen[0].second,
               ContainsSubstring(
                   "F-score is ill-defined and being set to 0.0 due to no true nor predicted samples"));
    CHECK(f1_score(y_true, y_pred, {.zero_division = 1}) == 1);
    CHECK(f1_score(y_true, y_pred, {.zero_division = 0}) == 0);
    CHECK(warnings.seen.size() == 1);
    CHECK(f1_score(y_true, y_pred, {.zero_division = "warn"}) == 0);
    CHECK(warnings.seen.size() == 2);
}

TEST_CASE("Of a single class of text no sample is positive unless pos_label says so") {
    const Fixture expected("weight_metrics");
    const std::vector<std::string> words{"a", "a"};
    for (const int z : {0, 1}) {
        CHECK(f1_score(words, words, {.zero_division = z}) == expected.vector("text.f1_score")[z]);
        CHECK(precision_score(words, words, {.zero_division = z}) ==
              expected.vector("text.precision_score")[z]);
        CHECK(recall_score(words, words, {.zero_division = z}) == expected.vector("text.recall_score")[z]);
        CHECK(jaccard_score(words, words, {.zero_division = z}) == expected.vector("text.jaccard_score")[z]);
    }
    CHECK(f1_score(words, words, {.pos_label = "a"}) == 1);
    const std::vector<std::string> empty{"", ""};
    CHECK(f1_score(empty, empty, {.zero_division = 0}) == 0);
}

TEST_CASE("A positive label without effect is warned about") {
    const Warnings warnings;
    f1_score(half_right_true, half_right_pred, {.pos_label = 2, .average = Average::micro});
    REQUIRE(warnings.seen.size() == 1);
    CHECK_THAT(warnings.seen[0].second,
               ContainsSubstring("pos_label (set to 2) is ignored") && ContainsSubstring("got 'micro'"));
    f1_score(half_right_true, half_right_pred, {.pos_label = 1, .average = Average::micro});
    CHECK(warnings.seen.size() == 1);
}

TEST_CASE("Scores refuse options that make no sense") {
    const std::vector<int> three{0, 1, 2}, two{3, 4, 3};
    CHECK_THROWS_AS(f1_score(three, three), InvalidDataError);
    CHECK_THROWS_WITH(f1_score(three, three), ContainsSubstring("Target is multiclass but average='binary'"));
    CHECK_THROWS_WITH(f1_score(two, two),
                      ContainsSubstring("pos_label=1 is not a valid label. It should be one of [3, 4]"));
    const std::vector<std::string> words{"a", "b"};
    CHECK_THROWS_WITH(f1_score(words, words),
                      ContainsSubstring("pos_label=1 is not a valid label. It should be one of ['a', 'b']"));
    CHECK_THROWS_WITH(f1_score(words, words, {.pos_label = "c"}),
                      ContainsSubstring("pos_label='c'") && ContainsSubstring("['a', 'b']"));
    CHECK_THROWS_AS(f1_score(three, three, {.average = Average::none}), InvalidParameterError);
    CHECK_THROWS_AS(precision_recall_fscore_support(three, three, {.beta = -1}), InvalidParameterError);
    CHECK_THROWS_WITH(precision_recall_fscore_support(three, three, {.beta = -1}),
                      ContainsSubstring("beta") && ContainsSubstring("-1"));
    CHECK_THROWS_WITH(precision_score(three, three, {.average = Average::none}),
                      ContainsSubstring("precision_score gives a single number") &&
                          ContainsSubstring("precision_score(y_true, y_pred, raw_values)"));
    CHECK_THROWS_WITH(f1_score(three, three, {.average = Average::samples}),
                      ContainsSubstring("average='samples' is for multilabel targets"));
    const Eigen::MatrixXi Y = Eigen::MatrixXi::Identity(3, 2);
    CHECK_THROWS_WITH(f1_score(Y, Y), ContainsSubstring("Target is multilabel-indicator"));
    CHECK_THROWS_WITH(f1_score(Y, Y, {.labels = {2}, .average = Average::macro}),
                      ContainsSubstring("[0, n labels)") && ContainsSubstring("Got 2 of 2 labels"));
    CHECK_THROWS_WITH(ZeroDivision(2), ContainsSubstring("zero_division") && ContainsSubstring("Got 2"));
    CHECK_THROWS_WITH(ZeroDivision("ignore"),
                      ContainsSubstring("zero_division") && ContainsSubstring("'ignore'"));
    CHECK_THROWS_WITH(f1_score(three, std::vector<int>{1}),
                      ContainsSubstring("y_true has 3") && ContainsSubstring("y_pred has 1"));
}
