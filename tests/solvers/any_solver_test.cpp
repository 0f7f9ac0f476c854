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
    CHECK(chosen.name() == solver.name);
    CHECK(chosen == AnySolver(solver));
}

}  // namespace

TEMPLATE_TEST_CASE("A solver chosen by name is bit for bit the built-in", "", float, double) {
    check_same<TestType>("sgd", Sgd{});
    check_same<TestType>(std::string("adam"), Adam{});
}

TEST_CASE("Adam is the default solver") {
    CHECK(AnySolver() == AnySolver("adam"));
    CHECK_FALSE(AnySolver() == AnySolver("sgd"));
}

TEST_CASE("An unknown solver is refused with the list of the known") {
    CHECK_THROWS_AS(AnySolver("newton"), InvalidParameterError);
    for (const char* part : {"solver", "'adam'", "'sgd'", "'newton'"})
        CHECK_THROWS_WITH(AnySolver("newton"), ContainsSubstring(part));
}
