// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/pipeline/pipeline.hpp"

#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/function_transformer.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"
#include "eigenmlp/preprocessing/polynomial_features.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "pipeline/small_parts.hpp"
#include "support/captured_stdout.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using parts::SumRegressor;
using parts::TargetShift;

namespace {

struct Data {
    Matrix<double> X = Matrix<double>::Random(12, 3);
    Vector<double> y = Vector<double>::LinSpaced(12, 1, 5);
};

template <class P>
concept HasPredict = requires(const P p, const Matrix<double> X) {
    p.predict(X);
};
template <class P>
concept HasPredictProba = requires(const P p, const Matrix<double> X) {
    p.predict_proba(X);
};
template <class P>
concept HasClasses = requires(const P p) {
    p.classes();
};
template <class P>
concept HasInverse = requires(const P p, const Matrix<double> X) {
    p.inverse_transform(X);
};

}  // namespace

TEST_CASE("Transformers in a row agree with scikit-learn") {
    const Fixture expected("pipeline");
    const Matrix<double> X = expected.matrix("X", 40), new_X = expected.matrix("new", 6);
    auto pipe = make_pipeline(StandardScaler<>{}, MinMaxScaler<>({.feature_range = {-1, 3}}));
    CHECK(pipe.fit_transform(X).isApprox(expected.matrix("transformed", 40), 1e-12));
    CHECK(pipe.transform(X) == pipe.fit_transform(X));
    CHECK(pipe.inverse_transform(new_X).isApprox(expected.matrix("inverse", 6), 1e-12));
    CHECK(pipe.n_features_in() == 3);

    auto functions =
        make_pipeline(FunctionTransformer([](const auto& x) { return x.array().asinh().matrix(); },
                                          [](const auto& x) { return x.array().sinh().matrix(); }),
                      StandardScaler<>{}, FunctionTransformer<>{});
    CHECK(functions.fit_transform(X).isApprox(expected.matrix("function", 40), 1e-12));
    const Matrix<double> inverse = functions.inverse_transform(new_X / 100);
    CHECK(inverse.isApprox(expected.matrix("function.inverse", 6), 1e-12));
    CHECK(functions.step_names() == expected.words("function.names"));
}

TEST_CASE("A pipeline has of the last step's members those that it has") {
    using Regressor = Pipeline<StandardScaler<>, SumRegressor>;
    STATIC_REQUIRE(HasPredict<Regressor>);
    STATIC_REQUIRE_FALSE(HasPredictProba<Regressor>);
    STATIC_REQUIRE_FALSE(HasClasses<Regressor>);
    STATIC_REQUIRE_FALSE(HasInverse<Regressor>);
    STATIC_REQUIRE_FALSE(Transformer<Regressor>);
    using Scaling = Pipeline<StandardScaler<>, MinMaxScaler<>>;
    STATIC_REQUIRE_FALSE(HasPredict<Scaling>);
    STATIC_REQUIRE(HasInverse<Scaling>);
    STATIC_REQUIRE(Transformer<Scaling>);
    STATIC_REQUIRE(Transformer<Scaling, Eigen::MatrixXd, Vector<double>>);
    INFO("samples of another type than the steps'");
    STATIC_REQUIRE_FALSE(Transformer<Scaling, Matrix<float>>);
}

TEST_CASE("A pipeline names its features as scikit-learn does") {
    const Fixture expected("pipeline");
    const Matrix<double> X = expected.matrix("X", 40);
    auto chain = make_pipeline(MinMaxScaler<>{}, PolynomialFeatures<>{});
    CHECK_THROWS_AS(chain.get_feature_names_out(), NotFittedError);
    CHECK(parts::starred(chain.fit(X).get_feature_names_out({"a", "b", "c"})) ==
          expected.words("feature_names.chain"));
    CHECK_THROWS_WITH(chain.get_feature_names_out({"a", "b"}), ContainsSubstring("(3), got 2"));
    auto nested = make_pipeline(Passthrough{},
                                make_union(StandardScaler<>{}, Passthrough{},
                                           PolynomialFeatures<>({.include_bias = false}), Dropped{}),
                                StandardScaler<>{}, PolynomialFeatures<>({.degree = 1}));
    CHECK(parts::starred(nested.fit(X).get_feature_names_out()) == expected.words("feature_names.nested"));
}

TEST_CASE("Targets reach the transformers that take them") {
    const Data data;
    auto pipe = make_pipeline(StandardScaler<>{}, TargetShift{.factor = 2}, SumRegressor{});
    pipe.fit(data.X, data.y);
    CHECK(pipe.step<TargetShift>().mean == Approx(3));
    const Matrix<double> scaled = StandardScaler<>{}.fit_transform(data.X);
    CHECK(pipe.predict(data.X).isApprox((scaled.rowwise().sum().array() - 18).matrix()));
    CHECK(pipe.fit_predict(data.X, data.y) == pipe.predict(data.X));
    CHECK(pipe.score(data.X, data.y, 2.0) == 2 * pipe.score(data.X, data.y));
}

TEST_CASE("Options and callbacks reach the last step") {
    const Data data;
    auto pipe = make_pipeline(StandardScaler<>{}, SumRegressor{});
    const Vector<double> plain = pipe.fit(data.X, data.y).predict(data.X);
    pipe.fit(data.X, data.y, {.shift = 7});
    CHECK(pipe.predict(data.X).isApprox((plain.array() + 7).matrix()));
    const parts::SumOptions options{.shift = -1};
    pipe.fit(data.X, data.y, options);
    CHECK(pipe.predict(data.X).isApprox((plain.array() - 1).matrix()));

    double seen = 0;
    pipe.fit(data.X, data.y, [&](double x) { seen = x; });
    CHECK(seen == pipe.step<0>().transform(data.X)(0, 0));
}

TEST_CASE("A fit that throws in the last step leaves the whole pipeline as it was") {
    const Data data;
    auto pipe = make_pipeline(StandardScaler<>{}, TargetShift{}, SumRegressor{});
    const Vector<double> before = pipe.fit(data.X, data.y).predict(data.X);
    auto params = pipe.params();
    std::get<2>(params.steps).fails = true;
    pipe.set_params(params);
    CHECK_THROWS_WITH(pipe.fit(data.X * 3, data.y * 2), "SumRegressor fails");
    CHECK_THROWS_WITH(pipe.fit_predict(data.X * 3, data.y * 2), "SumRegressor fails");
    CHECK(pipe.predict(data.X) == before);
    CHECK(pipe.step<1>().mean == Approx(3));

    INFO("in a transformer");
    CHECK_THROWS_AS(pipe.fit(Matrix<double>(0, 3), data.y), InvalidDataError);
    CHECK(pipe.predict(data.X) == before);
}

TEST_CASE("A pipeline is a value made of its parameters") {
    const Data data;
    auto pipe = make_pipeline(PolynomialFeatures<>{}, TargetShift{.factor = 3}, SumRegressor{});
    pipe.fit(data.X, data.y);
    auto params = pipe.params();
    CHECK(std::get<1>(params.steps).mean == 0);

    INFO("a clone is not fitted and comes to the same");
    using P = decltype(pipe);
    P clone(params);
    CHECK_THROWS_AS(clone.predict(data.X), NotFittedError);
    CHECK(clone.fit(data.X, data.y).predict(data.X) == pipe.predict(data.X));

    INFO("parameters set reach each step; what is fitted stays");
    std::get<0>(params.steps).degree = 1;
    std::get<1>(params.steps).factor = 0;
    std::get<2>(params.steps).slope = 2;
    const Vector<double> before = pipe.predict(data.X);
    pipe.set_params(params);
    CHECK(pipe.predict(data.X) == 2 * before);
    CHECK(std::get<0>(pipe.params().steps).degree.max == 1);
    pipe.fit(data.X, data.y);
    CHECK(pipe.predict(data.X).isApprox((2 * (data.X.rowwise().sum().array() + 1)).matrix()));

    INFO("a copy goes its own way");
    const P copy = pipe;
    pipe.fit(data.X, 5 * data.y, {.shift = 100});
    CHECK(copy.predict(data.X) != pipe.predict(data.X));
    clone = copy;
    CHECK(clone.predict(data.X) == copy.predict(data.X));
}

TEST_CASE("Steps that pass through are as if they were not there") {
    const Data data;
    auto with = make_pipeline(Passthrough{}, StandardScaler<>{}, Passthrough{}, SumRegressor{});
    auto without = make_pipeline(StandardScaler<>{}, SumRegressor{});
    CHECK(with.fit(data.X, data.y).predict(data.X) == without.fit(data.X, data.y).predict(data.X));
    CHECK(with.n_features_in() == 3);
    CHECK(with.step_names() ==
          std::vector<std::string>{"passthrough-1", "standardscaler", "passthrough-2", "sumregressor"});
    auto nothing = make_pipeline(Passthrough{}, Passthrough{});
    CHECK(nothing.fit_transform(data.X) == data.X);
    CHECK(nothing.inverse_transform(data.X) == data.X);
}

TEST_CASE("Pipelines are steps of pipelines") {
    const Data data;
    auto nested = make_pipeline(make_pipeline(MinMaxScaler<>{}, PolynomialFeatures<>{}),
                                make_pipeline(StandardScaler<>{}, SumRegressor{}));
    auto flat = make_pipeline(MinMaxScaler<>{}, PolynomialFeatures<>{}, StandardScaler<>{}, SumRegressor{});
    CHECK(nested.fit(data.X, data.y, {.shift = 2}).predict(data.X) ==
          flat.fit(data.X, data.y, {.shift = 2}).predict(data.X));
    CHECK(nested.step_names() == std::vector<std::string>{"pipeline-1", "pipeline-2"});
    CHECK(std::get<0>(std::get<1>(nested.params().steps).steps).with_mean);
}

TEST_CASE("A pipeline takes what its first step takes") {
    INFO("tables of words");
    const std::vector<std::vector<std::string>> words{{"a", "x"}, {"b", "x"}, {"a", "y"}};
    auto encoded = make_pipeline(OneHotEncoder<std::string>{}, StandardScaler<>{});
    CHECK(encoded.fit_transform(words).cols() == 4);
    auto sums = make_pipeline(OneHotEncoder<std::string>{}, SumRegressor{});
    CHECK(sums.fit(words, Vector<double>::Zero(3)).predict(words) == Vector<double>::Constant(3, 2.0));

    INFO("dense matrices of any storage order, and blocks of them");
    const Data data;
    const Eigen::MatrixXd columns = data.X;
    auto pipe = make_pipeline(StandardScaler<>{}, SumRegressor{});
    const Vector<double> expected = pipe.fit(data.X, data.y).predict(data.X);
    CHECK(pipe.fit(columns, data.y).predict(columns) == expected);
    CHECK(pipe.predict(columns.topRows(4)) == expected.head(4));
}

TEST_CASE("A verbose pipeline prints scikit-learn's lines") {
    const Fixture expected("pipeline");
    const auto line = [&](const std::string& key) {
        std::string text = expected.words("line." + key)[0];
        for (char& c : text)
            if (c == '_') c = ' ';
        return text;
    };
    CHECK(detail::step_line("Pipeline", 0, 3, "standardscaler", 0.04) == line("short"));
    CHECK(detail::step_line("Pipeline", 9, 12, "mlpclassifier", 75.3) == line("minutes"));
    CHECK(detail::step_line("Pipeline", 0, 1, std::string(40, 'x'), 59.96) == line("long"));

    const Data data;
    auto pipe = make_pipeline(Passthrough{}, StandardScaler<>{}, SumRegressor{});
    auto params = pipe.params();
    params.verbose = true;
    pipe.set_params(params);
    support::CapturedStdout captured;
    pipe.fit(data.X, data.y);
    const std::string text = captured.text();
    CHECK_THAT(text, ContainsSubstring("] .... (step 2 of 3) Processing standardscaler, total="));
    CHECK_THAT(text, ContainsSubstring("(step 3 of 3) Processing sumregressor, total="));
    CHECK_THAT(text, ContainsSubstring("(step 1 of 3) Processing passthrough, total="));
}
