// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/callbacks/callback.hpp"

namespace support {

/// What an epoch comes to.
struct Epoch {
    double loss;
    std::optional<double> validation_score = {};
    std::optional<double> validation_loss = {};
};

/// Goes through the hooks as `fit` does, over epochs that are given. The weights after an epoch are its
/// number. Whoever reads the state sees it as the last hook left it.
template <class S = double>
struct HandMadeTraining {
    eigenmlp::Index n_batches;
    std::vector<Epoch> epochs;
    eigenmlp::Vector<S> theta = eigenmlp::Vector<S>::Zero(2);
    eigenmlp::TrainingState<S> state = {
        .theta = theta, .max_iter = static_cast<eigenmlp::Index>(epochs.size()), .n_batches = n_batches};

    HandMadeTraining(eigenmlp::Index n_batches_of_epoch, std::vector<Epoch> all)
        : n_batches(n_batches_of_epoch), epochs(std::move(all)) {}
    HandMadeTraining(const HandMadeTraining&) = delete;
    HandMadeTraining& operator=(const HandMadeTraining&) = delete;

    /// Returns why it stopped, or "max_iter".
    template <class... C>
    std::string run(C&&... callbacks) {
        const eigenmlp::CallbackList<S> list(callbacks...);
        list.on_train_begin(state);
        while (!state.stop_reason && state.epoch < state.max_iter) {
            const Epoch& result = epochs[static_cast<std::size_t>(state.epoch++)];
            state.batch = 0;
            list.on_epoch_begin(state);
            while (!state.stop_reason && state.batch < n_batches) {
                theta.setConstant(static_cast<S>(state.epoch));
                state.batch_loss = result.loss;
                ++state.batch;
                list.on_batch_end(state);
            }
            if (state.batch < n_batches) break;
            state.loss = result.loss;
            state.validation_score = result.validation_score;
            state.validation_loss = result.validation_loss;
            list.on_epoch_end(state);
        }
        list.on_train_end(state);
        return state.stop_reason.value_or("max_iter");
    }
};

/// A solver that has a learning rate.
struct RateHolder {
    double rate = 0.5;
    double learning_rate() const { return rate; }
    void set_learning_rate(double value) { rate = value; }
};

}  // namespace support
