// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/losses/weighted_mean_loss.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/network/workspace.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/training/train.hpp"

namespace eigenmlp::detail {

/// Takes the share `fraction` of the rows, drawn at random, out of `rows`.
/// \throws InvalidParameterError, InvalidDataError if no rows remain or fewer than two are taken.
template <class S, class X>
std::vector<Index> split_off_validation(const FitTask<S, X>& task, double fraction, std::vector<Index>& rows,
                                        RandomState& random) {
    const Index n = task.X.rows();
    const TrainTestSizes sizes = validate_shuffle_split(n, fraction, {}, 0.1);
    TrainTestIndices split =
        task.strata ? stratified_shuffle_split_indices(*task.strata, sizes.n_train, sizes.n_test, random)
                    : shuffle_split_indices(n, sizes.n_train, sizes.n_test, random);
    if (split.test.size() < 2)
        throw InvalidDataError(
            format("The validation set is too small: {} of {} rows. Increase 'validation_fraction' "
                   "or the size of your dataset.",
                   split.test.size(), n));
    rows = std::move(split.train);
    return std::move(split.test);
}

/// Score and loss of what `forward(theta, P)` computes for the targets.
template <class S, class Network, class Forward>
Validation<S> watch(const Network& network, const OutputScore<S>& score, Matrix<S> targets,
                    Vector<double> weights, Forward forward) {
    return [&network, &score, P = Matrix<S>(targets.rows(), targets.cols()), Y = std::move(targets),
            weight = std::move(weights), forward = std::move(forward)](const Vector<S>& theta) mutable {
        forward(theta, view(P));
        const double loss = weight.size() == 0 ? network.loss().value(view(Y), view(P))
                                               : weighted_mean_loss<S>(network.loss(), view(Y), view(P),
                                                                       [&](Index i) { return weight[i]; });
        return ValidationResult{score ? score(Y, P, weight) : -loss, loss};
    };
}

template <class S, class Network>
Workspace<S> validation_workspace(const Network& network, Index n_rows) {
    constexpr Index rows_per_pass = 256;
    return {network.layout(), std::min(n_rows, rows_per_pass)};
}

/// Watches some rows of the task.
/// \throws InvalidDataError if their weights add up to zero.
template <class S, class Network, class X>
Validation<S> watch_rows(const Network& network, const FitTask<S, X>& task, std::vector<Index> rows) {
    Vector<double> weight;
    if (task.score_weight.size() > 0) weight = task.score_weight(rows);
    const Index n = static_cast<Index>(rows.size());
    if (weight.size() > 0 && weight.sum() == 0.0)
        throw InvalidDataError(format(
            "The sample weights of the {} validation rows add up to zero: their score is undefined.", n));
    Matrix<S> Y = task.Y(rows, Eigen::all);
    return watch<S>(
        network, task.score, std::move(Y), std::move(weight),
        [&network, &task, rows = std::move(rows), workspace = validation_workspace<S>(network, n)](
            const Vector<S>& theta, MatrixView<S> P) mutable {
            network.forward(theta, task.X, workspace, P, std::span<const Index>(rows));
        });
}

/// Watches validation data of the user's.
template <class S, class Network, class X>
Validation<S> watch_validation_data(const Network& network, const FitTask<S, X>& task) {
    const ValidationSet<S>& set = *task.validation;
    return watch<S>(network, task.score, set.Y, {},
                    [&network, &set, workspace = validation_workspace<S>(network, set.X.rows())](
                        const Vector<S>& theta, MatrixView<S> P) mutable {
                        network.forward(theta, view(set.X), workspace, P);
                    });
}

}  // namespace eigenmlp::detail
