// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Where the weights of a network lie in its one flat parameter vector: the coefs of all layers (fan_in x
/// fan_out, row-major) in layer order, then all intercepts.
class ParameterLayout {
public:
    /// `layer_units`: number of features, units of each hidden layer, number of outputs.
    explicit ParameterLayout(std::vector<Index> layer_units) : units_(std::move(layer_units)) {
        for (Index i = 0; i < n_weight_layers(); ++i) {
            coef_offsets_.push_back(size_);
            size_ += fan_in(i) * fan_out(i);
        }
        n_coefs_ = size_;
        for (Index i = 0; i < n_weight_layers(); ++i) {
            intercept_offsets_.push_back(size_);
            size_ += fan_out(i);
        }
    }

    const std::vector<Index>& layer_units() const { return units_; }
    Index n_weight_layers() const { return static_cast<Index>(units_.size()) - 1; }
    Index fan_in(Index layer) const { return units_[static_cast<std::size_t>(layer)]; }
    Index fan_out(Index layer) const { return units_[static_cast<std::size_t>(layer) + 1]; }
    Index n_outputs() const { return units_.back(); }

    /// Length of the parameter vector, and of its leading part that L2 regularisation acts on.
    Index size() const { return size_; }
    Index n_coefs() const { return n_coefs_; }

    /// Views into a parameter (or gradient) vector.
    template <class S>
    MatrixView<S> coefs(Vector<S>& theta, Index layer) const {
        return {theta.data() + coef_offset(layer), fan_in(layer), fan_out(layer),
                Eigen::OuterStride<>(fan_out(layer))};
    }
    template <class S>
    ConstMatrixView<S> coefs(const Vector<S>& theta, Index layer) const {
        return {theta.data() + coef_offset(layer), fan_in(layer), fan_out(layer),
                Eigen::OuterStride<>(fan_out(layer))};
    }
    template <class S>
    Eigen::Map<Vector<S>> intercepts(Vector<S>& theta, Index layer) const {
        return {theta.data() + intercept_offset(layer), fan_out(layer)};
    }
    template <class S>
    Eigen::Map<const Vector<S>> intercepts(const Vector<S>& theta, Index layer) const {
        return {theta.data() + intercept_offset(layer), fan_out(layer)};
    }

    friend bool operator==(const ParameterLayout&, const ParameterLayout&) = default;

    /// Where a layer's coefs and intercepts begin.
    Index coef_offset(Index layer) const { return coef_offsets_[static_cast<std::size_t>(layer)]; }
    Index intercept_offset(Index layer) const { return intercept_offsets_[static_cast<std::size_t>(layer)]; }

private:
    std::vector<Index> units_;
    std::vector<Index> coef_offsets_;
    std::vector<Index> intercept_offsets_;
    Index n_coefs_ = 0;
    Index size_ = 0;
};

}  // namespace eigenmlp
