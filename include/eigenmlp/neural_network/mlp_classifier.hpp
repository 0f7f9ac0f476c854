// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/losses/classification_loss.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/network/workspace.hpp"
#include "eigenmlp/neural_network/base_mlp.hpp"
#include "eigenmlp/neural_network/class_weight.hpp"
#include "eigenmlp/neural_network/classifier_score.hpp"
#include "eigenmlp/neural_network/classifier_targets.hpp"
#include "eigenmlp/neural_network/find_encoding.hpp"
#include "eigenmlp/neural_network/fit_options.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"
#include "eigenmlp/neural_network/param_fields.hpp"
#include "eigenmlp/neural_network/partial_fit_chunks.hpp"

namespace eigenmlp {

/// Multilayer perceptron classifier with scikit-learn's semantics: it minimises the cross-entropy, with one
/// logistic output for one or two classes, softmax outputs for more, and a logistic output per label for
/// multilabel targets.
///
/// An estimator is a value: it can be copied, moved and assigned. `predict` and its like are const and may be
/// called from several threads at once. A `fit` or `partial_fit` that throws leaves the estimator as it was.
/// \note After early stopping the weights of the best validation score are restored, also when a warm-started
/// fit finds none better; scikit-learn keeps the last epoch's then. With lbfgs scikit-learn's weights are
/// float64 for float32 X; here they have the estimator's scalar type.
template <Floating Scalar = double, class Label = int, ActivationFunction<Scalar> Activation = AnyActivation,
          MLPSolver<Scalar> Solver = AnySolver>
class MLPClassifier : public BaseMLP<Scalar, MLPClassifierParams<Label, Activation, Solver>, Activation,
                                     Solver, ClassificationLoss> {
    using Base = BaseMLP<Scalar, MLPClassifierParams<Label, Activation, Solver>, Activation, Solver,
                         ClassificationLoss>;

public:
    using Params = MLPClassifierParams<Label, Activation, Solver>;
    /// The options that `fit` takes with targets of type Y.
    template <class Y>
    using FitOptionsOf =
        FitOptions<Scalar, std::conditional_t<LabelSequence<Y>, LabelVector<Label>, IndicatorMatrix>>;

    MLPClassifier(Params params = {}) : Base(std::move(params), "MLPClassifier") {}

    /// Fits to X (samples x features) and one label per sample; afresh, unless `warm_start`.
    /// \param callbacks see `Callback`; called in the order given, readable afterwards
    /// \throws InvalidParameterError, InvalidDataError, NonFiniteParametersError, and what callbacks throw
    template <Samples<Scalar> XType, LabelSequenceOf<Label> Y, Callback<Scalar>... Callbacks>
    MLPClassifier& fit(const XType& X, const Y& y, Callbacks&&... callbacks) {
        return fit(X, y, FitOptions<Scalar, LabelVector<Label>>{}, callbacks...);
    }
    /// The same with `options`.
    template <Samples<Scalar> XType, LabelSequenceOf<Label> Y, Callback<Scalar>... Callbacks>
    MLPClassifier& fit(const XType& X, const Y& y, const FitOptions<Scalar, LabelVector<Label>>& options,
                       Callbacks&&... callbacks) {
        fit_targets(X, y, options, CallbackList<Scalar>(callbacks...));
        return *this;
    }

    // clang-format off
    /// These do not compile: X must be a matrix, and y must hold labels of the estimator's kind.
    template <class Row, class... Args>
    void fit(const std::vector<Row>& X, const Args&...) = delete;  // X must be an Eigen matrix, samples x features
    template <Samples<Scalar> XType, LabelSequence Y, class... Args>
    requires(!LabelSequenceOf<Y, Label>)
    void fit(const XType&, const Y& y, const Args&...) = delete;  // y must hold labels of MLPClassifier<Scalar, Label>
    // clang-format on

    /// Fits to X and multilabel targets, samples x labels of 0 and 1. A single column is taken for labels,
    /// with a DataConversionWarning.
    /// \throws as above
    template <Samples<Scalar> XType, IndicatorTargetsOf<Label> Y, Callback<Scalar>... Callbacks>
    MLPClassifier& fit(const XType& X, const Y& y, Callbacks&&... callbacks) {
        return fit(X, y, FitOptions<Scalar, IndicatorMatrix>{}, callbacks...);
    }
    /// The same with `options`.
    template <Samples<Scalar> XType, IndicatorTargetsOf<Label> Y, Callback<Scalar>... Callbacks>
    MLPClassifier& fit(const XType& X, const Y& y, const FitOptions<Scalar, IndicatorMatrix>& options,
                       Callbacks&&... callbacks) {
        const CallbackList<Scalar> list(callbacks...);
        if (y.cols() == 1) {
            detail::warn_column_vector();
            fit_targets(X, detail::labels_of_column(y), options_of_column(options), list);
        } else {
            fit_targets(X, y, options, list);
        }
        return *this;
    }

    /// Epochs over X and y, one by default, that go on from the present weights and solver state.
    /// A single column of targets is taken for labels, as in `fit`.
    /// \throws as `fit`; also where `classes` is missing at the first call or differs later, where y has
    /// others, with `early_stopping` and with the solver lbfgs
    template <Samples<Scalar> XType, class Y>
    requires(LabelSequenceOf<Y, Label> || IndicatorTargetsOf<Y, Label>)
        MLPClassifier& partial_fit(const XType& X, const Y& y, const PartialFitOptions<Label>& options = {}) {
        if constexpr (IndicatorTargets<Y>)
            if (y.cols() == 1) {
                detail::warn_column_vector();
                return partial_fit(X, detail::labels_of_column(y), options);
            }
        check_partial_fit(options.n_epochs);
        check_data(X, y);
        const TargetEncoding<Label> encoding = detail::find_encoding_of_classes(
            options.classes, this->is_fitted() ? &encoding_ : nullptr, y, this->params().warm_start);
        fit_encoded(X, y, encoding, FitOptionsOf<Y>{.sample_weight = options.sample_weight},
                    options.n_epochs, CallbackList<Scalar>());
        return *this;
    }

    /// Epochs over samples that are read chunk by chunk, with the memory of a chunk. An epoch is a
    /// `partial_fit(X, y, {.classes, .sample_weight})` for each chunk, in an order drawn for that epoch by
    /// `RandomState::permutation` (ascending where `shuffle` is off or the chunks are sequential). The whole
    /// call uses one generator, `random_state` or one made of it; the results are those of these calls to the
    /// last bit, so `loss_curve()`, which schedules go by, has a loss for each chunk.
    /// \throws as above, and what reading throws; then all chunks so far are forgotten
    template <SampleChunks<Scalar> Chunks>
    MLPClassifier& partial_fit(Chunks&& chunks, const PartialFitOptions<Label>& options = {}) {
        check_partial_fit(options.n_epochs);
        detail::partial_fit_chunks(*this, chunks, options);
        return *this;
    }

    /// The most probable class of each sample.
    /// \throws NotFittedError, InvalidDataError, also after a fit to multilabel targets
    template <Samples<Scalar> XType>
    LabelVector<Label> predict(const XType& X) const {
        if (this->is_fitted() && encoding_.multilabel)
            throw InvalidDataError(
                "MLPClassifier was fitted to multilabel targets: use predict_multilabel(X), which "
                "returns samples x labels.");
        return encoding_.binarizer.inverse_transform(this->forward(X));
    }

    /// After a fit to multilabel targets (scikit-learn's `predict`): 1 where a label's probability exceeds
    /// 1/2. \throws NotFittedError, InvalidDataError, also after a fit to labels
    template <Samples<Scalar> XType>
    IndicatorMatrix predict_multilabel(const XType& X) const {
        const Matrix<Scalar> P = this->forward(X);
        if (!encoding_.multilabel)
            throw InvalidDataError("MLPClassifier was fitted to one label per sample: use predict(X).");
        return encoding_.indicators(P);
    }

    /// Probabilities, samples x classes, columns in the order of `classes()`. \throws NotFittedError,
    /// InvalidDataError
    template <Samples<Scalar> XType>
    Matrix<Scalar> predict_proba(const XType& X) const {
        Matrix<Scalar> P = this->forward(X);
        if (P.cols() > 1 || encoding_.multilabel) return P;
        Matrix<Scalar> both(P.rows(), 2);
        both << Scalar(1) - P.array(), P;
        return both;
    }

    /// Probabilities into P, samples x classes. Allocates nothing where X is row-major; on one thread.
    /// \param workspace from `workspace()` of an estimator of the same layers, used by one thread at a time
    /// \throws NotFittedError, InvalidDataError
    template <Samples<Scalar> XType>
    void predict_proba(const XType& X, Workspace<Scalar>& workspace,
                       Eigen::Ref<Matrix<Scalar>, 0, Eigen::OuterStride<>> P) const {
        const Index n_outputs = this->n_outputs(), n_columns = std::max<Index>(n_outputs, 2);
        if (P.rows() != X.rows() || P.cols() != n_columns)
            throw InvalidDataError(
                detail::format("P must be {} x {} (samples x classes). Got {} x {} instead.", X.rows(),
                               n_columns, P.rows(), P.cols()));
        Scalar* const outputs = P.data() + (n_columns - n_outputs);
        this->forward(X, workspace, {outputs, P.rows(), n_outputs, Eigen::OuterStride<>(P.outerStride())});
        if (n_outputs == 1) P.col(0) = Scalar(1) - P.col(1).array();
    }

    /// Logarithms of the probabilities; minus infinity where one is 0. \throws NotFittedError,
    /// InvalidDataError
    template <Samples<Scalar> XType>
    Matrix<Scalar> predict_log_proba(const XType& X) const {
        return predict_proba(X).array().log().matrix();
    }

    /// Share of the samples, by their weight, whose prediction is their label.
    /// \throws NotFittedError, InvalidDataError
    template <Samples<Scalar> XType, LabelSequenceOf<Label> Y>
    double score(const XType& X, const Y& y, const SampleWeight& sample_weight = {}) const {
        check_consistent_length(X.rows(), label_count(y));
        return accuracy_score(y, predict(X), {.sample_weight = sample_weight});
    }
    /// The same for multilabel targets: a sample is right if all of its labels are.
    template <Samples<Scalar> XType, IndicatorTargetsOf<Label> Y>
    double score(const XType& X, const Y& y, const SampleWeight& sample_weight = {}) const {
        if (y.cols() == 1) return score(X, detail::labels_of_column(y), sample_weight);
        check_consistent_length(X.rows(), y.rows());
        detail::check_indicators(y);
        return accuracy_score(IndicatorMatrix(y.template cast<int>()), predict_multilabel(X),
                              {.sample_weight = sample_weight});
    }

    /// The distinct labels in ascending order; 0, 1, ... for multilabel targets. \throws NotFittedError
    const std::vector<Label>& classes() const {
        static_cast<void>(this->n_outputs());
        return encoding_.classes();
    }

private:
    /// The parameters with which `partial_fit` can do nothing.
    void check_partial_fit(Index n_epochs) const {
        validate(this->params(), this->name());
        if (detail::is_full_batch(this->params().solver))
            throw InvalidParameterError(
                "partial_fit is only available for stochastic optimizers: the 'solver' "
                "parameter of MLPClassifier is a full-batch one.");
        Base::check_partial_fit(n_epochs);
        if (this->params().class_weight.balanced())
            throw InvalidParameterError(
                "class_weight 'balanced' is not supported for partial_fit: give the "
                "weights of the classes instead.");
    }

    template <Samples<Scalar> XType, class Y>
    void check_data(const XType& X, const Y& y) const {
        static_assert(std::same_as<typename XType::Scalar, Scalar>,
                      "X must hold the estimator's scalar type: use X.template cast<Scalar>().");
        input_of_t<XType, Scalar>::check(X, this->name(), this->params().n_threads);
        if constexpr (LabelSequence<Y>) {
            check_consistent_length(X.rows(), label_count(y));
            detail::check_discrete(y);
        } else {
            check_consistent_length(X.rows(), y.rows());
            detail::check_indicators(y);
        }
    }

    static FitOptions<Scalar, LabelVector<Label>> options_of_column(
        const FitOptions<Scalar, IndicatorMatrix>& options) {
        FitOptions<Scalar, LabelVector<Label>> labels{.sample_weight = options.sample_weight};
        if (options.validation_data.given()) {
            const auto converted = detail::convert_labels<Label>(
                detail::labels_of_column(options.validation_data.y), "validation_data");
            LabelVector<Label> y(options.validation_data.y.rows());
            std::copy(converted.begin(), converted.end(), y.begin());
            labels.validation_data = {options.validation_data.X, std::move(y)};
        }
        return labels;
    }

    template <Samples<Scalar> XType, class Y, class Options>
    void fit_targets(const XType& X, const Y& y, const Options& options,
                     const CallbackList<Scalar>& callbacks) {
        validate(this->params(), this->name());
        check_data(X, y);
        auto encoding = detail::find_encoding<Label>(y);
        if (this->continues(false)) detail::check_same_classes(encoding_, encoding);
        fit_encoded(X, y, std::move(encoding), options, {}, callbacks);
    }

    /// \param n_epochs of `partial_fit`; empty for `fit`
    template <Samples<Scalar> XType, class Y, class Options>
    void fit_encoded(const XType& X, const Y& y, TargetEncoding<Label> encoding, const Options& options,
                     std::optional<Index> n_epochs, const CallbackList<Scalar>& callbacks) {
        const Params& p = this->params();
        const input_of_t<XType, Scalar> input(X);
        FitTask<Scalar, decltype(input.view())> task{
            input.view(), encoding.template smoothed<Scalar>(y, p.label_smoothing)};
        task.score_weight = options.sample_weight.for_samples(X.rows());
        task.loss_weight = detail::weigh_classes(p.class_weight, encoding.classes(), y, task.score_weight)
                               .template cast<Scalar>();
        task.score = detail::score_of_outputs<Scalar>(p.scoring, encoding);
        task.incremental = n_epochs.has_value();
        task.n_epochs = n_epochs.value_or(1);
        if (options.validation_data.given()) {
            const auto& validation = options.validation_data;
            check_data(validation.X, validation.y);
            this->set_validation(task, validation.X,
                                 encoding.template smoothed<Scalar>(validation.y, p.label_smoothing));
        }
        // with a single output, so for two classes, scikit-learn's validation split keeps the classes' shares
        std::optional<Stratification> strata;
        if (p.early_stopping && !encoding.multilabel && (task.Y.cols() == 1 || p.stratify_validation))
            strata.emplace(y);
        task.strata = strata ? &*strata : nullptr;
        const bool softmax = !encoding.multilabel && task.Y.cols() > 1;
        this->fit_task(softmax ? ClassificationLoss(LogLoss{}) : ClassificationLoss(BinaryLogLoss{}), task,
                       callbacks);
        encoding_ = std::move(encoding);
    }

    TargetEncoding<Label> encoding_;
};

}  // namespace eigenmlp
