// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

#include "eigenmlp/solvers/solver.hpp"
#include "support/catch.hpp"
#include "support/small_data.hpp"
#include "support/tolerances.hpp"

/// What every mini-batch solver keeps. Run it on a solver of your own, with keywords that give it steps of
/// about 0.05: `conformance::check_solver<S>(solver, params)`.
namespace conformance {

using eigenmlp::Index;
using eigenmlp::SolverParams;
using eigenmlp::Vector;

template <class S>
Vector<S> some_vector(Index size, double frequency) {
    Vector<S> x(size);
    for (Index i = 0; i < size; ++i) x[i] = static_cast<S>(std::sin(frequency * static_cast<double>(i + 1)));
    return x;
}

/// Takes one step with each gradient from `first` to `last` of a fixed sequence.
template <class S>
void take_steps(auto& state, Vector<S>& theta, int first, int last) {
    for (int step = first; step < last; ++step) {
        const Vector<S> gradient = some_vector<S>(theta.size(), 0.3 + step);
        const Vector<S> kept = gradient;
        state.update(theta, gradient);
        CHECK(gradient == kept);
    }
}

template <class S>
void check_solver_state(const auto& solver, const SolverParams& params) {
    const Vector<S> start = some_vector<S>(37, 1.0);
    Vector<S> theta = start;
    auto state = solver.init(theta, params);
    CHECK(theta == start);
    take_steps<S>(state, theta, 0, 8);
    CHECK(theta.allFinite());
    CHECK(theta != start);

    INFO("a second run repeats the first");
    Vector<S> again = start;
    auto second = solver.init(again, params);
    take_steps<S>(second, again, 0, 8);
    CHECK(again == theta);

    INFO("a copied state goes on like the original, and steps of one do not show in the other");
    Vector<S> theta_copy = theta, elsewhere = start;
    auto copy = state;
    auto other = state;
    take_steps<S>(other, elsewhere, 20, 30);
    take_steps<S>(state, theta, 8, 16);
    take_steps<S>(copy, theta_copy, 8, 16);
    CHECK(theta_copy == theta);
}

/// The point that `solver` reaches from 0 on a function with the gradient given.
template <class S>
Vector<S> minimum(const auto& solver, const SolverParams& params, Index size, const auto& gradient) {
    Vector<S> theta = Vector<S>::Zero(size);
    auto state = solver.init(theta, params);
    for (int step = 0; step < 3000; ++step) {
        const Vector<S> g = gradient(theta);
        state.update(theta, g);
    }
    return theta;
}

template <class S>
void check_quadratic(const auto& solver, const SolverParams& params) {
    const Vector<S> centre = some_vector<S>(11, 1.0) * S(2);
    const Vector<S> curvature = Vector<S>::LinSpaced(11, S(0.5), S(5));
    const auto gradient = [&](const Vector<S>& theta) -> Vector<S> {
        return (curvature.array() * (theta - centre).array()).matrix();
    };
    CHECK((minimum<S>(solver, params, 11, gradient) - centre).cwiseAbs().maxCoeff() < S(1e-2));
}

template <class S>
void check_logistic_regression(const auto& solver, const SolverParams& params) {
    const auto data = support::small_data<S>(60, 4, 2);
    const auto gradient = [&](const Vector<S>& theta) -> Vector<S> {
        const Vector<S> p = (S(1) + (-data.X * theta).array().exp()).inverse();
        return data.X.transpose() * (p - data.y.template cast<S>()) / S(60) + S(0.1) * theta;
    };
    const Vector<S> theta = minimum<S>(solver, params, 4, gradient);
    CHECK(gradient(Vector<S>::Zero(4)).norm() > S(0.1));
    CHECK(gradient(theta).norm() < S(1e-3));
}

/// However often the stopping rule fires in a row, it ends training in the end.
template <class S>
void check_stopping(const auto& solver, const SolverParams& params) {
    auto state = solver.init(some_vector<S>(3, 1.0), params);
    int times = 1;
    for (; times <= 100 && !eigenmlp::trigger_stopping(state).stop; ++times)
        eigenmlp::iteration_ends(state, Index{10} * times);
    CHECK(times <= 100);
}

/// Where the state takes a batch in parts, or factors of the gradient, it comes to the same up to rounding.
template <class S>
void check_parts(const auto& solver, const SolverParams& params) {
    const Index inputs = 4, units = 600;
    Vector<S> whole = some_vector<S>(inputs * units, 1.0), parts = whole, factored = whole;
    auto state = solver.init(whole, params);
    if constexpr (eigenmlp::PiecewiseState<decltype(state), S>) {
        auto state_of_parts = state;
        auto state_of_factors = state;
        for (int step = 0; step < 3; ++step) {
            const Vector<S> x = some_vector<S>(inputs, 0.7 + step), d = some_vector<S>(units, 1.3);
            Vector<S> gradient = S(0.1) * whole;
            for (Index i = 0; i < inputs; ++i) gradient.segment(i * units, units) += x[i] * d;
            state.update(whole, gradient);

            state_of_parts.begin_update();
            state_of_parts.update(parts, gradient, 801, parts.size() - 801);
            state_of_parts.update(parts, gradient, 0, 801);
            CHECK((parts - whole).cwiseAbs().maxCoeff() < S(support::tolerance<S>));

            state_of_factors.begin_update();
            state_of_factors.update(factored, {x.data(), d.data(), 1, units, S(0.1)}, 0);
            state_of_factors.update(factored, {x.data() + 1, d.data(), inputs - 1, units, S(0.1)}, units);
            CHECK((factored - whole).cwiseAbs().maxCoeff() < S(support::difference_tolerance<S>));
        }
    }
}

template <class S>
void check_learning_rate(const auto& solver, const SolverParams& params) {
    const Vector<S> start = some_vector<S>(37, 1.0);
    Vector<S> theta = start, expected = start;
    auto state = solver.init(theta, params);
    if constexpr (requires { state.set_learning_rate(0.0); }) {
        INFO("without learning rate nothing moves");
        state.set_learning_rate(0.0);
        take_steps<S>(state, theta, 0, 3);
        CHECK(theta == start);

        INFO("the rate set is as good as the rate given");
        SolverParams other = params;
        other.learning_rate_init *= 0.25;
        auto expected_state = solver.init(expected, other);
        state = solver.init(theta, params);
        state.set_learning_rate(other.learning_rate_init);
        take_steps<S>(state, theta, 0, 3);
        take_steps<S>(expected_state, expected, 0, 3);
        CHECK(theta == expected);
    }
}

template <class S, eigenmlp::StochasticSolver<S> Solver>
void check_solver(const Solver& solver, const SolverParams& params) {
    check_solver_state<S>(solver, params);
    INFO("minimises a convex quadratic");
    check_quadratic<S>(solver, params);
    INFO("minimises the loss of logistic regression");
    check_logistic_regression<S>(solver, params);
    check_stopping<S>(solver, params);
    check_parts<S>(solver, params);
    check_learning_rate<S>(solver, params);
}

}  // namespace conformance
