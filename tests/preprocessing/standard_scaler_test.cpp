// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/standard_scaler.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "parity/tools/fixture.hpp"
#include "preprocessing/same_values.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

void check_parity(const Fixture& expected, const std::string& key, const StandardScaler<>& scaler) {
    CAPTURE(key);
    const Matrix<double> more = expected.matrix("more", 9);
    CHECK(same_values(scaler.mean(), expected.vector(key + ".mean")));
    if (expected.has(key + ".var")) {
        CHECK(same_values(scaler.var(), expected.vector(key + ".var")));
        CHECK(same_values(scaler.scale().cwiseQuotient(expected.vector(key + ".scale")),
                          Vector<double>::Ones(6)));
    } else {
        CHECK(scaler.scale() == Vector<double>::Ones(6));
    }
    CHECK(same_values(scaler.transform(more), expected.matrix(key + ".transform", 9)));
    CHECK(same_values(scaler.inverse_transform(more), expected.matrix(key + ".inverse_transform", 9)));
}

}  // namespace

TEST_CASE("StandardScaler agrees with scikit-learn, also after a partial fit") {
    const Fixture expected("scalers");
    const Matrix<double> X = expected.matrix("X", 23), more = expected.matrix("more", 9);
    for (const auto& [name, params] : {std::pair("standard", StandardScalerParams{}),
                                       std::pair("standard_mean", StandardScalerParams{.with_std = false}),
                                       std::pair("standard_std", StandardScalerParams{.with_mean = false})}) {
        StandardScaler<> scaler(params);
        check_parity(expected, std::string(name) + ".X", scaler.fit(X));
        CHECK(scaler.n_samples_seen() == 23);
        check_parity(expected, std::string(name) + ".X_more", scaler.partial_fit(more));
        CHECK(scaler.n_samples_seen() == 32);
    }
    StandardScaler<> scaler;
    CHECK(scaler.fit(X).n_values_seen().cast<double>() == expected.vector("standard.X.n_samples_seen"));
    CHECK(scaler.partial_fit(more).n_values_seen().cast<double>() ==
          expected.vector("standard.X_more.n_samples_seen"));
}

TEST_CASE("StandardScaler in float agrees with scikit-learn") {
    const Fixture expected("scalers");
    StandardScaler<float> scaler;
    scaler.fit(expected.matrix("X", 23).cast<float>());
    CHECK(same_values(scaler.transform(expected.matrix("more", 9).cast<float>()).cast<double>(),
                      expected.matrix("standard.float", 9), 1e-6));
}

TEST_CASE("StandardScaler does not scale features that are constant up to rounding") {
    const Fixture expected("scalers");
    const Matrix<double> X = expected.vector("constant").transpose().replicate(100, 1);
    StandardScaler<> scaler;
    CHECK(scaler.fit(X).scale() == expected.vector("constant.scale"));
    CHECK(scaler.transform(X).cwiseAbs().maxCoeff() < 1e-6);
}

TEMPLATE_TEST_CASE("StandardScaler takes any storage order and blocks", "", float, double) {
    Eigen::Matrix<TestType, Eigen::Dynamic, Eigen::Dynamic> X(4, 2);
    X << 0, 4, 0, 4, 1, 8, 1, 8;
    const Matrix<TestType> expected = (Matrix<TestType>(4, 2) << -1, -1, -1, -1, 1, 1, 1, 1).finished();
    StandardScaler<TestType> scaler;
    CHECK(scaler.fit_transform(X) == expected);
    CHECK(scaler.fit_transform(Matrix<TestType>(X)) == expected);
    CHECK(scaler.fit_transform(X.replicate(1, 2).rightCols(2)) == expected);
    CHECK(scaler.inverse_transform(expected) == X);
}

TEST_CASE("StandardScaler leaves NaN out of account, whichever batch it is in") {
    Matrix<double> first(2, 3), second(2, 3);
    first << 1, missing, 1, 3, missing, missing;
    second << missing, 5, missing, missing, 7, 2;
    StandardScaler<> scaler;
    scaler.fit(first);
    CHECK(std::isnan(scaler.mean()[1]));
    scaler.partial_fit(second);
    CHECK(scaler.mean() == Eigen::Vector3d(2, 6, 1.5));
    CHECK(scaler.var() == Eigen::Vector3d(1, 1, 0.25));
    CHECK(scaler.n_values_seen().cast<int>() == Eigen::Vector3i(2, 2, 2));
    CHECK(std::isnan(scaler.transform(first)(0, 1)));
}

TEST_CASE("StandardScaler refuses bad input and stays as it was") {
    StandardScaler<> scaler;
    const Matrix<double> X = (Matrix<double>(2, 2) << 0, 1, 2, 3).finished();
    scaler.fit(X);
    Matrix<double> infinite = X;
    infinite(1, 0) = -std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(scaler.fit(infinite), InvalidDataError);
    CHECK_THROWS_WITH(scaler.fit(infinite),
                      ContainsSubstring("X contains infinity (first at row 1, column 0)"));
    infinite(0, 0) = missing;
    CHECK_THROWS_WITH(scaler.transform(infinite), ContainsSubstring("X contains infinity"));
    CHECK_THROWS_WITH(scaler.fit(Matrix<double>(2, 0)),
                      ContainsSubstring("0 feature(s)") && ContainsSubstring("required by StandardScaler"));
    CHECK_THROWS_WITH(scaler.fit(Eigen::VectorXd::Zero(3)), ContainsSubstring("Expected 2D array for X"));
    const std::string features = "X has 3 features, but StandardScaler is expecting 2 features as input.";
    CHECK_THROWS_WITH(scaler.transform(Matrix<double>::Zero(1, 3)), features);
    CHECK_THROWS_WITH(scaler.inverse_transform(Matrix<double>::Zero(1, 3)), features);
    CHECK_THROWS_WITH(scaler.partial_fit(Matrix<double>::Zero(1, 3)), features);
    CHECK(scaler.mean() == Eigen::Vector2d(1, 2));
    CHECK(scaler.n_samples_seen() == 2);
}

TEST_CASE("StandardScaler must be fitted before use") {
    const StandardScaler<> scaler;
    CHECK_THROWS_AS(scaler.mean(), NotFittedError);
    CHECK_THROWS_WITH(scaler.transform(Matrix<double>::Zero(1, 1)),
                      ContainsSubstring("This StandardScaler instance is not fitted yet"));
    CHECK_THROWS_AS(scaler.inverse_transform(Matrix<double>::Zero(1, 1)), NotFittedError);
}
