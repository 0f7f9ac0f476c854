// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/any_solver.hpp"

#include <string>

#include "conformance/solver.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class S>
void check_same(const AnySolver& chosen, const auto& solver) {
    const SolverParams params{.learning_rate = LearningRate::adaptive, .learning_rate_init = 0.02};
    Vector<S> theta = conformance::some_vector<S>(37, 1.0), expected = theta;
    auto chosen_state = chosen.init(theta, params);
    auto state = solver.init(expected, params);
    conformance::take_steps<S>(chosen_state, theta, 0, 5);
    conformance::take_steps<S>(state, expected, 0, 5);
    CHECK(theta == expected);
    iteration_ends(chosen_state, 10);
    iteration_ends(state, 10);
    const StopDecision decision = trigger_stopping(chosen_state), expected_decision = trigger_stopping(state);
    CHECK(decision.stop == expected_decision.stop);
    CHECK(decision.note == expected_decision.note);
    CHECK(chosen_state.learning_rate() == state.learning_rate());
    set_learning_rate(chosen_state, 0.5);
    set_learning_rate(state, 0.5);
    conformance::take_steps<S>(chosen_state, theta, 5, 6);
    conformance::take_steps<S>(state, expected, 5, 6);
    CHECK(theta == expected);
    CHECK(chosen.name() == solver.name);
    CHECK(chosen == AnySolver(solver));
}

}  // namespace

TEMPLATE_TEST_CASE("A solver chosen by name is bit for bit the built-in", "", float, double) {
    check_same<TestType>("sgd", Sgd{});
    check_same<TestType>(std::string("adam"), Adam{});
    check_same<TestType>("adamw", AdamW{});
    check_same<TestType>("nadam", Nadam{});
    check_same<TestType>("rmsprop", RMSprop{});
    check_same<TestType>(AdamW{.weight_decay = 0.3}, AdamW{.weight_decay = 0.3});
}

TEST_CASE("Adam is the default solver") {
    CHECK(AnySolver() == AnySolver("adam"));
    CHECK_FALSE(AnySolver() == AnySolver("sgd"));
}

TEST_CASE("An unknown solver is refused with the list of the known") {
    CHECK_THROWS_AS(AnySolver("newton"), InvalidParameterError);
    for (const char* part :
         {"solver", "'adam'", "'sgd'", "'adamw'", "'nadam'", "'rmsprop'", "'lbfgs'", "'newton'"})
        CHECK_THROWS_WITH(AnySolver("newton"), ContainsSubstring(part));
}

TEMPLATE_TEST_CASE("The full-batch solver chosen by name is bit for bit the built-in", "", float, double) {
    using S = TestType;
    const auto cosh_loss = [](const Vector<S>& theta, Vector<S>& gradient) {
        gradient = theta.array().sinh();
        return static_cast<double>(theta.array().cosh().sum());
    };
    Index iterations = 0;
    const auto count = [&](const Vector<S>&, double) { return ++iterations > 0; };
    Vector<S> theta = conformance::some_vector<S>(5, 1.0), expected = theta;
    const MinimizeResult result = AnySolver("lbfgs").minimize(cosh_loss, theta, {}, count);
    const MinimizeResult expected_result = Lbfgs{}.minimize(cosh_loss, expected, {});
    CHECK(theta == expected);
    CHECK(result.n_iter == expected_result.n_iter);
    CHECK(result.n_iter == iterations);
    CHECK(result.message == expected_result.message);
    CHECK(AnySolver("lbfgs") == AnySolver(Lbfgs{}));
    CHECK(AnySolver("lbfgs").name() == "lbfgs");
}

TEST_CASE("A solver chosen by name knows whether it takes batches or all rows") {
    CHECK(AnySolver("lbfgs").is_full_batch());
    CHECK_FALSE(AnySolver("adam").is_full_batch());
    CHECK_FALSE(AnySolver("sgd").is_full_batch());
    Vector<double> theta = Vector<double>::Zero(2);
    CHECK_THROWS_AS(AnySolver("lbfgs").init(theta, {}), InvalidParameterError);
    CHECK_THROWS_WITH(AnySolver("lbfgs").init(theta, {}),
                      ContainsSubstring("stochastic") && ContainsSubstring("'lbfgs'"));
    const auto minimize = [&] {
        return AnySolver("adam").minimize([](auto&, auto&) { return 0.0; }, theta, {},
                                          [](auto&, double) { return true; });
    };
    CHECK_THROWS_AS(minimize(), InvalidParameterError);
    CHECK_THROWS_WITH(minimize(), ContainsSubstring("full-batch") && ContainsSubstring("'adam'"));
}
