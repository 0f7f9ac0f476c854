// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/preprocessing/label_encoder.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

Eigen::VectorXi ints(std::initializer_list<int> values) {
    Eigen::VectorXi y(static_cast<Index>(values.size()));
    std::copy(values.begin(), values.end(), y.data());
    return y;
}

}  // namespace

TEST_CASE("LabelEncoder numbers integer labels in ascending order") {
    LabelEncoder<> encoder;
    const Eigen::VectorXi y = ints({6, 1, 2, 2, -3});
    encoder.fit(y);
    CHECK(encoder.classes() == std::vector<int>{-3, 1, 2, 6});
    CHECK(encoder.transform(y) == (ClassCodes(5) << 3, 1, 2, 2, 0).finished());
    CHECK(encoder.inverse_transform(encoder.transform(y)) == y);
}

TEST_CASE("LabelEncoder numbers strings in ascending order") {
    LabelEncoder<std::string> encoder;
    const std::vector<std::string> y{"paris", "paris", "tokyo", "amsterdam"};
    CHECK(encoder.fit_transform(y) == (ClassCodes(4) << 1, 1, 2, 0).finished());
    CHECK(encoder.classes() == std::vector<std::string>{"amsterdam", "paris", "tokyo"});
    CHECK(encoder.inverse_transform(ints({2, 2, 1})) == std::vector<std::string>{"tokyo", "tokyo", "paris"});
}

TEST_CASE("LabelEncoder reads string literals and other number types that hold the same values") {
    LabelEncoder<std::string> words;
    words.fit(std::vector<const char*>{"b", "a"});
    CHECK(words.transform(std::vector<std::string>{"b"})[0] == 1);

    LabelEncoder<int> numbers;
    numbers.fit(std::vector<std::uint8_t>{7, 200});
    CHECK(numbers.classes() == std::vector<int>{7, 200});
    CHECK(numbers.transform(Eigen::VectorXd::Constant(1, 200.0))[0] == 1);
}

TEST_CASE("LabelEncoder refuses to learn a label that its type cannot hold") {
    LabelEncoder<int> encoder;
    CHECK_THROWS_WITH(encoder.fit(std::vector<std::int64_t>{1, 3000000000}),
                      ContainsSubstring("y contains 3000000000"));
    CHECK_THROWS_WITH(encoder.fit(std::vector<unsigned>{4294967295u}),
                      ContainsSubstring("y contains 4294967295"));
    CHECK_THROWS_WITH(encoder.fit(Eigen::VectorXd::Constant(1, 0.5)), ContainsSubstring("y contains 0.5"));
    LabelEncoder<double> real;
    CHECK_THROWS_WITH(real.fit(Eigen::VectorXd::Constant(1, std::nan(""))),
                      ContainsSubstring("y contains nan"));
}

TEST_CASE("LabelEncoder keeps its classes when fit fails") {
    LabelEncoder<int> encoder;
    encoder.fit(ints({1, 2}));
    CHECK_THROWS_AS(encoder.fit(Eigen::VectorXd::Constant(1, 0.5)), InvalidDataError);
    CHECK(encoder.classes() == std::vector<int>{1, 2});
}

TEST_CASE("LabelEncoder lists the labels and codes that it has not seen") {
    LabelEncoder<> encoder;
    encoder.fit(ints({1, 2, 6}));
    CHECK_THROWS_AS(encoder.transform(ints({1, 9, 4, 9})), InvalidDataError);
    CHECK_THROWS_WITH(encoder.transform(ints({1, 9, 4, 9})),
                      ContainsSubstring("y contains previously unseen labels: [4, 9]"));
    CHECK_THROWS_WITH(encoder.transform(std::vector<std::int64_t>{4294967297}),
                      ContainsSubstring("[4294967297]"));
    CHECK_THROWS_WITH(encoder.inverse_transform(ints({0, 3, -1})),
                      ContainsSubstring("y contains previously unseen labels: [-1, 3]"));

    LabelEncoder<std::string> words;
    words.fit(std::vector<std::string>{"a"});
    CHECK_THROWS_WITH(words.transform(std::vector<std::string>{"b"}),
                      ContainsSubstring("unseen labels: ['b']"));
}

TEST_CASE("LabelEncoder must be fitted before use") {
    const LabelEncoder<> encoder;
    CHECK_THROWS_AS(encoder.classes(), NotFittedError);
    CHECK_THROWS_AS(encoder.transform(ints({1})), NotFittedError);
    CHECK_THROWS_WITH(encoder.inverse_transform(ints({1})),
                      ContainsSubstring("LabelEncoder instance is not fitted yet"));
}

TEST_CASE("LabelEncoder gives no codes for no labels") {
    LabelEncoder<> encoder;
    encoder.fit(ints({1}));
    CHECK(encoder.transform(Eigen::VectorXi(0)).size() == 0);
}
