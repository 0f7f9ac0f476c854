// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/network/parameters.hpp"
#include "eigenmlp/network/products.hpp"
#include "eigenmlp/network/workspace.hpp"

namespace eigenmlp {

/// The function that a multilayer perceptron computes and its gradient. Constant: it owns neither the data
/// nor the parameters `theta`, a flat vector laid out by `layout()`.
template <Floating S, class Activation = AnyActivation, class Loss = AnyLoss>
class MultilayerPerceptron {
public:
    /// `hidden` holds one activation per hidden layer of `layout`.
    MultilayerPerceptron(ParameterLayout layout, std::vector<Activation> hidden, Loss loss)
        : layout_(std::move(layout)), hidden_(std::move(hidden)), loss_(std::move(loss)) {}

    const ParameterLayout& layout() const { return layout_; }
    const std::vector<Activation>& hidden_activations() const { return hidden_; }
    const Loss& loss() const { return loss_; }

    /// The network's outputs P (samples x outputs) for up to `workspace.max_rows()` rows of X, as a view of
    /// the workspace.
    MatrixView<S> forward(const Vector<S>& theta, ConstMatrixView<S> X, Workspace<S>& workspace) const {
        const Index last = layout_.n_weight_layers() - 1;
        for (Index i = 0; i <= last; ++i) {
            // z_i = h_{i-1} W_i + b_i,  h_i = f(z_i)
            MatrixView<S> h = workspace.outputs(i, X.rows());
            affine<S>(i == 0 ? X : as_const(workspace.outputs(i - 1, X.rows())), layout_.coefs(theta, i),
                      layout_.intercepts(theta, i), h);
            if (i < last)
                hidden_[static_cast<std::size_t>(i)].forward(h);
            else
                loss_.activate(h);
        }
        return workspace.outputs(last, X.rows());
    }

    /// Outputs for any number of rows into P, in strips of `workspace.max_rows()`.
    void forward(const Vector<S>& theta, ConstMatrixView<S> X, Workspace<S>& workspace,
                 MatrixView<S> P) const {
        for (Index first = 0; first < X.rows(); first += workspace.max_rows()) {
            const Index n = std::min(workspace.max_rows(), X.rows() - first);
            P.middleRows(first, n) = forward(theta, view_rows<S>(X, first, n), workspace);
        }
    }

    /// Mean loss over the rows of X and Y that `rows` names, plus alpha / (2 n) times the squared norm of the
    /// coefs; its gradient goes into `gradient`. Allocates nothing.
    double loss_and_gradient(const Vector<S>& theta, ConstMatrixView<S> X, ConstMatrixView<S> Y,
                             std::span<const Index> rows, double alpha, TrainingWorkspace<S>& workspace,
                             Vector<S>& gradient) const {
        const Index n = static_cast<Index>(rows.size());
        const double n_samples = static_cast<double>(n);
        const Index last = layout_.n_weight_layers() - 1;
        MatrixView<S> x = workspace.inputs(n);
        MatrixView<S> y = workspace.targets(n);
        for (Index i = 0; i < n; ++i) {
            x.row(i) = X.row(rows[static_cast<std::size_t>(i)]);
            y.row(i) = Y.row(rows[static_cast<std::size_t>(i)]);
        }

        const MatrixView<S> P = forward(theta, as_const(x), workspace);
        const double norm = static_cast<double>(theta.head(layout_.n_coefs()).squaredNorm());
        const double value = loss_.value(y, P) + 0.5 * alpha * norm / n_samples;

        // d = (p - y) / n;  dW_i = h_{i-1}^T d + alpha/n W_i;  db_i = column sums of d;  d <- (d W_i^T)
        // f'(h_{i-1})
        loss_.delta(y, P, workspace.deltas(last, n));
        workspace.deltas(last, n) *= static_cast<S>(1.0 / n_samples);
        for (Index i = last; i >= 0; --i) {
            const MatrixView<S> d = workspace.deltas(i, n);
            const MatrixView<S> h = i == 0 ? x : workspace.outputs(i - 1, n);
            weight_gradient<S>(as_const(h), as_const(d), layout_.coefs(theta, i),
                               static_cast<S>(alpha / n_samples), layout_.coefs(gradient, i));
            layout_.intercepts(gradient, i) = d.colwise().sum().transpose();
            if (i == 0) break;
            backward_delta<S>(as_const(d), layout_.coefs(theta, i), workspace.deltas(i - 1, n));
            hidden_[static_cast<std::size_t>(i) - 1].backward(as_const(h), workspace.deltas(i - 1, n));
        }
        return value;
    }

private:
    static ConstMatrixView<S> as_const(const MatrixView<S>& m) {
        return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.outerStride())};
    }

    ParameterLayout layout_;
    std::vector<Activation> hidden_;
    Loss loss_;
};

}  // namespace eigenmlp
