// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// One activation for all hidden layers, or a list of one per hidden layer.
template <class Activation>
class PerLayer {
public:
    PerLayer() : activations_{Activation()} {}

    template <std::convertible_to<Activation> T>
    PerLayer(T&& activation) : activations_{Activation(std::forward<T>(activation))} {}

    PerLayer(std::initializer_list<Activation> activations) : activations_(activations) {}

    /// One activation for each of `n_hidden` layers.
    /// \throws InvalidParameterError if a list of another length was given.
    std::vector<Activation> for_layers(std::size_t n_hidden) const {
        if (activations_.size() == 1) return std::vector<Activation>(n_hidden, activations_.front());
        if (activations_.size() != n_hidden)
            throw InvalidParameterError(detail::format(
                "The 'activation' parameter must be one activation or a list of one per hidden "
                "layer ({}). Got {} "
                "activations instead.",
                n_hidden, activations_.size()));
        return activations_;
    }

    /// What was given: one activation, or one per hidden layer.
    const std::vector<Activation>& activations() const { return activations_; }

    friend bool operator==(const PerLayer&, const PerLayer&) = default;

private:
    std::vector<Activation> activations_;
};

}  // namespace eigenmlp
