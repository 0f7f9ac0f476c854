// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/classification_report.hpp"

#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const Fixture& fixture() {
    static const Fixture file("metrics");
    return file;
}

std::vector<int> true_labels(const std::string& name) { return fixture().integers<int>(name + ".y_true"); }
std::vector<int> predictions(const std::string& name) { return fixture().integers<int>(name + ".y_pred"); }

std::vector<std::string> animals(const std::vector<int>& codes) {
    const std::vector<std::string> names{"ant", "bee", "cat", "dog", "elk"};
    std::vector<std::string> words;
    for (const int code : codes) words.push_back(names[static_cast<std::size_t>(code)]);
    return words;
}

}  // namespace

TEST_CASE("classification_report is scikit-learn's, character for character") {
    for (const std::string name : {"binary", "ordinary", "perfect"})
        CHECK(classification_report(true_labels(name), predictions(name)) == Fixture::text("report_" + name));
    CHECK(classification_report(true_labels("gaps"), predictions("gaps"), {.zero_division = 0}) ==
          Fixture::text("report_gaps"));

    const auto y_true = true_labels("ordinary"), y_pred = predictions("ordinary");
    CHECK(classification_report(animals(y_true), animals(y_pred)) == Fixture::text("report_names"));
    CHECK(classification_report(y_true, y_pred,
                                {.target_names = {"T-shirt/top", "Ärmel", "a long class name", "d", "e"},
                                 .digits = 4}) == Fixture::text("report_target_names"));
    CHECK(classification_report(y_true, y_pred, {.labels = {4, 1}}) == Fixture::text("report_labels"));
    CHECK(classification_report(y_true, y_pred, {.labels = {4, 3, 2, 1, 0}}) ==
          Fixture::text("report_reordered_labels"));
    CHECK(classification_report(std::vector<int>{1, 1, 1}, std::vector<int>{1, 1, 0},
                                {.labels = {1, 2, 3}, .zero_division = 0}) ==
          Fixture::text("report_absent_labels"));
    CHECK(classification_report(true_labels("gaps"), predictions("gaps"), {.zero_division = 1}) ==
          Fixture::text("report_zero_division"));
}

TEST_CASE("classification_report of weighted and multilabel targets is scikit-learn's") {
    const Fixture file("label_metrics");
    const auto y_true = file.integers<int>("y_true"), y_pred = file.integers<int>("y_pred");
    const Eigen::MatrixXi Y_true = file.matrix("Y_true", 12).cast<int>();
    const Eigen::MatrixXi Y_pred = file.matrix("Y_pred", 12).cast<int>();
    const Vector<double> weight = file.vector("weight");
    CHECK(classification_report(y_true, y_pred, {.zero_division = 0}) == Fixture::text("report_single"));
    CHECK(classification_report(y_true, y_pred, {.sample_weight = weight, .zero_division = 0}) ==
          Fixture::text("report_single_weighted"));
    CHECK(classification_report(Y_true, Y_pred, {.zero_division = 0}) == Fixture::text("report_multilabel"));
    CHECK(classification_report(Y_true, Y_pred,
                                {.sample_weight = weight.head(12).eval(), .zero_division = 0}) ==
          Fixture::text("report_multilabel_weighted"));
}

TEST_CASE("classification_report counts in whole numbers even if no prediction is right") {
    const std::string report =
        classification_report(true_labels("none_right"), predictions("none_right"), {.zero_division = 0});
    CHECK_THAT(report, ContainsSubstring("           0       0.00      0.00      0.00         2\n"));
}

TEST_CASE("classification_report warns once of each undefined metric") {
    int n_warnings = 0;
    const auto former = set_warning_handler([&](WarningCategory, const std::string&) { ++n_warnings; });
    CHECK(classification_report(true_labels("gaps"), predictions("gaps")) == Fixture::text("report_gaps"));
    set_warning_handler(former);
    CHECK(n_warnings == 2);
}

TEST_CASE("classification_report checks the number of names") {
    const std::vector<int> y{0, 1, 2};
    CHECK_THROWS_AS(classification_report(y, y, {.target_names = {"a", "b"}}), InvalidDataError);
    CHECK_THROWS_WITH(classification_report(y, y, {.target_names = {"a", "b"}}),
                      ContainsSubstring("Number of classes, 3, does not match size of target_names, 2"));
    std::string warning;
    const auto former =
        set_warning_handler([&](WarningCategory, const std::string& text) { warning = text; });
    const std::string report = classification_report(y, y, {.labels = {0, 1}, .target_names = {"a"}});
    set_warning_handler(former);
    CHECK(warning == "labels size, 2, does not match size of target_names, 1");
    CHECK_THAT(report, ContainsSubstring("           a       1.00"));
}

TEST_CASE("classification_report refuses negative digits and targets of different lengths") {
    const std::vector<int> y{0, 1, 2};
    CHECK_THROWS_WITH(classification_report(y, y, {.digits = -1}),
                      ContainsSubstring("digits") && ContainsSubstring("-1"));
    CHECK_THROWS_WITH(classification_report(y, std::vector<int>{0}),
                      ContainsSubstring("y_true has 3") && ContainsSubstring("y_pred has 1"));
}
