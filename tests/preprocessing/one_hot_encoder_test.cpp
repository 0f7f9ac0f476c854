// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"

#include <string>
#include <utility>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Words = std::vector<std::vector<std::string>>;
using Params = OneHotEncoderParams<int>;

const Words animals{{"cat", "small"}, {"ant", "small"}, {"dog", "large"}};

std::vector<std::pair<std::string, Params>> fixture_cases() {
    return {
        {"default", {}},
        {"first", {.drop = Drop::first}},
        {"if_binary", {.drop = Drop::if_binary}},
        {"dropped", {.drop = {7, 5, 0}}},
        {"ignore", {.handle_unknown = HandleUnknown::ignore}},
        {"ignore_first", {.drop = Drop::first, .handle_unknown = HandleUnknown::ignore}},
        {"given", {.categories = {{1, 3, 4, 7}, {0, 5, 6}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}}},
        {"count", {.handle_unknown = HandleUnknown::infrequent_if_exist, .min_frequency = 3}},
        {"fraction",
         {.drop = Drop::first, .handle_unknown = HandleUnknown::infrequent_if_exist, .min_frequency = 0.2}},
        {"limit", {.handle_unknown = HandleUnknown::ignore, .max_categories = 3}},
        {"limit_binary",
         {.drop = Drop::if_binary,
          .handle_unknown = HandleUnknown::infrequent_if_exist,
          .max_categories = 2}}};
}

Eigen::MatrixXi column_of(std::initializer_list<int> values) {
    Eigen::MatrixXi X(static_cast<Index>(values.size()), 1);
    std::copy(values.begin(), values.end(), X.data());
    return X;
}

}  // namespace

TEST_CASE("OneHotEncoder agrees with scikit-learn") {
    const Fixture expected("preprocessing");
    const Eigen::MatrixXi X = expected.matrix("X", 20).cast<int>(),
                          later = expected.matrix("new", 6).cast<int>();
    const support::RecordedWarnings warnings;
    for (const auto& [name, params] : fixture_cases()) {
        CAPTURE(name);
        OneHotEncoder<> encoder(params);
        CHECK(encoder.fit_transform(X) == expected.matrix(name + ".X", 20));
        CHECK(encoder.get_feature_names_out() == expected.words(name + ".names"));
        CHECK(encoder.n_features_out() == static_cast<Index>(expected.words(name + ".names").size()));
        if (expected.has(name + ".new")) CHECK(encoder.transform(later) == expected.matrix(name + ".new", 6));
        if (!expected.has(name + ".new")) CHECK(encoder.inverse_transform(encoder.transform(X)) == X);
    }
    REQUIRE(warnings.all().size() == 3);
    CHECK_THAT(warnings.all()[0],
               ContainsSubstring("UserWarning: Found unknown categories in columns [0, 2] during transform"));
}

TEST_CASE("OneHotEncoder encodes words and decodes them") {
    OneHotEncoder<std::string, float> encoder;
    const Matrix<float> encoded = encoder.fit_transform(animals);
    Matrix<float> expected(3, 5);
    expected << 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0;
    CHECK(encoded == expected);
    CHECK(encoder.inverse_transform(encoded) == animals);
    CHECK(encoder.categories() == Words{{"ant", "cat", "dog"}, {"large", "small"}});
    CHECK(encoder.get_feature_names_out({"kind", "size"}) ==
          std::vector<std::string>{"kind_ant", "kind_cat", "kind_dog", "size_large", "size_small"});
    CHECK(encoder.transform(std::vector<std::vector<const char*>>{{"cat", "small"}}) == expected.row(0));
}

TEST_CASE("OneHotEncoder keeps the order of given words") {
    OneHotEncoder<std::string> encoder({.categories = {{"small", "medium", "large"}}});
    const Words sizes{{"large"}, {"small"}};
    Matrix<double> expected(2, 3);
    expected << 0, 0, 1, 1, 0, 0;
    CHECK(encoder.fit_transform(sizes) == expected);
    CHECK(encoder.inverse_transform(expected) == sizes);
}

TEST_CASE("OneHotEncoder decodes zeros as the dropped category and infrequent words as such") {
    OneHotEncoder<std::string> encoder({.drop = Drop::first, .min_frequency = 2});
    const Words X{{"a"}, {"a"}, {"b"}, {"b"}, {"c"}, {"d"}};
    const Matrix<double> encoded = encoder.fit_transform(X);
    CHECK(encoded.cols() == 2);
    const Words decoded = encoder.inverse_transform(encoded);
    CHECK(decoded == Words{{"a"}, {"a"}, {"b"}, {"b"}, {"infrequent_sklearn"}, {"infrequent_sklearn"}});
    CHECK(encoder.infrequent_categories() == Words{{"c", "d"}});
    CHECK(encoder.drop_idx() == std::vector<std::optional<Index>>{0});
}

TEST_CASE("OneHotEncoder of a feature with one category that is dropped has no column for it") {
    OneHotEncoder<> encoder({.drop = Drop::first});
    const Eigen::MatrixXi X = column_of({4, 4});
    CHECK(encoder.fit_transform(X).cols() == 0);
    Eigen::MatrixXi two(2, 2);
    two << 4, 1, 4, 2;
    CHECK(encoder.fit_transform(two).cols() == 1);
    CHECK(encoder.inverse_transform(encoder.transform(two)) == two);
}

TEST_CASE("OneHotEncoder reads numbers of other types that hold the same values") {
    OneHotEncoder<> encoder;
    encoder.fit(column_of({3, 200}));
    const Eigen::MatrixXd real = column_of({200, 3}).cast<double>();
    CHECK(encoder.transform(real) == (Matrix<double>(2, 2) << 0, 1, 1, 0).finished());
    CHECK_THROWS_WITH(encoder.transform((real.array() + 0.5).matrix()),
                      ContainsSubstring("unknown categories [3.5, 200.5] in column 0 during transform"));
}

TEST_CASE("OneHotEncoder refuses categories that it does not know") {
    OneHotEncoder<> encoder;
    CHECK_THROWS_AS(encoder.transform(column_of({1})), NotFittedError);
    CHECK_THROWS_AS(encoder.categories(), NotFittedError);
    encoder.fit(column_of({1, 2, 2}));
    CHECK_THROWS_AS(encoder.transform(column_of({1, 5, 4})), InvalidDataError);
    CHECK_THROWS_WITH(encoder.transform(column_of({1, 5, 4})),
                      ContainsSubstring("unknown categories [4, 5] in column 0 during transform"));
    CHECK_THROWS_WITH(encoder.transform(Eigen::MatrixXi::Ones(2, 2)),
                      ContainsSubstring("X has 2 features, but OneHotEncoder is expecting 1"));
    encoder.set_params({.categories = {{1, 2}}});
    CHECK_THROWS_WITH(encoder.fit(column_of({1, 3})),
                      ContainsSubstring("unknown categories [3] in column 0 during fit"));
    CHECK(encoder.n_features_out() == 2);
}

TEST_CASE("OneHotEncoder refuses tables that are none") {
    OneHotEncoder<std::string> words;
    CHECK_THROWS_WITH(words.fit(Words{{"a", "b"}, {"c"}}),
                      ContainsSubstring("row 0 has 2 values, row 1 has 1"));
    CHECK_THROWS_WITH(words.fit(Words{}), ContainsSubstring("without samples or features"));
    OneHotEncoder<> numbers;
    CHECK_THROWS_WITH(numbers.fit(Eigen::VectorXi(Eigen::VectorXi::Ones(3))),
                      ContainsSubstring("Expected 2D array"));
    CHECK_THROWS_WITH(numbers.fit(Eigen::MatrixXi(0, 2)), ContainsSubstring("0 sample(s)"));
    CHECK_THROWS_WITH(numbers.fit(Eigen::MatrixXd::Constant(2, 2, 0.5)), ContainsSubstring("X contains 0.5"));
}

TEST_CASE("OneHotEncoder refuses to decode what stands for no category") {
    OneHotEncoder<> encoder;
    encoder.fit(column_of({1, 2}));
    CHECK_THROWS_WITH(encoder.inverse_transform(Matrix<double>::Zero(1, 2)),
                      ContainsSubstring("Row 0 cannot be inverted") && ContainsSubstring("are 0"));
    CHECK_THROWS_WITH(encoder.inverse_transform(Matrix<double>::Ones(1, 3)),
                      ContainsSubstring("Expected 2 columns, got 3"));
    encoder.set_params({.min_frequency = 2});
    CHECK_THROWS_WITH(encoder.inverse_transform(encoder.fit_transform(column_of({1, 1, 2}))),
                      ContainsSubstring("Row 2 cannot be inverted") && ContainsSubstring("infrequent"));
}

TEST_CASE("OneHotEncoder refuses parameters that do not fit") {
    const Eigen::MatrixXi X = column_of({1, 2, 2});
    const auto refuses = [&](const Params& params, const std::string& text) {
        CHECK_THROWS_AS(OneHotEncoder<>(params).fit(X), InvalidParameterError);
        CHECK_THROWS_WITH(OneHotEncoder<>(params).fit(X), ContainsSubstring(text));
    };
    refuses({.categories = {{1, 2}, {3}}},
            "categories must have one entry for each of the 1 features. Got 2");
    refuses({.categories = {{2, 1}}}, "Unsorted categories are not supported for numerical categories");
    refuses({.categories = {{1, 2, 2}}}, "all different. Got [1, 2, 2]");
    refuses({.drop = {1, 2}}, "drop must have one entry for each of the 1 features. Got 2");
    refuses({.drop = std::vector<int>{7}}, "The category 7 of feature 0 was supposed to be dropped");
    refuses({.drop = std::vector<int>{1}, .min_frequency = 2}, "Unable to drop category 1 from feature 0");
    refuses({.max_categories = 0}, "max_categories must be 1 or more. Got 0");
    CHECK_THROWS_WITH(MinFrequency(0), ContainsSubstring("min_frequency") && ContainsSubstring("Got 0"));
    CHECK_THROWS_WITH(MinFrequency(1.5), ContainsSubstring("min_frequency") && ContainsSubstring("Got 1.5"));
    OneHotEncoder<> encoder;
    encoder.fit(X);
    CHECK_THROWS_WITH(encoder.get_feature_names_out({"a", "b"}),
                      ContainsSubstring("number of features (1), got 2"));
}
