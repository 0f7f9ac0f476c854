// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

#include "eigenmlp/activations/activation.hpp"
#include "eigenmlp/activations/relu.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/network/parameters.hpp"

namespace eigenmlp::detail {

/// The layers of a network, which forward and backward passes go through one by one.
template <Floating S, class Activation, class Loss>
class Layers {
public:
    /// \throws InvalidParameterError if a setting of an activation is out of range.
    Layers(ParameterLayout layout, std::vector<Activation> hidden, Loss loss)
        : layout_(std::move(layout)),
          rows_of_a_strip_(count_rows_of_a_strip(layout_)),
          hidden_(std::move(hidden)),
          loss_(std::move(loss)) {
        for (const Activation& activation : hidden_) validate_activation(activation);
    }

    const ParameterLayout& layout() const { return layout_; }
    const std::vector<Activation>& hidden_activations() const { return hidden_; }
    const Loss& loss() const { return loss_; }

    Index last() const { return layout_.n_weight_layers() - 1; }
    const Activation& hidden(Index layer) const { return hidden_[static_cast<std::size_t>(layer)]; }

    /// Whether a layer is a hidden one with `Relu`, which the products have in them.
    bool has_relu(Index layer) const {
        if (layer == last()) return false;
        if constexpr (requires { hidden(layer).template holds<Relu>(); })
            return hidden(layer).template holds<Relu>();
        else
            return std::same_as<Activation, Relu>;
    }

    /// Rows that an activation or loss gets at a time: every partition of rows is one of strips.
    Index rows_of_a_strip() const { return rows_of_a_strip_; }

    /// Calls f for the strips of `rows`.
    template <class F>
    void each_strip(Part rows, F&& f) const {
        for (Index i = 0; i < rows.size; i += rows_of_a_strip_)
            f(Part{rows.first + i, std::min(rows_of_a_strip_, rows.size - i)});
    }

    /// z = x W + b where z is not empty, h = f(x W + b); the squared norm of W goes to squared_norm and what
    /// is found of x to finite, unless those are null.
    template <class Rows>
    void forward(const Vector<S>& theta, Index layer, const Rows& x, MatrixView<S> h, MatrixView<S> z,
                 S* workspace, double* squared_norm, bool* finite = nullptr) const {
        const bool relu = has_relu(layer);
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
            if (layer == last())
                loss_.activate(view_rows(h, p.first, p.size));
            else if (!relu)
                hidden(layer).forward(view_rows(h, p.first, p.size));
        });
    }

private:
    /// Few rows, but enough to be worth a call.
    static Index count_rows_of_a_strip(const ParameterLayout& layout) {
        Index rows = 8;
        while (rows < 256 && rows * layout.n_coefs() < 16384) rows *= 2;
        return rows;
    }

    ParameterLayout layout_;
    Index rows_of_a_strip_;
    std::vector<Activation> hidden_;
    Loss loss_;
};

}  // namespace eigenmlp::detail
