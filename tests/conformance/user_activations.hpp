// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

/// Activations as a user writes them.
namespace user {

/// Slope from the output: f(z) = z where z > 0, else slope z.
struct Leaky {
    double slope = 0.01;

    void forward(auto&& z) const {
        using S = eigenmlp::scalar_t<decltype(z)>;
        z = (z.array() > S(0)).select(z, static_cast<S>(slope) * z);
    }
    void backward(const auto& a, auto&& delta) const {
        using S = eigenmlp::scalar_t<decltype(delta)>;
        delta = (a.array() > S(0)).select(delta, static_cast<S>(slope) * delta);
    }
};

/// Slope from the input: f(z) = sin(z).
struct Sine {
    void forward(auto&& z) const { z = z.array().sin().matrix(); }
    void backward(const auto& z, const auto&, auto&& delta) const {
        delta = (delta.array() * z.array().cos()).matrix();
    }
};

}  // namespace user
