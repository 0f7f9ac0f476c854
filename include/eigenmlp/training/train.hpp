// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/training_state.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/solvers/solver.hpp"
#include "eigenmlp/training/history.hpp"

namespace eigenmlp {

/// How to train; scikit-learn's parameters where they are not explained.
struct TrainingOptions {
    Index batch_size;
    Index max_iter;
    bool shuffle;
    double tol;
    Index n_iter_no_change;
    bool verbose;
    bool early_stopping;  ///< go by the validation score instead of the training loss, keep the best weights
    bool incremental;     ///< `partial_fit`: its epochs are not expected to converge
    LearningRateSchedule learning_rate =
        {};                             ///< sets the solver's rate before each batch if it is a function
    double learning_rate_init = 0.001;  ///< what the schedule's factors multiply
    Index schedule_length = 0;          ///< epochs at most, as the schedule is told
};

/// What the validation rows say of parameters: greater scores and smaller losses are better.
struct ValidationResult {
    double score;
    double loss;
};

/// Looks at the validation rows; empty if there are none.
template <class S>
using Validation = std::function<ValidationResult(const Vector<S>& theta)>;

/// The mini-batch loop of scikit-learn: epochs of shuffled batches until the loss (or the validation score)
/// no longer improves. `objective(theta, rows, gradient)` returns the mean loss over the rows.
template <class S, class Objective, class SolverState>
class MiniBatchTraining {
public:
    /// \param rows the training rows in their initial order
    MiniBatchTraining(Objective& objective, std::vector<Index> rows, SolverState& solver,
                      const TrainingOptions& options, RandomState& random, const Validation<S>& validation,
                      const CallbackList<S>& callbacks)
        : objective_(objective),
          rows_(std::move(rows)),
          solver_(solver),
          options_(options),
          random_(random),
          validation_(validation),
          callbacks_(callbacks) {}

    /// Moves `theta` and extends `history`.
    void run(Vector<S>& theta, TrainingHistory<S>& history) {
        const Index n = static_cast<Index>(rows_.size());
        TrainingState<S> state{theta, options_.max_iter, (n + options_.batch_size - 1) / options_.batch_size};
        state.learning_rate_access = LearningRateAccess::of(solver_);
        if (options_.learning_rate.is_function())
            state.learning_rate_access.set = [](void*, double rate) {
                throw InvalidParameterError(
                    detail::format("A callback wants the learning rate {}, but the 'learning_rate' parameter "
                                   "is a function of the epoch, which sets the rate before each batch.",
                                   rate));
            };
        gradient_ = detail::parameter_vector<S>(theta.size());
        epochs_before_ = options_.incremental ? static_cast<double>(history.loss_curve.size()) : 0.0;
        history.n_iter = 0;
        history.stop_reason = "max_iter";
        if (options_.early_stopping && history.best_theta.size() == 0) history.best_theta = theta;

        callbacks_.on_train_begin(state);
        while (!state.stop_reason && state.epoch < state.max_iter) {
            ++state.epoch;
            state.batch = 0;
            callbacks_.on_epoch_begin(state);
            if (!run_batches(state)) break;
            end_epoch(state, history);
        }
        if (options_.early_stopping && !history.validation_scores.empty()) theta = history.best_theta;
        callbacks_.on_train_end(state);
        if (state.stop_reason)
            history.stop_reason = *state.stop_reason;
        else if (!options_.incremental)
            warn(WarningCategory::ConvergenceWarning,
                 detail::format("Stochastic Optimizer: Maximum iterations ({}) reached and the optimization "
                                "hasn't converged yet.",
                                options_.max_iter));
    }

private:
    /// One pass over the shuffled rows; false if a callback ended it. Leaves the epoch's loss in `state`.
    bool run_batches(TrainingState<S>& state) {
        // each epoch of partial_fit shuffles what a call of its own would
        if (options_.shuffle && options_.incremental) std::iota(rows_.begin(), rows_.end(), Index{0});
        if (options_.shuffle) random_.shuffle(rows_);
        double accumulated_loss = 0.0;
        for (std::size_t first = 0; first < rows_.size();) {
            if (state.stop_reason) return false;
            const auto batch = std::span<const Index>(rows_).subspan(
                first, std::min(static_cast<std::size_t>(options_.batch_size), rows_.size() - first));
            first += batch.size();
            follow_schedule(state);
            state.batch_loss = step(state.theta, batch);
            accumulated_loss += state.batch_loss * static_cast<double>(batch.size());
            ++state.batch;
            callbacks_.on_batch_end(state);
        }
        state.loss = accumulated_loss / static_cast<double>(rows_.size());
        return true;
    }

    /// Sets the learning rate of the batch that begins. In `partial_fit` the schedule goes on from call to
    /// call.
    void follow_schedule(const TrainingState<S>& state) {
        if (!options_.learning_rate.is_function()) return;
        const double epoch = epochs_before_ + static_cast<double>(state.epoch - 1) +
                             static_cast<double>(state.batch) / static_cast<double>(state.n_batches);
        const double factor = options_.learning_rate(epoch, static_cast<double>(options_.schedule_length));
        set_learning_rate(solver_, options_.learning_rate_init * factor);
    }

    /// Moves a part of theta as soon as its gradient is there.
    struct Updater {
        SolverState& solver;
        Vector<S>& theta;
        const Vector<S>& gradient;

        void operator()(Index first, Index size) const { solver.update(theta, gradient, first, size); }
        void operator()(Index first, const RankOneGradient<S>& factors) const {
            solver.update(theta, factors, first);
        }
    };

    /// The loss of a batch and the update that it leads to, part by part where objective and solver can.
    double step(Vector<S>& theta, std::span<const Index> rows) {
        if constexpr (PiecewiseState<SolverState, S> &&
                      requires(Updater u) { objective_(theta, rows, gradient_, u); }) {
            solver_.begin_update();
            return objective_(theta, rows, gradient_, Updater{solver_, theta, gradient_});
        } else {
            const double loss = objective_(theta, rows, gradient_);
            solver_.update(theta, gradient_);
            return loss;
        }
    }

    void end_epoch(TrainingState<S>& state, TrainingHistory<S>& history) {
        ++history.n_iter;
        history.t += static_cast<Index>(rows_.size());
        history.loss = state.loss;
        history.loss_curve.push_back(state.loss);
        if (options_.verbose) detail::print("Iteration {}, loss = {:.8f}\n", history.n_iter, state.loss);
        if (validation_) validate(state, history);
        Monitor& monitor = options_.early_stopping ? history.negative_score : history.training_loss;
        const bool best = options_.early_stopping ? monitor.update(-*state.validation_score, options_.tol)
                                                  : monitor.update(state.loss, options_.tol);
        if (best && options_.early_stopping) history.best_theta = state.theta;
        iteration_ends(solver_, history.t);
        if (monitor.no_improvement_count > options_.n_iter_no_change) stop_or_go_on(state, monitor);
        callbacks_.on_epoch_end(state);
    }

    void validate(TrainingState<S>& state, TrainingHistory<S>& history) {
        const ValidationResult result = validation_(state.theta);
        state.validation_score = result.score;
        state.validation_loss = result.loss;
        history.validation_scores.push_back(result.score);
        history.validation_loss_curve.push_back(result.loss);
        if (options_.verbose && options_.early_stopping)
            detail::print("Validation score: {:.6f}\n", result.score);
    }

    /// The stopping rule has fired: the solver decides what follows from it.
    void stop_or_go_on(TrainingState<S>& state, Monitor& monitor) {
        const StopDecision decision = trigger_stopping(solver_);
        const std::string reason =
            detail::format("{} did not improve more than tol={:.6f} for {} consecutive epochs.",
                           options_.early_stopping ? "Validation score" : "Training loss", options_.tol,
                           options_.n_iter_no_change);
        if (options_.verbose) detail::print("{} {}\n", reason, decision.note);
        if (!decision.stop)
            monitor.no_improvement_count = 0;
        else if (!options_.incremental || state.epoch == state.max_iter)  // the epochs asked for are made
            state.request_stop(reason);
    }

    Objective& objective_;
    std::vector<Index> rows_;
    SolverState& solver_;
    const TrainingOptions options_;
    RandomState& random_;
    const Validation<S>& validation_;
    const CallbackList<S>& callbacks_;
    Vector<S> gradient_;
    double epochs_before_ = 0.0;  // of earlier calls, for the schedule
};

}  // namespace eigenmlp
