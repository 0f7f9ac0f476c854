// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/pipeline/feature_union.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "eigenmlp/pipeline/function_transformer.hpp"
#include "eigenmlp/pipeline/optional.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/polynomial_features.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "pipeline/small_parts.hpp"
#include "support/captured_stdout.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

auto example_union(const FeatureUnionOptions& options = {}) {
    return make_union(options, StandardScaler<>{}, Passthrough{},
                      PolynomialFeatures<>({.include_bias = false}), Dropped{});
}

/// Gives one sample more than it gets.
struct OneMore {
    OneMore& fit(const Matrix<double>&) { return *this; }
    Matrix<double> transform(const Matrix<double>& X) const {
        return Matrix<double>::Zero(X.rows() + 1, X.cols());
    }
};

}  // namespace

TEST_CASE("Unions agree with scikit-learn, with weights, passthrough and drop, on any number of threads") {
    const Fixture expected("pipeline");
    const Matrix<double> X = expected.matrix("X", 40), new_X = expected.matrix("new", 6);
    for (const Index n_jobs : {-1, 1, 2, 9}) {
        CAPTURE(n_jobs);
        auto plain = example_union({.n_jobs = n_jobs});
        CHECK(plain.fit_transform(X).isApprox(expected.matrix("plain", 40), 1e-12));
        CHECK(plain.transform(X) == plain.fit_transform(X));
        auto weighted = example_union({.n_jobs = n_jobs, .transformer_weights = {2, 0.5, -3, 1}});
        CHECK(weighted.fit(X).transform(new_X).isApprox(expected.matrix("weights", 6), 1e-12));
    }
    CHECK(FeatureUnion<MinMaxScaler<>, StandardScaler<>, MinMaxScaler<>>::transformer_names() ==
          expected.words("union.transformers"));
}

TEMPLATE_TEST_CASE("A union has the scalar type of its features and takes any storage order", "", float,
                   double) {
    const Eigen::Matrix<TestType, -1, -1> X = Eigen::Matrix<TestType, -1, -1>::Random(5, 2);
    auto features = make_union(StandardScaler<TestType>{}, Passthrough{});
    const Matrix<TestType> both = features.fit(X).transform(X);
    CHECK(both.rightCols(2) == X);
    CHECK(both == features.fit_transform(Matrix<TestType>(X)));
    CHECK(features.transform(X.topRows(2)) == both.topRows(2));
    CHECK(features.n_features_in() == 2);
}

TEST_CASE("Integers beside other numbers become such numbers in a union") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    const auto sign = [](const Matrix<double>& x) { return x.cwiseSign().cast<int>().eval(); };
    auto features = make_union(FunctionTransformer(sign), Passthrough{});
    const Matrix<double> both = features.fit_transform(X);
    CHECK(both.leftCols(2) == X.cwiseSign());
    CHECK(both.rightCols(2) == X);
    const Matrix<int> integers =
        make_union(FunctionTransformer(sign), FunctionTransformer(sign)).fit_transform(X);
    CHECK(integers.rightCols(2) == sign(X));
}

TEST_CASE("Integers in a union take whole weights only") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    const FunctionTransformer sign([](const Matrix<double>& x) { return x.cwiseSign().cast<int>().eval(); });
    auto union_of = [&](double weight) {
        return make_union({.transformer_weights = {1, weight}}, sign, sign);
    };
    CHECK(union_of(-2).fit_transform(X).rightCols(2) == -2 * X.cwiseSign().cast<int>());
    for (const double weight : {0.5, 1e10, std::nan("")})
        CHECK_THROWS_WITH(
            union_of(weight).fit_transform(X),
            ContainsSubstring("transformer_weights must be whole numbers where all features are integers"));
}

TEST_CASE("A union names its features as scikit-learn does") {
    const Fixture expected("pipeline");
    const Matrix<double> X = expected.matrix("X", 40);
    auto features = example_union();
    CHECK_THROWS_AS(features.get_feature_names_out(), NotFittedError);
    CHECK(parts::starred(features.fit(X).get_feature_names_out()) == expected.words("feature_names.union"));
    CHECK(parts::starred(features.get_feature_names_out({"a", "b", "c"})) ==
          expected.words("feature_names.union.given"));
    auto twice = make_union(MinMaxScaler<>{}, Optional(MinMaxScaler<>{}, StepUse::passthrough));
    CHECK(twice.fit(X).get_feature_names_out() == expected.words("feature_names.twice"));
    CHECK_THROWS_WITH(features.get_feature_names_out({"a"}),
                      ContainsSubstring("length equal to number of features (3), got 1"));

    INFO("samples that nobody has counted the features of");
    const auto passed = make_union(Passthrough{}, Dropped{});
    CHECK(passed.get_feature_names_out({"a"}) == std::vector<std::string>{"passthrough__a"});
    CHECK_THROWS_AS(passed.get_feature_names_out(), InvalidDataError);
    CHECK_THROWS_WITH(passed.get_feature_names_out(),
                      ContainsSubstring("input_features must be given to Passthrough"));
}

TEST_CASE("A union of what is dropped has no columns") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    CHECK(make_union(Dropped{}).fit_transform(X).cols() == 0);
    CHECK(make_union(Dropped{}, Dropped{}).fit(X).transform(X).rows() == 5);
    auto off = make_union(Optional(StandardScaler<>{}, StepUse::drop), Passthrough{});
    CHECK(off.fit_transform(X) == X);
}

TEST_CASE("Targets reach the transformers of a union") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    const Vector<double> y = Vector<double>::Constant(5, 4.0);
    auto features = make_union(Passthrough{}, parts::TargetShift{});
    CHECK(features.fit_transform(X, y).rightCols(2) == (X.array() - 4).matrix());
    CHECK(features.transformer<parts::TargetShift>().mean == 4);
    STATIC_REQUIRE_FALSE(Transformer<decltype(features), Matrix<double>>);
    STATIC_REQUIRE(Transformer<decltype(features), Matrix<double>, Vector<double>>);
}

TEST_CASE("A fit that throws leaves the union as it was") {
    const Matrix<double> X = Matrix<double>::Random(8, 2);
    auto features = make_union(StandardScaler<>{}, PolynomialFeatures<>{});
    const Matrix<double> before = features.fit_transform(X);
    auto params = features.params();
    std::get<1>(params.transformers).degree = -1;
    for (const Index n_jobs : {1, 2}) {
        params.n_jobs = n_jobs;
        features.set_params(params);
        CHECK_THROWS_AS(features.fit(3 * X), InvalidParameterError);
        CHECK_THROWS_AS(features.fit_transform(3 * X), InvalidParameterError);
        CHECK(features.transform(X) == before);
    }
}

TEST_CASE("A union refuses options that do not fit and transformers that lose samples") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    CHECK_THROWS_WITH(example_union({.transformer_weights = {1, 2}}).fit(X),
                      ContainsSubstring("transformer_weights") && ContainsSubstring("4 transformers. Got 2"));
    CHECK_THROWS_WITH(example_union({.n_jobs = 0}).fit(X),
                      ContainsSubstring("n_jobs") && ContainsSubstring("Got 0"));
    CHECK_THROWS_WITH(make_union(Passthrough{}, OneMore{}).fit_transform(X),
                      ContainsSubstring("first gives 5, number 1 gives 6"));
    CHECK_THROWS_AS(example_union().transform(X), NotFittedError);
}

TEST_CASE("A verbose union prints a line for each transformer but those that are dropped") {
    const Matrix<double> X = Matrix<double>::Random(5, 2);
    auto features = make_union({.verbose = true}, Dropped{}, StandardScaler<>{}, Passthrough{},
                               Optional(MinMaxScaler<>{}, StepUse::drop), PolynomialFeatures<>{});
    const auto printed = [](auto&& act) {
        support::CapturedStdout captured;
        act();
        return captured.text();
    };
    const std::string lines = printed([&] { features.fit(X); });
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
    CHECK_THAT(lines, ContainsSubstring("(step 1 of 3) Processing standardscaler, total=") &&
                          ContainsSubstring("(step 2 of 3) Processing passthrough, total=") &&
                          ContainsSubstring("(step 3 of 3) Processing polynomialfeatures, total="));
    CHECK(printed([&] { features.fit_transform(X); }) == lines);
}
