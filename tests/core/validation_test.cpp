// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/validation.hpp"

#include <limits>
#include <string>
#include <utility>

#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEMPLATE_TEST_CASE("check_finite names the first value that is not finite", "", float, double) {
    Eigen::Matrix<TestType, Eigen::Dynamic, Eigen::Dynamic> X = Matrix<TestType>::Zero(3, 2);
    CHECK_NOTHROW(check_finite(X, "X"));
    X(2, 0) = std::numeric_limits<TestType>::quiet_NaN();
    CHECK_THROWS_AS(check_finite(X, "X"), InvalidDataError);
    CHECK_THROWS_WITH(check_finite(X, "X"), "Input X contains NaN (first at row 2, column 0).");
    X(1, 1) = -std::numeric_limits<TestType>::infinity();
    CHECK_THROWS_WITH(check_finite(X, "weights"),
                      "Input weights contains infinity (first at row 1, column 1).");
}

TEMPLATE_TEST_CASE("several threads find a value that is not finite, wherever it is", "", float, double) {
    using detail::all_finite;
    using ColumnMajor = Eigen::Matrix<TestType, Eigen::Dynamic, Eigen::Dynamic>;
    Matrix<TestType> X = Matrix<TestType>::Ones(7, 12);
    for (Index i = 0; i < X.rows(); ++i)
        for (Index j = 0; j < X.cols(); ++j) {
            X(i, j) = std::numeric_limits<TestType>::quiet_NaN();
            const ColumnMajor columns = X;
            for (const Index n_threads : {1, 2, 3, 20}) {
                CHECK_FALSE(all_finite(X, n_threads));
                CHECK_FALSE(all_finite(columns, n_threads));
                CHECK_FALSE(all_finite(X.leftCols(j + 1), n_threads));
                CHECK(all_finite(X.leftCols(j), n_threads));
                CHECK(all_finite(columns.topRows(i), n_threads));
            }
            X(i, j) = 1;
        }
    CHECK(all_finite(X.row(3), 3));
    CHECK(all_finite(X * TestType(2), 3));
}

TEST_CASE("check_finite accepts the largest numbers") {
    CHECK_NOTHROW(check_finite(Matrix<double>::Constant(2, 2, std::numeric_limits<double>::max()), "X"));
}

TEST_CASE("check_array wants at least one sample and one feature") {
    CHECK_NOTHROW(check_array(Matrix<double>::Zero(1, 1), "X", "Estimator"));
    CHECK_THROWS_AS(check_array(Matrix<double>(0, 3), "X", "Estimator"), InvalidDataError);
    CHECK_THROWS_WITH(
        check_array(Matrix<double>(0, 3), "X", "Estimator"),
        "Found array X with 0 sample(s) (shape=(0, 3)) while a minimum of 1 is required by Estimator.");
    CHECK_THROWS_WITH(
        check_array(Matrix<double>(3, 0), "X", "Estimator"),
        "Found array X with 0 feature(s) (shape=(3, 0)) while a minimum of 1 is required by Estimator.");
    CHECK_THROWS_WITH(check_array(Matrix<double>::Constant(1, 1, std::nan("")), "X", "Estimator"),
                      ContainsSubstring("X contains NaN"));
}

TEST_CASE("check_array takes a row vector for one sample and refuses a column vector") {
    CHECK_NOTHROW(check_array(Eigen::RowVectorXd::Zero(3), "X", "Estimator"));
    CHECK_NOTHROW(check_array(Matrix<double>::Zero(3, 1), "X", "Estimator"));
    CHECK_THROWS_WITH(
        check_array(Eigen::VectorXd::Zero(3), "X", "Estimator"),
        ContainsSubstring("Expected 2D array for X") && ContainsSubstring("column vector of size 3"));
}

TEST_CASE("check_consistent_length names both inputs and their lengths") {
    CHECK_NOTHROW(check_consistent_length(3, 3));
    CHECK_THROWS_AS(check_consistent_length(3, 4), InvalidDataError);
    CHECK_THROWS_WITH(check_consistent_length(3, 4, "X", "sample_weight"),
                      ContainsSubstring("X has 3") && ContainsSubstring("sample_weight has 4"));
}

TEST_CASE("check_n_features names both numbers") {
    CHECK_NOTHROW(check_n_features(2, 2, "Estimator"));
    CHECK_THROWS_AS(check_n_features(3, 2, "Estimator"), InvalidDataError);
    CHECK_THROWS_WITH(check_n_features(3, 2, "Estimator"),
                      "X has 3 features, but Estimator is expecting 2 features as input.");
}

TEMPLATE_TEST_CASE("what was learnt goes where it is moved, and is copied", "", int, std::string) {
    detail::Learnt<TestType> first;
    CHECK_THROWS_AS(detail::fitted(first, "Estimator"), NotFittedError);
    first = TestType();
    detail::Learnt<TestType> copy = first, moved = std::move(first);
    CHECK(copy.has_value());
    CHECK(moved.has_value());
    CHECK_THROWS_AS(detail::fitted(first, "Estimator"), NotFittedError);
    first = std::move(moved);
    CHECK(first.has_value());
    CHECK_FALSE(moved.has_value());
}
