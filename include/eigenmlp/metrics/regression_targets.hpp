// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/metrics/raw_values.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Numbers to compare: one per sample, as an Eigen vector or a `std::vector`, or samples x outputs.
template <class Y>
concept RegressionTargets = requires(const Y& y) {
    requires std::is_arithmetic_v<typename Y::Scalar>;
    y.rows();
}
|| (LabelSequence<Y> && std::is_arithmetic_v<label_t<Y>>);

/// How the scores of several outputs become one: by their plain mean, their mean weighted by the variances of
/// the true values, or their mean weighted as given, one weight per output. For a score per output see
/// `raw_values`.
class MultiOutput {
public:
    enum Kind { uniform_average, variance_weighted };

    MultiOutput(Kind kind = uniform_average) : kind_(kind) {}
    MultiOutput(std::initializer_list<double> weights)
        : weights_(Eigen::Map<const Vector<double>>(weights.begin(), static_cast<Index>(weights.size()))) {}
    template <class Derived>
    MultiOutput(const Eigen::MatrixBase<Derived>& weights) : weights_(weights.template cast<double>()) {}

    bool is_variance_weighted() const { return weights_.size() == 0 && kind_ == variance_weighted; }
    /// Empty for the two rules.
    const Vector<double>& weights() const { return weights_; }

private:
    Kind kind_ = uniform_average;
    Vector<double> weights_;
};

namespace detail {

/// Checked targets in double, samples x outputs, and a weight per sample.
template <Floating S>
struct WeighedTargets {
    Matrix<S> y_true, y_pred;
    Vector<S> weight;

    Index n_samples() const { return y_true.rows(); }
    Index n_outputs() const { return y_true.cols(); }

    /// The weighted mean of each column.
    Vector<S> means(const Matrix<S>& values) const { return values.transpose() * weight / weight.sum(); }
};

template <RegressionTargets Y>
Matrix<double> to_table(const Y& y) {
    if constexpr (LabelSequence<Y>) {
        Matrix<double> table(label_count(y), 1);
        for (Index i = 0; i < table.rows(); ++i) table(i, 0) = static_cast<double>(label_at(y, i));
        return table;
    } else {
        return y.template cast<double>();
    }
}

template <Floating S>
WeighedTargets<S> check_weighed_targets(Matrix<S> y_true, Matrix<S> y_pred,
                                        const SampleWeight& sample_weight) {
    check_target_lengths(y_true.rows(), y_pred.rows());
    if (y_true.cols() != y_pred.cols() || y_true.cols() == 0)
        throw InvalidDataError(detail::format(
            "y_true and y_pred must have the same number of outputs, at least 1. Got {} and {}.",
            y_true.cols(), y_pred.cols()));
    check_finite(y_true, "y_true");
    check_finite(y_pred, "y_pred");
    Vector<S> weight = sample_weights(sample_weight, y_true.rows());
    weight_sum(weight);  // all of these scores are means
    return {std::move(y_true), std::move(y_pred), std::move(weight)};
}

/// \throws InvalidDataError for targets of different shapes, none, NaN or infinity, and for weights that do
/// not fit.
template <RegressionTargets YTrue, RegressionTargets YPred>
WeighedTargets<double> weighed_targets(const YTrue& y_true, const YPred& y_pred,
                                       const SampleWeight& sample_weight) {
    return check_weighed_targets(to_table(y_true), to_table(y_pred), sample_weight);
}

template <Floating S>
void check_single_output(const WeighedTargets<S>& t, std::string_view metric) {
    if (t.n_outputs() != 1)
        throw InvalidDataError(
            detail::format("{} needs one output per sample. Got {}.", metric, t.n_outputs()));
}

/// One score of those of all outputs.
inline double average_outputs(const Vector<double>& scores, const MultiOutput& multioutput) {
    if (multioutput.is_variance_weighted())
        throw InvalidParameterError(
            "multioutput must be uniform_average or one weight per output. Got variance_weighted instead, "
            "which "
            "is for r2_score and explained_variance_score.");
    const Vector<double>& weights = multioutput.weights();
    if (weights.size() == 0) return scores.mean();
    if (scores.size() == 1)
        throw InvalidParameterError("Custom weights are useful only in multi-output cases.");
    if (weights.size() != scores.size())
        throw InvalidParameterError(
            detail::format("There must be equally many custom weights ({}) as outputs ({}).", weights.size(),
                           scores.size()));
    if (weights.sum() == 0)
        throw InvalidParameterError("The weights of multioutput sum to zero, so that no mean can be taken.");
    return scores.dot(weights) / weights.sum();
}

}  // namespace detail
}  // namespace eigenmlp
