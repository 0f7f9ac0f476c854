// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/classification.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<std::string> cases{"binary", "ordinary", "gaps", "perfect", "none_right"};
const std::vector<std::pair<std::string, std::vector<int>>> selections{
    {"all", {}}, {"some", {4, 1}}, {"absent", {1, 9, 77}}};
const std::vector<std::pair<std::string, Normalize>> normalizations{
    {"", Normalize::none}, {".true", Normalize::true_}, {".pred", Normalize::pred}, {".all", Normalize::all}};

const std::vector<std::string> animals_true{"cat", "ant", "cat", "cat", "ant", "bird"};
const std::vector<std::string> animals_pred{"ant", "ant", "cat", "cat", "ant", "cat"};

}  // namespace

TEST_CASE("accuracy_score agrees with scikit-learn") {
    const Fixture expected("metrics");
    for (const std::string& name : cases) {
        CAPTURE(name);
        const auto y_true = expected.integers<int>(name + ".y_true");
        const auto y_pred = expected.integers<std::int64_t>(name + ".y_pred");
        CHECK(accuracy_score(y_true, y_pred) == expected.real(name + ".accuracy"));
        CHECK(accuracy_score(y_true, y_pred, {.normalize = false}) == expected.real(name + ".n_right"));
    }
}

TEST_CASE("accuracy_score compares words and Eigen vectors") {
    CHECK(accuracy_score(animals_true, animals_pred) == Approx(4.0 / 6.0));
    CHECK(accuracy_score(Eigen::Vector3i(1, 2, 3), Eigen::Vector3i(1, 2, 4)) == Approx(2.0 / 3.0));
    CHECK(accuracy_score(Eigen::Vector3d(1, 2, 3), std::vector<int>{1, 2, 3}) == 1.0);
}

TEST_CASE("accuracy_score of multilabel targets counts the rows that are right as a whole") {
    Eigen::MatrixXi y_true(2, 2), y_pred(2, 2);
    y_true << 0, 1, 1, 1;
    y_pred << 1, 1, 1, 1;
    CHECK(accuracy_score(y_true, y_pred) == 0.5);
    CHECK(accuracy_score(y_true, y_pred, {.normalize = false}) == 1.0);
    CHECK_THROWS_WITH(accuracy_score(y_true, y_pred.leftCols(1).replicate(1, 3)),
                      ContainsSubstring("y_true has 2 labels per sample, y_pred has 3"));
}

TEST_CASE("confusion_matrix agrees with scikit-learn") {
    const Fixture expected("metrics");
    for (const std::string& name : cases)
        for (const auto& [selection, labels] : selections)
            for (const auto& [suffix, normalize] : normalizations) {
                const std::string key = name + "." + selection + ".confusion" + suffix;
                if (!expected.has(key)) continue;
                CAPTURE(key);
                const auto found = confusion_matrix(expected.integers<int>(name + ".y_true"),
                                                    expected.integers<int>(name + ".y_pred"),
                                                    {.labels = labels, .normalize = normalize});
                CHECK(found.isApprox(expected.matrix(key, found.rows()), 1e-12));
            }
}

TEST_CASE("confusion_matrix takes its rows and columns in the order of the labels") {
    const Matrix<double> found = confusion_matrix(animals_true, animals_pred, {.labels = {"cat", "ant"}});
    CHECK(found == (Matrix<double>(2, 2) << 2, 1, 0, 2).finished());
}

TEST_CASE("Metrics of labels weigh samples as scikit-learn does") {
    const Fixture expected("label_metrics");
    const auto y_true = expected.integers<int>("y_true"), y_pred = expected.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = expected.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = expected.matrix("Y_pred", 12).cast<int>();
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w, W;
        if (!end.empty()) {
            w = expected.vector("weight");
            W = expected.vector("weight").head(12).eval();
        }
        const auto check = [&](const std::string& key, double found) {
            CAPTURE(key, end);
            CHECK(found == Approx(expected.real(key + end)).epsilon(1e-12));
        };
        check("accuracy", accuracy_score(y_true, y_pred, {.sample_weight = w}));
        check("n_right", accuracy_score(y_true, y_pred, {.normalize = false, .sample_weight = w}));
        check("zero_one", zero_one_loss(y_true, y_pred, {.sample_weight = w}));
        check("n_wrong", zero_one_loss(y_true, y_pred, {.normalize = false, .sample_weight = w}));
        check("hamming", hamming_loss(y_true, y_pred, {.sample_weight = w}));
        check("multilabel.accuracy", accuracy_score(Y_true, Y_pred, {.sample_weight = W}));
        check("multilabel.zero_one", zero_one_loss(Y_true, Y_pred, {.sample_weight = W}));
        check("multilabel.hamming", hamming_loss(Y_true, Y_pred, {.sample_weight = W}));
        CHECK(confusion_matrix(y_true, y_pred, {.sample_weight = w})
                  .isApprox(expected.matrix("confusion" + end, 4), 1e-12));
        CHECK(confusion_matrix(y_true, y_pred, {.sample_weight = w, .normalize = Normalize::pred})
                  .isApprox(expected.matrix("confusion.pred" + end, 4), 1e-12));
    }
}

TEST_CASE("Classification metrics refuse targets that do not fit together") {
    const std::vector<int> two{0, 1}, three{0, 1, 2}, none;
    CHECK_THROWS_AS(accuracy_score(two, three), InvalidDataError);
    CHECK_THROWS_WITH(accuracy_score(two, three),
                      ContainsSubstring("y_true has 2") && ContainsSubstring("y_pred has 3"));
    CHECK_THROWS_WITH(confusion_matrix(two, three),
                      ContainsSubstring("y_true has 2") && ContainsSubstring("y_pred has 3"));
    CHECK_THROWS_WITH(accuracy_score(none, none), ContainsSubstring("Found empty input array"));
    CHECK_THROWS_WITH(accuracy_score(Eigen::MatrixXi(0, 2), Eigen::MatrixXi(0, 2)),
                      ContainsSubstring("Found empty input array"));
    CHECK_THROWS_WITH(hamming_loss(Eigen::MatrixXi(2, 0), Eigen::MatrixXi(2, 0)),
                      ContainsSubstring("have no labels"));
    CHECK_THROWS_WITH(accuracy_score(Eigen::MatrixXi::Constant(2, 2, 3), Eigen::MatrixXi::Zero(2, 2)),
                      ContainsSubstring("y_true must hold 0 and 1 only") && ContainsSubstring("from 3 to 3"));
    CHECK_THROWS_WITH(accuracy_score(two, two, {.sample_weight = {1, 2, 3}}),
                      ContainsSubstring("sample_weight.shape == (3,), expected (2,)"));
    CHECK_THROWS_WITH(accuracy_score(two, Eigen::Vector2d(0.25, 1)),
                      ContainsSubstring("y_pred contains 0.25: continuous"));
    CHECK_THROWS_WITH(accuracy_score(Eigen::Vector2d(0.25, 1), two),
                      ContainsSubstring("y_true contains 0.25: continuous"));
    const std::vector<double> infinite{std::numeric_limits<double>::infinity(), 1.0};
    CHECK_THROWS_WITH(accuracy_score(infinite, infinite),
                      ContainsSubstring("y_true contains inf: continuous"));
    CHECK_THROWS_WITH(accuracy_score(two, std::vector<std::int64_t>{0, 4294967296}),
                      ContainsSubstring("y_pred contains 4294967296"));
    CHECK_THROWS_WITH(
        confusion_matrix(two, two, {.labels = {7, 8}}),
        ContainsSubstring("At least one label specified must be in y_true") && ContainsSubstring("[7, 8]"));
}
