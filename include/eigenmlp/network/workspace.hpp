// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/network/dropout.hpp"
#include "eigenmlp/network/parameters.hpp"

namespace eigenmlp {

/// Buffers of one thread for forward passes over up to `max_rows` samples: sized once, used again and again.
template <class S>
class Workspace {
public:
    Workspace(const ParameterLayout& layout, Index max_rows)
        : max_rows_(max_rows), kernel_(needed(max_rows)) {
        for (Index i = 0; i < layout.n_weight_layers(); ++i)
            outputs_.emplace_back(max_rows, layout.fan_out(i));
    }

    Index max_rows() const { return max_rows_; }

    /// Output of weight layer `layer` for the first `n` rows: activations of the hidden layers, P of the
    /// last.
    MatrixView<S> outputs(Index layer, Index n) {
        return view_rows(outputs_[static_cast<std::size_t>(layer)], 0, n);
    }

    S* kernel() { return kernel_.data(); }

private:
    /// The products of one or two rows need none.
    static Index needed(Index max_rows) { return max_rows > 2 ? kernels::workspace_size<S> : 0; }

    Index max_rows_;
    Vector<S> kernel_;
    std::vector<Matrix<S>> outputs_;
};

/// Buffers and threads for training passes over batches of up to `max_rows` samples.
template <class S>
class TrainingWorkspace {
public:
    TrainingWorkspace(const ParameterLayout& layout, Index max_rows, Index n_threads = 1)
        : team_(std::make_unique<ThreadTeam>(n_threads)),
          kernel_(kernels::workspace_size<S>, n_threads),
          targets_(max_rows, layout.n_outputs()),
          squared_norms_(layout.n_weight_layers()),
          pre_activations_(static_cast<std::size_t>(layout.n_weight_layers())),
          whole_activations_(pre_activations_) {
        for (Index i = 0; i < layout.n_weight_layers(); ++i) {
            outputs_.emplace_back(max_rows, layout.fan_out(i));
            deltas_.emplace_back(max_rows, layout.fan_out(i));
        }
    }

    ThreadTeam& team() { return *team_; }
    S* kernel(Index thread) { return kernel_.col(thread).data(); }
    MatrixView<S> targets(Index n) { return view_rows(targets_, 0, n); }
    MatrixView<S> outputs(Index layer, Index n) {
        return view_rows(outputs_[static_cast<std::size_t>(layer)], 0, n);
    }
    /// Without columns unless `keep_pre_activations(layer)` was called.
    MatrixView<S> pre_activations(Index layer, Index n) {
        return view_rows(pre_activations_[static_cast<std::size_t>(layer)], 0, n);
    }
    void keep_pre_activations(Index layer) {
        const auto i = static_cast<std::size_t>(layer);
        pre_activations_[i].resize(outputs_[i].rows(), outputs_[i].cols());
    }
    /// Activations without dropout; without columns unless `keep_whole_activations(layer)` was called.
    MatrixView<S> whole_activations(Index layer, Index n) {
        return view_rows(whole_activations_[static_cast<std::size_t>(layer)], 0, n);
    }
    void keep_whole_activations(Index layer) {
        const auto i = static_cast<std::size_t>(layer);
        whole_activations_[i].resize(outputs_[i].rows(), outputs_[i].cols());
    }
    MatrixView<S> deltas(Index layer, Index n) {
        return view_rows(deltas_[static_cast<std::size_t>(layer)], 0, n);
    }

    /// That of the training passes: none at first.
    Dropout& dropout() { return dropout_; }

    /// Squared norm of the coefs of each layer.
    double& squared_norm(Index layer) { return squared_norms_[layer]; }
    double squared_norm() const { return squared_norms_.sum(); }

private:
    std::unique_ptr<ThreadTeam> team_;
    Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic> kernel_;  // a column per thread
    Matrix<S> targets_;
    Vector<double> squared_norms_;
    std::vector<Matrix<S>> outputs_;
    std::vector<Matrix<S>> pre_activations_;
    std::vector<Matrix<S>> whole_activations_;
    std::vector<Matrix<S>> deltas_;
    Dropout dropout_;
};

}  // namespace eigenmlp
