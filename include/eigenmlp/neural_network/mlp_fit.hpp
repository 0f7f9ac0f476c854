// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/network/dropout.hpp"
#include "eigenmlp/network/initialization.hpp"
#include "eigenmlp/network/parameters.hpp"
#include "eigenmlp/network/training_data.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/neural_network/fitted_mlp.hpp"
#include "eigenmlp/neural_network/watch_validation.hpp"
#include "eigenmlp/solvers/solver.hpp"
#include "eigenmlp/training/objective.hpp"
#include "eigenmlp/training/train.hpp"
#include "eigenmlp/training/train_full_batch.hpp"

namespace eigenmlp {

/// One call of `fit` or `partial_fit`, on numeric targets.
template <class S, class Params, class Activation, class Solver, class Loss>
class MLPFit {
public:
    using Fitted = FittedMLP<S, Params, Activation, Solver, Loss>;

    MLPFit(const Params& params, std::string_view estimator) : params_(params), estimator_(estimator) {}

    /// Fits to `task`, from `start` on or, if that is null, from fresh weights. An exception leaves a
    /// generator of the user's own as it was. \throws InvalidParameterError, InvalidDataError,
    /// NonFiniteParametersError, and what callbacks throw
    template <class X>
    Fitted run(const Fitted* start, Loss loss, const FitTask<S, X>& task,
               const CallbackList<S>& callbacks) const {
        const auto random = params_.random_state.generator();
        const RandomState before = *random;
        try {
            return run(start, std::move(loss), task, *random, callbacks);
        } catch (...) {
            *random = before;
            throw;
        }
    }

private:
    using Network = typename Fitted::Network;

    template <class X>
    Fitted run(const Fitted* start, Loss loss, const FitTask<S, X>& task, RandomState& random,
               const CallbackList<S>& callbacks) const {
        Fitted next = start ? continued(*start, task.X.cols(), task.Y.cols(), std::move(loss))
                            : initial_state(task.X.cols(), task.Y.cols(), std::move(loss), random);
        const bool new_loss = start && is_other_loss(start->network.loss(), next.network.loss());
        const bool new_scoring = start && !(start->scoring == params_.scoring);
        next.scoring = params_.scoring;
        if (new_loss) next.history.training_loss = {};
        if (new_scoring || (new_loss && !task.score)) {
            next.history.negative_score = {};
            next.history.best_theta.resize(0);
        }
        if (detail::is_full_batch(params_.solver))
            fit_full_batch(next, task, callbacks);
        else
            fit_mini_batches(next, start != nullptr, task, random, callbacks);
        if (!detail::all_finite(next.theta))
            throw NonFiniteParametersError(
                "Solver produced non-finite parameter weights. The input data may contain large values and "
                "need to be preprocessed.");
        return next;
    }

    /// Whether values of the losses do not compare. Losses without `==` are taken to be the same.
    static bool is_other_loss(const Loss& before, const Loss& now) {
        if constexpr (std::equality_comparable<Loss>)
            return !(before == now);
        else
            return false;
    }

    template <class X>
    void fit_full_batch(Fitted& next, const FitTask<S, X>& task, const CallbackList<S>& callbacks) const {
        if constexpr (FullBatchSolver<Solver, S>) {
            if (params_.dropout != 0.0)
                throw InvalidParameterError(detail::format(
                    "The 'dropout' parameter of {} must be 0 with a full-batch solver, which needs "
                    "the same function at each evaluation. Got {} instead.",
                    estimator_, params_.dropout));
            if (params_.learning_rate.is_function())
                throw InvalidParameterError(
                    detail::format("The 'learning_rate' parameter of {} must not be a function of the epoch "
                                   "with a full-batch solver, which has no learning rate. Got '{}' instead.",
                                   estimator_, params_.learning_rate.name()));
            next.early_stopping = false;
            Objective<S, Network, X> objective(next.network, data(task), params_.alpha, task.X.rows(),
                                               training_threads(next.network.layout(), task.X.rows()));
            train_full_batch(objective, task.X.rows(), params_.solver, solver_params(next.network.layout()),
                             callbacks, next.theta, next.history);
        }
    }

    template <class X>
    void fit_mini_batches(Fitted& next, bool continued, const FitTask<S, X>& task, RandomState& random,
                          const CallbackList<S>& callbacks) const {
        if constexpr (StochasticSolver<Solver, S>) {
            if (continued && !next.mini_batches)
                throw InvalidParameterError(detail::format(
                    "The 'solver' parameter of {} cannot change from a full-batch solver to one of "
                    "mini-batches in a warm start or partial_fit.",
                    estimator_));
            if (!task.incremental || !next.solver)
                next.solver.emplace(
                    params_.solver.init(next.theta, solver_params(next.network.layout())));
            next.early_stopping = params_.early_stopping && !task.incremental;
            next.mini_batches = true;

            std::vector<Index> rows(static_cast<std::size_t>(task.X.rows()));
            std::iota(rows.begin(), rows.end(), Index{0});
            Validation<S> validation;
            if (task.validation)
                validation = detail::watch_validation_data(next.network, task);
            else if (next.early_stopping)
                validation = detail::watch_rows(
                    next.network, task,
                    detail::split_off_validation(task, params_.validation_fraction, rows, random));

            const TrainingOptions options =
                training_options(static_cast<Index>(rows.size()), task.incremental, task.n_epochs);
            Objective<S, Network, X> objective(next.network, data(task), params_.alpha, options.batch_size,
                                               training_threads(next.network.layout(), options.batch_size),
                                               dropout(random, next.history.t));
            using State = std::remove_reference_t<decltype(*next.solver)>;
            MiniBatchTraining<S, Objective<S, Network, X>, State>(objective, std::move(rows), *next.solver,
                                                                  options, random, validation, callbacks)
                .run(next.theta, next.history);
        }
    }

    template <class X>
    static TrainingData<S, X> data(const FitTask<S, X>& task) {
        return {task.X, view(task.Y), task.loss_weight.size() > 0 ? task.loss_weight.data() : nullptr};
    }

    /// Draws its seed only where there is dropout. Its batches are numbered from `t`, the rows seen so far,
    /// so that a continued fit leaves out other units.
    Dropout dropout(RandomState& random, Index t) const {
        if (params_.dropout == 0.0) return {};
        const std::uint64_t high = random.next_uint32();
        return {params_.dropout, high << 32 | random.next_uint32(), static_cast<std::uint64_t>(t)};
    }

    Index training_threads(const ParameterLayout& layout, Index batch_size) const {
        return resolve_threads(params_.n_threads,
                               3.0 * static_cast<double>(layout.n_coefs()) * static_cast<double>(batch_size));
    }

    SolverParams solver_params(const ParameterLayout& layout) const {
        SolverParams p;
        p.learning_rate = params_.learning_rate;
        p.learning_rate_init = params_.learning_rate_init;
        p.power_t = params_.power_t;
        p.momentum = params_.momentum;
        p.nesterovs_momentum = params_.nesterovs_momentum;
        p.beta_1 = params_.beta_1;
        p.beta_2 = params_.beta_2;
        p.epsilon = params_.epsilon;
        p.max_iter = params_.max_iter;
        p.max_fun = params_.max_fun;
        p.tol = params_.tol;
        p.n_coefs = layout.n_coefs();
        return p;
    }

    Fitted initial_state(Index n_features, Index n_outputs, Loss loss, RandomState& random) const {
        std::vector<Index> units = {n_features};
        units.insert(units.end(), params_.hidden_layer_sizes.begin(), params_.hidden_layer_sizes.end());
        units.push_back(n_outputs);
        const ParameterLayout layout(std::move(units));
        std::vector<Activation> hidden = params_.activation.for_layers(params_.hidden_layer_sizes.size());
        Vector<S> theta = initial_parameters<S>(layout, params_.activation.activations(), random);
        return {Network(layout, std::move(hidden), std::move(loss)), std::move(theta), {}, {}};
    }

    /// The state that a continued fit goes on from: it keeps its shapes and takes the parameters as they are
    /// now.
    Fitted continued(const Fitted& start, Index n_features, Index n_outputs, Loss loss) const {
        const ParameterLayout& layout = start.network.layout();
        check_n_features(n_features, layout.fan_in(0), estimator_);
        if (n_outputs != layout.n_outputs())
            throw InvalidDataError(detail::format("y has {} outputs, but {} was fitted with {}.", n_outputs,
                                                  estimator_, layout.n_outputs()));
        const auto& units = layout.layer_units();
        if (!std::equal(units.begin() + 1, units.end() - 1, params_.hidden_layer_sizes.begin(),
                        params_.hidden_layer_sizes.end()))
            throw InvalidParameterError(detail::format(
                "The 'hidden_layer_sizes' parameter of {} cannot change from [{}] to [{}] in a "
                "warm start or partial_fit.",
                estimator_, detail::join(std::span(units).subspan(1, units.size() - 2)),
                detail::join(params_.hidden_layer_sizes)));
        Fitted next = start;
        next.network = Network(layout, params_.activation.for_layers(units.size() - 2), std::move(loss));
        return next;
    }

    TrainingOptions training_options(Index n_rows, bool incremental, Index n_epochs) const {
        constexpr Index auto_batch_size = 200;
        const Index wanted = params_.batch_size.value_or(std::min(auto_batch_size, n_rows));
        if (wanted > n_rows)
            warn(WarningCategory::UserWarning,
                 detail::format("Got `batch_size` {}, larger than the number of "
                                "training rows {}. It is going to be clipped.",
                                wanted, n_rows));
        return {.batch_size = std::min(wanted, n_rows),
                .max_iter = incremental ? n_epochs : params_.max_iter,
                .shuffle = params_.shuffle,
                .tol = params_.tol,
                .n_iter_no_change = params_.n_iter_no_change,
                .verbose = params_.verbose,
                .early_stopping = params_.early_stopping && !incremental,
                .incremental = incremental,
                .learning_rate = params_.learning_rate,
                .learning_rate_init = params_.learning_rate_init,
                .schedule_length = params_.max_iter};
    }

    const Params& params_;
    std::string_view estimator_;
};

}  // namespace eigenmlp
