// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <atomic>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/dense_input.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/network/parameters.hpp"
#include "eigenmlp/network/workspace.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/neural_network/fitted_mlp.hpp"
#include "eigenmlp/neural_network/mlp_fit.hpp"
#include "eigenmlp/neural_network/param_format.hpp"

namespace eigenmlp {

namespace detail {

/// scikit-learn's words for targets in a matrix of one column.
inline void warn_column_vector() {
    warn(WarningCategory::DataConversionWarning,
         "A column-vector y was passed when a 1d array was expected. Please change the shape of y to "
         "(n_samples,).");
}

}  // namespace detail

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
    /// Mean training loss of the last epoch, each batch's taken before its update; of lbfgs the final loss.
    double loss() const { return fitted().history.loss; }
    /// Smallest loss of an epoch of mini-batches; empty before any, and with early stopping.
    std::optional<double> best_loss() const {
        const double best = fitted().history.training_loss.best;
        if (fitted().early_stopping || !(best < std::numeric_limits<double>::infinity())) return {};
        return best;
    }
    /// Loss of each epoch since the cold start; empty after lbfgs.
    const std::vector<double>& loss_curve() const { return fitted().history.loss_curve; }
    /// Score on the validation rows after each epoch; empty if there are none.
    const std::vector<double>& validation_scores() const { return fitted().history.validation_scores; }
    /// Largest of them; empty without early stopping.
    std::optional<double> best_validation_score() const {
        if (!fitted().early_stopping) return {};
        return -fitted().history.negative_score.best;
    }
    /// Loss on the validation rows after each epoch, without the L2 term; empty if there are none.
    const std::vector<double>& validation_loss_curve() const {
        return fitted().history.validation_loss_curve;
    }
    /// Epochs, or iterations of lbfgs, of the last call.
    Index n_iter() const { return fitted().history.n_iter; }
    /// Training rows seen since the cold start; 0 after lbfgs.
    Index t() const { return fitted().history.t; }
    /// Layers, the input among them.
    Index n_layers() const { return fitted().network.layout().n_weight_layers() + 1; }
    Index n_outputs() const { return fitted().network.layout().n_outputs(); }
    Index n_features_in() const { return fitted().network.layout().fan_in(0); }
    /// Name of the output activation.
    std::string out_activation() const { return std::string(fitted().network.loss().out_activation()); }
    /// State of the solver after the last epoch of mini-batches (scikit-learn's `_optimizer`): lbfgs neither
    /// leaves one nor takes it away.
    /// \throws NotFittedError
    const auto& optimizer() const {
        if (!fitted().solver)
            throw NotFittedError(
                detail::format("This {} instance was fitted by a solver that leaves no state.", name_));
        return *fitted().solver;
    }
    /// Buffers for predictions that allocate nothing, of any number of rows, taken `max_rows` at a time.
    /// \throws NotFittedError, InvalidParameterError for less than one row
    Workspace<S> workspace(Index max_rows = 1) const {
        if (max_rows < 1)
            throw InvalidParameterError(detail::format("max_rows must be >= 1. Got {} instead.", max_rows));
        return {fitted().network.layout(), max_rows};
    }
    /// Why the last call ended: the stopping rule, "max_iter", or what a callback gave.
    const std::string& stop_reason() const { return fitted().history.stop_reason; }
    ///@}

protected:
    using Fitted = FittedMLP<S, Params, Activation, Solver, Loss>;

    BaseMLP(Params params, std::string_view name) : params_(std::move(params)), name_(name) {}

    bool is_fitted() const { return fitted_.has_value(); }
    /// Whether the next fit goes on from the present weights.
    bool continues(bool incremental) const { return is_fitted() && (incremental || params_.warm_start); }
    std::string_view name() const { return name_; }

    /// What `partial_fit` cannot do. \throws InvalidParameterError
    void check_partial_fit(Index n_epochs) const {
        if (params_.early_stopping)
            throw InvalidParameterError("partial_fit does not support early_stopping=True");
        if (n_epochs < 1)
            throw InvalidParameterError(detail::format("n_epochs must be >= 1. Got {} instead.", n_epochs));
    }

    /// Takes the validation samples of the user's own.
    /// \throws InvalidDataError if they have another number of features or outputs than the task.
    template <class X>
    static void set_validation(FitTask<S, X>& task, Matrix<S> X_val, Matrix<S> Y_val) {
        if (X_val.cols() != task.X.cols())
            throw InvalidDataError(detail::format("validation_data has {} features, but X has {}.",
                                                  X_val.cols(), task.X.cols()));
        if (Y_val.cols() != task.Y.cols())
            throw InvalidDataError(
                detail::format("validation_data has {} outputs, but y has {}.", Y_val.cols(), task.Y.cols()));
        task.validation.emplace(ValidationSet<S>{std::move(X_val), std::move(Y_val)});
    }

    /// Fits to a numeric problem; an exception leaves this estimator as it was.
    template <class X>
    void fit_task(Loss loss, const FitTask<S, X>& task, const CallbackList<S>& callbacks) {
        const Fitted* const start = continues(task.incremental) ? &*fitted_ : nullptr;
        fitted_.emplace(MLPFit<S, Params, Activation, Solver, Loss>(params_, name_)
                            .run(start, std::move(loss), task, callbacks));
    }

    /// Outputs of the fitted network, samples x outputs.
    /// \throws NotFittedError, InvalidDataError
    template <Samples<S> X>
    Matrix<S> forward(const X& x) const {
        const Fitted& f = fitted();
        Matrix<S> P(x.rows(), n_outputs());
        read(x, [&](const auto& rows, bool& finite) {
            forward(f.network, f.theta, rows, view(P), params_.n_threads, finite);
        });
        return P;
    }

    /// The same into P, on one thread and without allocating where X is row-major.
    template <Samples<S> X>
    void forward(const X& x, Workspace<S>& workspace, MatrixView<S> P) const {
        const Fitted& f = fitted();
        read(x, [&](const auto& rows, bool& finite) {
            f.network.forward(f.theta, rows, workspace, P, {}, &finite);
        });
    }

private:
    static constexpr Index rows_per_pass = 512;

    /// Calls pass(rows of x, finite), which finds out whether a dense x is finite: a pass of its own over a
    /// large x would take a tenth of the time.
    /// \throws InvalidDataError if X is empty, not finite or has not the fitted number of features.
    template <class X, class Pass>
    void read(const X& x, const Pass& pass) const {
        using Input = input_of_t<X, S>;
        constexpr bool in_two_steps = requires { Input::check_table(x, name_); };
        if constexpr (in_two_steps)
            Input::check_table(x, name_);
        else
            Input::check(x, name_);
        check_n_features(x.cols(), n_features_in(), name_);
        bool finite = true;
        pass(Input(x).view(), finite);
        if constexpr (in_two_steps)
            if (!finite) Input::throw_not_finite(x);
    }

    /// Outputs for the rows of X, which the threads divide among them.
    template <class X>
    static void forward(const typename Fitted::Network& network, const Vector<S>& theta, const X& x,
                        MatrixView<S> P, Index n_threads, bool& finite) {
        constexpr double start_of_a_thread = 10.0;  // in units of the work that a waiting thread is worth
        const double multiply_adds =
            static_cast<double>(network.layout().n_coefs()) * static_cast<double>(x.rows());
        const Index parts = std::min(resolve_threads(n_threads, multiply_adds / start_of_a_thread),
                                     (x.rows() + rows_per_pass - 1) / rows_per_pass);
        std::atomic<bool> all_finite = true;
        ThreadTeam(parts).run([&](Index thread) {
            const Part rows = part(x.rows(), rows_per_pass, thread, parts);
            Workspace<S> workspace(network.layout(), std::min(rows.size, rows_per_pass));
            bool part_finite = true;
            network.forward(theta, view_rows<S>(x, rows.first, rows.size), workspace,
                            view_rows(P, rows.first, rows.size), {}, &part_finite);
            if (!part_finite) all_finite = false;
        });
        finite = all_finite;
    }

    const Fitted& fitted() const { return detail::fitted(fitted_, name_); }

    Params params_;
    std::string_view name_;
    detail::Learnt<Fitted> fitted_;
};

}  // namespace eigenmlp
