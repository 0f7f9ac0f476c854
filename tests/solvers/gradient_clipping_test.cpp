// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/gradient_clipping.hpp"

#include <limits>

#include "conformance/solver.hpp"

using namespace eigenmlp;

namespace {

/// Moves by minus the gradient, and has none of the optional members.
struct Subtract {
    template <class S>
    struct State {
        void update(Vector<S>& theta, const Vector<S>& gradient) { theta -= gradient; }
    };
    template <class S>
    State<S> init(const Vector<S>&, const SolverParams&) const {
        return {};
    }
};

template <class State>
constexpr bool has_learning_rate = requires(State state) {
    state.learning_rate();
};

/// The gradient that comes through the clipping.
template <class S>
Vector<S> clipped(const auto& solver, const Vector<S>& gradient) {
    Vector<S> theta = Vector<S>::Zero(gradient.size());
    auto state = solver.init(theta, {});
    state.update(theta, gradient);
    return -theta;
}

}  // namespace

TEMPLATE_TEST_CASE("Clipping by norm shortens long gradients and leaves short ones alone", "", float,
                   double) {
    using S = TestType;
    const ClipByNorm<Subtract> clip{.max_norm = 2.0};
    const Vector<S> g{{S(3), S(0), S(-4)}};
    CHECK(clipped<S>(clip, g).isApprox(g * S(0.4)));
    CHECK(clipped<S>(clip, g * S(0.4)).isApprox(g * S(0.4)));
    CHECK(clipped<S>(clip, g * S(0.1)) == g * S(0.1));

    INFO("also where the square of the norm overflows");
    const S huge = std::numeric_limits<S>::max() / S(16);
    CHECK(clipped<S>(clip, g * huge).isApprox(g * S(0.4)));
}

TEMPLATE_TEST_CASE("Clipping by value limits each element", "", float, double) {
    using S = TestType;
    const ClipByValue<Subtract> clip{.max_value = 0.5};
    CHECK(clipped<S>(clip, Vector<S>{{S(3), S(0.25), S(-4), S(-0.5)}}) ==
          Vector<S>{{S(0.5), S(0.25), S(-0.5), S(-0.5)}});
    const S infinity = std::numeric_limits<S>::infinity();
    CHECK(clipped<S>(clip, Vector<S>{{infinity, -infinity}}) == Vector<S>{{S(0.5), S(-0.5)}});
}

TEST_CASE("Clipping does not hide NaN") {
    const Vector<double> g{{3.0, std::nan(""), 1.0, 1.0, 1.0}};
    CHECK(std::isnan(clipped<double>(ClipByNorm<Subtract>{}, g)[1]));
    CHECK(std::isnan(clipped<double>(ClipByValue<Subtract>{}, g)[1]));
}

TEST_CASE("Clips may be nested in either order") {
    const Vector<double> g{{30.0, 40.0}};
    using Inner = ClipByValue<Subtract>;
    CHECK(clipped<double>(ClipByNorm<Inner>{.solver = {.max_value = 0.7}}, g)
              .isApprox(Vector<double>{{0.6, 0.7}}));
    using Outer = ClipByValue<ClipByNorm<Subtract>>;
    CHECK(clipped<double>(Outer{.solver = {.max_norm = 0.5}, .max_value = 30.0}, g)
              .isApproxToConstant(0.5 / std::sqrt(2.0)));
}

TEST_CASE("Clipping passes on what the solver can do besides, and nothing that it cannot") {
    const Vector<double> theta = Vector<double>::Zero(2);
    const SolverParams params{.learning_rate = LearningRate::adaptive, .learning_rate_init = 2e-6};
    auto state = ClipByNorm<ClipByValue<AnySolver>>{.solver = {.solver = "sgd"}}.init(theta, params);
    CHECK_FALSE(trigger_stopping(state).stop);
    CHECK(state.learning_rate() == 2e-6 / 5.0);
    set_learning_rate(state, 0.5);
    CHECK(state.learning_rate() == 0.5);

    auto falling = ClipByValue<Sgd>{}.init(
        theta, {.learning_rate = LearningRate::invscaling, .learning_rate_init = 1.0, .power_t = 1.0});
    iteration_ends(falling, 3);
    CHECK(falling.learning_rate() == 0.25);

    auto plain = ClipByNorm<Subtract>{}.init(theta, params);
    CHECK(trigger_stopping(plain).stop);
    STATIC_REQUIRE_FALSE(has_learning_rate<decltype(plain)>);
    CHECK_THROWS_AS(set_learning_rate(plain, 0.5), InvalidParameterError);
}

TEST_CASE("Clips refuse limits that are not above 0") {
    const Vector<double> theta = Vector<double>::Zero(2);
    for (const double bad : {0.0, -1.0, std::nan("")}) {
        CHECK_THROWS_AS(ClipByNorm<Sgd>{.max_norm = bad}.init(theta, {}), InvalidParameterError);
        CHECK_THROWS_AS(ClipByValue<Sgd>{.max_value = bad}.init(theta, {}), InvalidParameterError);
    }
    CHECK_THROWS_WITH(ClipByNorm<>{.max_norm = 0.0}.init(theta, {}),
                      "The 'max_norm' of ClipByNorm must be a float in the range (0, inf]. Got 0 instead.");
}

TEST_CASE("Clips compare by solver and limit") {
    CHECK(ClipByNorm<>{} == ClipByNorm<>{.solver = "adam", .max_norm = 1.0});
    CHECK_FALSE(ClipByNorm<>{} == ClipByNorm<>{.max_norm = 2.0});
    CHECK_FALSE(ClipByValue<>{} == ClipByValue<>{.solver = "sgd"});
}
