// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/kernels/map_elements.hpp"

namespace eigenmlp {

/// f(z) = tanh(z), f'(z) = 1 - a^2.
struct Tanh {
    static constexpr std::string_view name = "tanh";

    void forward(auto&& z) const { kernels::map_elements(kernels::tanh<scalar_t<decltype(z)>>, z); }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        delta.array() *= S(1) - a.array().square();
    }

    friend bool operator==(Tanh, Tanh) = default;
};

}  // namespace eigenmlp
