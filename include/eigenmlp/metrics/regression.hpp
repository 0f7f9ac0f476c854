// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/r2_score.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/metrics/tweedie_deviance.hpp"

namespace eigenmlp {

/// Options of `mean_absolute_error`, in scikit-learn's order.
struct MeanAbsoluteErrorOptions {
    SampleWeight sample_weight = {};
    MultiOutput multioutput = {};  ///< not variance_weighted
};

/// Options of `mean_absolute_percentage_error`.
using MeanAbsolutePercentageErrorOptions = MeanAbsoluteErrorOptions;

/// Options of `root_mean_squared_error`.
using RootMeanSquaredErrorOptions = MeanAbsoluteErrorOptions;

/// Options of `root_mean_squared_log_error`.
using RootMeanSquaredLogErrorOptions = MeanAbsoluteErrorOptions;

/// Options of `mean_squared_error`, in scikit-learn's order.
struct MeanSquaredErrorOptions {
    SampleWeight sample_weight = {};
    MultiOutput multioutput = {};  ///< not variance_weighted
    bool squared = true;           ///< off: the root of each output's error
};

/// Options of `mean_squared_log_error`.
using MeanSquaredLogErrorOptions = MeanSquaredErrorOptions;

/// Options of `median_absolute_error`, in scikit-learn's order.
struct MedianAbsoluteErrorOptions {
    MultiOutput multioutput = {};  ///< not variance_weighted
    SampleWeight sample_weight = {};
};

/// Options of `mean_pinball_loss`, in scikit-learn's order.
struct MeanPinballLossOptions {
    SampleWeight sample_weight = {};
    double alpha = 0.5;            ///< the quantile that was predicted, in [0, 1]
    MultiOutput multioutput = {};  ///< not variance_weighted
};

namespace detail {

template <Floating S>
Vector<S> absolute_errors(const WeighedTargets<S>& t) {
    return t.means((t.y_pred - t.y_true).cwiseAbs());
}

template <Floating S>
Vector<S> absolute_percentage_errors(const WeighedTargets<S>& t) {
    const auto size = t.y_true.array().abs().max(std::numeric_limits<double>::epsilon());
    return t.means((t.y_pred - t.y_true).array().abs() / size);
}

template <Floating S>
Vector<S> squared_errors(const WeighedTargets<S>& t, bool squared) {
    const Vector<S> errors = t.means((t.y_true - t.y_pred).cwiseAbs2());
    return squared ? errors : errors.cwiseSqrt();
}

template <Floating S>
WeighedTargets<S> log1p_targets(WeighedTargets<S> t) {
    if (t.y_true.minCoeff() < 0 || t.y_pred.minCoeff() < 0)
        throw InvalidDataError(detail::format(
            "mean_squared_log_error needs targets of 0 or more. The smallest of y_true is {}, of "
            "y_pred {}.",
            t.y_true.minCoeff(), t.y_pred.minCoeff()));
    const auto log1p = [](double x) { return std::log1p(x); };
    t.y_true = t.y_true.unaryExpr(log1p).eval();
    t.y_pred = t.y_pred.unaryExpr(log1p).eval();
    return t;
}

template <Floating S>
S median(std::vector<S> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

/// The smallest value up to which a fraction of the weight lies, more than nothing.
template <Floating S>
S weighted_quantile(const Vector<S>& values, const Vector<S>& weight, double fraction) {
    std::vector<Index> order(static_cast<std::size_t>(values.size()));
    for (Index i = 0; i < values.size(); ++i) order[static_cast<std::size_t>(i)] = i;
    std::sort(order.begin(), order.end(), [&](Index a, Index b) { return values[a] < values[b]; });
    double total = 0, sum = 0;
    for (const Index i : order) total += weight[i];
    const double wanted = std::max(fraction * total, std::numeric_limits<double>::denorm_min());
    for (const Index i : order)
        if ((sum += weight[i]) >= wanted) return values[i];
    return values[order.back()];
}

template <Floating S>
Vector<S> median_errors(const WeighedTargets<S>& t, bool is_weighted) {
    const Matrix<S> errors = (t.y_pred - t.y_true).cwiseAbs();
    Vector<S> medians(t.n_outputs());
    for (Index k = 0; k < medians.size(); ++k) {
        const Vector<S> column = errors.col(k);
        medians[k] = is_weighted ? weighted_quantile(column, t.weight, 0.5)
                                 : median<S>({column.data(), column.data() + column.size()});
    }
    return medians;
}

template <Floating S>
Vector<S> pinball_losses(const WeighedTargets<S>& t, double alpha) {
    if (!(alpha >= 0 && alpha <= 1))
        throw InvalidParameterError(detail::format("alpha must be in [0, 1]. Got {} instead.", alpha));
    return t.means(
        (t.y_true - t.y_pred).unaryExpr([=](double r) { return r >= 0 ? alpha * r : (alpha - 1) * r; }));
}

}  // namespace detail

/// The mean of |y - p|. This and what follows is computed in double.
/// \throws InvalidDataError for targets of different shapes, none, NaN or infinity, and for weights of
/// samples that do not fit.
/// \throws InvalidParameterError for `multioutput` of another number of weights.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_absolute_error(const YTrue& y_true, const YPred& y_pred,
                           const MeanAbsoluteErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::absolute_errors(targets), options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> mean_absolute_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                   const MeanAbsoluteErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::absolute_errors(targets);
}

/// The mean of |y - p| / |y|, as a fraction; a huge number where y is 0. \throws as `mean_absolute_error`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_absolute_percentage_error(const YTrue& y_true, const YPred& y_pred,
                                      const MeanAbsolutePercentageErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::absolute_percentage_errors(targets), options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> mean_absolute_percentage_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                              const MeanAbsolutePercentageErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::absolute_percentage_errors(targets);
}

/// The mean of (y - p)^2, or its root. \throws as `mean_absolute_error`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_squared_error(const YTrue& y_true, const YPred& y_pred,
                          const MeanSquaredErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::squared_errors(targets, options.squared), options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> mean_squared_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                  const MeanSquaredErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::squared_errors(targets, options.squared);
}

/// The mean squared error of log(1 + y) and log(1 + p). \throws as `mean_absolute_error`, and
/// InvalidDataError for negative targets.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_squared_log_error(const YTrue& y_true, const YPred& y_pred,
                              const MeanSquaredLogErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::squared_errors(detail::log1p_targets(targets), options.squared),
                                   options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> mean_squared_log_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                      const MeanSquaredLogErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::squared_errors(detail::log1p_targets(targets), options.squared);
}

/// The root of `mean_squared_error`, output by output. \throws as that does.
template <RegressionTargets YTrue, RegressionTargets YPred>
double root_mean_squared_error(const YTrue& y_true, const YPred& y_pred,
                               const RootMeanSquaredErrorOptions& options = {}) {
    return mean_squared_error(y_true, y_pred, {options.sample_weight, options.multioutput, false});
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> root_mean_squared_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                       const RootMeanSquaredErrorOptions& options = {}) {
    return mean_squared_error(y_true, y_pred, raw_values, {options.sample_weight, {}, false});
}

/// The root of `mean_squared_log_error`, output by output. \throws as that does.
template <RegressionTargets YTrue, RegressionTargets YPred>
double root_mean_squared_log_error(const YTrue& y_true, const YPred& y_pred,
                                   const RootMeanSquaredLogErrorOptions& options = {}) {
    return mean_squared_log_error(y_true, y_pred, {options.sample_weight, options.multioutput, false});
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> root_mean_squared_log_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                           const RootMeanSquaredLogErrorOptions& options = {}) {
    return mean_squared_log_error(y_true, y_pred, raw_values, {options.sample_weight, {}, false});
}

/// The median of |y - p|; with weights the smallest error up to which half of the weight lies.
/// \throws as `mean_absolute_error`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double median_absolute_error(const YTrue& y_true, const YPred& y_pred,
                             const MedianAbsoluteErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::median_errors(targets, options.sample_weight.given()),
                                   options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> median_absolute_error(const YTrue& y_true, const YPred& y_pred, RawValues,
                                     const MedianAbsoluteErrorOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::median_errors(targets, options.sample_weight.given());
}

/// The mean of alpha max(y - p, 0) + (1 - alpha) max(p - y, 0). \throws as `mean_absolute_error`, and
/// InvalidParameterError for `alpha` outside [0, 1].
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_pinball_loss(const YTrue& y_true, const YPred& y_pred,
                         const MeanPinballLossOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::average_outputs(detail::pinball_losses(targets, options.alpha), options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> mean_pinball_loss(const YTrue& y_true, const YPred& y_pred, RawValues,
                                 const MeanPinballLossOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::pinball_losses(targets, options.alpha);
}

/// The largest |y - p|. \throws InvalidDataError for targets of different lengths, none, NaN or infinity, and
/// for more than one output.
template <RegressionTargets YTrue, RegressionTargets YPred>
double max_error(const YTrue& y_true, const YPred& y_pred) {
    const auto targets = detail::weighed_targets(y_true, y_pred, {});
    detail::check_single_output(targets, "max_error");
    return (targets.y_true - targets.y_pred).cwiseAbs().maxCoeff();
}

}  // namespace eigenmlp
