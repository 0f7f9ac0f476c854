// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/labels.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;

TEST_CASE("Vectors of ordered things are label sequences, tables are not") {
    STATIC_REQUIRE(LabelSequence<Eigen::VectorXi>);
    STATIC_REQUIRE(LabelSequence<Eigen::RowVectorXi>);
    STATIC_REQUIRE(LabelSequence<Eigen::Map<const Eigen::VectorXd>>);
    STATIC_REQUIRE(LabelSequence<std::vector<std::string>>);
    STATIC_REQUIRE(LabelSequence<std::vector<bool>>);
    STATIC_REQUIRE_FALSE(LabelSequence<Eigen::MatrixXi>);
    STATIC_REQUIRE_FALSE(LabelSequence<int>);
}

TEST_CASE("label_t is the type of one label") {
    STATIC_REQUIRE(std::same_as<label_t<Eigen::VectorXi>, int>);
    STATIC_REQUIRE(std::same_as<label_t<std::vector<std::string>>, std::string>);
    STATIC_REQUIRE(std::same_as<label_t<std::vector<bool>>, bool>);
}

TEST_CASE("Labels that are numbers come in Eigen vectors, others in std::vector") {
    STATIC_REQUIRE(std::same_as<LabelVector<std::int64_t>, Eigen::Matrix<std::int64_t, Eigen::Dynamic, 1>>);
    STATIC_REQUIRE(std::same_as<LabelVector<std::string>, std::vector<std::string>>);
    auto numbers = make_labels<int>(2);
    set_label<int>(numbers, 0, 5);
    set_label<int>(numbers, 1, 7);
    CHECK(numbers == Eigen::Vector2i(5, 7));
    auto words = make_labels<std::string>(2);
    set_label<std::string>(words, 1, "b");
    CHECK(words == std::vector<std::string>{"", "b"});
}

TEST_CASE("Labels of any sequence are read alike") {
    const std::vector<bool> flags{true, false};
    CHECK(label_count(flags) == 2);
    CHECK(label_at(flags, 0));
    CHECK_FALSE(label_at(flags, 1));
    const Eigen::RowVector2d row(1.5, 2.5);
    CHECK(label_at(row, 1) == 2.5);
}

TEST_CASE("String literals are labels by their texts wherever they lie") {
    static constexpr char text[] = "b\0a\0b";
    const std::vector<const char*> y{text, text + 2, text + 4};
    STATIC_REQUIRE(std::same_as<label_t<std::vector<const char*>>, std::string>);
    CHECK(label_at(y, 0) == label_at(y, 2));
    CHECK(unique_labels(y) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("unique_labels sorts and drops repetitions") {
    CHECK(unique_labels(Eigen::Vector4i(3, -1, 3, 2)) == std::vector<int>{-1, 2, 3});
    CHECK(unique_labels(std::vector<std::string>{"b", "a", "b"}) == std::vector<std::string>{"a", "b"});
    CHECK(unique_labels(Eigen::VectorXi(0)).empty());
}
