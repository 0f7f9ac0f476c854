// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

/// An activation as a user writes one: f(z) = z where z > 0, else slope z (Maas et al., 2013).
struct LeakyRelu {
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
