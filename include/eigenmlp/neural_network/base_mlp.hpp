// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/dense_input.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/network/initialization.hpp"
#include "eigenmlp/network/multilayer_perceptron.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"
#include "eigenmlp/training/history.hpp"
#include "eigenmlp/training/objective.hpp"
#include "eigenmlp/training/train.hpp"

namespace eigenmlp {

/// What the multilayer perceptrons share: parameters, fitted attributes and the fit on numeric targets.
template <Floating S, class Params, class Activation, class Solver, class Loss>
class BaseMLP {
public:
    const Params& params() const { return params_; }

    /// Replaces the parameters; what is fitted stays.
    void set_params(Params params) { params_ = std::move(params); }

    /// \name Fitted attributes
    /// All throw NotFittedError before `fit`.
    ///@{

    /// Weights of each layer, fan_in x fan_out: views, valid until the next fit of this estimator.
    std::vector<ConstMatrixView<S>> coefs() const {
        std::vector<ConstMatrixView<S>> all;
        const ParameterLayout& layout = fitted().network.layout();
        for (Index i = 0; i < layout.n_weight_layers(); ++i) all.push_back(layout.coefs(fitted().theta, i));
        return all;
    }
    /// Intercepts of each layer, fan_out: views, valid until the next fit of this estimator.
    std::vector<Eigen::Map<const Vector<S>>> intercepts() const {
        std::vector<Eigen::Map<const Vector<S>>> all;
        const ParameterLayout& layout = fitted().network.layout();
        for (Index i = 0; i < layout.n_weight_layers(); ++i)
            all.push_back(layout.intercepts(fitted().theta, i));
        return all;
    }
    /// Mean training loss of the last epoch, each batch's taken before its update.
    double loss() const { return fitted().history.loss; }
    /// Smallest loss of an epoch; empty with early stopping.
    std::optional<double> best_loss() const {
        if (fitted().early_stopping) return {};
        return fitted().history.training_loss.best;
    }
    /// Loss of each epoch since the cold start.
    const std::vector<double>& loss_curve() const { return fitted().history.loss_curve; }
    /// Score on the validation rows after each epoch; empty without early stopping.
    const std::vector<double>& validation_scores() const { return fitted().history.validation_scores; }
    /// Largest of them; empty without early stopping.
    std::optional<double> best_validation_score() const {
        if (!fitted().early_stopping) return {};
        return -fitted().history.validation_loss.best;
    }
    /// Epochs of the last call.
    Index n_iter() const { return fitted().history.n_iter; }
    /// Training rows seen since the cold start.
    Index t() const { return fitted().history.t; }
    /// Layers, the input among them.
    Index n_layers() const { return fitted().network.layout().n_weight_layers() + 1; }
    Index n_outputs() const { return fitted().network.layout().n_outputs(); }
    Index n_features_in() const { return fitted().network.layout().fan_in(0); }
    /// Name of the output activation.
    std::string out_activation() const { return std::string(fitted().network.loss().out_activation()); }
    /// State of the solver after the last epoch (scikit-learn's `_optimizer`).
    const solver_state_t<Solver, S>& optimizer() const { return fitted().solver; }
    /// Buffers for predictions that allocate nothing, of any number of rows, taken `max_rows` at a time.
    Workspace<S> workspace(Index max_rows = 1) const { return {fitted().network.layout(), max_rows}; }
    /// Why the last call ended: the stopping rule, "max_iter", or what a callback gave.
    const std::string& stop_reason() const { return fitted().history.stop_reason; }
    ///@}

protected:
    using Network = MultilayerPerceptron<S, Activation, Loss>;

    BaseMLP(Params params, std::string_view name) : params_(std::move(params)), name_(name) {}

    bool is_fitted() const { return fitted_.has_value(); }
    /// Whether the next fit goes on from the present weights.
    bool continues(bool incremental) const { return is_fitted() && (incremental || params_.warm_start); }
    std::string_view name() const { return name_; }

    /// \throws InvalidDataError if X is empty, not finite or has not the fitted number of features.
    template <class Derived>
    void check_input(const Eigen::MatrixBase<Derived>& X, bool expect_fitted_features) const {
        check_array(X, "X", name_);
        if (expect_fitted_features) check_n_features(X.cols(), n_features_in(), name_);
    }

    /// Fits to numeric targets Y, samples x outputs.
    /// \param score_rows `score(Y, P)` of the validation rows' targets and outputs
    /// \param strata classes whose shares the validation split keeps, or nullptr
    /// \param incremental one epoch, with the solver's present state
    template <class Score>
    void fit_targets(ConstMatrixView<S> X, const Matrix<S>& Y, Loss loss, const Score& score_rows,
                     const Stratification* strata, bool incremental, const CallbackList<S>& callbacks) {
        const auto random = params_.random_state.generator();
        Fitted next =
            continues(incremental) ? *fitted_ : initial_state(X.cols(), Y.cols(), std::move(loss), *random);
        check_architecture(next.network.layout(), X.cols(), Y.cols());
        if (!incremental) next.solver = params_.solver.template init<S>(next.theta, solver_params());
        next.early_stopping = params_.early_stopping && !incremental;

        std::vector<Index> rows(static_cast<std::size_t>(X.rows()));
        std::iota(rows.begin(), rows.end(), Index{0});
        ValidationScore<S> validation_score;
        if (next.early_stopping) {
            TrainTestIndices split = validation_split(X.rows(), strata, *random);
            rows = std::move(split.train);
            validation_score = make_validation_score(next.network, X, Y, std::move(split.test), score_rows);
        }

        const TrainingOptions options = training_options(static_cast<Index>(rows.size()), incremental);
        Objective<S, Network> objective(next.network, {X, view(Y)}, params_.alpha, options.batch_size,
                                        training_threads(next.network.layout(), options.batch_size));
        MiniBatchTraining<S, Objective<S, Network>, solver_state_t<Solver, S>>(
            objective, std::move(rows), next.solver, options, *random, validation_score, callbacks)
            .run(next.theta, next.history);
        if (!next.theta.allFinite())
            throw NonFiniteParametersError(
                "Solver produced non-finite parameter weights. The input data may contain large values and "
                "need to be "
                "preprocessed.");
        fitted_ = std::move(next);
    }

    /// Outputs of the fitted network, samples x outputs.
    /// \throws NotFittedError, InvalidDataError
    template <class Derived>
    Matrix<S> forward(const Eigen::MatrixBase<Derived>& X) const {
        const Fitted& f = fitted();
        check_input(X, true);
        const DenseInput<S> input(X);
        Matrix<S> P(X.rows(), n_outputs());
        forward(f.network, f.theta, input.view(), view(P), params_.n_threads);
        return P;
    }

    /// The same into P, on one thread and without allocating where X is row-major.
    template <class Derived>
    void forward(const Eigen::MatrixBase<Derived>& X, Workspace<S>& workspace, MatrixView<S> P) const {
        check_input(X, true);
        const DenseInput<S> input(X);
        fitted().network.forward(fitted().theta, input.view(), workspace, P);
    }

private:
    static constexpr Index rows_per_pass = 256;

    /// Multiply-adds of a forward pass per row.
    static double forward_work(const ParameterLayout& layout) {
        return static_cast<double>(layout.n_coefs());
    }

    Index training_threads(const ParameterLayout& layout, Index batch_size) const {
        return resolve_threads(params_.n_threads,
                               3.0 * forward_work(layout) * static_cast<double>(batch_size));
    }

    /// Outputs for the rows of X, which the threads divide among them.
    static void forward(const Network& network, const Vector<S>& theta, ConstMatrixView<S> X, MatrixView<S> P,
                        Index n_threads) {
        constexpr double start_of_a_thread = 10.0;  // in units of the work that a waiting thread is worth
        const double work =
            forward_work(network.layout()) * static_cast<double>(X.rows()) / start_of_a_thread;
        const Index parts =
            std::min(resolve_threads(n_threads, work), (X.rows() + rows_per_pass - 1) / rows_per_pass);
        ThreadTeam(parts).run([&](Index thread) {
            const Part rows = part(X.rows(), rows_per_pass, thread, parts);
            Workspace<S> workspace(network.layout(), std::min(rows.size, rows_per_pass));
            network.forward(theta, view_rows<S>(X, rows.first, rows.size), workspace,
                            MatrixView<S>(P.data() + rows.first * P.outerStride(), rows.size, P.cols(),
                                          Eigen::OuterStride<>(P.outerStride())));
        });
    }

    struct Fitted {
        Network network;
        Vector<S> theta;
        History<S> history;
        solver_state_t<Solver, S> solver;
        bool early_stopping;
    };

    const Fitted& fitted() const {
        if (!fitted_)
            throw NotFittedError(
                fmt::format("This {} instance is not fitted yet. Call 'fit' with appropriate arguments "
                            "before using this estimator.",
                            name_));
        return *fitted_;
    }

    SolverParams solver_params() const {
        return {.learning_rate = params_.learning_rate,
                .learning_rate_init = params_.learning_rate_init,
                .power_t = params_.power_t,
                .momentum = params_.momentum,
                .nesterovs_momentum = params_.nesterovs_momentum,
                .beta_1 = params_.beta_1,
                .beta_2 = params_.beta_2,
                .epsilon = params_.epsilon};
    }

    Fitted initial_state(Index n_features, Index n_outputs, Loss loss, RandomState& random) const {
        std::vector<Index> units = {n_features};
        units.insert(units.end(), params_.hidden_layer_sizes.begin(), params_.hidden_layer_sizes.end());
        units.push_back(n_outputs);
        const ParameterLayout layout(std::move(units));
        std::vector<Activation> hidden = params_.activation.for_layers(params_.hidden_layer_sizes.size());
        Vector<S> theta = initial_parameters<S>(layout, hidden, random);
        auto solver = params_.solver.template init<S>(theta, solver_params());
        return {Network(layout, std::move(hidden), std::move(loss)),
                std::move(theta),
                {},
                std::move(solver),
                false};
    }

    /// A continued fit keeps the shapes that it has.
    void check_architecture(const ParameterLayout& layout, Index n_features, Index n_outputs) const {
        check_n_features(n_features, layout.fan_in(0), name_);
        if (n_outputs != layout.n_outputs())
            throw InvalidDataError(fmt::format("y has {} outputs, but {} was fitted with {}.", n_outputs,
                                               name_, layout.n_outputs()));
        const auto& units = layout.layer_units();
        if (!std::equal(units.begin() + 1, units.end() - 1, params_.hidden_layer_sizes.begin(),
                        params_.hidden_layer_sizes.end()))
            throw InvalidParameterError(
                fmt::format("The 'hidden_layer_sizes' parameter of {} cannot change from [{}] to [{}] in a "
                            "warm start or partial_fit.",
                            name_, fmt::join(units.begin() + 1, units.end() - 1, ", "),
                            fmt::join(params_.hidden_layer_sizes, ", ")));
    }

    TrainTestIndices validation_split(Index n, const Stratification* strata, RandomState& random) const {
        const TrainTestSizes sizes = validate_shuffle_split(n, params_.validation_fraction, {}, 0.1);
        TrainTestIndices split =
            strata ? stratified_shuffle_split_indices(*strata, sizes.n_train, sizes.n_test, random)
                   : shuffle_split_indices(n, sizes.n_train, sizes.n_test, random);
        if (split.test.size() < 2)
            throw InvalidDataError(
                fmt::format("The validation set is too small: {} of {} rows. Increase 'validation_fraction' "
                            "or the size of your dataset.",
                            split.test.size(), n));
        return split;
    }

    template <class Score>
    static ValidationScore<S> make_validation_score(const Network& network, ConstMatrixView<S> X,
                                                    const Matrix<S>& Y, std::vector<Index> rows,
                                                    const Score& score_rows) {
        const Index n = static_cast<Index>(rows.size());
        Matrix<S> X_val(n, X.cols());
        Matrix<S> Y_val(n, Y.cols());
        for (Index i = 0; i < n; ++i) {
            X_val.row(i) = X.row(rows[static_cast<std::size_t>(i)]);
            Y_val.row(i) = Y.row(rows[static_cast<std::size_t>(i)]);
        }
        return [&network, score_rows, X_val = std::move(X_val), Y_val = std::move(Y_val),
                P = Matrix<S>(n, Y.cols()),
                workspace = Workspace<S>(network.layout(), std::min(n, rows_per_pass))](
                   const Vector<S>& theta) mutable {
            network.forward(theta, view(std::as_const(X_val)), workspace, view(P));
            return static_cast<double>(score_rows(Y_val, P));
        };
    }

    TrainingOptions training_options(Index n_rows, bool incremental) const {
        constexpr Index auto_batch_size = 200;
        const Index wanted = params_.batch_size.value_or(std::min(auto_batch_size, n_rows));
        if (wanted > n_rows)
            warn(WarningCategory::UserWarning, fmt::format("Got `batch_size` {}, larger than the number of "
                                                           "training rows {}. It is going to be clipped.",
                                                           wanted, n_rows));
        return {.batch_size = std::min(wanted, n_rows),
                .max_iter = params_.max_iter,
                .shuffle = params_.shuffle,
                .tol = params_.tol,
                .n_iter_no_change = params_.n_iter_no_change,
                .verbose = params_.verbose,
                .single_epoch = incremental};
    }

    Params params_;
    std::string_view name_;
    std::optional<Fitted> fitted_;
};

}  // namespace eigenmlp
