// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <string>

#include "eigenmlp/datasets/make_blobs.hpp"
#include "eigenmlp/datasets/make_circles.hpp"
#include "eigenmlp/datasets/make_classification.hpp"
#include "eigenmlp/datasets/make_moons.hpp"
#include "eigenmlp/datasets/make_regression.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const Fixture& fixture() {
    static const Fixture generators("generators");
    return generators;
}

void check_table(const std::string& key, const Matrix<double>& X) {
    CAPTURE(key);
    const Matrix<double> expected = fixture().matrix(key, X.rows());
    REQUIRE(X.cols() == expected.cols());
    CHECK((X - expected).cwiseAbs().maxCoeff() <= 1e-12 * expected.cwiseAbs().maxCoeff());
}

void check_classes(const std::string& name, const auto& data) {
    REQUIRE(data.X.rows() == fixture().integers<Index>(name + ".rows")[0]);
    check_table(name + ".X", data.X);
    check_table(name + ".y", data.y.template cast<double>());
}

void check_regression(const std::string& name, const MakeRegressionOptions& options) {
    const auto [X, y, coef] = make_regression_with_coef(options);
    REQUIRE(X.rows() == fixture().integers<Index>(name + ".rows")[0]);
    check_table(name + ".X", X);
    check_table(name + ".y", y);
    check_table(name + ".extra", coef);
}

}  // namespace

TEST_CASE("make_classification makes the data that scikit-learn makes") {
    check_classes("classification.default", make_classification({.n_samples = 15, .random_state = 0}));
    check_classes("classification.all", make_classification({.n_samples = 13,
                                                             .n_features = 9,
                                                             .n_informative = 3,
                                                             .n_redundant = 2,
                                                             .n_repeated = 2,
                                                             .n_classes = 3,
                                                             .n_clusters_per_class = 1,
                                                             .weights = {0.5, 0.2},
                                                             .flip_y = 0.3,
                                                             .class_sep = 1.7,
                                                             .hypercube = false,
                                                             .shift = {},
                                                             .scale = {},
                                                             .random_state = 4}));
    check_classes("classification.ordered", make_classification({.n_samples = 12,
                                                                 .n_features = 4,
                                                                 .n_informative = 4,
                                                                 .n_redundant = 0,
                                                                 .flip_y = 0,
                                                                 .shift = 0.5,
                                                                 .scale = 2.0,
                                                                 .shuffle = false,
                                                                 .random_state = 9}));
    check_classes(
        "classification.wide",
        make_classification({.n_samples = 5, .n_features = 40, .n_informative = 35, .random_state = 1}));
}

TEST_CASE("make_regression makes the data that scikit-learn makes") {
    check_regression("regression.default", {.n_samples = 6, .n_features = 12, .random_state = 0});
    check_regression("regression.all", {.n_samples = 8,
                                        .n_features = 5,
                                        .n_informative = 3,
                                        .n_targets = 2,
                                        .bias = 4.5,
                                        .noise = 0.7,
                                        .random_state = 3});
    check_regression("regression.low_rank", {.n_samples = 7,
                                             .n_features = 5,
                                             .n_informative = 2,
                                             .effective_rank = 2,
                                             .tail_strength = 0.3,
                                             .shuffle = false,
                                             .random_state = 3});
    check_regression("regression.low_rank_wide",
                     {.n_samples = 4, .n_features = 6, .effective_rank = 3, .random_state = 5});
}

TEST_CASE("make_moons and make_circles make the data that scikit-learn makes") {
    check_classes("moons.default", make_moons({.n_samples = 9, .random_state = 0}));
    check_classes("moons.noise", make_moons({.n_samples = {4, 6}, .noise = 0.2, .random_state = 2}));
    check_classes("moons.ordered", make_moons({.n_samples = {1, 3}, .shuffle = false}));
    check_classes("circles.default", make_circles({.n_samples = 9, .random_state = 0}));
    check_classes("circles.noise",
                  make_circles({.n_samples = {3, 5}, .noise = 0.1, .random_state = 2, .factor = 0.3}));
}

TEST_CASE("make_blobs makes the data that scikit-learn makes") {
    const auto check = [](const std::string& name, const MakeBlobsOptions& options) {
        const auto blobs = make_blobs_with_centers(options);
        check_classes(name, blobs);
        check_table(name + ".extra", blobs.centers);
    };
    check("blobs.default", {.n_samples = 10, .random_state = 0});
    check("blobs.counts", {.n_samples = {2, 5},
                           .n_features = 3,
                           .cluster_std = {0.1, 4},
                           .center_box = {0, 1},
                           .random_state = 7});
    const Eigen::MatrixXi centers = (Eigen::MatrixXi(2, 4) << 0, 1, 2, 3, 9, 8, 7, 6).finished();
    check("blobs.given", {.n_samples = 5, .centers = centers, .shuffle = false, .random_state = 7});
}

TEST_CASE("Made data can be of single precision") {
    const auto [X, y] = make_blobs<float>({.random_state = 1});
    CHECK(X == make_blobs({.random_state = 1}).X.cast<float>());
    CHECK(make_regression<float>({.n_samples = 7, .random_state = 1}).y.rows() == 7);
}

TEST_CASE("Weights that make 1 but for rounding leave nothing to the last class") {
    const auto [X, y] = make_classification({.n_informative = 4,
                                             .n_classes = 5,
                                             .weights = {0.05, 0.55, 0.3, 0.1},
                                             .flip_y = 0,
                                             .random_state = 0});
    CHECK((y.array() == 4).count() == 0);
    CHECK((y.array() == 1).count() == 55);
}

TEST_CASE("Options that cannot be met are refused") {
    const auto refuse = [](auto make, const std::string& message) {
        CHECK_THROWS_AS(make(), InvalidParameterError);
        CHECK_THROWS_WITH(make(), ContainsSubstring(message));
    };
    refuse([] { make_classification({.n_features = 3}); }, "(2 + 2 + 0) must sum to at most");
    refuse([] { make_classification({.n_classes = 3}); }, "n_classes(3) * n_clusters_per_class(2)");
    refuse([] { make_classification({.weights = {0.1, 0.2, 0.3}}); }, "of the 2 classes");
    refuse([] { make_classification({.weights = {0.9, 0.9}}); }, "weights must sum to at most 1");
    refuse([] { make_classification({.weights = {-0.1}}); }, "weights must be in [0, 1]. Got -0.1");
    refuse([] { make_classification({.n_samples = 0}); }, "n_samples must be at least 1. Got 0");
    refuse([] { make_regression({.n_targets = 0}); }, "n_targets must be at least 1");
    refuse([] { make_regression({.effective_rank = 0}); }, "effective_rank must be at least 1");
    refuse([] { make_regression({.effective_rank = 2, .tail_strength = 2}); }, "tail_strength");
    refuse([] { make_regression({.noise = -1}); }, "noise must be at least 0 and finite. Got -1");
    refuse([] { make_moons({.n_samples = {1, 2, 3}}); }, "one number or two, one for each class. Got 3");
    refuse([] { make_moons({.noise = -0.5}); }, "noise");
    refuse([] { make_circles({.factor = 1}); }, "factor has to be in [0, 1). Got 1");
    refuse([] { make_blobs({.centers = 0}); }, "centers must be at least 1");
    refuse([] { make_blobs({.n_samples = {1, 2}, .centers = 3}); }, "Got 2 and 3");
    refuse([] { make_blobs({.cluster_std = {1, 2}}); }, "Length of cluster_std");
    refuse([] { make_blobs({.cluster_std = -1}); }, "cluster_std must be at least 0");
}
