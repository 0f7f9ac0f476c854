// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/arguments.hpp"
#include "eigenmlp/solvers/learning_rate.hpp"

namespace eigenmlp {

/// The estimators' keywords that configure the built-in solvers, with scikit-learn's names and defaults.
struct SolverParams {
    LearningRateSchedule learning_rate = LearningRate::constant;
    double learning_rate_init = 0.001;
    double power_t = 0.5;
    double momentum = 0.9;
    bool nesterovs_momentum = true;
    double beta_1 = 0.9;
    double beta_2 = 0.999;
    double epsilon = 1e-8;
    Index max_iter = 200;  ///< iterations at most, full-batch solvers only
    Index max_fun =
        15000;          ///< evaluations of the loss after which no iteration begins, full-batch solvers only
    double tol = 1e-4;  ///< largest absolute element of the gradient at a minimum, full-batch solvers only
    std::optional<Index> n_coefs = {};  ///< how many parameters are coefs, the first ones; empty: unknown
};

namespace detail {

/// What Adam and its kin keep of them.
struct MomentParams {
    double learning_rate_init, beta_1, beta_2, epsilon;

    MomentParams(const SolverParams& p)
        : learning_rate_init(p.learning_rate_init), beta_1(p.beta_1), beta_2(p.beta_2), epsilon(p.epsilon) {}
};

}  // namespace detail

/// A mini-batch solver: a copyable configuration whose `init(theta, params)` makes the state of one
/// optimisation. The state is copyable too and has `update(theta, gradient)`, which moves `theta` in place
/// after each batch. It may also have
/// - `iteration_ends(t)`, called after each epoch with the number of training rows seen since the cold start;
/// - `trigger_stopping()`, called when the stopping rule fires; returns a `StopDecision`;
/// - `learning_rate()`, the present step size;
/// - `set_learning_rate(rate)`, which replaces learning_rate_init from the next batch on.
template <class Solver, class S = double>
concept StochasticSolver = std::copyable<Solver> &&
    requires(const Solver solver, const Vector<S> theta0, Vector<S> theta, const Vector<S> gradient,
             const SolverParams params) {
    { solver.init(theta0, params) } -> std::copyable;
    solver.init(theta0, params).update(theta, gradient);
};

/// What a solver's `init` returns.
template <class Solver, class S>
using solver_state_t = decltype(std::declval<const Solver&>().init(std::declval<const Vector<S>&>(),
                                                                   std::declval<const SolverParams&>()));

/// How a full-batch minimisation ended: the fields of SciPy's OptimizeResult.
struct MinimizeResult {
    double loss = 0.0;        ///< at the point reached (`fun`)
    Index n_iter = 0;         ///< iterations (`nit`)
    Index n_evaluations = 0;  ///< evaluations of loss and gradient (`nfev`)
    int status = 0;  ///< 0 converged, 1 a limit was reached, 2 no further descent found, 3 asked to end
    std::string message = {};  ///< the same in words
};

/// A full-batch solver: a copyable configuration whose `minimize(objective, theta, params, on_iteration)`
/// moves `theta` to a minimum of `objective(theta, gradient)`, which returns the loss and writes the
/// gradient. Calls `on_iteration(theta, loss)` after each iteration and ends if it returns false.
template <class Solver, class S = double>
concept FullBatchSolver = std::copyable<Solver> &&
    requires(const Solver solver, double (&objective)(const Vector<S>&, Vector<S>&), Vector<S> theta,
             const SolverParams params, bool (&on_iteration)(const Vector<S>&, double)) {
    { solver.minimize(objective, theta, params, on_iteration) } -> std::same_as<MinimizeResult>;
};

/// A solver of either kind. The first condition follows from the second: it is here because g++ shows its
/// text, and so the members that are needed, where a solver lacks one.
template <class Solver, class S = double>
concept MLPSolver =
    (
        requires(const Solver solver, const Vector<S> theta0, Vector<S> theta, const Vector<S> gradient,
                 const SolverParams params) { solver.init(theta0, params).update(theta, gradient); } ||
        requires(const Solver solver, double (&objective)(const Vector<S>&, Vector<S>&), Vector<S> theta,
                 const SolverParams params, bool (&on_iteration)(const Vector<S>&, double)) {
            solver.minimize(objective, theta, params, on_iteration);
        }) &&
    (StochasticSolver<Solver, S> || FullBatchSolver<Solver, S>);

/// The gradient of a layer's coefs for a batch of a single row, as its factors.
template <class S>
using RankOneGradient = kernels::RankOneArgs<S>;

/// A state that can move parts of theta on its own, from any thread: `begin_update()` once per batch, then
/// `update(theta, gradient, first, size)` for parts that do not overlap and together make the whole, or
/// `update(theta, factors, first)` for the coefs of a layer from factors of their gradient.
template <class State, class S>
concept PiecewiseState = requires(State state, Vector<S>& theta, const Vector<S>& gradient,
                                  const RankOneGradient<S>& factors, Index first) {
    state.begin_update();
    state.update(theta, gradient, first, first);
    state.update(theta, factors, first);
};

/// Whether training ends, and the words for it in verbose output.
struct StopDecision {
    bool stop = true;
    std::string note = "Stopping.";
};

/// The optional members of a state, or what stands for them.
template <class State>
void iteration_ends(State& state, Index t) {
    if constexpr (requires { state.iteration_ends(t); }) state.iteration_ends(t);
}

template <class State>
StopDecision trigger_stopping(State& state) {
    if constexpr (requires { state.trigger_stopping(); })
        return state.trigger_stopping();
    else
        return {};
}

/// \throws InvalidParameterError if the state cannot change its learning rate.
template <class State>
void set_learning_rate(State& state, double rate) {
    if constexpr (requires { state.set_learning_rate(rate); })
        state.set_learning_rate(rate);
    else
        throw InvalidParameterError(detail::format(
            "The 'solver' parameter must be a solver whose state has set_learning_rate(rate) where "
            "a schedule or a callback sets the learning rate. Got a solver without it instead, and "
            "the rate {}.",
            rate));
}

namespace detail {

/// \throws InvalidParameterError unless `valid`: the field of a solver must be as `expected` says.
inline void check_field(bool valid, std::string_view field, std::string_view solver,
                        std::string_view expected, double given) {
    if (!valid)
        throw InvalidParameterError(
            detail::format("The '{}' of {} must be {}. Got {} instead.", field, solver, expected, given));
}

}  // namespace detail
}  // namespace eigenmlp
