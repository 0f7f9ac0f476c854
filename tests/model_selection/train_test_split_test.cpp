// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/model_selection/train_test_split.hpp"

#include <memory>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Row i is (10 i, 10 i + 1, ...).
template <class M>
M numbered_rows(Index n, Index n_features) {
    M X(n, n_features);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n_features; ++j) X(i, j) = static_cast<typename M::Scalar>(10 * i + j);
    return X;
}

}  // namespace

TEMPLATE_TEST_CASE("train_test_split cuts matrices and labels alike", "", Matrix<float>, Matrix<double>,
                   Eigen::MatrixXf, Eigen::MatrixXd, Eigen::MatrixXi) {
    const auto X = numbered_rows<TestType>(10, 3);
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(10, 0, 9);
    const auto [X_train, X_test, y_train, y_test] =
        train_test_split(X, y, {.test_size = 0.2, .random_state = 0});
    static_assert(std::same_as<std::remove_cvref_t<decltype(X_train)>, TestType>);
    // numpy.random.RandomState(0).permutation(10) is 2 8 4 9 1 6 7 3 0 5
    CHECK(y_test == Eigen::Vector2i(2, 8));
    CHECK(y_train == (Eigen::VectorXi(8) << 4, 9, 1, 6, 7, 3, 0, 5).finished());
    REQUIRE(X_test.rows() == 2);
    REQUIRE(X_train.rows() == 8);
    for (Index i = 0; i < 2; ++i) CHECK(X_test.row(i) == X.row(y_test[i]));
    for (Index i = 0; i < 8; ++i) CHECK(X_train.row(i) == X.row(y_train[i]));
}

TEST_CASE("train_test_split cuts one or three arrays, of any kind") {
    const auto X = numbered_rows<Matrix<double>>(4, 2);
    const std::vector<std::string> names{"a", "b", "c", "d"};
    const Eigen::VectorXd w = Eigen::Vector4d(0, 1, 2, 3);
    const auto [train, test] = train_test_split(names, {.random_state = 0});
    CHECK(test == std::vector<std::string>{"c"});
    CHECK(train == std::vector<std::string>{"d", "b", "a"});
    const auto [X_train, X_test, n_train, n_test, w_train, w_test] =
        train_test_split(2 * X, names, w.transpose(), {.random_state = 0});
    CHECK(X_test.row(0) == 2 * X.row(2));
    CHECK(n_test == test);
    CHECK(w_train == Eigen::RowVector3d(3, 1, 0));
}

TEST_CASE("train_test_split cuts the head of a vector as it does a vector") {
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(9, 0, 8), head = y.head(6);
    const auto [train, test] = train_test_split(y.head(6), {.random_state = 0});
    const auto [expected_train, expected_test] = train_test_split(head, {.random_state = 0});
    CHECK(train == expected_train);
    CHECK(test == expected_test);
}

TEST_CASE("train_test_split keeps a quarter of the samples for testing by default") {
    const auto [train, test] = train_test_split(numbered_rows<Matrix<double>>(10, 1));
    CHECK(test.rows() == 3);
    CHECK(train.rows() == 7);
}

TEST_CASE("train_test_split without shuffling tests on the last rows") {
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(6, 0, 5);
    const auto [train, test] = train_test_split(y, {.test_size = 2, .train_size = 3, .shuffle = false});
    CHECK(train == Eigen::Vector3i(0, 1, 2));
    CHECK(test == Eigen::Vector2i(3, 4));
    CHECK_THROWS_WITH(train_test_split(y, {.shuffle = false, .stratify = y}),
                      ContainsSubstring("Stratified train/test split is not implemented for shuffle=False"));
}

TEST_CASE("train_test_split keeps the proportions of the classes") {
    const std::vector<std::string> y{"x", "x", "x", "x", "x", "x", "y", "y", "y"};
    const auto [train, test] = train_test_split(y, {.test_size = 3, .random_state = 7, .stratify = y});
    CHECK(std::count(test.begin(), test.end(), "x") == 2);
    CHECK(std::count(train.begin(), train.end(), "x") == 4);
}

TEST_CASE("train_test_split goes on drawing from a generator that it is given") {
    const auto rng = std::make_shared<RandomState>(42);
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(10, 0, 9);
    const auto first = train_test_split(y, {.random_state = rng});
    const auto second = train_test_split(y, {.random_state = rng});
    CHECK(std::get<1>(first) == Eigen::Vector3i(8, 1, 5));
    CHECK(std::get<1>(first) != std::get<1>(second));
}

TEST_CASE("train_test_split refuses arrays of different lengths") {
    const auto X = numbered_rows<Matrix<double>>(4, 2);
    const std::vector<int> y(3), z(4);
    CHECK_THROWS_AS(train_test_split(X, y), InvalidDataError);
    CHECK_THROWS_WITH(train_test_split(X, y), ContainsSubstring("inconsistent numbers of samples") &&
                                                  ContainsSubstring("has 4") && ContainsSubstring("has 3"));
    CHECK_THROWS_WITH(train_test_split(X, z, y), ContainsSubstring("the third array has 3"));
    CHECK_THROWS_WITH(train_test_split(X, z, {.stratify = y}), ContainsSubstring("stratify has 3"));
}

TEST_CASE("train_test_split refuses too small an array") {
    CHECK_THROWS_WITH(train_test_split(std::vector<int>{1}), ContainsSubstring("n_samples=1"));
    CHECK_THROWS_AS(train_test_split(std::vector<int>{}), InvalidParameterError);
}
