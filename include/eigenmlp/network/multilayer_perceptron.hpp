// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/arguments.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/network/batch.hpp"
#include "eigenmlp/network/batch_gradient.hpp"
#include "eigenmlp/network/gradient_taker.hpp"
#include "eigenmlp/network/layers.hpp"
#include "eigenmlp/network/parameters.hpp"
#include "eigenmlp/network/training_data.hpp"
#include "eigenmlp/network/workspace.hpp"

namespace eigenmlp {

/// The function that a multilayer perceptron computes and its gradient. Constant: it owns neither the data
/// nor the parameters `theta`, a flat vector laid out by `layout()`. The bits of its results do not depend on
/// the number of threads: they divide outputs, never sums.
template <Floating S, class Activation = AnyActivation, class Loss = AnyLoss>
class MultilayerPerceptron {
public:
    /// `hidden` holds one activation per hidden layer of `layout`.
    /// \throws InvalidParameterError if a setting of an activation is out of range.
    MultilayerPerceptron(ParameterLayout layout, std::vector<Activation> hidden, Loss loss)
        : layers_(std::move(layout), std::move(hidden), std::move(loss)) {}

    const ParameterLayout& layout() const { return layers_.layout(); }
    const std::vector<Activation>& hidden_activations() const { return layers_.hidden_activations(); }
    const Loss& loss() const { return layers_.loss(); }

    /// Outputs P (samples x outputs) for the rows of X, or those that `rows` names, in strips of
    /// `workspace.max_rows()`. `finite`, if it is not null, becomes false if an element of a dense X is not.
    template <class X>
    void forward(const Vector<S>& theta, const X& x, Workspace<S>& workspace, MatrixView<S> P,
                 std::span<const Index> rows = {}, bool* finite = nullptr) const {
        for (Index first = 0; first < P.rows(); first += workspace.max_rows()) {
            const Index n = std::min(workspace.max_rows(), P.rows() - first);
            const auto outputs = [&](Index i) {
                return i == layers_.last() ? view_rows(P, first, n) : workspace.outputs(i, n);
            };
            const auto layer = [&](Index i, const auto& input) {
                layers_.forward(theta, i, input, outputs(i), view_rows(outputs(i), 0, 0), workspace.kernel(),
                                nullptr, i == 0 ? finite : nullptr);
            };
            layer(0, rows.empty() ? kernel_rows<S>(view_rows<S>(x, first, n), nullptr)
                                  : kernel_rows<S>(x, rows.data() + first));
            for (Index i = 1; i <= layers_.last(); ++i)
                layer(i, kernels::Rows<S>{outputs(i - 1).data(), outputs(i - 1).outerStride()});
        }
    }

    /// Mean loss over the samples of `data` that `rows` names, by their weights, plus alpha / (2 w) times the
    /// squared norm of the coefs, w the sum of the weights or the number of rows; its gradient goes into
    /// `gradient`, with the workspace's dropout in the hidden layers. Allocates nothing, except in the first
    /// call what dropout and activations that need their input keep in the workspace.
    ///
    /// As soon as elements [first, first + size) of the gradient are there and those of theta no longer
    /// needed, `done(first, size)` is called, from any thread. For a single row, if `done` takes
    /// `kernels::RankOneArgs`, coefs are handed over in that form instead, and not written to `gradient`.
    /// \throws InvalidDataError if the weights of the rows add up to zero.
    template <class Done, class X = ConstMatrixView<S>>
    double loss_and_gradient(const Vector<S>& theta, const TrainingData<S, X>& data,
                             std::span<const Index> rows, double alpha, TrainingWorkspace<S>& workspace,
                             Vector<S>& gradient, const Done& done) const {
        const detail::GradientTaker<S> taker(done);  // of one type, so that the rest is compiled once
        const detail::Batch<S, X> batch{theta, data, rows, alpha,
                                        detail::total_weight(data, rows), workspace};
        return detail::BatchGradient<S, Activation, Loss, X>(layers_, batch, gradient, taker).compute();
    }

    template <class X = ConstMatrixView<S>>
    double loss_and_gradient(const Vector<S>& theta, const TrainingData<S, X>& data,
                             std::span<const Index> rows, double alpha, TrainingWorkspace<S>& workspace,
                             Vector<S>& gradient) const {
        return loss_and_gradient(theta, data, rows, alpha, workspace, gradient, [](Index, Index) {});
    }

private:
    detail::Layers<S, Activation, Loss> layers_;
};

}  // namespace eigenmlp
