// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <variant>

#include "eigenmlp/core/named_variant.hpp"
#include "eigenmlp/losses/binary_log_loss.hpp"
#include "eigenmlp/losses/log_loss.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// A loss chosen at run time, as the classifier does once it has seen the classes. Visited once per batch.
class AnyLoss {
    using Variant = std::variant<LogLoss, BinaryLogLoss>;  // a new built-in is one more entry here

public:
    template <detail::AlternativeOf<Variant> L>
    AnyLoss(L loss) : value_(loss) {}

    std::string_view out_activation() const {
        return std::visit([](const auto& loss) { return std::string_view(loss.out_activation()); }, value_);
    }
    void activate(auto&& z) const {
        std::visit([&](const auto& loss) { loss.activate(z); }, value_);
    }
    double value(const auto& Y, const auto& P) const {
        return std::visit([&](const auto& loss) { return loss.value(Y, P); }, value_);
    }
    void delta(const auto& Y, const auto& P, auto&& d) const {
        std::visit([&](const auto& loss) { loss.delta(Y, P, d); }, value_);
    }

    friend bool operator==(const AnyLoss&, const AnyLoss&) = default;

private:
    Variant value_;
};

}  // namespace eigenmlp
