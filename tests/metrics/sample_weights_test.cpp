// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/sample_weights.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/metrics/average_precision_score.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/confusion_scores.hpp"
#include "eigenmlp/metrics/curves.hpp"
#include "eigenmlp/metrics/jaccard_score.hpp"
#include "eigenmlp/metrics/multilabel_confusion_matrix.hpp"
#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/metrics/roc_auc_score.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<int> y_true{0, 0, 1, 1, 2, 2}, y_pred{0, 1, 1, 1, 2, 0};
const std::vector<int> y{1, 0, 1, 0, 0, 1};
const std::vector<double> y_score{0.1, 0.2, 0.3, 0.25, 0.6, 0.5};

void check_all(const Fixture& expected, const std::string& key, const Vector<double>& found) {
    CAPTURE(key, found.transpose(), expected.words(key));
    REQUIRE(found.size() == expected.vector(key).size());
    for (Index i = 0; i < found.size(); ++i)
        CHECK((found[i] == Approx(expected.vector(key)[i]).margin(1e-12) ||
               (std::isnan(found[i]) && std::isnan(expected.vector(key)[i]))));
}

void check(const Fixture& expected, const std::string& key, double found) {
    check_all(expected, key, Vector<double>::Constant(1, found));
}

Vector<double> all_of(const std::vector<Eigen::Matrix2d>& matrices) {
    Vector<double> all(4 * static_cast<Index>(matrices.size()));
    Index at = 0;
    for (const Eigen::Matrix2d& m : matrices)
        for (const double entry : {m(0, 0), m(0, 1), m(1, 0), m(1, 1)}) all[at++] = entry;
    return all;
}

}  // namespace

TEST_CASE("Counts take weights that sum to zero, as in scikit-learn") {
    const support::RecordedWarnings warnings;
    const Fixture expected("weight_metrics");
    for (const std::string name : {"zero", "cancel", "class"}) {
        const SampleWeight w = expected.vector(name);
        const auto C = confusion_matrix(y_true, y_pred, {.sample_weight = w});
        check_all(expected, name + ".confusion", C.reshaped<Eigen::RowMajor>());
        check_all(expected, name + ".confusions",
                  all_of(multilabel_confusion_matrix(y_true, y_pred, {.sample_weight = w})));
        check(expected, name + ".matthews", matthews_corrcoef(y_true, y_pred, {.sample_weight = w}));
        check(expected, name + ".n_right",
              accuracy_score(y_true, y_pred, {.normalize = false, .sample_weight = w}));
        for (const Average average : {Average::micro, Average::macro, Average::weighted}) {
            const std::string end(eigenmlp::name(average));
            if (expected.has(name + ".f1_score." + end))
                check(expected, name + ".f1_score." + end,
                      f1_score(y_true, y_pred, {.average = average, .sample_weight = w}));
            check(expected, name + ".precision_score." + end,
                  precision_score(y_true, y_pred, {.average = average, .sample_weight = w}));
            check(expected, name + ".recall_score." + end,
                  recall_score(y_true, y_pred, {.average = average, .sample_weight = w}));
            if (expected.has(name + ".jaccard_score." + end))
                check(expected, name + ".jaccard_score." + end,
                      jaccard_score(y_true, y_pred, {.average = average, .sample_weight = w}));
        }
    }
}

TEST_CASE("Curves take weights that sum to zero, as in scikit-learn") {
    const support::RecordedWarnings warnings;
    const Fixture expected("weight_metrics");
    for (const std::string name : {"cancel", "class"}) {
        const SampleWeight w = expected.vector(name);
        const auto [fpr, tpr, thresholds] = roc_curve(y, y_score, {.sample_weight = w});
        check_all(expected, name + ".roc.fpr", fpr);
        check_all(expected, name + ".roc.tpr", tpr);
        check_all(expected, name + ".roc.thresholds", thresholds);
        check(expected, name + ".ap", average_precision_score(y, y_score, {.sample_weight = w}));
    }
}

TEST_CASE("Samples of weight zero have no say in which class is positive") {
    const support::RecordedWarnings warnings;
    const Fixture expected("weight_metrics");
    const std::vector<int> ones{1, 1, 2}, twos{2, 2, 1};
    const std::vector<double> scores{0.1, 0.2, 0.3};
    const auto [precision, recall, thresholds] =
        precision_recall_curve(ones, scores, {.sample_weight = {1, 2, 0}});
    check_all(expected, "left_out.pr.precision", precision);
    check_all(expected, "left_out.pr.recall", recall);
    check_all(expected, "left_out.pr.thresholds", thresholds);
    const RocCurve roc = roc_curve(ones, scores, {.sample_weight = {1, 2, 0}});
    check_all(expected, "left_out.roc.tpr", roc.tpr);
    CHECK_THROWS_WITH(
        roc_curve(twos, scores, {.sample_weight = {1, 2, 0}}),
        ContainsSubstring("y_true takes value in [2]") && ContainsSubstring("pos_label is not specified"));
    CHECK_THROWS_WITH(roc_curve(std::vector<int>{0, 1, 2}, scores, {.sample_weight = {1, 2, 0}}),
                      ContainsSubstring("two classes unless pos_label"));
}

TEST_CASE("Normalizing by a sum of weights that cancel gives 0") {
    const std::vector<int> t{0, 0, 1, 1}, p{0, 1, 1, 1};
    const auto normalized = [&](SampleWeight w, Normalize normalize) {
        return confusion_matrix(t, p, {.sample_weight = w, .normalize = normalize});
    };
    CHECK(normalized({1, -1, 2, 2}, Normalize::true_) == Eigen::Matrix2d({{0, 0}, {0, 1}}));
    CHECK(normalized({1, -1, 0.5, 0.5}, Normalize::pred) == Eigen::Matrix2d({{1, 0}, {0, 0}}));
    CHECK(normalized({1, -1, 2, -2}, Normalize::all).isZero());
    CHECK(normalized({1, -1, 2, 2}, Normalize::all) == Eigen::Matrix2d({{0.25, -0.25}, {0, 1}}));
}

TEST_CASE("Means refuse weights that sum to zero") {
    const SampleWeight w = {1, 1, 1, -2, -3, 2}, zero = 0;
    const auto refuses = [](const auto& score) {
        CHECK_THROWS_AS(score(), InvalidDataError);
        CHECK_THROWS_WITH(score(), ContainsSubstring("sample_weight sum to zero"));
    };
    refuses([&] { return accuracy_score(y_true, y_pred, {.sample_weight = w}); });
    refuses([&] { return zero_one_loss(y_true, y_pred, {.sample_weight = zero}); });
    refuses([&] { return hamming_loss(y_true, y_pred, {.sample_weight = w}); });
    refuses([&] {
        return double(jaccard_score(y_true, y_pred, {.average = Average::weighted, .sample_weight = w}));
    });
    const Eigen::MatrixXi Y = Eigen::MatrixXi::Identity(2, 2);
    const Eigen::MatrixXd S = Y.cast<double>();
    const SampleWeight cancel = {1, -1};
    refuses([&] { return f1_score(Y, Y, {.average = Average::samples, .sample_weight = cancel}); });
    refuses(
        [&] { return double(jaccard_score(Y, Y, {.average = Average::samples, .sample_weight = cancel})); });
    refuses([&] { return roc_auc_score(Y, S, {.average = Average::samples, .sample_weight = cancel}); });
    CHECK_THROWS_WITH(roc_curve(y, y_score, {.sample_weight = zero}),
                      ContainsSubstring("sample_weight must have at least one number that is not zero"));
}
