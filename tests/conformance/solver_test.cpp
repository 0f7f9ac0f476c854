// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "conformance/solver.hpp"

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/solvers/any_solver.hpp"
#include "eigenmlp/solvers/gradient_clipping.hpp"
#include "eigenmlp/solvers/schedules.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

/// A solver as a user writes one, with a setting of its own and no more than it must have.
struct GradientDescent {
    double step = 0.05;

    template <class S>
    struct State {
        S step;
        void update(Vector<S>& theta, const Vector<S>& gradient) { theta -= step * gradient; }
    };

    template <class S>
    State<S> init(const Vector<S>&, const SolverParams&) const {
        return {static_cast<S>(step)};
    }
};

/// The same for double alone, without a template.
struct GradientDescentInDouble {
    struct State {
        void update(Vector<double>& theta, const Vector<double>& gradient) { theta -= 0.05 * gradient; }
    };
    State init(const Vector<double>&, const SolverParams&) const { return {}; }
};

struct WithoutUpdate {
    int init(const auto&, const SolverParams&) const { return 0; }
};

}  // namespace

TEMPLATE_TEST_CASE("Every built-in solver conforms", "", float, double) {
    const SolverParams params{.learning_rate_init = 0.05};
    conformance::check_solver<TestType>(Sgd{}, params);
    conformance::check_solver<TestType>(Adam{}, params);
    conformance::check_solver<TestType>(AdamW{.weight_decay = 1e-4}, params);
    conformance::check_solver<TestType>(Nadam{}, params);
    conformance::check_solver<TestType>(RMSprop{}, {.learning_rate_init = 0.001});
    conformance::check_solver<TestType>(RMSprop{.momentum = 0.5}, {.learning_rate_init = 0.001});
    conformance::check_solver<TestType>(AnySolver("sgd"), params);
    conformance::check_solver<TestType>(AnySolver("adam"), params);
}

TEMPLATE_TEST_CASE("Solvers with clipped gradients conform, also nested", "", float, double) {
    const SolverParams params{.learning_rate_init = 0.05};
    conformance::check_solver<TestType>(ClipByNorm<AnySolver>{.solver = Nadam{}}, params);
    conformance::check_solver<TestType>(ClipByValue<ClipByNorm<Sgd>>{}, params);
    conformance::check_solver<TestType>(ClipByNorm<GradientDescent>{}, {});
}

TEMPLATE_TEST_CASE("Sgd conforms with every schedule and momentum", "", float, double) {
    conformance::check_solver<TestType>(
        Sgd{}, {.learning_rate = LearningRate::adaptive, .learning_rate_init = 0.05, .momentum = 0.5});
    conformance::check_solver<TestType>(
        Sgd{}, {.learning_rate = LearningRate::invscaling, .learning_rate_init = 0.05, .momentum = 0.0});
    conformance::check_solver<TestType>(Sgd{}, {.learning_rate_init = 0.05, .nesterovs_momentum = false});
}

TEMPLATE_TEST_CASE("A user's solver conforms", "", float, double) {
    conformance::check_solver<TestType>(GradientDescent{}, {});
    conformance::check_solver<TestType>(GradientDescent{0.1}, {});
}

TEST_CASE("A type that cannot make a state with update is no solver") {
    STATIC_REQUIRE_FALSE(StochasticSolver<WithoutUpdate>);
    STATIC_REQUIRE_FALSE(StochasticSolver<int>);
}

TEST_CASE("A classifier takes a user's solver, with its settings") {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    using Classifier = MLPClassifier<double, int, AnyActivation, GradientDescent>;
    const auto curve_with = [&](double step) {
        Classifier clf({.solver = GradientDescent{step}, .max_iter = 10, .random_state = 0});
        return clf.fit(data.X, data.y).loss_curve();
    };
    CHECK(curve_with(0.1).back() < curve_with(0.01).back());

    INFO("it is sgd without momentum");
    MLPClassifier<> sgd(
        {.solver = "sgd", .learning_rate_init = 0.1, .max_iter = 10, .random_state = 0, .momentum = 0.0});
    const auto expected = sgd.fit(data.X, data.y).loss_curve();
    const auto curve = curve_with(0.1);
    REQUIRE(curve.size() == expected.size());
    for (std::size_t i = 0; i < curve.size(); ++i) CHECK(curve[i] == Approx(expected[i]).epsilon(1e-12));
}

TEST_CASE("A classifier takes a solver with clipped gradients by name and by value") {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    using Clipped = ClipByNorm<AnySolver>;
    const auto loss_with = [&](const Clipped& solver) {
        MLPClassifier<double, int, AnyActivation, Clipped> clf(
            {.solver = solver, .max_iter = 10, .random_state = 0, .momentum = 0.0});
        return clf.fit(data.X, data.y).loss();
    };
    const double loss = loss_with({.solver = "sgd", .max_norm = 0.01});
    CHECK(loss == loss_with({.solver = Sgd{}, .max_norm = 0.01}));
    CHECK(loss > loss_with({.solver = "sgd", .max_norm = 100.0}));
    CHECK_THROWS_AS(loss_with({.solver = "lbfgs"}), InvalidParameterError);
}

TEST_CASE("A classifier follows a schedule with any solver that can change its rate") {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    MLPClassifier<>::Params params{.hidden_layer_sizes = {4},
                                   .solver = "nadam",
                                   .batch_size = 25,
                                   .learning_rate = CosineAnnealing{.min_factor = 0.1},
                                   .learning_rate_init = 0.02,
                                   .max_iter = 5,
                                   .random_state = 0};
    MLPClassifier<> clf(params);
    clf.fit(data.X, data.y);
    const CosineAnnealing cosine{.min_factor = 0.1};
    CHECK(clf.optimizer().learning_rate() == 0.02 * cosine(4.5, 5.0));  // the second batch of the last epoch
    clf.partial_fit(data.X, data.y);
    CHECK(clf.optimizer().learning_rate() == 0.02 * 0.1);
    CHECK(to_string(params).find("learning_rate='cosine_annealing'") != std::string::npos);

    INFO("a schedule that stays at 1 changes nothing");
    params.learning_rate = [](double, double) { return 1.0; };
    const double loss = MLPClassifier<>(params).fit(data.X, data.y).loss();
    params.learning_rate = LearningRate::constant;
    CHECK(loss == MLPClassifier<>(params).fit(data.X, data.y).loss());

    INFO("a full-batch solver has no rate");
    params.learning_rate = cosine;
    params.solver = "lbfgs";
    CHECK_THROWS_WITH(MLPClassifier<>(params).fit(data.X, data.y),
                      Catch::Matchers::ContainsSubstring("'learning_rate'") &&
                          Catch::Matchers::ContainsSubstring("'cosine_annealing'"));
}

TEST_CASE("In a classifier AdamW lets only the coefs decay") {
    const support::RecordedWarnings quiet;
    auto data = support::small_data<double>();
    data.X.setZero();  // no gradient but for the intercepts
    MLPClassifier<>::Params params{.hidden_layer_sizes = {},
                                   .solver = AdamW{.weight_decay = 0.0},
                                   .alpha = 0.0,
                                   .learning_rate_init = 0.1,
                                   .max_iter = 1,
                                   .random_state = 0};
    const auto without = MLPClassifier<>(params).fit(data.X, data.y);
    params.solver = AdamW{.weight_decay = 0.5};
    const auto with = MLPClassifier<>(params).fit(data.X, data.y);
    CHECK(with.coefs()[0].isApprox(0.95 * without.coefs()[0], 1e-12));
    CHECK(with.intercepts()[0] == without.intercepts()[0]);
}

TEST_CASE("A classifier with a user's solver stops by the loss and goes on with partial_fit") {
    const auto data = support::small_data<double>();
    MLPClassifier<double, int, AnyActivation, GradientDescent> clf({.solver = GradientDescent{0.1},
                                                                    .max_iter = 200,
                                                                    .random_state = 0,
                                                                    .tol = 0.5,
                                                                    .n_iter_no_change = 3});
    clf.fit(data.X, data.y);
    CHECK(clf.n_iter() < 20);
    const double loss = clf.loss();
    clf.partial_fit(data.X, data.y);
    CHECK(clf.loss() < loss);
}

TEST_CASE("A solver for one scalar type needs no template") {
    const auto data = support::small_data<double>();
    MLPClassifier<double, int, AnyActivation, GradientDescent> any({.max_iter = 3, .random_state = 0});
    MLPClassifier<double, int, AnyActivation, GradientDescentInDouble> one(
        {.max_iter = 3, .random_state = 0});
    CHECK(any.fit(data.X, data.y).loss() == one.fit(data.X, data.y).loss());
}
