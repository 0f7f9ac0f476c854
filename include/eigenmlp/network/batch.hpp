// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/network/training_data.hpp"
#include "eigenmlp/network/workspace.hpp"

namespace eigenmlp::detail {

/// The weights of the rows in sum; their number if all count the same.
template <class S, class X>
double total_weight(const TrainingData<S, X>& data, std::span<const Index> rows) {
    if (!data.sample_weight) return static_cast<double>(rows.size());
    double sum = 0.0;
    for (const Index row : rows) sum += static_cast<double>(data.sample_weight[row]);
    if (sum == 0.0)
        throw InvalidDataError(format(
            "The sample weights of a mini-batch of {} rows add up to zero: its mean loss is undefined.",
            rows.size()));
    return sum;
}

/// The rows of a mini-batch and where its passes keep what they compute.
template <class S, class X>
struct Batch {
    const Vector<S>& theta;
    const TrainingData<S, X>& data;
    std::span<const Index> rows;
    double alpha;
    double weight;  // of all rows together
    TrainingWorkspace<S>& workspace;

    Index n() const { return static_cast<Index>(rows.size()); }
    Index row(Index i) const { return rows[static_cast<std::size_t>(i)]; }
    /// Calls f with the input of a layer from the batch's row `first` on.
    template <class F>
    void with_input(Index layer, Index first, F&& f) const {
        if (layer == 0) return f(kernel_rows<S>(data.X, rows.data() + first));
        const MatrixView<S> h = workspace.outputs(layer - 1, n());
        f(kernels::Rows<S>{h.data() + first * h.outerStride(), h.outerStride()});
    }
    MatrixView<S> outputs(Index layer, Part p) const {
        return view_rows(workspace.outputs(layer, n()), p.first, p.size);
    }
    MatrixView<S> pre_activations(Index layer, Part p) const {
        return view_rows(workspace.pre_activations(layer, n()), p.first, p.size);
    }
    MatrixView<S> whole_activations(Index layer, Part p) const {
        return view_rows(workspace.whole_activations(layer, n()), p.first, p.size);
    }
    MatrixView<S> deltas(Index layer, Part p) const {
        return view_rows(workspace.deltas(layer, n()), p.first, p.size);
    }
    MatrixView<S> targets(Part p) const { return view_rows(workspace.targets(n()), p.first, p.size); }

    /// Copies the targets of some rows to `targets`.
    void gather_targets(Part p) const {
        constexpr Index ahead = 16, cached = 1 << 14;
        MatrixView<S> y = targets(p);
        const auto from = [&](Index i) { return data.Y.data() + row(p.first + i) * data.Y.outerStride(); };
        for (Index i = 0; i < p.size; ++i) {
            if (data.Y.size() > cached && i + ahead < p.size) {
                kernels::prefetch(from(i + ahead));
                kernels::prefetch(from(i + ahead) + y.cols() - 1);
            }
            const S* const y_i = from(i);
            S* const to = y.data() + i * y.outerStride();
            for (Index k = 0; k < y.cols(); ++k) to[k] = y_i[k];
        }
    }
};

}  // namespace eigenmlp::detail
