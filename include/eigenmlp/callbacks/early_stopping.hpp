// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <string>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/monitor.hpp"
#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp {

/// Stops `fit` after `patience` epochs in a row without an improvement of at least `min_delta`.
struct EarlyStopping {
    std::string monitor = "loss";      ///< "loss", or "validation_score" (needs the parameter early_stopping)
    Index patience = 10;               ///< epochs
    double min_delta = 1e-4;           ///< smallest change that counts as an improvement
    bool restore_best_weights = true;  ///< end with the weights of the best epoch instead of the last

    Index stopped_epoch = 0;  ///< epoch after which it stopped; 0 if it did not
    Index best_epoch = 0;     ///< epoch of the best value

    Monitor progress = {};           ///< of the present fit
    Vector<double> best_theta = {};  ///< weights of the best epoch

    /// \throws InvalidParameterError if `monitor` is unknown or `patience` is not positive.
    void on_train_begin(auto&) {
        if (monitor != "loss" && monitor != "validation_score")
            throw InvalidParameterError(fmt::format(
                "EarlyStopping: monitor must be 'loss' or 'validation_score'. Got '{}' instead.", monitor));
        if (patience < 1)
            throw InvalidParameterError(
                fmt::format("EarlyStopping: patience must be >= 1. Got {} instead.", patience));
        stopped_epoch = best_epoch = 0;
        progress = {};
    }

    /// \throws InvalidParameterError if there is no validation score to monitor.
    void on_epoch_end(auto& state) {
        double value = state.loss;
        if (monitor == "validation_score") {
            if (!state.validation_score)
                throw InvalidParameterError(
                    "EarlyStopping: monitor 'validation_score' needs the estimator's parameter "
                    "early_stopping = true.");
            value = -*state.validation_score;
        }
        if (progress.update(value, min_delta)) {
            best_epoch = state.epoch;
            if (restore_best_weights) best_theta = state.theta.template cast<double>();
        }
        if (progress.no_improvement_count >= patience) {
            stopped_epoch = state.epoch;
            state.request_stop(
                fmt::format("{} did not improve by {} for {} epochs", monitor, min_delta, patience));
        }
    }

    void on_train_end(auto& state) {
        using S = scalar_t<decltype(state.theta)>;
        if (restore_best_weights && best_epoch > 0) state.theta = best_theta.template cast<S>();
    }
};

}  // namespace eigenmlp
