// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <variant>

#include "eigenmlp/core/named_variant.hpp"
#include "eigenmlp/losses/loss.hpp"

namespace eigenmlp {

/// One of several losses, chosen at run time: by its name or as a value of its type. The first is the
/// default. Visited once per batch and call.
template <class... Losses>
class LossVariant {
    using Variant = std::variant<Losses...>;

public:
    LossVariant() noexcept {
    }  // not defaulted: g++ 12 cannot deduce its exception specification in a member initialiser

    /// \throws InvalidParameterError listing the known names.
    LossVariant(std::string_view name) : value_(detail::variant_from_name<Variant>("loss", name)) {}
    LossVariant(const char* name) : LossVariant(std::string_view(name)) {}
    LossVariant(const std::string& name) : LossVariant(std::string_view(name)) {}

    template <detail::AlternativeOf<Variant> L>
    LossVariant(L loss) : value_(loss) {}

    /// Says what to do with a loss of the user's own.
    template <class L>
    requires(!std::same_as<L, LossVariant> && !detail::AlternativeOf<L, Variant> &&
             requires(const L loss, MatrixView<double> z) { loss.activate(z); }) LossVariant(const L&) {
        static_assert(detail::AlternativeOf<L, Variant>,
                      "A loss of your own is the last template argument of the regressor: "
                      "MLPRegressor<double, AnyActivation, AnySolver, Yours>.");
    }

    /// Name of the chosen loss.
    std::string_view name() const {
        return detail::visit([](const auto& loss) { return loss.name; }, value_);
    }

    /// Whether the chosen loss is an `L`.
    template <detail::AlternativeOf<Variant> L>
    bool holds() const {
        return std::holds_alternative<L>(value_);
    }

    std::string_view out_activation() const {
        return detail::visit([](const auto& loss) { return std::string_view(loss.out_activation()); },
                             value_);
    }
    void activate(auto&& z) const {
        detail::visit([&](const auto& loss) { loss.activate(z); }, value_);
    }
    double value(const auto& Y, const auto& P) const {
        return detail::visit([&](const auto& loss) { return loss.value(Y, P); }, value_);
    }
    void delta(const auto& Y, const auto& P, auto&& d) const {
        detail::visit([&](const auto& loss) { loss.delta(Y, P, d); }, value_);
    }
    void validate() const {
        detail::visit([](const auto& loss) { eigenmlp::validate(loss); }, value_);
    }
    void check_targets(const auto& Y) const {
        detail::visit([&](const auto& loss) { eigenmlp::check_targets(loss, Y); }, value_);
    }

    friend bool operator==(const LossVariant&, const LossVariant&) = default;

private:
    Variant value_;
};

}  // namespace eigenmlp
