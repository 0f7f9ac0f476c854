// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/min_max_scaler.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "preprocessing/same_values.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

void check_parity(const Fixture& expected, const std::string& key, const MinMaxScaler<>& scaler) {
    CAPTURE(key);
    const Matrix<double> more = expected.matrix("more", 9);
    CHECK(same_values(scaler.data_min(), expected.vector(key + ".data_min")));
    CHECK(same_values(scaler.data_max(), expected.vector(key + ".data_max")));
    CHECK(same_values(scaler.data_range(), expected.vector(key + ".data_range")));
    CHECK(same_values(scaler.scale(), expected.vector(key + ".scale")));
    CHECK(same_values(scaler.min(), expected.vector(key + ".min")));
    CHECK(scaler.n_samples_seen() == expected.integers<Index>(key + ".n_samples_seen")[0]);
    CHECK(same_values(scaler.transform(more), expected.matrix(key + ".transform", 9)));
    CHECK(same_values(scaler.inverse_transform(more), expected.matrix(key + ".inverse_transform", 9)));
}

}  // namespace

TEST_CASE("MinMaxScaler agrees with scikit-learn, also after a partial fit") {
    const Fixture expected("scalers");
    const Matrix<double> X = expected.matrix("X", 23), more = expected.matrix("more", 9);
    MinMaxScaler<> plain;
    check_parity(expected, "minmax.X", plain.fit(X));
    check_parity(expected, "minmax.X_more", plain.partial_fit(more));
    MinMaxScaler<> cut({.feature_range = {-2, 5}, .clip = true});
    check_parity(expected, "minmax_range.X", cut.fit(X));
    check_parity(expected, "minmax_range.X_more", cut.partial_fit(more));
}

TEST_CASE("MinMaxScaler in float agrees with scikit-learn") {
    const Fixture expected("scalers");
    MinMaxScaler<float> scaler;
    scaler.fit(expected.matrix("X", 23).cast<float>());
    CHECK(same_values(scaler.transform(expected.matrix("more", 9).cast<float>()).cast<double>(),
                      expected.matrix("minmax.float", 9), 1e-5));
}

TEMPLATE_TEST_CASE("MinMaxScaler takes any storage order and blocks", "", float, double) {
    Eigen::Matrix<TestType, Eigen::Dynamic, Eigen::Dynamic> X(3, 2);
    X << 0, 5, 2, 7, 4, 9;
    const Matrix<TestType> expected = (Matrix<TestType>(3, 2) << 0, 0, 0.5, 0.5, 1, 1).finished();
    MinMaxScaler<TestType> scaler;
    CHECK(scaler.fit_transform(X) == expected);
    CHECK(scaler.fit_transform(Matrix<TestType>(X)) == expected);
    CHECK(scaler.fit_transform(X.replicate(1, 2).rightCols(2)) == expected);
    CHECK(scaler.inverse_transform(expected) == X);
}

TEST_CASE("MinMaxScaler moves a constant feature to the lower end") {
    MinMaxScaler<> scaler({.feature_range = {2, 3}});
    CHECK(scaler.fit_transform(Matrix<double>::Constant(3, 1, 7.0)) == Matrix<double>::Constant(3, 1, 2.0));
    CHECK(scaler.scale()[0] == 1);
}

TEST_CASE("MinMaxScaler leaves NaN out of account, whichever batch it is in") {
    Matrix<double> first(2, 2), second(2, 2);
    first << 1, missing, 3, missing;
    second << missing, 5, missing, 6;
    MinMaxScaler<> scaler;
    scaler.fit(first);
    CHECK(std::isnan(scaler.data_min()[1]));
    scaler.partial_fit(second);
    CHECK(scaler.data_min() == Eigen::Vector2d(1, 5));
    CHECK(scaler.data_max() == Eigen::Vector2d(3, 6));
    CHECK(std::isnan(scaler.transform(first)(0, 1)));
}

TEST_CASE("MinMaxScaler refuses bad input and stays as it was") {
    MinMaxScaler<> scaler;
    const Matrix<double> X = (Matrix<double>(2, 2) << 0, 1, 2, 3).finished();
    scaler.fit(X);
    Matrix<double> infinite = X;
    infinite(1, 0) = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(scaler.fit(infinite), InvalidDataError);
    CHECK_THROWS_WITH(scaler.fit(infinite),
                      ContainsSubstring("X contains infinity (first at row 1, column 0)"));
    infinite(0, 0) = missing;
    CHECK_THROWS_WITH(scaler.transform(infinite), ContainsSubstring("X contains infinity"));
    CHECK_THROWS_WITH(scaler.fit(Matrix<double>(0, 2)),
                      ContainsSubstring("0 sample(s)") && ContainsSubstring("required by MinMaxScaler"));
    CHECK_THROWS_WITH(scaler.fit(Eigen::VectorXd::Zero(3)), ContainsSubstring("Expected 2D array for X"));
    const std::string features = "X has 3 features, but MinMaxScaler is expecting 2 features as input.";
    CHECK_THROWS_WITH(scaler.transform(Matrix<double>::Zero(1, 3)), features);
    CHECK_THROWS_WITH(scaler.inverse_transform(Matrix<double>::Zero(1, 3)), features);
    CHECK_THROWS_WITH(scaler.partial_fit(Matrix<double>::Zero(1, 3)), features);
    scaler.set_params({.feature_range = {1, 1}});
    CHECK_THROWS_AS(scaler.fit(X), InvalidParameterError);
    CHECK_THROWS_WITH(scaler.fit(X),
                      ContainsSubstring("feature range must be smaller than maximum. Got (1, 1)"));
    CHECK(scaler.data_max() == Eigen::Vector2d(2, 3));
    CHECK(scaler.n_samples_seen() == 2);
}

TEST_CASE("MinMaxScaler gives its features their own names") {
    MinMaxScaler<> scaler;
    scaler.fit(Matrix<double>::Zero(2, 2));
    CHECK(scaler.get_feature_names_out() == std::vector<std::string>{"x0", "x1"});
    CHECK(scaler.get_feature_names_out({"width", "height"}) == std::vector<std::string>{"width", "height"});
    CHECK_THROWS_WITH(scaler.get_feature_names_out({"width"}),
                      ContainsSubstring("length equal to number of features (2), got 1"));
}

TEST_CASE("MinMaxScaler must be fitted before use") {
    const MinMaxScaler<> scaler;
    CHECK_THROWS_AS(scaler.scale(), NotFittedError);
    CHECK_THROWS_AS(scaler.get_feature_names_out(), NotFittedError);
    CHECK_THROWS_WITH(scaler.transform(Matrix<double>::Zero(1, 1)),
                      ContainsSubstring("This MinMaxScaler instance is not fitted yet"));
    CHECK_THROWS_AS(scaler.inverse_transform(Matrix<double>::Zero(1, 1)), NotFittedError);
}
