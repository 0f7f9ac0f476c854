// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// f(z) = max(z, 0), f'(z) = 1 where a > 0 and 0 where a = 0. NaN stays NaN.
struct Relu {
    static constexpr std::string_view name = "relu";

    void forward(auto&& z) const {
        using S = scalar_t<decltype(z)>;
        z = z.cwiseMax(S(0));
    }

    void backward(const auto& a, auto&& delta) const {
        using S = scalar_t<decltype(delta)>;
        delta = (a.array() == S(0)).select(S(0), delta);
    }

    friend bool operator==(Relu, Relu) = default;
};

}  // namespace eigenmlp
