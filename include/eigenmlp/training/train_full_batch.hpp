// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/training_state.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/solvers/solver.hpp"
#include "eigenmlp/training/history.hpp"

namespace eigenmlp {

namespace detail {

/// scikit-learn's words for a solver that gave up.
inline void warn_not_converged(const MinimizeResult& result, Index max_iter) {
    std::string message =
        detail::format("lbfgs failed to converge (status={}):\n{}.", result.status, result.message);
    if (result.n_iter >= max_iter) message += "\n\nIncrease the number of iterations (max_iter)";
    message +=
        result.n_iter >= max_iter ? " or scale the data." : "\n\nYou might also want to scale the data.";
    warn(WarningCategory::ConvergenceWarning, message);
}

}  // namespace detail

/// Lets a full-batch solver minimise the mean loss over all `n_rows` rows. Moves `theta` and extends
/// `history`; for callbacks an iteration of the solver is an epoch of one batch. Callbacks may change the
/// weights at the end of training only.
template <class S, class Objective, class Solver>
void train_full_batch(Objective& objective, Index n_rows, const Solver& solver, const SolverParams& params,
                      const CallbackList<S>& callbacks, Vector<S>& theta, TrainingHistory<S>& history) {
    std::vector<Index> rows(static_cast<std::size_t>(n_rows));
    std::iota(rows.begin(), rows.end(), Index{0});
    const auto loss_and_gradient = [&](const Vector<S>& at, Vector<S>& gradient) {
        return objective(at, std::span<const Index>(rows), gradient);
    };

    history.n_iter = 0;
    Vector<S> iterate = theta;
    TrainingState<S> state{iterate, params.max_iter, 1};
    const auto begin_epoch = [&] {
        ++state.epoch;
        state.batch = 0;
        callbacks.on_epoch_begin(state);
    };
    const auto on_iteration = [&](const Vector<S>& at, double loss) {
        iterate = at;
        state.batch = 1;
        state.batch_loss = state.loss = loss;
        callbacks.on_batch_end(state);
        callbacks.on_epoch_end(state);
        if (!state.stop_reason && state.epoch < params.max_iter) begin_epoch();
        return !state.stop_reason;
    };
    callbacks.on_train_begin(state);
    if (!state.stop_reason && params.max_iter > 0) begin_epoch();
    if (!state.stop_reason) {
        const MinimizeResult result = solver.minimize(loss_and_gradient, theta, params, on_iteration);
        history.loss = result.loss;
        history.n_iter = std::min(result.n_iter, params.max_iter);
        history.stop_reason = result.message;
        if (!state.stop_reason) state.epoch = history.n_iter;  // the one that has begun does not come
        if (!state.stop_reason && result.status != 0) detail::warn_not_converged(result, params.max_iter);
    }
    iterate = theta;
    callbacks.on_train_end(state);
    theta = iterate;
    if (state.stop_reason) history.stop_reason = *state.stop_reason;
}

}  // namespace eigenmlp
