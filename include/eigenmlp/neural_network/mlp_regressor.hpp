// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <utility>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/metrics/r2_score.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/network/workspace.hpp"
#include "eigenmlp/neural_network/base_mlp.hpp"
#include "eigenmlp/neural_network/fit_options.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"
#include "eigenmlp/neural_network/param_fields.hpp"
#include "eigenmlp/neural_network/partial_fit_chunks.hpp"

namespace eigenmlp {

/// Multilayer perceptron regressor with scikit-learn's semantics: it minimises the squared error, or another
/// loss, of one or several outputs.
///
/// An estimator is a value: it can be copied, moved and assigned. `predict` and its like are const and may be
/// called from several threads at once. A `fit` or `partial_fit` that throws leaves the estimator as it was.
/// \note What `MLPClassifier` says of best weights and of lbfgs in float holds here too. For float32 X and
/// float64 y scikit-learn computes gradients in float64; here everything has the estimator's scalar type.
/// Negative targets of the Poisson loss are refused, where scikit-learn goes on with NaN.
template <Floating Scalar = double, ActivationFunction<Scalar> Activation = AnyActivation,
          MLPSolver<Scalar> Solver = AnySolver, Loss<Scalar> Loss = AnyLoss>
class MLPRegressor
    : public BaseMLP<Scalar, MLPRegressorParams<Activation, Solver, Loss>, Activation, Solver, Loss> {
    using Base = BaseMLP<Scalar, MLPRegressorParams<Activation, Solver, Loss>, Activation, Solver, Loss>;
    using Options = FitOptions<Scalar, Matrix<Scalar>>;

public:
    using Params = MLPRegressorParams<Activation, Solver, Loss>;
    /// The options that `fit` takes, whatever the type of the targets.
    template <class>
    using FitOptionsOf = FitOptions<Scalar, Matrix<Scalar>>;

    MLPRegressor(Params params = {}) : Base(std::move(params), "MLPRegressor") {}

    /// Fits to X (samples x features) and y, a number per sample or samples x outputs; afresh, unless
    /// `warm_start`. A single column that is no vector by type gets a DataConversionWarning.
    /// \param callbacks see `Callback`; called in the order given, readable afterwards
    /// \throws InvalidParameterError, InvalidDataError, NonFiniteParametersError, and what callbacks throw
    template <Samples<Scalar> XType, RegressionTargets Y, Callback<Scalar>... Callbacks>
    MLPRegressor& fit(const XType& X, const Y& y, Callbacks&&... callbacks) {
        return fit(X, y, Options{}, callbacks...);
    }
    /// The same with `options`.
    template <Samples<Scalar> XType, RegressionTargets Y, Callback<Scalar>... Callbacks>
    MLPRegressor& fit(const XType& X, const Y& y, const Options& options, Callbacks&&... callbacks) {
        const CallbackList<Scalar> list(callbacks...);
        validate(this->params(), this->name());
        fit_table(X, table(y), options, {}, list);
        return *this;
    }

    // clang-format off
    /// These do not compile: X must be a matrix, and y must hold numbers.
    template <class Row, class... Args>
    void fit(const std::vector<Row>& X, const Args&...) = delete;  // X must be an Eigen matrix, samples x features
    template <Samples<Scalar> XType, LabelSequence Y, class... Args>
    requires(!RegressionTargets<Y>)
    void fit(const XType&, const Y& y, const Args&...) = delete;  // y must hold numbers, not labels
    // clang-format on

    /// Epochs over X and y, one by default, that go on from the present weights and solver state.
    /// \throws as `fit`; also with `early_stopping`, and where y has another number of outputs
    /// \note With the solver lbfgs this is a whole fit from the present weights, as in scikit-learn.
    template <Samples<Scalar> XType, RegressionTargets Y>
    MLPRegressor& partial_fit(const XType& X, const Y& y, const PartialFitOptions<void>& options = {}) {
        validate(this->params(), this->name());
        this->check_partial_fit(options.n_epochs);
        fit_table(X, table(y), {.sample_weight = options.sample_weight}, options.n_epochs,
                  CallbackList<Scalar>());
        return *this;
    }

    /// Epochs over samples that are read chunk by chunk, with the memory of a chunk: the sequence of
    /// `partial_fit` that `MLPClassifier::partial_fit` of chunks describes.
    /// \throws as above, also with a full-batch solver, and what reading throws; then all chunks so far are
    /// forgotten
    template <SampleChunks<Scalar> Chunks>
    MLPRegressor& partial_fit(Chunks&& chunks, const PartialFitOptions<void>& options = {}) {
        validate(this->params(), this->name());
        this->check_partial_fit(options.n_epochs);
        if (detail::is_full_batch(this->params().solver))
            throw InvalidParameterError(
                "partial_fit over chunks is only available for stochastic optimizers: the 'solver' "
                "parameter of MLPRegressor is a full-batch one.");
        detail::partial_fit_chunks(*this, chunks, options);
        return *this;
    }

    /// Outputs, samples x outputs; a single one can be assigned to a vector.
    /// \throws NotFittedError, InvalidDataError
    template <Samples<Scalar> XType>
    Matrix<Scalar> predict(const XType& X) const {
        return this->forward(X);
    }

    /// The same into P, samples x outputs. Allocates nothing where X is row-major; on one thread.
    /// \param workspace from `workspace()` of an estimator of the same layers, used by one thread at a time
    /// \throws NotFittedError, InvalidDataError
    template <Samples<Scalar> XType>
    void predict(const XType& X, Workspace<Scalar>& workspace,
                 Eigen::Ref<Matrix<Scalar>, 0, Eigen::OuterStride<>> P) const {
        if (P.rows() != X.rows() || P.cols() != this->n_outputs())
            throw InvalidDataError(
                detail::format("P must be {} x {} (samples x outputs). Got {} x {} instead.", X.rows(),
                               this->n_outputs(), P.rows(), P.cols()));
        this->forward(X, workspace, {P.data(), P.rows(), P.cols(), Eigen::OuterStride<>(P.outerStride())});
    }

    /// Coefficient of determination of the predictions, the mean over the outputs; see `r2_score`.
    /// \throws NotFittedError, InvalidDataError
    template <Samples<Scalar> XType, RegressionTargets Y>
    double score(const XType& X, const Y& y, const SampleWeight& sample_weight = {}) const {
        return r2_score(y, predict(X), {.sample_weight = sample_weight});
    }

private:
    template <class Y>
    static Matrix<Scalar> table(const Y& y) {
        Matrix<Scalar> table = detail::to_table(y).template cast<Scalar>();
        check_finite(table, "y");
        if constexpr (!LabelSequence<Y>) {
            if (y.cols() == 1) detail::warn_column_vector();
        }
        return table;
    }

    template <Samples<Scalar> XType>
    void check_data(const XType& X, const Matrix<Scalar>& Y) const {
        static_assert(std::same_as<typename XType::Scalar, Scalar>,
                      "X must hold the estimator's scalar type: use X.template cast<Scalar>().");
        input_of_t<XType, Scalar>::check(X, this->name(), this->params().n_threads);
        check_consistent_length(X.rows(), Y.rows());
        if (Y.cols() == 0) throw InvalidDataError("y has 0 outputs, at least 1 is required.");
        check_targets(this->params().loss, Y);
    }

    /// \param n_epochs of `partial_fit`; empty for `fit`
    template <Samples<Scalar> XType>
    void fit_table(const XType& X, Matrix<Scalar> Y, const Options& options, std::optional<Index> n_epochs,
                   const CallbackList<Scalar>& callbacks) {
        validate(this->params().loss);
        check_data(X, Y);
        const input_of_t<XType, Scalar> input(X);
        FitTask<Scalar, decltype(input.view())> task{input.view(), std::move(Y)};
        task.score_weight = options.sample_weight.for_samples(X.rows());
        task.loss_weight = task.score_weight.template cast<Scalar>();
        task.score = score_of_outputs();
        task.incremental = n_epochs.has_value();
        task.n_epochs = n_epochs.value_or(1);
        if (options.validation_data.given()) {
            const auto& validation = options.validation_data;
            check_data(validation.X, validation.y);
            check_finite(validation.y, "y");
            if (this->params().early_stopping && this->params().scoring.is_default() &&
                validation.y.rows() < 2)
                throw InvalidDataError(
                    "validation_data has 1 row, but R^2, by which early stopping goes, needs at least 2.");
            this->set_validation(task, validation.X, validation.y);
        }
        this->fit_task(this->params().loss, task, callbacks);
    }

    /// What early stopping goes by.
    OutputScore<Scalar> score_of_outputs() const {
        const auto& scoring = this->params().scoring;
        if (scoring.is_loss()) return {};
        return [scoring](const Matrix<Scalar>& Y, const Matrix<Scalar>& P, const Vector<double>& weight) {
            if (!detail::all_finite(P)) return std::numeric_limits<double>::quiet_NaN();
            if (scoring.is_default()) {
                return weight.size() > 0 ? r2_score(Y, P, {.sample_weight = weight}) : r2_score(Y, P);
            }
            return scoring(Y.template cast<double>(), P.template cast<double>());
        };
    }
};

}  // namespace eigenmlp
