// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <span>
#include <utility>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/losses/weighted_mean_loss.hpp"
#include "eigenmlp/network/batch.hpp"
#include "eigenmlp/network/gradient_taker.hpp"
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
        : layout_(std::move(layout)),
          strip_(rows_of_a_strip(layout_)),
          hidden_(std::move(hidden)),
          loss_(std::move(loss)) {
        for (const Activation& activation : hidden_) validate_activation(activation);
    }

    const ParameterLayout& layout() const { return layout_; }
    const std::vector<Activation>& hidden_activations() const { return hidden_; }
    const Loss& loss() const { return loss_; }

    /// Outputs P (samples x outputs) for the rows of X, or those that `rows` names, in strips of
    /// `workspace.max_rows()`. `finite`, if it is not null, becomes false if an element of a dense X is not.
    template <class X>
    void forward(const Vector<S>& theta, const X& x, Workspace<S>& workspace, MatrixView<S> P,
                 std::span<const Index> rows = {}, bool* finite = nullptr) const {
        for (Index first = 0; first < P.rows(); first += workspace.max_rows()) {
            const Index n = std::min(workspace.max_rows(), P.rows() - first);
            const auto outputs = [&](Index i) {
                return i == last_layer() ? view_rows(P, first, n) : workspace.outputs(i, n);
            };
            const auto layer = [&](Index i, const auto& input) {
                forward_layer(theta, i, input, outputs(i), view_rows(outputs(i), 0, 0), workspace.kernel(),
                              nullptr, i == 0 ? finite : nullptr);
            };
            layer(0, rows.empty() ? kernel_rows<S>(view_rows<S>(x, first, n), nullptr)
                                  : kernel_rows<S>(x, rows.data() + first));
            for (Index i = 1; i <= last_layer(); ++i)
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
        return loss_and_gradient_parts(theta, data, rows, alpha, workspace, gradient,
                                       detail::GradientTaker<S>(done));
    }

    template <class X = ConstMatrixView<S>>
    double loss_and_gradient(const Vector<S>& theta, const TrainingData<S, X>& data,
                             std::span<const Index> rows, double alpha, TrainingWorkspace<S>& workspace,
                             Vector<S>& gradient) const {
        return loss_and_gradient(theta, data, rows, alpha, workspace, gradient, [](Index, Index) {});
    }

private:
    template <class X>
    using Batch = detail::Batch<S, X>;

    /// A thread's share of the weights of a layer is one of whole groups of so many inputs.
    static constexpr Index inputs_of_a_thread = 8;
    /// The parameters of networks up to this size are handed over in one go: a call would take longer than
    /// what it is about.
    static constexpr Index taken_at_once = 1024;

    /// `loss_and_gradient`, compiled once for whatever takes the parts of the gradient.
    template <class X>
    double loss_and_gradient_parts(const Vector<S>& theta, const TrainingData<S, X>& data,
                                   std::span<const Index> rows, double alpha, TrainingWorkspace<S>& workspace,
                                   Vector<S>& gradient, const detail::GradientTaker<S>& done) const {
        const Batch<X> batch{theta, data, rows, alpha, detail::total_weight(data, rows), workspace};
        prepare(workspace);
        const Index n_threads = workspace.team().size();
        workspace.team().run([&](Index thread) {
            forward_and_backward(batch, part(batch.n(), strip_, thread, n_threads), workspace.kernel(thread));
        });
        const double norm = alpha != 0.0 ? workspace.squared_norm() : 0.0;
        const double value = mean_loss(batch) + 0.5 * alpha * norm / batch.weight;
        workspace.team().run([&](Index thread) {
            if constexpr (std::same_as<X, ConstMatrixView<S>>)
                if (batch.n() == 1 && done.takes_factors())
                    return hand_over_factors(batch, gradient, thread, done);
            compute_gradient(batch, gradient, thread, done);
        });
        return value;
    }

    /// Few rows, but enough to be worth a call.
    static Index rows_of_a_strip(const ParameterLayout& layout) {
        Index rows = 8;
        while (rows < 256 && rows * layout.n_coefs() < 16384) rows *= 2;
        return rows;
    }

    Index last_layer() const { return layout_.n_weight_layers() - 1; }
    const Activation& hidden(Index layer) const { return hidden_[static_cast<std::size_t>(layer)]; }

    static bool is_relu(const Activation& activation) {
        if constexpr (requires { activation.template holds<Relu>(); })
            return activation.template holds<Relu>();
        else
            return std::same_as<Activation, Relu>;
    }

    /// Calls f for the strips of `rows`.
    template <class F>
    void each_strip(Part rows, F&& f) const {
        for (Index i = 0; i < rows.size; i += strip_)
            f(Part{rows.first + i, std::min(strip_, rows.size - i)});
    }

    /// z = x W + b where z is not empty, h = f(x W + b); the squared norm of W goes to squared_norm and what
    /// is found of x to finite, unless those are null.
    template <class Rows>
    void forward_layer(const Vector<S>& theta, Index layer, const Rows& x, MatrixView<S> h, MatrixView<S> z,
                       S* workspace, double* squared_norm, bool* finite = nullptr) const {
        const bool relu = layer < last_layer() && is_relu(hidden(layer));
        const auto W = kernels::block(layout_.coefs(theta, layer));
        const S* const b = layout_.intercepts(theta, layer).data();
        const auto epilogue = relu ? kernels::Epilogue::relu : kernels::Epilogue::none;
        if constexpr (std::same_as<Rows, kernels::SparseRows<S>>) {
            kernels::affine<S>(kernels::SparseAffineArgs<S>{x, W, b, epilogue, kernels::block(h)});
            if (squared_norm)
                *squared_norm = static_cast<double>(kernels::squared_norm<S>(W.data, W.rows * W.cols));
        } else {
            kernels::affine<S>(kernels::AffineArgs<S>{x, W, b, epilogue, kernels::block(h), workspace,
                                                      squared_norm, finite});
        }
        each_strip({0, h.rows()}, [&](Part p) {
            if (z.size() > 0) view_rows(z, p.first, p.size) = view_rows(h, p.first, p.size);
            if (layer == last_layer())
                loss_.activate(view_rows(h, p.first, p.size));
            else if (!relu)
                hidden(layer).forward(view_rows(h, p.first, p.size));
        });
    }

    /// Makes room for what this network keeps, and goes on to the next batch of dropout.
    void prepare(TrainingWorkspace<S>& workspace) const {
        for (Index i = 0; i < last_layer(); ++i) {
            if (needs_input<S>(hidden(i))) workspace.keep_pre_activations(i);
            if (workspace.dropout().active()) workspace.keep_whole_activations(i);
        }
        workspace.dropout().next_batch();
    }

    /// h <- m h for the mask m of dropout, which the slope of the activation must not see.
    template <class X>
    void drop_out(const Batch<X>& batch, Index layer, Part rows) const {
        const Dropout& dropout = batch.workspace.dropout();
        if (layer == last_layer() || !dropout.active()) return;
        batch.whole_activations(layer, rows) = batch.outputs(layer, rows);
        dropout.apply(layer, rows.first, batch.outputs(layer, rows));
    }

    /// Activations and deltas of all layers for some rows of the batch.
    template <class X>
    void forward_and_backward(const Batch<X>& batch, Part rows, S* workspace) const {
        if (rows.size == 0) return;
        const bool wants_norm = batch.alpha != 0.0 && rows.first == 0;
        const Dropout& dropout = batch.workspace.dropout();
        for (Index i = 0; i <= last_layer(); ++i) {
            batch.with_input(i, rows.first, [&](const auto& x) {
                forward_layer(batch.theta, i, x, batch.outputs(i, rows), batch.pre_activations(i, rows),
                              workspace, wants_norm ? &batch.workspace.squared_norm(i) : nullptr);
            });
            drop_out(batch, i, rows);
        }

        batch.gather_targets(rows);
        each_strip(rows, [&](Part p) {
            loss_.delta(batch.targets(p), batch.outputs(last_layer(), p), batch.deltas(last_layer(), p));
        });
        if (batch.data.sample_weight) weigh_deltas(batch, rows);
        // d_{i-1} = (d_i W_i^T) f'(h_{i-1})
        for (Index i = last_layer(); i > 0; --i) {
            const bool relu = is_relu(hidden(i - 1));
            const kernels::Block<S> h = kernels::block(batch.outputs(i - 1, rows)),
                                    d = kernels::block(batch.deltas(i, rows));
            kernels::backward_delta<S>({{d.data, d.rows, d.cols, d.stride},
                                        kernels::block(layout_.coefs(batch.theta, i)),
                                        {relu ? h.data : nullptr, h.rows, h.cols, h.stride},
                                        kernels::block(batch.deltas(i - 1, rows)),
                                        workspace});
            if (dropout.active()) dropout.apply(i - 1, rows.first, batch.deltas(i - 1, rows));
            if (!relu)
                each_strip(rows, [&](Part p) {
                    multiply_by_slope(
                        hidden(i - 1), batch.pre_activations(i - 1, p),
                        dropout.active() ? batch.whole_activations(i - 1, p) : batch.outputs(i - 1, p),
                        batch.deltas(i - 1, p));
                });
        }
    }

    template <class X>
    double mean_loss(const Batch<X>& batch) const {
        const MatrixView<S> Y = batch.workspace.targets(batch.n()),
                            P = batch.workspace.outputs(last_layer(), batch.n());
        if (!batch.data.sample_weight) return loss_.value(Y, P);
        return weighted_mean_loss<S>(loss_, Y, P,
                                     [&](Index i) { return batch.data.sample_weight[batch.row(i)]; });
    }

    /// d_i <- s_i d_i. The mean over a single row does not depend on its weight.
    template <class X>
    void weigh_deltas(const Batch<X>& batch, Part rows) const {
        if (batch.n() == 1) return;
        MatrixView<S> d = batch.deltas(last_layer(), rows);
        for (Index i = 0; i < rows.size; ++i) {
            const S weight = batch.data.sample_weight[batch.row(rows.first + i)];
            for (Index k = 0; k < d.cols(); ++k) d(i, k) *= weight;
        }
    }

    /// dW_i = (h_{i-1}^T d_i + alpha W_i) / w and db_i = column sums of d_i / w, this thread's rows of each
    /// W_i and b_i.
    template <class X>
    void compute_gradient(const Batch<X>& batch, Vector<S>& gradient, Index thread,
                          const detail::GradientTaker<S>& done) const {
        const S scale = static_cast<S>(batch.n() == 1 ? 1.0 : 1.0 / batch.weight),
                l2 = static_cast<S>(batch.alpha / batch.weight);
        const Index n_threads = batch.workspace.team().size();
        const bool at_once = n_threads == 1 && layout_.size() <= taken_at_once;
        for (Index i = last_layer(); i >= 0; --i) {
            const kernels::Block<S> d = kernels::block(batch.deltas(i, {0, batch.n()}));
            const Index fan_in = layout_.fan_in(i), fan_out = layout_.fan_out(i);
            if (const Part inputs = part(fan_in, inputs_of_a_thread, thread, n_threads); inputs.size > 0) {
                const Index offset = layout_.coef_offset(i) + inputs.first * fan_out;
                const kernels::Block<const S> delta{d.data, d.rows, d.cols, d.stride},
                    w{batch.theta.data() + offset, inputs.size, fan_out, fan_out};
                const kernels::Block<S> g{gradient.data() + offset, inputs.size, fan_out, fan_out};
                batch.with_input(i, 0, [&](auto x) {
                    if constexpr (std::same_as<decltype(x), kernels::SparseRows<S>>) {
                        kernels::weight_gradient<S>(
                            kernels::SparseGradientArgs<S>{x, inputs.first, delta, scale, l2, w, g});
                    } else {
                        x.data += inputs.first;
                        kernels::weight_gradient<S>(kernels::GradientArgs<S>{x, delta, scale, l2, w, g,
                                                                             batch.workspace.kernel(thread)});
                    }
                });
                if (!at_once) done(offset, inputs.size * fan_out);
            }
            if (const Part units = part(fan_out, 64, thread, n_threads); units.size > 0) {
                const Index offset = layout_.intercept_offset(i) + units.first;
                kernels::column_sums<S>({d.data + units.first, d.rows, units.size, d.stride}, scale,
                                        gradient.data() + offset);
                if (!at_once) done(offset, units.size);
            }
        }
        if (at_once) done(0, layout_.size());
    }

    /// The gradient for a batch of one row: its factors for the coefs, the deltas for the intercepts.
    template <class X>
    void hand_over_factors(const Batch<X>& batch, Vector<S>& gradient, Index thread,
                           const detail::GradientTaker<S>& done) const {
        const Index n_threads = batch.workspace.team().size();
        for (Index i = last_layer(); i >= 0; --i) {
            const S* row = nullptr;
            batch.with_input(i, 0,
                             [&](const auto& x) { row = x.data + (x.index ? x.index[0] * x.stride : 0); });
            const MatrixView<S> d = batch.deltas(i, {0, 1});
            const Part inputs = part(layout_.fan_in(i), inputs_of_a_thread, thread, n_threads);
            if (inputs.size > 0)
                done(layout_.coef_offset(i) + inputs.first * layout_.fan_out(i),
                     kernels::RankOneArgs<S>{row + inputs.first, d.data(), inputs.size, layout_.fan_out(i),
                                             static_cast<S>(batch.alpha / batch.weight)});
            if (thread == 0) {
                std::copy_n(d.data(), d.cols(), gradient.data() + layout_.intercept_offset(i));
                done(layout_.intercept_offset(i), layout_.fan_out(i));
            }
        }
    }

    ParameterLayout layout_;
    Index
        strip_;  // Rows that an activation or loss gets at a time: every partition of rows is one of strips.
    std::vector<Activation> hidden_;
    Loss loss_;
};

}  // namespace eigenmlp
