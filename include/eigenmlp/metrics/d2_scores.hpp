// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/regression.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/metrics/tweedie_deviance.hpp"

/// Scores 1 - D(y, p) / D(y, c): the share of a deviance D that predictions explain, c being the best
/// constant. 1 is perfect, 0 what c scores, negative where worse. `r2_score` is that of the squared error.
namespace eigenmlp {

/// Options of `d2_tweedie_score`.
using D2TweedieScoreOptions = MeanTweedieDevianceOptions;
/// Options of `d2_pinball_score`.
using D2PinballScoreOptions = MeanPinballLossOptions;
/// Options of `d2_absolute_error_score`.
using D2AbsoluteErrorScoreOptions = MeanAbsoluteErrorOptions;

namespace detail {

template <Floating S>
bool too_few_for_d2(const WeighedTargets<S>& t) {
    if (t.n_samples() >= 2) return false;
    warn(WarningCategory::UndefinedMetricWarning,
         "D^2 score is not well-defined with less than two samples.");
    return true;
}

/// NumPy's percentile: on the line between the two values next to it.
template <Floating S>
S quantile(Vector<S> values, double fraction) {
    std::sort(values.begin(), values.end());
    const double position = fraction * static_cast<double>(values.size() - 1);
    const auto below = static_cast<Index>(position);
    const Index above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

/// An output that a constant predicts exactly scores 1 if it is predicted so, else 0.
template <Floating S>
Vector<S> d2_pinball_scores(const WeighedTargets<S>& t, double alpha, bool is_weighted) {
    const Vector<S> losses = pinball_losses(t, alpha);
    WeighedTargets<S> constant = t;
    for (Index k = 0; k < t.n_outputs(); ++k) {
        const Vector<S> y = t.y_true.col(k);
        constant.y_pred.col(k).setConstant(is_weighted ? weighted_quantile(y, t.weight, alpha)
                                                       : quantile(y, alpha));
    }
    const Vector<S> of_constant = pinball_losses(constant, alpha);
    Vector<S> scores(losses.size());
    for (Index k = 0; k < scores.size(); ++k)
        scores[k] = losses[k] == 0 ? 1 : of_constant[k] == 0 ? 0 : 1 - losses[k] / of_constant[k];
    return scores;
}

}  // namespace detail

/// Of the Tweedie deviance, whose best constant is the mean; for power 0 `r2_score`. NaN with an
/// `UndefinedMetricWarning` for a single sample. \throws as `mean_tweedie_deviance`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double d2_tweedie_score(const YTrue& y_true, const YPred& y_pred, const D2TweedieScoreOptions& options = {}) {
    auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    detail::check_tweedie_targets(targets, options.power, "d2_tweedie_score");
    if (detail::too_few_for_d2(targets)) return std::numeric_limits<double>::quiet_NaN();
    const double deviance = detail::mean_tweedie_deviance(targets, options.power);
    targets.y_pred.setConstant(targets.means(targets.y_true)[0]);
    return 1 - deviance / detail::mean_tweedie_deviance(targets, options.power);
}

/// Of the pinball loss, whose best constant is the quantile `alpha`; with weights the smallest value up to
/// which this share of the weight lies. NaN with an `UndefinedMetricWarning` for a single sample.
/// \throws as `mean_pinball_loss`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double d2_pinball_score(const YTrue& y_true, const YPred& y_pred, const D2PinballScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    if (detail::too_few_for_d2(targets)) return std::numeric_limits<double>::quiet_NaN();
    return detail::average_outputs(
        detail::d2_pinball_scores(targets, options.alpha, options.sample_weight.given()),
        options.multioutput);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> d2_pinball_score(const YTrue& y_true, const YPred& y_pred, RawValues,
                                const D2PinballScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    if (detail::too_few_for_d2(targets))
        return Vector<double>::Constant(targets.n_outputs(), std::numeric_limits<double>::quiet_NaN());
    return detail::d2_pinball_scores(targets, options.alpha, options.sample_weight.given());
}

/// Of the absolute error, whose best constant is the median. \throws as `mean_absolute_error`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double d2_absolute_error_score(const YTrue& y_true, const YPred& y_pred,
                               const D2AbsoluteErrorScoreOptions& options = {}) {
    return d2_pinball_score(y_true, y_pred,
                            {.sample_weight = options.sample_weight, .multioutput = options.multioutput});
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> d2_absolute_error_score(const YTrue& y_true, const YPred& y_pred, RawValues,
                                       const D2AbsoluteErrorScoreOptions& options = {}) {
    return d2_pinball_score(y_true, y_pred, raw_values, {.sample_weight = options.sample_weight});
}

}  // namespace eigenmlp
