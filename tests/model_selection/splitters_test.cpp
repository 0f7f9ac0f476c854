// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "eigenmlp/model_selection/k_fold.hpp"
#include "eigenmlp/model_selection/shuffle_split.hpp"
#include "eigenmlp/model_selection/stratified_k_fold.hpp"
#include "eigenmlp/model_selection/stratified_shuffle_split.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Rows = std::vector<Index>;

SplitSize size_from(const std::string& word) {
    if (word == "None") return {};
    if (word.find('.') != std::string::npos) return std::stod(word);
    return std::stoll(word);
}

/// The splits of the case whose keys begin with `prefix`.
std::vector<TrainTestIndices> splits_of(const Fixture& fixture, const std::string& prefix) {
    const std::string& kind = fixture.words(prefix + "kind")[0];
    const std::string& seed = fixture.words(prefix + "random_state")[0];
    const Index n = fixture.integers<Index>(prefix + "n")[0];
    const auto y = fixture.integers<int>(prefix + "y");
    KFoldParams folds{.n_splits = fixture.integers<Index>(prefix + "n_splits")[0]};
    ShuffleSplitParams draws{.n_splits = folds.n_splits,
                             .test_size = size_from(fixture.words(prefix + "test_size")[0]),
                             .train_size = size_from(fixture.words(prefix + "train_size")[0])};
    if (seed != "None") {
        folds.shuffle = true;
        folds.random_state = draws.random_state = std::stoll(seed);
    }
    if (kind == "KFold") return KFold(folds).split(n);
    if (kind == "StratifiedKFold") return StratifiedKFold(folds).split(n, y);
    if (kind == "ShuffleSplit") return ShuffleSplit(draws).split(n);
    return StratifiedShuffleSplit(draws).split(n, y);
}

/// Collects the warnings given while it lives.
struct CaughtWarnings {
    std::vector<std::string> messages;
    WarningHandler former = set_warning_handler(
        [this](WarningCategory, const std::string& message) { messages.push_back(message); });
    ~CaughtWarnings() { set_warning_handler(former); }
};

}  // namespace

TEST_CASE("Splitters draw the splits that scikit-learn draws, in its order") {
    const CaughtWarnings ignored;
    const Fixture expected("splitters");
    int k = 0;
    for (; expected.has(std::to_string(k) + ".n"); ++k) {
        const std::string prefix = std::to_string(k) + ".";
        CAPTURE(k);
        Rows train, test, train_sizes, test_sizes;
        for (const TrainTestIndices& split : splits_of(expected, prefix)) {
            train.insert(train.end(), split.train.begin(), split.train.end());
            test.insert(test.end(), split.test.begin(), split.test.end());
            train_sizes.push_back(static_cast<Index>(split.train.size()));
            test_sizes.push_back(static_cast<Index>(split.test.size()));
        }
        CHECK(train_sizes == expected.integers<Index>(prefix + "train_sizes"));
        CHECK(test_sizes == expected.integers<Index>(prefix + "test_sizes"));
        CHECK(train == expected.integers<Index>(prefix + "train"));
        CHECK(test == expected.integers<Index>(prefix + "test"));
    }
    CHECK(k == 28);
}

TEST_CASE("Splitters take a table, a vector or the number of samples") {
    const Eigen::MatrixXf X = Eigen::MatrixXf::Zero(6, 2);
    const std::vector<std::string> y{"b", "a", "b", "a", "a", "b"};
    const auto splits = KFold({.n_splits = 3}).split(6);
    REQUIRE(splits.size() == 3);
    CHECK(splits[1].train == Rows{0, 1, 4, 5});
    CHECK(splits[1].test == Rows{2, 3});
    CHECK(KFold({.n_splits = 3}).split(X, y)[1].test == Rows{2, 3});
    CHECK(KFold({.n_splits = 3}).split(y)[2].test == Rows{4, 5});
    CHECK(StratifiedKFold({.n_splits = 3}).split(X, y)[0].test == Rows{0, 1});
    CHECK(StratifiedKFold({.n_splits = 3}).split(X, Eigen::VectorXd(Eigen::VectorXd::Ones(6)))[0].test ==
          Rows{0, 1});
    CHECK(ShuffleSplit({.n_splits = 4}).split(X, y).size() == 4);
    CHECK(StratifiedShuffleSplit({.test_size = 2}).split(X, y).size() == 10);
}

TEST_CASE("StratifiedShuffleSplit keeps the proportions of combinations of labels") {
    Eigen::MatrixXi Y(8, 2);
    Y << 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0;
    for (const auto& split : StratifiedShuffleSplit({.test_size = 2, .random_state = 0}).split(8, Y))
        CHECK((split.test[0] < 4) != (split.test[1] < 4));
}

TEST_CASE("Splitters with a seed repeat their splits and with a generator go on drawing") {
    const auto rng = std::make_shared<RandomState>(3);
    const ShuffleSplit seeded({.random_state = 3}), running({.random_state = rng});
    CHECK(seeded.split(20)[4].test == seeded.split(20)[4].test);
    const Rows first = running.split(20)[0].train;
    CHECK(first == seeded.split(20)[0].train);
    CHECK(first != running.split(20)[0].train);
}

TEST_CASE("Splitters refuse numbers of splits that make no sense") {
    CHECK_THROWS_AS(KFold({.n_splits = 1}), InvalidParameterError);
    CHECK_THROWS_WITH(StratifiedKFold({.n_splits = -3}), ContainsSubstring("got n_splits=-3"));
    CHECK_THROWS_WITH(ShuffleSplit({.n_splits = 0}), ContainsSubstring("n_splits must be at least 1. Got 0"));
    CHECK_THROWS_AS(StratifiedShuffleSplit({.n_splits = 0}), InvalidParameterError);
    CHECK_THROWS_WITH(KFold({.n_splits = 4}).split(3),
                      ContainsSubstring("n_splits=4 greater than the number of samples: n_samples=3"));
    CHECK_THROWS_AS(StratifiedKFold({.n_splits = 4}).split(3, std::vector<int>{0, 0, 0}), InvalidDataError);
    CHECK_THROWS_AS(KFold().split(-1), InvalidDataError);
}

TEST_CASE("Folds refuse a random_state that would have no effect") {
    CHECK_THROWS_WITH(KFold({.random_state = 0}), ContainsSubstring("no effect since shuffle is false"));
    CHECK_THROWS_AS(StratifiedKFold({.random_state = 0}), InvalidParameterError);
    CHECK_NOTHROW(KFold({.shuffle = true}));
}

TEST_CASE("StratifiedKFold warns of a class smaller than the folds and refuses when all are") {
    const CaughtWarnings caught;
    const StratifiedKFold folds({.n_splits = 3});
    CHECK(folds.split(5, std::vector<int>{0, 0, 0, 1, 1}).size() == 3);
    REQUIRE(caught.messages.size() == 1);
    CHECK(caught.messages[0] ==
          "The least populated class in y has only 2 members, which is less than n_splits=3.");
    CHECK_THROWS_WITH(folds.split(4, std::vector<int>{0, 0, 1, 1}),
                      ContainsSubstring("n_splits=3 cannot be greater than the number of members in each"));
}

TEST_CASE("Stratified splitters refuse targets without classes") {
    const StratifiedKFold folds({.n_splits = 2});
    CHECK_THROWS_WITH(folds.split(3, Eigen::Vector3d(0, 0.5, 1)), ContainsSubstring("Got 'continuous'"));
    CHECK_THROWS_WITH(folds.split(3, Eigen::MatrixXi(Eigen::MatrixXi::Ones(3, 2))),
                      ContainsSubstring("Got 'multilabel-indicator'"));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(folds.split(3, Eigen::Vector3d(0, nan, 1)), ContainsSubstring("y contains nan"));
    CHECK_THROWS_WITH(StratifiedShuffleSplit().split(3, std::vector<int>{0, 0, 1}),
                      ContainsSubstring("only 1 member"));
}

TEST_CASE("Splitters refuse X and y of different lengths") {
    const std::vector<int> y{0, 1, 0, 1};
    CHECK_THROWS_WITH(KFold().split(9, y), ContainsSubstring("X has 9, y has 4"));
    CHECK_THROWS_AS(StratifiedKFold().split(9, y), InvalidDataError);
    CHECK_THROWS_AS(ShuffleSplit().split(9, y), InvalidDataError);
    CHECK_THROWS_AS(StratifiedShuffleSplit().split(9, y), InvalidDataError);
}
