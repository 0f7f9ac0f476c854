// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/sparse.hpp"

#include <limits>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/sparse.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/label_binarizer.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "preprocessing/same_values.hpp"
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

TEST_CASE("StandardScaler of sparse tables agrees with scikit-learn and keeps their zeros") {
    const Fixture expected("sparse_scaler");
    const SparseMatrix<> more = expected.matrix("more", 8).sparseView();
    for (const std::string name : {"plain", "weighted", "nan"}) {
        StandardScaler<> scaler({.with_mean = false});
        const auto check = [&](const std::string& part) {
            const std::string key = name + "." + part;
            CAPTURE(key);
            CHECK(same_values(scaler.mean(), expected.vector(key + ".mean")));
            CHECK(same_values(scaler.var(), expected.vector(key + ".var")));
            CHECK(same_values(scaler.scale(), expected.vector(key + ".scale")));
            const SparseMatrix<> scaled = scaler.transform(more);
            CHECK(scaled.nonZeros() == more.nonZeros());
            CHECK(same_values(Matrix<double>(scaled), expected.matrix(key + ".transform", 8)));
            CHECK(same_values(Matrix<double>(scaler.inverse_transform(more)),
                              expected.matrix(key + ".inverse_transform", 8)));
        };
        const SparseMatrix<> X = expected.matrix(name == "nan" ? "missing" : "X", 15).sparseView();
        StandardScalerFitOptions options, more_options;
        if (name == "weighted") {
            options = {.sample_weight = expected.vector("weight")};
            more_options = {.sample_weight = expected.vector("more_weight")};
        }
        scaler.fit(X, options);
        check("X");
        scaler.partial_fit(more, more_options);
        check("X_more");
    }
}

TEMPLATE_TEST_CASE("StandardScaler scales sparse tables of any order as dense ones", "", float, double) {
    Matrix<TestType> X(4, 3);
    X << 1, 0, 3, 0, 0, 5, 2, 0, 7, 0, 1, 9;
    const SparseMatrix<TestType> rows = X.sparseView();
    const Eigen::SparseMatrix<TestType> columns = X.sparseView();
    SparseMatrix<TestType> loose(4, 3);
    for (Index i = 0; i < 4; ++i)
        for (Index j = 3; j-- > 0;)
            if (X(i, j) != 0) loose.insert(i, j) = X(i, j);
    StandardScaler<TestType> dense({.with_mean = false}), scaler = dense, by_columns = dense;
    const Matrix<TestType> scaled = dense.fit_transform(X);
    CHECK(Matrix<TestType>(scaler.fit_transform(rows)) == scaled);
    CHECK(Matrix<TestType>(by_columns.fit_transform(columns)) == scaled);
    CHECK(Matrix<TestType>(scaler.transform(loose)) == scaled);
    CHECK(Matrix<TestType>(scaler.transform(rows.topRows(2))) == scaled.topRows(2));
    CHECK(Matrix<TestType>(scaler.inverse_transform(scaler.transform(rows))).isApprox(X));
    scaler.set_params({.with_mean = false, .with_std = false});
    CHECK(Matrix<TestType>(scaler.fit_transform(rows)) == X);
}

TEST_CASE("StandardScaler refuses to move sparse zeros and tables that do not fit") {
    SparseMatrix<> X(2, 2);
    X.insert(0, 0) = 1;
    StandardScaler<> centred, scaler({.with_mean = false});
    CHECK_THROWS_AS(centred.fit(X), InvalidParameterError);
    CHECK_THROWS_WITH(centred.fit(X), ContainsSubstring("with_mean must be false. Got true"));
    CHECK_THROWS_AS(scaler.transform(X), NotFittedError);
    scaler.fit(X);
    CHECK_THROWS_WITH(scaler.transform(SparseMatrix<>(2, 3)), ContainsSubstring("X has 3 features"));
    CHECK_THROWS_WITH(scaler.fit(SparseMatrix<>(0, 2)), ContainsSubstring("of shape (0, 2)"));
    CHECK_THROWS_WITH(scaler.fit(X, {.sample_weight = {1, 2, 3}}), ContainsSubstring("expected (2,)"));
    X.coeffRef(0, 0) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(scaler.fit(X), ContainsSubstring("infinity (first at row 0, column 0)"));
    CHECK(scaler.scale()[0] == 0.5);
    scaler.set_params({.with_mean = true});
    CHECK_THROWS_AS(scaler.transform(SparseMatrix<>(2, 2)), InvalidParameterError);
}

TEST_CASE("A pipeline scales sparse columns for a network") {
    const support::RecordedWarnings quiet;
    const Words words{{"cat"}, {"ant"}, {"dog"}, {"cat"}, {"ant"}, {"dog"}};
    const std::vector<int> y{0, 1, 1, 0, 1, 1};
    auto pipe = make_pipeline(SparseOneHotEncoder<std::string>{}, StandardScaler<>({.with_mean = false}),
                              MLPClassifier<>({.max_iter = 20, .random_state = 0}));
    auto dense = make_pipeline(OneHotEncoder<std::string>{}, StandardScaler<>({.with_mean = false}),
                               MLPClassifier<>({.max_iter = 20, .random_state = 0}));
    CHECK(pipe.fit(words, y).predict_proba(words).isApprox(dense.fit(words, y).predict_proba(words), 1e-10));
}
