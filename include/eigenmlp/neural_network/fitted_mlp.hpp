// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <variant>

#include "eigenmlp/network/multilayer_perceptron.hpp"
#include "eigenmlp/solvers/solver.hpp"
#include "eigenmlp/training/history.hpp"

namespace eigenmlp {

namespace detail {

template <class Solver, class S>
struct SolverState {
    using type = std::monostate;
};
template <class S, StochasticSolver<S> Solver>
struct SolverState<Solver, S> {
    using type = solver_state_t<Solver, S>;
};

/// Whether a solver, as it is set, works on all rows at once.
template <class Solver>
bool is_full_batch(const Solver& solver) {
    if constexpr (requires { solver.is_full_batch(); })
        return solver.is_full_batch();
    else
        return !StochasticSolver<Solver>;
}

}  // namespace detail

/// What a fit leaves in an estimator.
template <class S, class Params, class Activation, class Solver, class Loss>
struct FittedMLP {
    using Network = MultilayerPerceptron<S, Activation, Loss>;

    Network network;
    Vector<S> theta;
    TrainingHistory<S> history;
    std::optional<typename detail::SolverState<Solver, S>::type> solver;  ///< of mini-batch solvers
    decltype(Params::scoring) scoring = {};  ///< of the last call
    bool early_stopping = false;
    bool mini_batches = false;  ///< whether the history is one of mini-batches, maybe of an earlier call
};

}  // namespace eigenmlp
