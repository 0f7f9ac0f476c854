// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/monitor.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// Stops `fit` after `patience` epochs in a row without an improvement of at least `min_delta`.
struct EarlyStopping {
    std::string monitor =
        "loss";               ///< "loss", or of the rows held out "validation_score" or "validation_loss"
    Index patience = 10;      ///< epochs
    double min_delta = 1e-4;  ///< smallest change that counts as an improvement
    bool restore_best_weights = true;  ///< end with the weights of the best epoch instead of the last

    Index stopped_epoch = 0;  ///< epoch after which it stopped; 0 if it did not
    Index best_epoch = 0;     ///< epoch of the best value

    Monitor progress = {};           ///< of the present fit
    Vector<double> best_theta = {};  ///< weights of the best epoch

    /// \throws InvalidParameterError if `monitor` is unknown, `patience` not positive or `min_delta`
    /// negative.
    void on_train_begin(auto&) {
        if (monitor != "loss" && monitor != "validation_score" && monitor != "validation_loss")
            throw InvalidParameterError(detail::format(
                "EarlyStopping: monitor must be 'loss', 'validation_score' or 'validation_loss'. "
                "Got '{}' instead.",
                monitor));
        if (patience < 1)
            throw InvalidParameterError(
                detail::format("EarlyStopping: patience must be >= 1. Got {} instead.", patience));
        if (!(min_delta >= 0.0))
            throw InvalidParameterError(
                detail::format("EarlyStopping: min_delta must be >= 0. Got {} instead.", min_delta));
        stopped_epoch = best_epoch = 0;
        progress = {};
    }

    /// \throws InvalidParameterError if there is no validation score or loss to monitor.
    void on_epoch_end(auto& state) {
        double value = state.loss;
        if (monitor == "validation_score") value = -validation_value(state.validation_score);
        if (monitor == "validation_loss") value = validation_value(state.validation_loss);
        if (progress.update(value, min_delta)) {
            best_epoch = state.epoch;
            if (restore_best_weights) best_theta = state.theta.template cast<double>();
        }
        if (progress.no_improvement_count >= patience) {
            stopped_epoch = state.epoch;
            state.request_stop(
                detail::format("{} did not improve by {} for {} epochs", monitor, min_delta, patience));
        }
    }

    void on_train_end(auto& state) {
        using S = scalar_t<decltype(state.theta)>;
        if (restore_best_weights && best_epoch > 0) state.theta = best_theta.template cast<S>();
    }

    /// \throws InvalidParameterError if there is none.
    double validation_value(const std::optional<double>& value) const {
        if (!value)
            throw InvalidParameterError(
                detail::format("EarlyStopping: monitor '{}' needs validation rows, which the estimator's "
                               "parameter early_stopping = true holds out.",
                               monitor));
        return *value;
    }
};

}  // namespace eigenmlp
