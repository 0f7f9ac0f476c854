// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The parameter dropout; the masks themselves are tested in tests/network.

#include <cmath>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Params = MLPClassifier<>::Params;

const auto data = support::small_data<double>();

Params params(double dropout) {
    Params p{.hidden_layer_sizes = {16, 8}, .batch_size = 16, .max_iter = 5, .random_state = 0};
    p.dropout = dropout;
    return p;
}

std::vector<double> losses(const Params& p) {
    const support::RecordedWarnings quiet;
    return MLPClassifier<>(p).fit(data.X, data.y).loss_curve();
}

struct KeepFirstWeights {
    Vector<double> theta = {};
    void on_train_begin(const auto& state) { theta = state.theta; }
};

}  // namespace

TEST_CASE("dropout changes training and repeats itself with the same random_state") {
    CHECK(losses(params(0.5)) == losses(params(0.5)));
    CHECK(losses(params(0.5)) != losses(params(0.0)));
    CHECK(losses(params(0.5)) != losses(params(0.25)));
    Params other = params(0.5);
    other.random_state = 1;
    CHECK(losses(other) != losses(params(0.5)));
}

TEST_CASE("training with dropout does not depend on the number of threads") {
    Params p = params(0.5);
    const std::vector<double> expected = losses(p);
    for (const Index n_threads : {2, 3}) {
        p.n_threads = n_threads;
        CHECK(losses(p) == expected);
    }
}

TEST_CASE("dropout begins with the same weights as training without it") {
    const support::RecordedWarnings quiet;
    KeepFirstWeights with, without;
    MLPClassifier<>(params(0.5)).fit(data.X, data.y, with);
    MLPClassifier<>(params(0.0)).fit(data.X, data.y, without);
    CHECK(with.theta == without.theta);
}

TEST_CASE("predictions take the whole network") {
    const support::RecordedWarnings quiet;
    Params p = params(0.5);
    p.solver = "sgd";
    p.learning_rate_init = 1e-12;
    MLPClassifier<> trained_with(p);
    p.dropout = 0.0;
    MLPClassifier<> trained_without(p);
    trained_with.fit(data.X, data.y);
    trained_without.fit(data.X, data.y);
    CHECK((trained_with.predict_proba(data.X) - trained_without.predict_proba(data.X)).cwiseAbs().maxCoeff() <
          1e-9);
    CHECK(std::abs(trained_with.loss() - trained_without.loss()) > 1e-3);
}

TEST_CASE("each call of partial_fit leaves out other units") {
    Params p = params(0.5);
    p.solver = "sgd";
    p.learning_rate_init = 1e-12;
    p.shuffle = false;
    p.batch_size = 50;
    MLPClassifier<> clf(p);
    for (int i = 0; i < 3; ++i) clf.partial_fit(data.X, data.y, {.classes = {{0, 1, 2}}});
    const std::vector<double>& curve = clf.loss_curve();
    REQUIRE(curve.size() == 3);
    CHECK(std::abs(curve[0] - curve[1]) > 1e-4);
    CHECK(std::abs(curve[1] - curve[2]) > 1e-4);
}

TEST_CASE("dropout still learns") {
    const support::RecordedWarnings quiet;
    Params p = params(0.2);
    p.hidden_layer_sizes = {64};
    p.learning_rate_init = 0.01;
    p.max_iter = 100;
    CHECK(MLPClassifier<>(p).fit(data.X, data.y).score(data.X, data.y) > 0.8);
}

TEST_CASE("a dropout outside of 0 to below 1 is refused") {
    for (const double bad : {-0.1, 1.0, double(NAN)}) {
        CHECK_THROWS_AS(losses(params(bad)), InvalidParameterError);
        CHECK_THROWS_WITH(losses(params(bad)),
                          ContainsSubstring("The 'dropout' parameter of MLPClassifier must be "
                                            "a float in the range [0, 1). Got"));
    }
}

TEST_CASE("dropout is refused with the full-batch solver") {
    Params p = params(0.1);
    p.solver = "lbfgs";
    CHECK_THROWS_AS(losses(p), InvalidParameterError);
    CHECK_THROWS_WITH(losses(p), ContainsSubstring("'dropout'") && ContainsSubstring("full-batch"));
}
