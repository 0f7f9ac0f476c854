// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/label_binarizer.hpp"

#include <optional>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEMPLATE_TEST_CASE("LabelBinarizer gives three classes a column each", "", float, double) {
    LabelBinarizer<> binarizer;
    const std::vector<int> y{4, 1, 9, 4};
    Matrix<TestType> expected(4, 3);
    expected << 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0;
    CHECK(binarizer.fit(y).template transform<TestType>(y) == expected);
    CHECK(binarizer.inverse_transform(expected) == (Eigen::VectorXi(4) << 4, 1, 9, 4).finished());
}

TEMPLATE_TEST_CASE("LabelBinarizer gives two classes one column", "", float, double) {
    LabelBinarizer<std::string> binarizer;
    const std::vector<std::string> y{"spam", "ham", "spam"};
    Matrix<TestType> expected(3, 1);
    expected << 1, 0, 1;
    CHECK(binarizer.fit(y).template transform<TestType>(y) == expected);
    CHECK(binarizer.inverse_transform(expected) == y);
}

TEST_CASE("LabelBinarizer gives a single class one column of zeros") {
    LabelBinarizer<> binarizer;
    binarizer.fit(std::vector<int>{5, 5});
    CHECK(binarizer.transform<double>(std::vector<int>{5, 5}) == Matrix<double>::Zero(2, 1));
    CHECK(binarizer.inverse_transform(Matrix<double>::Ones(2, 1)) == Eigen::VectorXi::Constant(2, 5));
    CHECK(binarizer.inverse_transform(Matrix<double>::Ones(2, 2)) == Eigen::VectorXi::Constant(2, 5));
}

TEST_CASE("LabelBinarizer takes given classes in any order") {
    LabelBinarizer<> binarizer;
    binarizer.fit_classes({3, 1, 2, 1});
    CHECK(binarizer.classes() == std::vector<int>{1, 2, 3});
}

TEST_CASE("LabelBinarizer needs more than one half for the second of two classes") {
    LabelBinarizer<> binarizer;
    binarizer.fit_classes({0, 1});
    const Eigen::Vector3d p(0.5, 0.6, 0.4);
    CHECK(binarizer.inverse_transform(p) == Eigen::Vector3i(0, 1, 0));
    Matrix<double> both(3, 2);
    both << 1 - p.array(), p.array();
    CHECK(binarizer.inverse_transform(both) == Eigen::Vector3i(0, 1, 0));
}

TEMPLATE_TEST_CASE("LabelBinarizer agrees with scikit-learn for any two numbers and threshold", "", float,
                   double) {
    const Fixture expected("preprocessing");
    const Eigen::VectorXi y = expected.vector("binarizer.y").cast<int>(), halves = y / 2, zeros = y * 0;
    const Matrix<TestType> scores = expected.matrix("binarizer.scores", 12).cast<TestType>();
    for (const auto& params : {LabelBinarizerParams{}, LabelBinarizerParams{.neg_label = -1, .pos_label = 2},
                               LabelBinarizerParams{.neg_label = -3, .pos_label = 0},
                               LabelBinarizerParams{.neg_label = 2, .pos_label = 5}}) {
        const std::string key =
            "binarizer." + std::to_string(params.neg_label) + "." + std::to_string(params.pos_label);
        CAPTURE(key);
        const auto labels = [&](const std::string& name) {
            return Eigen::VectorXi(expected.vector(key + name).cast<int>());
        };
        LabelBinarizer<> binarizer(params);
        const Matrix<TestType> columns = binarizer.template fit_transform<TestType>(y);
        CHECK(columns.template cast<double>() == expected.matrix(key + ".multiclass", 12));
        CHECK(binarizer.inverse_transform(columns) == y);
        CHECK(binarizer.inverse_transform(scores) == labels(".multiclass.inverse"));
        CHECK(binarizer.fit_transform(zeros) == expected.matrix(key + ".single", 12));
        const Matrix<TestType> one = binarizer.template fit_transform<TestType>(halves);
        CHECK(one.template cast<double>() == expected.matrix(key + ".binary", 12));
        CHECK(binarizer.inverse_transform(one) == halves);
        CHECK(binarizer.inverse_transform(scores.col(0)) == labels(".binary.inverse.None"));
        CHECK(binarizer.inverse_transform(scores.col(0), -0.5) == labels(".binary.inverse.-0.5"));
        CHECK(binarizer.inverse_transform(scores.col(0), 0) == labels(".binary.inverse.0"));
        CHECK(binarizer.inverse_transform(scores.col(0), 1) == labels(".binary.inverse.1"));
    }
}

TEST_CASE("LabelBinarizer refuses numbers in no order and stays as it was") {
    LabelBinarizer<> binarizer({.neg_label = 1, .pos_label = 1});
    CHECK_THROWS_AS(binarizer.fit(Eigen::Vector2i(0, 1)), InvalidParameterError);
    CHECK_THROWS_WITH(binarizer.fit_classes({0, 1}), "neg_label=1 must be strictly less than pos_label=1.");
    CHECK_THROWS_AS(binarizer.classes(), NotFittedError);
    binarizer.set_params({.neg_label = -1});
    binarizer.fit(Eigen::Vector2i(0, 1));
    binarizer.set_params({.neg_label = 2});
    CHECK_THROWS_WITH(binarizer.transform(Eigen::Vector2i(0, 1)),
                      ContainsSubstring("neg_label=2 must be strictly less"));
    CHECK(binarizer.classes() == std::vector<int>{0, 1});
    CHECK(binarizer.params().neg_label == 2);
}

TEST_CASE("LabelBinarizer decides ties between classes for the first") {
    LabelBinarizer<> binarizer;
    binarizer.fit_classes({10, 20, 30});
    Eigen::MatrixXd scores(2, 3);
    scores << 0.2, 0.4, 0.4, 0.1, 0.1, 0.1;
    CHECK(binarizer.inverse_transform(scores) == Eigen::Vector2i(20, 10));
}

TEST_CASE("LabelBinarizer refuses labels that are not among its classes") {
    LabelBinarizer<> binarizer;
    binarizer.fit_classes({0, 1, 2});
    CHECK_THROWS_AS(binarizer.transform<double>(std::vector<int>{1, 7}), InvalidDataError);
    CHECK_THROWS_WITH(
        binarizer.transform<double>(std::vector<int>{1, 7}),
        ContainsSubstring("y contains previously unseen labels: [7]") && ContainsSubstring("[0, 1, 2]"));
}

TEST_CASE("LabelBinarizer refuses scores with another number of columns") {
    LabelBinarizer<> three;
    three.fit_classes({0, 1, 2});
    CHECK_THROWS_WITH(three.inverse_transform(Matrix<double>::Zero(1, 2)),
                      ContainsSubstring("Y has 2 columns") && ContainsSubstring("expecting 3"));
    LabelBinarizer<> two;
    two.fit_classes({0, 1});
    CHECK_THROWS_WITH(two.inverse_transform(Matrix<double>::Zero(1, 3)),
                      ContainsSubstring("Y has 3 columns"));
}

TEST_CASE("LabelBinarizer refuses to learn from nothing") {
    LabelBinarizer<> binarizer;
    CHECK_THROWS_WITH(binarizer.fit(Eigen::VectorXi(0)), ContainsSubstring("y has 0 samples"));
    CHECK_THROWS_WITH(binarizer.fit_classes({}), ContainsSubstring("classes is empty"));
}

TEST_CASE("LabelBinarizer must be fitted before use") {
    const LabelBinarizer<> binarizer;
    CHECK_THROWS_AS(binarizer.classes(), NotFittedError);
    CHECK_THROWS_AS(binarizer.transform<double>(std::vector<int>{1}), NotFittedError);
    CHECK_THROWS_AS(binarizer.inverse_transform(Matrix<double>::Zero(1, 1)), NotFittedError);
}
