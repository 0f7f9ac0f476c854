// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/sparse.hpp"

#include <limits>
#include <string>
#include <vector>

#include "eigenmlp/preprocessing/label_binarizer.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Columns = Eigen::SparseMatrix<double>;
using Words = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("A sparse OneHotEncoder gives the entries of scikit-learn's table that are not 0") {
    const support::RecordedWarnings warnings;
    const Fixture expected("preprocessing");
    const Eigen::MatrixXi X = expected.matrix("X", 20).cast<int>(),
                          later = expected.matrix("new", 6).cast<int>();
    SparseOneHotEncoder<> encoder;
    const SparseMatrix<> encoded = encoder.fit_transform(X);
    CHECK(encoded.isCompressed());
    CHECK(encoded.nonZeros() == 60);
    CHECK(Matrix<double>(encoded) == expected.matrix("default.X", 20));
    CHECK(encoder.get_feature_names_out() == expected.words("default.names"));
    CHECK(encoder.inverse_transform(encoded) == X);
    CHECK(encoder.inverse_transform(Columns(encoded)) == X);
    CHECK(encoder.inverse_transform(Matrix<double>(encoded)) == X);

    INFO("rows without an entry of a feature");
    encoder.set_params({.drop = Drop::first, .handle_unknown = HandleUnknown::ignore});
    CHECK(Matrix<double>(encoder.fit(X).transform(later)) == expected.matrix("ignore_first.new", 6));
    CHECK(encoder.inverse_transform(encoder.transform(X)) == X);
}

TEMPLATE_TEST_CASE("A sparse OneHotEncoder has any scalar type and takes words", "", float, double) {
    const Words words{{"cat", "small"}, {"ant", "small"}, {"dog", "large"}};
    SparseOneHotEncoder<std::string, TestType> encoder;
    const SparseMatrix<TestType> encoded = encoder.fit_transform(words);
    CHECK(Matrix<TestType>(encoded) == OneHotEncoder<std::string, TestType>{}.fit_transform(words));
    CHECK(encoder.inverse_transform(encoded) == words);
    const OneHotEncoder<std::string, TestType, Eigen::SparseMatrix<TestType>> by_columns = [&] {
        OneHotEncoder<std::string, TestType, Eigen::SparseMatrix<TestType>> e;
        e.fit(words);
        return e;
    }();
    CHECK(Matrix<TestType>(by_columns.transform(words)) == Matrix<TestType>(encoded));
}

TEST_CASE("OneHotEncoder refuses sparse tables that cannot be decoded") {
    OneHotEncoder<> encoder;
    encoder.fit(Eigen::MatrixXi{{1}, {2}});
    CHECK_THROWS_WITH(encoder.inverse_transform(SparseMatrix<>(1, 2)),
                      ContainsSubstring("Row 0 cannot be inverted"));
    CHECK_THROWS_WITH(encoder.inverse_transform(SparseMatrix<>(1, 3)),
                      ContainsSubstring("Expected 2 columns, got 3"));
    CHECK_THROWS_WITH(encoder.inverse_transform(SparseMatrix<>(0, 2)), ContainsSubstring("shape (0, 2)"));
    SparseMatrix<> infinite(2, 2);
    infinite.insert(1, 0) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(encoder.inverse_transform(infinite), InvalidDataError);
    CHECK_THROWS_WITH(encoder.inverse_transform(infinite),
                      ContainsSubstring("X contains infinity (first at row 1, column 0)"));
}

TEMPLATE_TEST_CASE("LabelBinarizer gives sparse columns and takes sparse scores", "", float, double) {
    const std::vector<int> y{4, 1, 9, 4, 1};
    const Eigen::VectorXi labels = Eigen::Map<const Eigen::VectorXi>(y.data(), 5);
    LabelBinarizer<> binarizer({.pos_label = 3});
    const auto columns = binarizer.template fit_transform<SparseMatrix<TestType>>(y);
    STATIC_REQUIRE(std::same_as<decltype(columns), const SparseMatrix<TestType>>);
    CHECK(columns.nonZeros() == 5);
    CHECK(Matrix<TestType>(columns) == binarizer.template transform<TestType>(y));
    CHECK(binarizer.inverse_transform(columns) == labels);

    INFO("negative scores are less than those that are not stored");
    SparseMatrix<TestType> scores(2, 3);
    scores.insert(0, 0) = -1;
    scores.insert(1, 0) = -1;
    scores.insert(1, 1) = -1;
    CHECK(binarizer.inverse_transform(scores) == Eigen::Vector2i(4, 9));

    INFO("two classes");
    binarizer.fit_classes({0, 1});
    const auto one = binarizer.template transform<SparseMatrix<TestType>>(std::vector<int>{0, 1, 1});
    CHECK(one.nonZeros() == 2);
    CHECK(binarizer.inverse_transform(one) == Eigen::Vector3i(0, 1, 1));
    CHECK(binarizer.inverse_transform(one, -1) == Eigen::Vector3i(1, 1, 1));
}

TEST_CASE("LabelBinarizer has no sparse columns of two numbers that are not 0") {
    LabelBinarizer<> binarizer({.neg_label = -1});
    binarizer.fit_classes({0, 1, 2});
    CHECK_THROWS_AS(binarizer.transform<SparseMatrix<>>(Eigen::Vector2i(0, 2)), InvalidParameterError);
    CHECK_THROWS_WITH(
        binarizer.transform<SparseMatrix<>>(Eigen::Vector2i(0, 2)),
        ContainsSubstring("non zero pos_label and zero neg_label, got pos_label=1 and neg_label=-1"));
    binarizer.set_params({.neg_label = -1, .pos_label = 0});
    CHECK_THROWS_AS(binarizer.transform<SparseMatrix<>>(Eigen::Vector2i(0, 2)), InvalidParameterError);
}
