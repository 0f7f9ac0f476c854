// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/standard_scaler.hpp"

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
    CHECK(scaler.fit(X).n_values_seen() == expected.vector("standard.X.n_samples_seen"));
    CHECK(scaler.partial_fit(more).n_values_seen() == expected.vector("standard.X_more.n_samples_seen"));
}

TEST_CASE("StandardScaler with weights of the samples agrees with scikit-learn") {
    const Fixture expected("scalers");
    const Matrix<double> X = expected.matrix("X", 23), more = expected.matrix("more", 9);
    const Vector<double> w = expected.vector("weight"), more_w = expected.vector("more_weight");
    StandardScaler<> scaler;
    check_parity(expected, "weighted.X", scaler.fit(X, {.sample_weight = w}));
    CHECK(same_values(scaler.n_values_seen(), expected.vector("weighted.X.n_samples_seen")));
    CHECK(scaler.n_samples_seen() == w.sum());
    check_parity(expected, "weighted.X_more", scaler.partial_fit(more, {.sample_weight = more_w}));
    CHECK(same_values(scaler.n_values_seen(), expected.vector("weighted.X_more.n_samples_seen")));
    CHECK(scaler.n_samples_seen() == Approx(w.sum() + more_w.sum()));
}

TEMPLATE_TEST_CASE("StandardScaler counts a sample of weight 2 as two samples", "", float, double) {
    const Matrix<TestType> X = Matrix<TestType>::Random(5, 3);
    const std::vector<double> w{1, 0, 2, 3, 1};
    const std::vector<int> repeated{0, 2, 2, 3, 3, 3, 4};
    StandardScaler<TestType> weighted, plain;
    const Matrix<TestType> scaled = weighted.fit_transform(X, {.sample_weight = w});
    plain.fit(X(repeated, Eigen::all));
    CHECK(scaled.isApprox(plain.transform(X)));
    CHECK(weighted.n_samples_seen() == 7);

    INFO("in two parts, the second without weights");
    weighted.fit(X.topRows(4), {.sample_weight = std::vector<double>(w.begin(), w.begin() + 4)});
    weighted.partial_fit(X.bottomRows(1));
    CHECK(weighted.transform(X).isApprox(scaled));
    CHECK(weighted.n_samples_seen() == 7);

    INFO("one weight for all changes the count only");
    CHECK(weighted.fit(X, {.sample_weight = 0.5}).transform(X).isApprox(plain.fit(X).transform(X)));
    CHECK(weighted.n_samples_seen() == 2.5);
}

TEST_CASE("StandardScaler has no mean of a feature that is missing wherever the weight is not 0") {
    Matrix<double> X(3, 2);
    X << missing, 1, missing, 2, 5, 3;
    StandardScaler<> scaler;
    scaler.fit(X, {.sample_weight = {0.1, 0.2, 0}});
    CHECK(scaler.n_values_seen()[0] == 0);
    CHECK(std::isnan(scaler.mean()[0]));
    scaler.partial_fit(X.bottomRows(1));
    CHECK(scaler.mean()[0] == 5);
}

TEST_CASE("StandardScaler refuses weights that do not fit and stays as it was") {
    StandardScaler<> scaler;
    const Matrix<double> X = (Matrix<double>(2, 2) << 0, 1, 2, 3).finished();
    scaler.fit(X);
    const auto refuses = [&](const SampleWeight& w, const std::string& text) {
        CHECK_THROWS_AS(scaler.fit(2 * X, {.sample_weight = w}), InvalidDataError);
        CHECK_THROWS_WITH(scaler.partial_fit(X, {.sample_weight = w}), ContainsSubstring(text));
        CHECK(scaler.mean() == Eigen::Vector2d(1, 2));
    };
    refuses({1, 2, 3}, "sample_weight.shape == (3,), expected (2,)");
    refuses({1, missing}, "sample_weight must be finite. Got nan at row 1");
    refuses({0, 0}, "at least one number that is not zero");
    refuses({1, -1}, "sum of sample_weight must be positive for StandardScaler. Got 0");
}

TEST_CASE("StandardScaler gives its features their own names") {
    StandardScaler<> scaler;
    CHECK_THROWS_AS(scaler.get_feature_names_out(), NotFittedError);
    scaler.fit(Matrix<double>::Zero(2, 2));
    CHECK(scaler.get_feature_names_out() == std::vector<std::string>{"x0", "x1"});
    CHECK(scaler.get_feature_names_out({"width", "height"}) == std::vector<std::string>{"width", "height"});
    CHECK_THROWS_WITH(scaler.get_feature_names_out({"width"}),
                      ContainsSubstring("length equal to number of features (2), got 1"));
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
    CHECK(scaler.n_values_seen() == Eigen::Vector3d(2, 2, 2));
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
