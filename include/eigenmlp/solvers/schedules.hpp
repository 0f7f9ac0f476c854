// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "eigenmlp/solvers/learning_rate.hpp"
#include "eigenmlp/solvers/solver.hpp"

/// Learning rate schedules besides scikit-learn's, for `.learning_rate`. All give multiples of
/// learning_rate_init, which thus is the rate at 1; all throw InvalidParameterError if a setting is out of
/// range.
namespace eigenmlp {

namespace detail {

/// How much of the epochs has passed, from 0 to 1.
inline double progress(double epoch, double max_iter) {
    if (epoch <= 0.0) return 0.0;
    return epoch < max_iter ? epoch / max_iter : 1.0;
}

/// From `first` at x = 0 to `last` at x = 1 along half a wave.
inline double half_wave(double first, double last, double x) {
    return last + (first - last) * 0.5 * (1.0 + std::cos(std::numbers::pi * x));
}

}  // namespace detail

/// gamma^k after k times step_size epochs.
struct StepDecay {
    static constexpr std::string_view name = "step_decay";

    double step_size = 10.0;  ///< epochs, above 0
    double gamma = 0.1;       ///< from 0

    double operator()(double epoch, double) const {
        detail::check_field(step_size > 0.0, "step_size", "StepDecay", "a float in the range (0, inf)",
                            step_size);
        detail::check_field(gamma >= 0.0, "gamma", "StepDecay", "a float in the range [0, inf)", gamma);
        return std::pow(gamma, std::floor(epoch / step_size));
    }

    friend bool operator==(StepDecay, StepDecay) = default;
};

/// From 1 to `min_factor` at max_iter along half a cosine wave (Loshchilov and Hutter 2017, without
/// restarts).
struct CosineAnnealing {
    static constexpr std::string_view name = "cosine_annealing";

    double min_factor = 0.0;  ///< from 0

    double operator()(double epoch, double max_iter) const {
        detail::check_field(min_factor >= 0.0, "min_factor", "CosineAnnealing",
                            "a float in the range [0, inf)", min_factor);
        return detail::half_wave(1.0, min_factor, detail::progress(epoch, max_iter));
    }

    friend bool operator==(CosineAnnealing, CosineAnnealing) = default;
};

/// Rises in a straight line from `start_factor` times the first value of `then` to that value in `epochs`
/// epochs (Goyal et al. 2017), and then is `then` over the epochs that are left.
struct WarmUp {
    static constexpr std::string_view name = "warm_up";

    double epochs = 5.0;             ///< above 0, may be a fraction
    LearningRateSchedule then = {};  ///< any `Schedule` or LearningRate::constant
    double start_factor = 0.1;       ///< from 0

    double operator()(double epoch, double max_iter) const {
        detail::check_field(epochs > 0.0, "epochs", "WarmUp", "a float in the range (0, inf)", epochs);
        detail::check_field(start_factor >= 0.0, "start_factor", "WarmUp", "a float in the range [0, inf)",
                            start_factor);
        const double left = std::max(max_iter - epochs, 0.0);
        if (epoch >= epochs) return then(epoch - epochs, left);
        return (start_factor + (1.0 - start_factor) * epoch / epochs) * then(0.0, left);
    }

    friend bool operator==(const WarmUp&, const WarmUp&) = default;
};

/// One cycle (Smith and Topin 2018) over max_iter epochs: from `start_factor` up to 1, then down to
/// `end_factor`, along half a cosine wave each. learning_rate_init is the largest rate.
struct OneCycle {
    static constexpr std::string_view name = "one_cycle";

    double peak = 0.3;           ///< share of the epochs before the peak, in (0, 1)
    double start_factor = 0.04;  ///< from 0
    double end_factor = 4e-6;    ///< from 0

    double operator()(double epoch, double max_iter) const {
        detail::check_field(peak > 0.0 && peak < 1.0, "peak", "OneCycle", "a float in the range (0, 1)",
                            peak);
        detail::check_field(start_factor >= 0.0, "start_factor", "OneCycle", "a float in the range [0, inf)",
                            start_factor);
        detail::check_field(end_factor >= 0.0, "end_factor", "OneCycle", "a float in the range [0, inf)",
                            end_factor);
        const double x = detail::progress(epoch, max_iter);
        return x < peak ? detail::half_wave(start_factor, 1.0, x / peak)
                        : detail::half_wave(1.0, end_factor, (x - peak) / (1.0 - peak));
    }

    friend bool operator==(OneCycle, OneCycle) = default;
};

}  // namespace eigenmlp
