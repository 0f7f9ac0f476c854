// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/kernels/map_elements.hpp"

namespace eigenmlp {

/// f(z) = 1 / (1 + exp(-z)), f'(z) = a (1 - a).
struct Logistic {
    static constexpr std::string_view name = "logistic";
    static constexpr double init_factor = 2.0;

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        kernels::map_elements(kernels::logistic<S>, z);
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        delta.array() = delta.array() * a.array() * (S(1) - a.array());
    }

    friend bool operator==(Logistic, Logistic) = default;
};

}  // namespace eigenmlp
