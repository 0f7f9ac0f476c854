// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>

#include "eigenmlp/activations/activation.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/losses/weighted_mean_loss.hpp"
#include "eigenmlp/network/batch.hpp"
#include "eigenmlp/network/dropout.hpp"
#include "eigenmlp/network/gradient_taker.hpp"
#include "eigenmlp/network/layers.hpp"
#include "eigenmlp/network/parameters.hpp"
#include "eigenmlp/network/workspace.hpp"

namespace eigenmlp::detail {

/// The loss of one batch and its gradient. Threads share the rows in the forward and the backward pass, and
/// the parameters where the gradient is made of what these have left.
template <class S, class Activation, class Loss, class X>
class BatchGradient {
public:
    /// \param done takes the parts of the gradient: see `MultilayerPerceptron::loss_and_gradient`
    BatchGradient(const Layers<S, Activation, Loss>& layers, const Batch<S, X>& batch, Vector<S>& gradient,
                  const GradientTaker<S>& done)
        : layers_(layers), layout_(layers.layout()), batch_(batch), gradient_(gradient), done_(done) {}

    /// Computes the gradient and returns the loss, both with the L2 term.
    double compute() const {
        prepare();
        ThreadTeam& team = batch_.workspace.team();
        team.run([&](Index thread) {
            const Part rows = part(batch_.n(), layers_.rows_of_a_strip(), thread, team.size());
            if (rows.size == 0) return;
            forward(rows, batch_.workspace.kernel(thread));
            backward(rows, batch_.workspace.kernel(thread));
        });
        const double norm = batch_.alpha != 0.0 ? batch_.workspace.squared_norm() : 0.0;
        const double value = mean_loss() + 0.5 * batch_.alpha * norm / batch_.weight;
        team.run([&](Index thread) {
            if constexpr (std::same_as<X, ConstMatrixView<S>>)
                if (batch_.n() == 1 && done_.takes_factors()) return hand_over_factors(thread);
            compute_gradient(thread);
        });
        return value;
    }

private:
    /// A thread's share of the weights of a layer is one of whole groups of so many inputs.
    static constexpr Index inputs_of_a_thread = 8;
    /// The parameters of networks up to this size are handed over in one go: a call would take longer than
    /// what it is about.
    static constexpr Index taken_at_once = 1024;

    /// Makes room for what this network keeps, and goes on to the next batch of dropout.
    void prepare() const {
        for (Index i = 0; i < layers_.last(); ++i) {
            if (needs_input<S>(layers_.hidden(i))) batch_.workspace.keep_pre_activations(i);
            if (dropout().active()) batch_.workspace.keep_whole_activations(i);
        }
        batch_.workspace.dropout().next_batch();
    }

    const Dropout& dropout() const { return batch_.workspace.dropout(); }

    /// The activations h_i of all layers for some rows of the batch.
    void forward(Part rows, S* workspace) const {
        const bool wants_norm = batch_.alpha != 0.0 && rows.first == 0;
        for (Index i = 0; i <= layers_.last(); ++i) {
            batch_.with_input(i, rows.first, [&](const auto& x) {
                layers_.forward(batch_.theta, i, x, batch_.outputs(i, rows), batch_.pre_activations(i, rows),
                                workspace, wants_norm ? &batch_.workspace.squared_norm(i) : nullptr);
            });
            drop_out(i, rows);
        }
    }

    /// h <- m h for the mask m of dropout, which the slope of the activation must not see.
    void drop_out(Index layer, Part rows) const {
        if (layer == layers_.last() || !dropout().active()) return;
        batch_.whole_activations(layer, rows) = batch_.outputs(layer, rows);
        dropout().apply(layer, rows.first, batch_.outputs(layer, rows));
    }

    /// The deltas d_i of all layers, the gradient with respect to their pre-activations, for some rows:
    /// d_{i-1} = (d_i W_i^T) f'(h_{i-1}), from the last one, the loss's.
    void backward(Part rows, S* workspace) const {
        batch_.gather_targets(rows);
        layers_.each_strip(rows, [&](Part p) {
            layers_.loss().delta(batch_.targets(p), batch_.outputs(layers_.last(), p),
                                 batch_.deltas(layers_.last(), p));
        });
        if (batch_.data.sample_weight) weigh_deltas(rows);
        for (Index i = layers_.last(); i > 0; --i) {
            const bool relu = layers_.has_relu(i - 1);
            const kernels::Block<S> h = kernels::block(batch_.outputs(i - 1, rows)),
                                    d = kernels::block(batch_.deltas(i, rows));
            kernels::backward_delta<S>({{d.data, d.rows, d.cols, d.stride},
                                        kernels::block(layout_.coefs(batch_.theta, i)),
                                        {relu ? h.data : nullptr, h.rows, h.cols, h.stride},
                                        kernels::block(batch_.deltas(i - 1, rows)),
                                        workspace});
            if (dropout().active()) dropout().apply(i - 1, rows.first, batch_.deltas(i - 1, rows));
            if (!relu)
                layers_.each_strip(rows, [&](Part p) {
                    multiply_by_slope(
                        layers_.hidden(i - 1), batch_.pre_activations(i - 1, p),
                        dropout().active() ? batch_.whole_activations(i - 1, p) : batch_.outputs(i - 1, p),
                        batch_.deltas(i - 1, p));
                });
        }
    }

    /// d_i <- s_i d_i. The mean over a single row does not depend on its weight.
    void weigh_deltas(Part rows) const {
        if (batch_.n() == 1) return;
        MatrixView<S> d = batch_.deltas(layers_.last(), rows);
        for (Index i = 0; i < rows.size; ++i) {
            const S weight = batch_.data.sample_weight[batch_.row(rows.first + i)];
            for (Index k = 0; k < d.cols(); ++k) d(i, k) *= weight;
        }
    }

    double mean_loss() const {
        const MatrixView<S> Y = batch_.workspace.targets(batch_.n()),
                            P = batch_.workspace.outputs(layers_.last(), batch_.n());
        if (!batch_.data.sample_weight) return layers_.loss().value(Y, P);
        return weighted_mean_loss<S>(layers_.loss(), Y, P,
                                     [&](Index i) { return batch_.data.sample_weight[batch_.row(i)]; });
    }

    /// dW_i = (h_{i-1}^T d_i + alpha W_i) / w and db_i = column sums of d_i / w, this thread's rows of each
    /// W_i and b_i.
    void compute_gradient(Index thread) const {
        const S scale = static_cast<S>(batch_.n() == 1 ? 1.0 : 1.0 / batch_.weight),
                l2 = static_cast<S>(batch_.alpha / batch_.weight);
        const Index n_threads = batch_.workspace.team().size();
        const bool at_once = n_threads == 1 && layout_.size() <= taken_at_once;
        for (Index i = layers_.last(); i >= 0; --i) {
            const kernels::Block<S> d = kernels::block(batch_.deltas(i, {0, batch_.n()}));
            const Index fan_in = layout_.fan_in(i), fan_out = layout_.fan_out(i);
            if (const Part inputs = part(fan_in, inputs_of_a_thread, thread, n_threads); inputs.size > 0) {
                const Index offset = layout_.coef_offset(i) + inputs.first * fan_out;
                const kernels::Block<const S> delta{d.data, d.rows, d.cols, d.stride},
                    w{batch_.theta.data() + offset, inputs.size, fan_out, fan_out};
                const kernels::Block<S> g{gradient_.data() + offset, inputs.size, fan_out, fan_out};
                batch_.with_input(i, 0, [&](auto x) {
                    if constexpr (std::same_as<decltype(x), kernels::SparseRows<S>>) {
                        kernels::weight_gradient<S>(
                            kernels::SparseGradientArgs<S>{x, inputs.first, delta, scale, l2, w, g});
                    } else {
                        x.data += inputs.first;
                        kernels::weight_gradient<S>(kernels::GradientArgs<S>{
                            x, delta, scale, l2, w, g, batch_.workspace.kernel(thread)});
                    }
                });
                if (!at_once) done_(offset, inputs.size * fan_out);
            }
            if (const Part units = part(fan_out, 64, thread, n_threads); units.size > 0) {
                const Index offset = layout_.intercept_offset(i) + units.first;
                kernels::column_sums<S>({d.data + units.first, d.rows, units.size, d.stride}, scale,
                                        gradient_.data() + offset);
                if (!at_once) done_(offset, units.size);
            }
        }
        if (at_once) done_(0, layout_.size());
    }

    /// The gradient for a batch of one row: its factors for the coefs, the deltas for the intercepts.
    void hand_over_factors(Index thread) const {
        const Index n_threads = batch_.workspace.team().size();
        for (Index i = layers_.last(); i >= 0; --i) {
            const S* row = nullptr;
            batch_.with_input(i, 0,
                              [&](const auto& x) { row = x.data + (x.index ? x.index[0] * x.stride : 0); });
            const MatrixView<S> d = batch_.deltas(i, {0, 1});
            const Part inputs = part(layout_.fan_in(i), inputs_of_a_thread, thread, n_threads);
            if (inputs.size > 0)
                done_(layout_.coef_offset(i) + inputs.first * layout_.fan_out(i),
                      kernels::RankOneArgs<S>{row + inputs.first, d.data(), inputs.size, layout_.fan_out(i),
                                              static_cast<S>(batch_.alpha / batch_.weight)});
            if (thread == 0) {
                std::copy_n(d.data(), d.cols(), gradient_.data() + layout_.intercept_offset(i));
                done_(layout_.intercept_offset(i), layout_.fan_out(i));
            }
        }
    }

    const Layers<S, Activation, Loss>& layers_;
    const ParameterLayout& layout_;
    const Batch<S, X> batch_;
    Vector<S>& gradient_;
    const GradientTaker<S>& done_;
};

}  // namespace eigenmlp::detail
