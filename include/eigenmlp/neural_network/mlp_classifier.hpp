// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/losses/classification_loss.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/neural_network/base_mlp.hpp"
#include "eigenmlp/preprocessing/label_binarizer.hpp"

namespace eigenmlp {

/// Options of `partial_fit`.
template <class Label>
struct PartialFitOptions {
    std::vector<Label> classes = {};  ///< all classes that will ever come; needed at the first call
};

/// Multilayer perceptron classifier with scikit-learn's semantics: it minimises the cross-entropy by
/// mini-batch gradient descent, with one logistic output for one or two classes and softmax outputs for more.
///
/// An estimator is a value: it can be copied, moved and assigned. `predict` and its like are const and may be
/// called from several threads at once. A `fit` or `partial_fit` that throws leaves the estimator as it was.
/// \note After early stopping the weights of the best validation score are restored, also when a warm-started
/// fit finds none better; scikit-learn keeps the last epoch's then.
template <Floating Scalar = double, class Label = int, ActivationFunction<Scalar> Activation = AnyActivation,
          StochasticSolver<Scalar> Solver = AnySolver>
class MLPClassifier : public BaseMLP<Scalar, MLPClassifierParams<Activation, Solver>, Activation, Solver,
                                     ClassificationLoss> {
    using Base =
        BaseMLP<Scalar, MLPClassifierParams<Activation, Solver>, Activation, Solver, ClassificationLoss>;

public:
    using Params = MLPClassifierParams<Activation, Solver>;

    MLPClassifier(Params params = {}) : Base(std::move(params), "MLPClassifier") {}

    /// Fits to X (samples x features) and one label per sample; afresh, unless `warm_start`.
    /// \param callbacks see `Callback`; called in the order given, readable afterwards
    /// \throws InvalidParameterError, InvalidDataError, NonFiniteParametersError, and what callbacks throw
    template <class Derived, LabelSequenceOf<Label> Y, class... Callbacks>
    requires(Callback<std::remove_cvref_t<Callbacks>, Scalar>&&...)
        MLPClassifier& fit(const Eigen::MatrixBase<Derived>& X, const Y& y, Callbacks&&... callbacks) {
        validate(this->params(), this->name());
        check_data(X, y);
        LabelBinarizer<Label> binarizer;
        binarizer.fit(y);
        check_warm_start(binarizer.classes());
        fit_labels(X, y, std::move(binarizer), false, CallbackList<Scalar>(callbacks...));
        return *this;
    }

    /// One epoch over X and y that goes on from the present weights and solver state.
    /// \throws as `fit`; also where `classes` is missing at the first call or differs later, where y has
    /// others, and with `early_stopping`
    template <class Derived, LabelSequenceOf<Label> Y>
    MLPClassifier& partial_fit(const Eigen::MatrixBase<Derived>& X, const Y& y,
                               const PartialFitOptions<Label>& options = {}) {
        validate(this->params(), this->name());
        if (this->params().early_stopping)
            throw InvalidParameterError("partial_fit does not support early_stopping=True");
        check_data(X, y);
        LabelBinarizer<Label> binarizer = binarizer_of_all(options.classes);
        check_warm_start(detail::find_classes<Label>(y, "y"));
        if (const auto unseen = detail::find_unseen_labels(binarizer.classes(), y); !unseen.empty())
            throw InvalidDataError(
                fmt::format("`y` has classes not in `self.classes_`. `self.classes_` has {}. `y` has {}.",
                            detail::format_labels(binarizer.classes()),
                            detail::format_labels(detail::find_classes<Label>(y, "y"))));
        fit_labels(X, y, std::move(binarizer), true, CallbackList<Scalar>());
        return *this;
    }

    /// The most probable class of each sample. \throws NotFittedError, InvalidDataError
    template <class Derived>
    LabelVector<Label> predict(const Eigen::MatrixBase<Derived>& X) const {
        return binarizer_.inverse_transform(this->forward(X));
    }

    /// Probabilities, samples x classes, columns in the order of `classes()`. \throws NotFittedError,
    /// InvalidDataError
    template <class Derived>
    Matrix<Scalar> predict_proba(const Eigen::MatrixBase<Derived>& X) const {
        Matrix<Scalar> P = this->forward(X);
        if (P.cols() > 1) return P;
        Matrix<Scalar> both(P.rows(), 2);
        both << Scalar(1) - P.array(), P;
        return both;
    }

    /// Probabilities into P, samples x classes. Allocates nothing where X is row-major; on one thread.
    /// \param workspace from `workspace()` of an estimator of the same layers, used by one thread at a time
    /// \throws NotFittedError, InvalidDataError
    template <class Derived>
    void predict_proba(const Eigen::MatrixBase<Derived>& X, Workspace<Scalar>& workspace,
                       Eigen::Ref<Matrix<Scalar>, 0, Eigen::OuterStride<>> P) const {
        const Index n_outputs = this->n_outputs(), n_columns = std::max<Index>(n_outputs, 2);
        if (P.rows() != X.rows() || P.cols() != n_columns)
            throw InvalidDataError(fmt::format("P must be {} x {} (samples x classes). Got {} x {} instead.",
                                               X.rows(), n_columns, P.rows(), P.cols()));
        Scalar* const outputs = P.data() + (n_columns - n_outputs);
        this->forward(X, workspace, {outputs, P.rows(), n_outputs, Eigen::OuterStride<>(P.outerStride())});
        if (n_outputs == 1) P.col(0) = Scalar(1) - P.col(1).array();
    }

    /// Logarithms of the probabilities; minus infinity where one is 0. \throws NotFittedError,
    /// InvalidDataError
    template <class Derived>
    Matrix<Scalar> predict_log_proba(const Eigen::MatrixBase<Derived>& X) const {
        return predict_proba(X).array().log().matrix();
    }

    /// Share of the samples whose prediction is their label. \throws NotFittedError, InvalidDataError
    template <class Derived, LabelSequenceOf<Label> Y>
    double score(const Eigen::MatrixBase<Derived>& X, const Y& y) const {
        check_consistent_length(X.rows(), label_count(y));
        return accuracy_score(y, predict(X));
    }

    /// The distinct labels in ascending order. \throws NotFittedError
    const std::vector<Label>& classes() const {
        static_cast<void>(this->n_outputs());
        return binarizer_.classes();
    }

private:
    template <class Derived, class Y>
    void check_data(const Eigen::MatrixBase<Derived>& X, const Y& y) const {
        static_assert(std::same_as<typename Derived::Scalar, Scalar>,
                      "X must hold the estimator's scalar type: use X.template cast<Scalar>().");
        check_array(X, "X", this->name());
        check_consistent_length(X.rows(), label_count(y));
        if constexpr (std::is_floating_point_v<label_t<Y>>)
            for (Index i = 0; i < label_count(y); ++i)
                if (!(std::trunc(label_at(y, i)) == label_at(y, i)))
                    throw InvalidDataError(
                        fmt::format("Unknown label type: continuous. y contains {}; a classifier expects "
                                    "discrete classes.",
                                    label_at(y, i)));
    }

    void check_warm_start(const std::vector<Label>& seen) const {
        if (this->is_fitted() && this->params().warm_start && seen != classes())
            throw InvalidDataError(
                fmt::format("warm_start can only be used where `self.classes_` are the same as in the "
                            "previous call to fit. Previously got "
                            "{}, `y` has {}",
                            detail::format_labels(classes()), detail::format_labels(seen)));
    }

    /// The classes of `partial_fit`: those given, which must not change, or those known.
    LabelBinarizer<Label> binarizer_of_all(const std::vector<Label>& given) const {
        if (given.empty()) {
            if (!this->is_fitted())
                throw InvalidDataError("classes must be passed on the first call to partial_fit.");
            return binarizer_;
        }
        LabelBinarizer<Label> binarizer;
        binarizer.fit_classes(given);
        if (this->is_fitted() && binarizer.classes() != classes())
            throw InvalidDataError(
                fmt::format("`classes={}` is not the same as on last call to partial_fit, was: {}",
                            detail::format_labels(binarizer.classes()), detail::format_labels(classes())));
        return binarizer;
    }

    template <class Derived, class Y>
    void fit_labels(const Eigen::MatrixBase<Derived>& X, const Y& y, LabelBinarizer<Label> binarizer,
                    bool incremental, const CallbackList<Scalar>& callbacks) {
        const DenseInput<Scalar> input(X);
        const Matrix<Scalar> targets = binarizer.template transform<Scalar>(y);
        // with a single output, so for two classes, scikit-learn's validation split keeps the classes' shares
        std::optional<Stratification> strata;
        if (targets.cols() == 1 && this->params().early_stopping) strata.emplace(y);
        const ClassificationLoss loss =
            targets.cols() == 1 ? ClassificationLoss(BinaryLogLoss{}) : ClassificationLoss(LogLoss{});
        this->fit_targets(input.view(), targets, loss, &accuracy, strata ? &*strata : nullptr, incremental,
                          callbacks);
        binarizer_ = std::move(binarizer);
    }

    /// Share of the rows whose largest output is the target's; NaN if an output is not finite.
    static double accuracy(const Matrix<Scalar>& Y, const Matrix<Scalar>& P) {
        if (!P.allFinite()) return std::numeric_limits<double>::quiet_NaN();
        Index correct = 0;
        for (Index i = 0; i < P.rows(); ++i) {
            Index predicted = P(i, 0) > Scalar(0.5) ? 1 : 0, actual = Y(i, 0) > Scalar(0.5) ? 1 : 0;
            if (P.cols() > 1) {
                P.row(i).maxCoeff(&predicted);
                Y.row(i).maxCoeff(&actual);
            }
            correct += predicted == actual;
        }
        return static_cast<double>(correct) / static_cast<double>(P.rows());
    }

    LabelBinarizer<Label> binarizer_;
};

}  // namespace eigenmlp
