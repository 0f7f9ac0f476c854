// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
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

/// Score and loss of the outputs for the rows of X that `rows` names, or for all, against their targets.
template <class S, class Network, class X>
Validation<S> watch(const Network& network, const OutputScore<S>& score, const X& x, std::vector<Index> rows,
                    Matrix<S> targets, Vector<double> weights) {
    const Index rows_per_pass = std::min<Index>(targets.rows(), 256);
    return [&network, &score, x, rows = std::move(rows), P = Matrix<S>(targets.rows(), targets.cols()),
            Y = std::move(targets), weight = std::move(weights),
            workspace = Workspace<S>(network.layout(), rows_per_pass)](const Vector<S>& theta) mutable {
        network.forward(theta, x, workspace, view(P), std::span<const Index>(rows));
        const double loss = weight.size() == 0 ? network.loss().value(view(Y), view(P))
                                               : weighted_mean_loss<S>(network.loss(), view(Y), view(P),
                                                                       [&](Index i) { return weight[i]; });
        return ValidationResult{score ? score(Y, P, weight) : -loss, loss};
    };
}

/// Watches rows of the task, by their weights.
/// \throws InvalidDataError if the weights add up to zero.
template <class S, class Network, class X>
Validation<S> watch_rows(const Network& network, const FitTask<S, X>& task, std::vector<Index> rows) {
    const Index n = static_cast<Index>(rows.size());
    Matrix<S> Y(n, task.Y.cols());
    Vector<double> weight(task.score_weight.size() > 0 ? n : 0);
    for (Index i = 0; i < n; ++i) {
        const Index row = rows[static_cast<std::size_t>(i)];
        std::copy_n(task.Y.data() + row * Y.cols(), Y.cols(), Y.data() + i * Y.cols());
        if (weight.size() > 0) weight[i] = task.score_weight[row];
    }
    if (weight.size() > 0 && weight.sum() == 0.0)
        throw InvalidDataError(format(
            "The sample weights of the {} validation rows add up to zero: their score is undefined.", n));
    return watch<S>(network, task.score, task.X, std::move(rows), std::move(Y), std::move(weight));
}

/// Watches the task's own validation samples.
template <class S, class Network, class X>
Validation<S> watch_validation_data(const Network& network, const FitTask<S, X>& task) {
    const ValidationSet<S>& set = *task.validation;
    return watch<S>(network, task.score, view(set.X), {}, set.Y, {});
}

}  // namespace eigenmlp::detail
