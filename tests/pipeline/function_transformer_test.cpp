// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/pipeline/function_transformer.hpp"

#include <functional>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEMPLATE_TEST_CASE("A callable that gives an expression is a transformer", "", float, double) {
    const Matrix<TestType> X = Matrix<TestType>::Random(4, 3).cwiseAbs();
    FunctionTransformer log1p([](const auto& x) { return x.array().log1p().matrix(); },
                              [](const auto& x) { return x.array().expm1().matrix(); });
    STATIC_REQUIRE(Transformer<decltype(log1p), Matrix<TestType>>);
    const auto features = log1p.fit(X).transform(X);
    STATIC_REQUIRE(std::same_as<decltype(features), const Matrix<TestType>>);
    CHECK(features.isApprox(X.array().log1p().matrix()));
    CHECK(log1p.inverse_transform(features).isApprox(X));
    CHECK(log1p.transform(X + X).isApprox((X + X).array().log1p().matrix()));
    CHECK(FunctionTransformer<>{}.transform(X) == X);
}

TEST_CASE("A lambda with captures can be copied, assigned and made of its parameters") {
    const Matrix<double> X = Matrix<double>::Random(4, 3);
    const auto times = [](double factor) {
        return FunctionTransformer([factor](const Matrix<double>& x) { return Matrix<double>(factor * x); });
    };
    auto twice = times(2), thrice = times(3);
    const decltype(twice) clone(twice.params());
    twice = thrice;
    CHECK(twice.transform(X) == 3 * X);
    CHECK(clone.transform(X) == 2 * X);
    twice.set_params(clone.params());
    CHECK(twice.transform(X) == 2 * X);
}

TEST_CASE("A function's features are named as those that it gets or by another function") {
    const Fixture expected("pipeline");
    using Names = std::vector<std::string>;
    const Matrix<double> X = Matrix<double>::Random(4, 3);
    const auto magnitudes = [](const auto& x) { return x.cwiseAbs(); };
    FunctionTransformer same(magnitudes, IdentityFunction{}, "one-to-one");
    CHECK(same.get_feature_names_out({"a", "b"}) == Names{"a", "b"});
    CHECK_THROWS_WITH(same.get_feature_names_out(),
                      ContainsSubstring("input_features must be given to FunctionTransformer"));
    CHECK(same.fit(X).get_feature_names_out() == expected.words("feature_names.function"));
    CHECK_THROWS_WITH(same.get_feature_names_out({"a", "b"}), ContainsSubstring("(3), got 2"));
    FunctionTransformer first([](const auto& x) { return x.leftCols(1); }, IdentityFunction{},
                              [](const Names& names) { return Names{names[0] + "!"}; });
    CHECK(first.fit(X).get_feature_names_out({"a", "b", "c"}) == Names{"a!"});

    FunctionTransformer nameless(magnitudes);
    CHECK_THROWS_AS(nameless.fit(X).get_feature_names_out(), InvalidParameterError);
    CHECK_THROWS_WITH(nameless.get_feature_names_out(),
                      ContainsSubstring("feature_names_out of FunctionTransformer must be \"one-to-one\""));
    CHECK_THROWS_WITH(FeatureNamesOut("one to one"), ContainsSubstring("Got \"one to one\" instead"));
}

TEST_CASE("A function may be chosen at run time and take anything") {
    using Table = std::vector<std::string>;
    using Lengths = std::function<Vector<double>(const Table&)>;
    FunctionTransformer<Lengths> lengths(Lengths([](const Table& words) {
        Vector<double> n(static_cast<Index>(words.size()));
        for (Index i = 0; i < n.size(); ++i)
            n[i] = static_cast<double>(words[static_cast<std::size_t>(i)].size());
        return n;
    }));
    CHECK(lengths.transform(Table{"ab", ""}) == Eigen::Vector2d(2, 0));
    auto params = lengths.params();
    params.func = Lengths(
        [](const Table& words) { return Vector<double>::Zero(static_cast<Index>(words.size())).eval(); });
    lengths.set_params(params);
    CHECK(lengths.transform(Table{"ab", ""}) == Eigen::Vector2d(0, 0));
}
