// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/pipeline/optional.hpp"

#include <string>
#include <vector>

#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"
#include "eigenmlp/preprocessing/polynomial_features.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "pipeline/small_parts.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEMPLATE_TEST_CASE("An optional transformer does its work, lets samples through or drops them", "", float,
                   double) {
    const Eigen::Matrix<TestType, -1, -1> X = Eigen::Matrix<TestType, -1, -1>::Random(6, 2);
    const StandardScaler<TestType> scaler;
    Optional used(scaler);
    CHECK(used.fit(X).transform(X) == StandardScaler<TestType>{}.fit_transform(X));
    CHECK(used.inverse_transform(used.transform(X)).isApprox(X));
    Optional passed(scaler, StepUse::passthrough);
    CHECK(passed.fit(X).transform(X) == X);
    CHECK(passed.inverse_transform(X) == X);
    CHECK(passed.n_features_in() == 2);
    CHECK_THROWS_AS(passed.transformer().mean(), NotFittedError);
    Optional dropped(scaler, StepUse::drop);
    CHECK(dropped.fit(X).transform(X).cols() == 0);
    CHECK(dropped.transform(X).rows() == 6);
    CHECK_THROWS_AS(dropped.inverse_transform(X), InvalidParameterError);
}

TEST_CASE("A pipeline switches an optional step by its parameters") {
    const Matrix<double> X = Matrix<double>::Random(6, 2);
    const Vector<double> y = Vector<double>::Zero(6);
    auto pipe = make_pipeline(Optional(StandardScaler<>({.with_std = false})), parts::SumRegressor{});
    CHECK(pipe.step_names()[0] == "standardscaler");
    const Vector<double> scaled = pipe.fit(X, y).predict(X);
    CHECK(scaled.sum() == Approx(0).margin(1e-12));

    auto params = pipe.params();
    std::get<0>(params.steps).use = StepUse::passthrough;
    decltype(pipe) clone(params);
    CHECK(clone.fit(X, y).predict(X) == X.rowwise().sum());
    std::get<0>(params.steps).use = StepUse::transformer;
    clone.set_params(params);
    CHECK_THROWS_AS(clone.predict(X), NotFittedError);
    CHECK(clone.fit(X, y).predict(X) == scaled);
    CHECK_FALSE(std::get<0>(clone.params().steps).with_std);
}

TEST_CASE("An optional transformer's features are named by what becomes of it") {
    const Matrix<double> X = Matrix<double>::Random(6, 2);
    using Names = std::vector<std::string>;
    const auto names = [&](StepUse use) {
        Optional features(PolynomialFeatures<>({.degree = 1}), use);
        return features.fit(X).get_feature_names_out();
    };
    CHECK(names(StepUse::transformer) == Names{"1", "x0", "x1"});
    CHECK(names(StepUse::passthrough) == Names{"x0", "x1"});
    CHECK(names(StepUse::drop).empty());
}

TEST_CASE("What an optional transformer cannot let through is refused") {
    const std::vector<std::vector<std::string>> words{{"a"}, {"b"}};
    Optional encoder(OneHotEncoder<std::string>{}, StepUse::passthrough);
    encoder.fit(words);
    CHECK_THROWS_WITH(encoder.transform(words),
                      ContainsSubstring("OneHotEncoder") && ContainsSubstring("StepUse::passthrough"));
}

TEST_CASE("An optional transformer without parameters of its own keeps its settings") {
    const Matrix<double> X = Matrix<double>::Random(6, 2);
    const Vector<double> y = Vector<double>::Constant(6, 2.0);
    Optional shift(parts::TargetShift{.factor = 3});
    CHECK(shift.fit(X, y).transform(X) == (X.array() - 6).matrix());
    CHECK(shift.params().mean == 0);
    CHECK(shift.params().factor == 3);
}
