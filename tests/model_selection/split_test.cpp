// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/model_selection/split.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

SplitSize size_from(const std::string& word) {
    if (word == "None") return {};
    if (word.find('.') != std::string::npos) return std::stod(word);
    return std::stoll(word);
}

}  // namespace

TEST_CASE("Splits take the rows that scikit-learn takes, in its order") {
    const Fixture expected("split");
    for (int k = 0; expected.has(std::to_string(k) + ".n"); ++k) {
        const std::string prefix = std::to_string(k) + ".";
        CAPTURE(k);
        const Index n = expected.integers<Index>(prefix + "n")[0];
        const auto sizes = validate_shuffle_split(n, size_from(expected.words(prefix + "test_size")[0]),
                                                  size_from(expected.words(prefix + "train_size")[0]), 0.25);
        const auto y = expected.integers<int>(prefix + "stratify");
        RandomState rng(expected.integers<std::uint32_t>(prefix + "seed")[0]);
        const auto split = y.empty() ? shuffle_split_indices(n, sizes.n_train, sizes.n_test, rng)
                                     : stratified_shuffle_split_indices(y, sizes.n_train, sizes.n_test, rng);
        CHECK(split.train == expected.integers<Index>(prefix + "train"));
        CHECK(split.test == expected.integers<Index>(prefix + "test"));
    }
}

TEST_CASE("A fraction of test rows is rounded up, one of training rows down") {
    const auto by_test = validate_shuffle_split(11, 0.25, {}, 0.1);
    CHECK(by_test.n_test == 3);
    CHECK(by_test.n_train == 8);
    const auto by_train = validate_shuffle_split(11, {}, 0.25, 0.1);
    CHECK(by_train.n_test == 9);
    CHECK(by_train.n_train == 2);
    const auto by_default = validate_shuffle_split(11, {}, {}, 0.1);
    CHECK(by_default.n_test == 2);
}

TEST_CASE("Sizes out of range are refused") {
    const auto refuse = [](SplitSize test, SplitSize train, const std::string& message) {
        CHECK_THROWS_AS(validate_shuffle_split(10, test, train, 0.25), InvalidParameterError);
        CHECK_THROWS_WITH(validate_shuffle_split(10, test, train, 0.25), ContainsSubstring(message));
    };
    refuse(1.0, {},
           "test_size=1.0 should be either positive and smaller than the number of samples 10 or a float");
    refuse(0.0, {}, "test_size=0.0 should be");
    refuse(-0.2, {}, "test_size=-0.2 should be");
    refuse(std::nan(""), {}, "test_size=nan should be");
    refuse(10, {}, "test_size=10 should be");
    refuse(0, {}, "test_size=0 should be");
    refuse({}, 11, "train_size=11 should be");
    refuse({}, 1.5, "train_size=1.5 should be");
    refuse(0.75, 0.5, "The sum of test_size and train_size = 1.25, should be in the (0, 1) range");
    refuse(8, 3, "The sum of train_size and test_size = 11, should be smaller than the number of samples 10");
    refuse(0.99, {},
           "With n_samples=10, test_size=0.99 and train_size=None, the resulting train set will be empty");
    refuse({}, 0.01, "With n_samples=10, test_size=None and train_size=0.01");
}

TEST_CASE("A class with one member cannot be stratified by") {
    RandomState rng(0);
    const std::vector<std::string> y{"a", "b", "b", "c", "b", "b"};
    CHECK_THROWS_AS(stratified_shuffle_split_indices(y, 3, 3, rng), InvalidDataError);
    CHECK_THROWS_WITH(stratified_shuffle_split_indices(y, 3, 3, rng),
                      ContainsSubstring("only 1 member") &&
                          ContainsSubstring("Classes with too few members are: ['a', 'c']"));
    CHECK(rng == RandomState(0));
}

TEST_CASE("Either part of a stratified split needs as many rows as there are classes") {
    RandomState rng(0);
    const Eigen::VectorXi y = (Eigen::VectorXi(6) << 0, 0, 1, 1, 2, 2).finished();
    CHECK_THROWS_WITH(
        stratified_shuffle_split_indices(y, 2, 4, rng),
        ContainsSubstring("train_size = 2 should be greater or equal to the number of classes = 3"));
    CHECK_THROWS_WITH(
        stratified_shuffle_split_indices(y, 4, 2, rng),
        ContainsSubstring("test_size = 2 should be greater or equal to the number of classes = 3"));
}

TEST_CASE("Classes of a stratification are named in ascending order") {
    const Stratification flags(std::vector<bool>{true, false, true});
    CHECK(flags.class_names() == std::vector<std::string>{"False", "True"});
    CHECK(flags.codes() == (ClassCodes(3) << 1, 0, 1).finished());
    Eigen::MatrixXi labels(3, 2);
    labels << 1, 0, 0, 1, 1, 0;
    const Stratification rows(labels);
    CHECK(rows.class_names() == std::vector<std::string>{"'0 1'", "'1 0'"});
    CHECK(rows.codes() == (ClassCodes(3) << 1, 0, 1).finished());
}
