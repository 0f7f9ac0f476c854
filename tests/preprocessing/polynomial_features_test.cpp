// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/polynomial_features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "preprocessing/same_values.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("PolynomialFeatures agrees with scikit-learn") {
    const Fixture expected("preprocessing");
    const Matrix<double> X = expected.matrix("P", 4);
    int n_compared = 0;
    for (const Index smallest : {0, 2, 3})
        for (const Index largest : {0, 1, 2, 3, 4})
            for (const bool interaction_only : {false, true})
                for (const bool include_bias : {true, false}) {
                    const std::string key = fmt::format("poly.{}.{}.{}.{}", smallest, largest,
                                                        int(interaction_only), int(include_bias));
                    if (!expected.has(key)) continue;
                    CAPTURE(key);
                    PolynomialFeatures<> features({.degree = {smallest, largest},
                                                   .interaction_only = interaction_only,
                                                   .include_bias = include_bias});
                    CHECK(same_values(features.fit_transform(X), expected.matrix(key, 4)));
                    CHECK(features.powers().cast<double>() ==
                          expected.matrix(key + ".powers", features.n_output_features()));
                    std::vector<std::string> names = features.get_feature_names_out();
                    for (std::string& name : names) std::replace(name.begin(), name.end(), ' ', '*');
                    CHECK(names == expected.words(key + ".names"));
                    ++n_compared;
                }
    CHECK(n_compared == 22);
}

TEMPLATE_TEST_CASE("PolynomialFeatures by default gives the products of up to two features", "", float,
                   double) {
    using S = TestType;
    Matrix<S> X(2, 2), expected(2, 6);
    X << 2, 3, -1, 5;
    expected << 1, 2, 3, 4, 6, 9, 1, -1, 5, 1, -5, 25;
    PolynomialFeatures<S> features;
    CHECK(features.fit_transform(X) == expected);
    const Eigen::Matrix<S, 2, 2> column_major = X;
    CHECK(features.transform(column_major) == expected);
    CHECK(features.n_features_in() == 2);
    CHECK(features.get_feature_names_out({"a", "b"}) ==
          std::vector<std::string>{"1", "a", "b", "a^2", "a b", "b^2"});
    features.set_params({.degree = 1, .include_bias = false});
    CHECK(features.fit_transform(X) == X);
}

TEST_CASE("PolynomialFeatures refuses data that it cannot use") {
    PolynomialFeatures<> features;
    const Matrix<double> X = Matrix<double>::Ones(2, 3);
    CHECK_THROWS_AS(features.transform(X), NotFittedError);
    features.fit(X);
    CHECK_THROWS_WITH(features.transform(X.leftCols(2)),
                      ContainsSubstring("X has 2 features, but PolynomialFeatures is expecting 3"));
    CHECK_THROWS_WITH(features.fit(X * std::nan("")), ContainsSubstring("Input X contains NaN"));
    CHECK_THROWS_WITH(features.fit(Matrix<double>(0, 2)), ContainsSubstring("0 sample(s)"));
    CHECK_THROWS_WITH(features.get_feature_names_out({"a"}),
                      ContainsSubstring("number of features (3), got 1"));
    CHECK(features.n_output_features() == 10);
}

TEST_CASE("PolynomialFeatures refuses degrees that make no sense") {
    const Matrix<double> X = Matrix<double>::Ones(2, 3);
    const auto refuses = [](const PolynomialFeaturesParams& params, const Matrix<double>& data,
                            const std::string& text) {
        CHECK_THROWS_AS(PolynomialFeatures<>(params).fit(data), InvalidParameterError);
        CHECK_THROWS_WITH(PolynomialFeatures<>(params).fit(data), ContainsSubstring(text));
    };
    refuses({.degree = -1}, X, "got (0, -1)");
    refuses({.degree = {3, 2}}, X, "got (3, 2)");
    refuses({.degree = {-2, 2}}, X, "got (-2, 2)");
    refuses({.degree = 0, .include_bias = false}, X, "empty output");
    refuses({.degree = {4, 5}, .interaction_only = true, .include_bias = false}, X,
            "No product of 3 features");
    refuses({.degree = 2}, Matrix<double>::Ones(1, 70000), "more than 2147483647 products");
}
