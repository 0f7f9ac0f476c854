// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/brier_score_loss.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

TEMPLATE_TEST_CASE("brier_score_loss agrees with scikit-learn", "", float, double) {
    const Fixture expected("ranking_metrics");
    const Eigen::VectorXi y = expected.vector("y").cast<int>();
    const Vector<TestType> p = expected.matrix("Q", 30).col(0).cast<TestType>();
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w;
        if (!end.empty()) w = expected.vector("weight");
        const auto check = [&](const std::string& key, double found) {
            CAPTURE(key, end);
            CHECK(found ==
                  Approx(expected.real(key + end)).epsilon(std::same_as<TestType, double> ? 1e-12 : 1e-6));
        };
        check("brier", brier_score_loss(y, p, {.sample_weight = w}));
        check("brier.larger", brier_score_loss((4 * y.array() + 3).matrix(), p, {.sample_weight = w}));
        check("brier.zero", brier_score_loss(y, p, {.sample_weight = w, .pos_label = 0}));
    }
}

TEST_CASE("brier_score_loss takes the larger of two words for the positive class") {
    const std::vector<std::string> y{"spam", "ham"};
    const Eigen::Vector2d p(0.75, 0.5);
    CHECK(brier_score_loss(y, p) == (0.0625 + 0.25) / 2);
    CHECK(brier_score_loss(y, p, {.pos_label = "ham"}) == (0.5625 + 0.25) / 2);
}

TEST_CASE("brier_score_loss knows of a single class whether it is the positive one or asks") {
    const std::vector<double> p{0.25};
    CHECK(brier_score_loss(std::vector<int>{0}, p) == 0.0625);
    CHECK(brier_score_loss(std::vector<int>{1}, p) == 0.5625);
    CHECK(brier_score_loss(std::vector<int>{7}, p, {.pos_label = 9}) == 0.0625);
    CHECK_THROWS_AS(brier_score_loss(std::vector<int>{7}, p), InvalidParameterError);
    CHECK_THROWS_WITH(brier_score_loss(std::vector<int>{7}, p),
                      ContainsSubstring("pass pos_label explicitly"));
}

TEST_CASE("brier_score_loss refuses what are no probabilities of two classes") {
    const std::vector<int> y{0, 1};
    const auto refuse = [&](const std::vector<int>& labels, const Vector<double>& p,
                            const std::string& message) {
        CHECK_THROWS_AS(brier_score_loss(labels, p), InvalidDataError);
        CHECK_THROWS_WITH(brier_score_loss(labels, p), ContainsSubstring(message));
    };
    refuse({0, 1}, Eigen::Vector2d(0.5, 1.5), "y_prob contains values greater than 1: 1.5");
    refuse({0, 1}, Eigen::Vector2d(0.5, -0.25), "y_prob contains values lower than 0: -0.25");
    refuse({0, 1}, Eigen::Vector2d(0.5, std::nan("")), "Input y_prob contains NaN");
    refuse({0, 1}, Eigen::Vector3d::Constant(0.5), "y_true has 2, y_prob has 3");
    refuse({0, 1, 2}, Eigen::Vector3d::Constant(0.5), "Only binary classification is supported");
    refuse({}, Vector<double>(0), "Found empty input array");
}
