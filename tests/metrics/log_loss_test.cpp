// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/log_loss.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("log_loss agrees with scikit-learn") {
    const Fixture expected("metrics");
    const auto y = expected.integers<int>("log_loss.y");
    const Matrix<double> P = expected.matrix("log_loss.P", 12);
    CHECK(log_loss(y, P, {.labels = {0, 1, 2, 3}}) == Approx(expected.real("log_loss.mean")).epsilon(1e-12));
    CHECK(log_loss(y, P, {.normalize = false, .labels = {3, 2, 1, 0}}) ==
          Approx(expected.real("log_loss.sum")).epsilon(1e-12));
    CHECK(log_loss(y, P.cast<float>(), {.labels = {0, 1, 2, 3}}) ==
          Approx(expected.real("log_loss.float")).epsilon(1e-6));
    std::vector<bool> large;
    for (const int label : y) large.push_back(label > 1);
    CHECK(log_loss(large, P.rightCols(2).rowwise().sum()) ==
          Approx(expected.real("log_loss.binary")).epsilon(1e-12));
}

TEST_CASE("log_loss weighs samples") {
    const Fixture expected("ranking_metrics");
    const auto y = expected.integers<int>("classes");
    const Matrix<double> P = expected.matrix("P", 30);
    CHECK(log_loss(y, P) == Approx(expected.real("log_loss")).epsilon(1e-12));
    CHECK(log_loss(y, P, {.sample_weight = expected.vector("weight")}) ==
          Approx(expected.real("log_loss.weighted")).epsilon(1e-12));
}

TEMPLATE_TEST_CASE("log_loss of multilabel targets is the sum of those of the labels", "", float, double) {
    const Fixture expected("ranking_metrics");
    const Eigen::MatrixXi Y = expected.matrix("Y", 30).cast<int>();
    const Matrix<TestType> Q = expected.matrix("Q", 30).cast<TestType>();
    const double precision = std::same_as<TestType, double> ? 1e-12 : 1e-6;
    const double loss = expected.real("log_loss.labels");
    CHECK(log_loss(Y, Q) == Approx(loss).epsilon(precision));
    CHECK(log_loss(Y, Q, {.normalize = false}) == Approx(30 * loss).epsilon(precision));
    CHECK(log_loss(Y, Q, {.sample_weight = expected.vector("weight")}) ==
          Approx(expected.real("log_loss.labels.weighted")).epsilon(precision));
    const Matrix<TestType> certain = Matrix<TestType>::Ones(1, 2);
    CHECK(log_loss(Eigen::MatrixXi{{1, 0}}, certain) ==
          Approx(-std::log(static_cast<double>(std::numeric_limits<TestType>::epsilon()))).epsilon(1e-6));
}

TEST_CASE("log_loss of multilabel targets refuses what does not fit them") {
    const Eigen::MatrixXi Y{{1, 0}, {1, 1}};
    const Matrix<double> P = Matrix<double>::Constant(2, 2, 0.5);
    CHECK_THROWS_AS(log_loss(Y, P.leftCols(1)), InvalidDataError);
    CHECK_THROWS_WITH(log_loss(Y, P.leftCols(1)),
                      ContainsSubstring("each label of y_true, at least 1. Got 1 for 2"));
    CHECK_THROWS_WITH(log_loss(Y, P.topRows(1)), ContainsSubstring("y_true has 2, y_prob has 1"));
    CHECK_THROWS_WITH(log_loss(Y, 4 * P), ContainsSubstring("y_prob contains values greater than 1: 2"));
    CHECK_THROWS_WITH(log_loss((2 * Y).eval(), P), ContainsSubstring("y_true must hold 0 and 1 only"));
    CHECK_THROWS_AS(log_loss(Y, P, {.labels = {0, 1}}), InvalidParameterError);
    CHECK_THROWS_WITH(log_loss(Y, P, {.labels = {0, 1}}),
                      ContainsSubstring("labels must not be given for multilabel targets") &&
                          ContainsSubstring("Got [0, 1]"));
}

TEST_CASE("log_loss takes one column for the second of two classes or a column for each") {
    const std::vector<std::string> y{"spam", "ham", "ham", "spam"};
    const Eigen::Vector4d spam(0.9, 0.1, 0.2, 0.65);
    Matrix<double> both(4, 2);
    both << 1 - spam.array(), spam.array();
    const double expected = -(std::log(0.9) + std::log(0.9) + std::log(0.8) + std::log(0.65)) / 4;
    CHECK(log_loss(y, spam) == Approx(expected));
    CHECK(log_loss(y, both) == Approx(expected));
}

TEMPLATE_TEST_CASE("log_loss clips probabilities by the precision of their type", "", float, double) {
    Matrix<TestType> P(2, 2);
    P << 1, 0, 1, 0;
    CHECK(log_loss(std::vector<int>{1, 0}, P, {.normalize = false}) ==
          Approx(-std::log(static_cast<double>(std::numeric_limits<TestType>::epsilon()))).epsilon(1e-6));
}

TEST_CASE("log_loss takes the logarithm of float probabilities in double") {
    Matrix<float> P(2, 2);
    P << 0.3f, 0.7f, 0.6f, 0.4f;
    CHECK(log_loss(std::vector<int>{0, 1}, P) == Approx(1.0601317407812505).epsilon(1e-14));
}

TEST_CASE("log_loss warns of rows that do not sum to one") {
    std::string warning;
    const auto former =
        set_warning_handler([&](WarningCategory, const std::string& text) { warning = text; });
    Matrix<double> P(2, 2);
    P << 0.5, 0.4, 0.5, 0.5;
    CHECK(log_loss(std::vector<int>{0, 1}, P) == Approx(std::log(2.0)));
    set_warning_handler(former);
    CHECK(warning == "The y_prob values do not sum to one. Make sure to pass probabilities.");
}

TEST_CASE("log_loss refuses what are no probabilities of the classes") {
    const std::vector<int> y{0, 1};
    const auto refuse = [&](const auto& P, const std::string& message) {
        CHECK_THROWS_AS(log_loss(y, P), InvalidDataError);
        CHECK_THROWS_WITH(log_loss(y, P), ContainsSubstring(message));
    };
    refuse(Eigen::Vector2d(0.5, 1.5), "y_prob contains values greater than 1: 1.5");
    refuse(Eigen::Vector2d(0.5, -0.25), "y_prob contains values lower than 0: -0.25");
    refuse(Eigen::Vector2d(0.5, std::nan("")), "Input y_prob contains NaN");
    refuse(Eigen::Vector3d::Constant(0.5), "y_true has 2, y_prob has 3");
    refuse(Matrix<double>::Constant(2, 4, 0.25), "different number of classes: 2 vs 4");
    const Matrix<double> half = Matrix<double>::Constant(2, 2, 0.5);
    CHECK_THROWS_WITH(log_loss(std::vector<int>{7, 7}, half),
                      ContainsSubstring("y_true contains only one label [7]"));
    CHECK_THROWS_WITH(log_loss(y, half, {.labels = {7}}),
                      ContainsSubstring("at least two labels") && ContainsSubstring("[7]"));
    CHECK_THROWS_WITH(log_loss(y, half, {.labels = {1, 2, 3}}),
                      ContainsSubstring("number of classes in labels") && ContainsSubstring("3 vs 2"));
    CHECK_THROWS_WITH(
        log_loss(y, half, {.labels = {1, 2}}),
        ContainsSubstring("y_true contains values [0] not belonging to the passed labels [1, 2]"));
}
