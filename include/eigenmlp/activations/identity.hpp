// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace eigenmlp {

/// f(z) = z, f'(z) = 1: a linear layer.
struct Identity {
    static constexpr std::string_view name = "identity";

    void forward(auto&&) const {}
    void backward(const auto&, auto&&) const {}

    friend bool operator==(Identity, Identity) = default;
};

}  // namespace eigenmlp
