// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"

namespace eigenmlp {

/// Options of `mean_tweedie_deviance`, in scikit-learn's order.
struct MeanTweedieDevianceOptions {
    SampleWeight sample_weight = {};
    /// The larger, the less do errors of large targets count. 0: normal distribution, the squared error; 1:
    /// Poisson; 2: gamma; 3: inverse Gaussian. Not in (0, 1).
    double power = 0;
};

/// Options of `mean_poisson_deviance`.
struct MeanPoissonDevianceOptions {
    SampleWeight sample_weight = {};
};

/// Options of `mean_gamma_deviance`.
using MeanGammaDevianceOptions = MeanPoissonDevianceOptions;

namespace detail {

/// The deviance of one target y and its prediction.
inline double tweedie_deviance(double y, double prediction, double power) {
    if (power == 0) return (y - prediction) * (y - prediction);
    if (power == 1) return 2 * ((y == 0 ? 0 : y * std::log(y / prediction)) - y + prediction);
    if (power == 2) return 2 * (std::log(prediction / y) + y / prediction - 1);
    const double p1 = 1 - power, p2 = 2 - power;
    return 2 * (std::pow(power < 0 ? std::max(y, 0.0) : y, p2) / (p1 * p2) -
                y * std::pow(prediction, p1) / p1 + std::pow(prediction, p2) / p2);
}

/// \throws InvalidParameterError for a power in (0, 1), InvalidDataError for targets outside its domain
template <Floating S>
void check_tweedie_targets(const WeighedTargets<S>& t, double power, std::string_view metric) {
    check_single_output(t, metric);
    if ((power > 0 && power < 1) || !std::isfinite(power))
        throw InvalidParameterError(
            detail::format("power must be 0 or less, or 1 or more. Got {} instead.", power));
    const double smallest = t.y_true.minCoeff(), smallest_predicted = t.y_pred.minCoeff();
    const bool fits =
        (power == 0 || smallest_predicted > 0) && (power < 1 || smallest >= 0) && (power < 2 || smallest > 0);
    if (!fits)
        throw InvalidDataError(detail::format(
            "{} of power {} needs {}y_pred above 0. The smallest are {} and {}.", metric, power,
            power < 1   ? ""
            : power < 2 ? "y_true of 0 or more and "
                        : "y_true above 0 and ",
            smallest, smallest_predicted));
}

template <Floating S>
S mean_tweedie_deviance(const WeighedTargets<S>& t, double power) {
    const auto deviance = [=](double y, double p) { return tweedie_deviance(y, p, power); };
    return t.means(t.y_true.binaryExpr(t.y_pred, deviance))[0];
}

/// The same of what a metric is given, checked in its name.
double mean_tweedie_deviance(const auto& y_true, const auto& y_pred, const SampleWeight& weight, double power,
                             std::string_view metric) {
    const auto targets = weighed_targets(y_true, y_pred, weight);
    check_tweedie_targets(targets, power, metric);
    return mean_tweedie_deviance(targets, power);
}

}  // namespace detail

/// The mean deviance of the Tweedie distribution of a power: 0 for perfect predictions, else positive.
/// \throws InvalidDataError for more than one output, different lengths, none, NaN or infinity, predictions
/// that are not above 0 unless the power is 0, and true values that are negative for a power of 1 or more or
/// 0 for a power of 2 or more. \throws InvalidParameterError for a power in (0, 1).
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_tweedie_deviance(const YTrue& y_true, const YPred& y_pred,
                             const MeanTweedieDevianceOptions& options = {}) {
    return detail::mean_tweedie_deviance(y_true, y_pred, options.sample_weight, options.power,
                                         "mean_tweedie_deviance");
}

/// The mean of 2 (y log(y / p) - y + p), for true values of 0 or more and predictions above 0.
/// \throws InvalidDataError for other targets, more than one output, different lengths, none, NaN or
/// infinity.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_poisson_deviance(const YTrue& y_true, const YPred& y_pred,
                             const MeanPoissonDevianceOptions& options = {}) {
    return detail::mean_tweedie_deviance(y_true, y_pred, options.sample_weight, 1, "mean_poisson_deviance");
}

/// The mean of 2 (log(p / y) + y / p - 1), for true values and predictions above 0.
/// \throws InvalidDataError as `mean_poisson_deviance`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double mean_gamma_deviance(const YTrue& y_true, const YPred& y_pred,
                           const MeanGammaDevianceOptions& options = {}) {
    return detail::mean_tweedie_deviance(y_true, y_pred, options.sample_weight, 2, "mean_gamma_deviance");
}

}  // namespace eigenmlp
