// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>

#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"

namespace eigenmlp {

/// Options of `r2_score` and `explained_variance_score`, in scikit-learn's order.
struct R2ScoreOptions {
    SampleWeight sample_weight = {};
    MultiOutput multioutput = {};
    /// Whether an output that does not vary scores 1 if it is predicted exactly and else 0, rather than NaN
    /// or minus infinity.
    bool force_finite = true;
};

/// Options of `explained_variance_score`.
using ExplainedVarianceScoreOptions = R2ScoreOptions;

namespace detail {

/// Scores 1 - residual / total of all outputs.
template <Floating S>
struct DeterminationScores {
    Vector<S> residual, total;

    Vector<S> scores(bool force_finite) const {
        Vector<S> scores = 1 - residual.array() / total.array();
        if (force_finite)
            for (Index k = 0; k < scores.size(); ++k)
                if (total[k] == 0) scores[k] = residual[k] == 0 ? 1 : 0;
        return scores;
    }

    double average(const R2ScoreOptions& options) const {
        const Vector<S> all = scores(options.force_finite);
        if (!options.multioutput.is_variance_weighted()) return average_outputs(all, options.multioutput);
        return total.sum() == 0 ? all.mean() : all.dot(total) / total.sum();
    }
};

/// The variance of each column. That of a constant one is exactly 0, as the mean is taken relative to one of
/// its rows, the one of greatest weight.
template <Floating S>
Vector<S> variances(const WeighedTargets<S>& t, const Matrix<S>& values) {
    Index reference = 0;
    t.weight.cwiseAbs().maxCoeff(&reference);
    Matrix<S> deviation = values.rowwise() - values.row(reference);
    deviation.rowwise() -= t.means(deviation).transpose();
    return t.means(deviation.cwiseAbs2());
}

template <Floating S>
DeterminationScores<S> r2_scores(const WeighedTargets<S>& t) {
    return {t.means((t.y_true - t.y_pred).cwiseAbs2()), variances(t, t.y_true)};
}

template <Floating S>
DeterminationScores<S> explained_variance_scores(const WeighedTargets<S>& t) {
    return {variances<S>(t, t.y_true - t.y_pred), variances(t, t.y_true)};
}

template <Floating S>
bool too_few_for_r2(const WeighedTargets<S>& t) {
    if (t.n_samples() >= 2) return false;
    warn(WarningCategory::UndefinedMetricWarning,
         "R^2 score is not well-defined with less than two samples.");
    return true;
}

}  // namespace detail

/// The coefficient of determination: 1 - the sum of squared errors / the sum of squared deviations from the
/// mean. 1 is perfect, 0 what the mean scores; negative where worse. NaN with an `UndefinedMetricWarning` for
/// a single sample. Computed in double. \throws InvalidDataError for targets of different shapes, none, NaN
/// or infinity. \throws InvalidParameterError for `multioutput` of another number of weights.
template <RegressionTargets YTrue, RegressionTargets YPred>
double r2_score(const YTrue& y_true, const YPred& y_pred, const R2ScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    if (detail::too_few_for_r2(targets)) return std::numeric_limits<double>::quiet_NaN();
    return detail::r2_scores(targets).average(options);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> r2_score(const YTrue& y_true, const YPred& y_pred, RawValues,
                        const R2ScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    if (detail::too_few_for_r2(targets))
        return Vector<double>::Constant(targets.n_outputs(), std::numeric_limits<double>::quiet_NaN());
    return detail::r2_scores(targets).scores(options.force_finite);
}

/// 1 - the variance of the errors / the variance of the true values: `r2_score` without regard to a constant
/// error. \throws as `r2_score`.
template <RegressionTargets YTrue, RegressionTargets YPred>
double explained_variance_score(const YTrue& y_true, const YPred& y_pred,
                                const ExplainedVarianceScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::explained_variance_scores(targets).average(options);
}

/// The same per output.
template <RegressionTargets YTrue, RegressionTargets YPred>
Vector<double> explained_variance_score(const YTrue& y_true, const YPred& y_pred, RawValues,
                                        const ExplainedVarianceScoreOptions& options = {}) {
    const auto targets = detail::weighed_targets(y_true, y_pred, options.sample_weight);
    return detail::explained_variance_scores(targets).scores(options.force_finite);
}

}  // namespace eigenmlp
