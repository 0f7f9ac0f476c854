// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "eigenmlp/network/parameters.hpp"

namespace eigenmlp {

/// Buffers for passes over up to `max_rows` samples: sized once, used for every batch.
template <class S>
class Workspace {
public:
    Workspace(const ParameterLayout& layout, Index max_rows) {
        for (Index i = 0; i < layout.n_weight_layers(); ++i)
            outputs_.emplace_back(max_rows, layout.fan_out(i));
    }

    Index max_rows() const { return outputs_.front().rows(); }

    /// Output of weight layer `layer` for the first `n` rows: activations of the hidden layers, P of the
    /// last.
    MatrixView<S> outputs(Index layer, Index n) {
        return view_rows(outputs_[static_cast<std::size_t>(layer)], 0, n);
    }

private:
    std::vector<Matrix<S>> outputs_;
};

/// What a training pass needs besides: the batch's rows of X and Y, and the deltas.
template <class S>
class TrainingWorkspace : public Workspace<S> {
public:
    TrainingWorkspace(const ParameterLayout& layout, Index max_rows)
        : Workspace<S>(layout, max_rows),
          inputs_(max_rows, layout.fan_in(0)),
          targets_(max_rows, layout.n_outputs()) {
        for (Index i = 0; i < layout.n_weight_layers(); ++i)
            deltas_.emplace_back(max_rows, layout.fan_out(i));
    }

    MatrixView<S> inputs(Index n) { return view_rows(inputs_, 0, n); }
    MatrixView<S> targets(Index n) { return view_rows(targets_, 0, n); }
    MatrixView<S> deltas(Index layer, Index n) {
        return view_rows(deltas_[static_cast<std::size_t>(layer)], 0, n);
    }

private:
    Matrix<S> inputs_;
    Matrix<S> targets_;
    std::vector<Matrix<S>> deltas_;
};

}  // namespace eigenmlp
