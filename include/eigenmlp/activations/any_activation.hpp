// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <variant>

#include "eigenmlp/activations/activation.hpp"
#include "eigenmlp/activations/elu.hpp"
#include "eigenmlp/activations/gelu.hpp"
#include "eigenmlp/activations/identity.hpp"
#include "eigenmlp/activations/leaky_relu.hpp"
#include "eigenmlp/activations/logistic.hpp"
#include "eigenmlp/activations/mish.hpp"
#include "eigenmlp/activations/relu.hpp"
#include "eigenmlp/activations/silu.hpp"
#include "eigenmlp/activations/softplus.hpp"
#include "eigenmlp/activations/tanh.hpp"
#include "eigenmlp/core/named_variant.hpp"

namespace eigenmlp {

/// An activation chosen at run time: by scikit-learn's name ("identity", "logistic", "tanh", "relu"), by one
/// of those that scikit-learn lacks ("leaky_relu", "elu", "selu", "gelu", "silu" or "swish", "softplus",
/// "mish"), or as a value of a built-in functor, which may have settings. Visited once per layer and batch.
class AnyActivation {
    using Variant = std::variant<Relu, Identity, Logistic, Tanh, LeakyRelu, Elu, Selu, Gelu, Silu, Softplus,
                                 Mish>;  // a new built-in is one more entry here

public:
    AnyActivation() = default;

    /// \throws InvalidParameterError listing the known names.
    AnyActivation(std::string_view name)
        : value_(detail::variant_from_name<Variant>("activation", name == "swish" ? Silu::name : name)) {}
    AnyActivation(const char* name) : AnyActivation(std::string_view(name)) {}
    AnyActivation(const std::string& name) : AnyActivation(std::string_view(name)) {}

    template <detail::AlternativeOf<Variant> A>
    AnyActivation(A activation) : value_(activation) {}

    /// Says what to do with an activation of the user's own.
    template <class A>
    requires(!std::same_as<A, AnyActivation> && !detail::AlternativeOf<A, Variant> &&
             requires(const A f, MatrixView<double> z) { f.forward(z); }) AnyActivation(const A&) {
        static_assert(detail::AlternativeOf<A, Variant>,
                      "An activation of your own is a template argument of the estimator: "
                      "MLPClassifier<double, int, Yours>, MLPRegressor<double, Yours>.");
    }

    /// Name of the chosen activation.
    std::string_view name() const {
        return detail::visit([](const auto& f) { return f.name; }, value_);
    }

    /// Whether the chosen activation is an `A`.
    template <detail::AlternativeOf<Variant> A>
    bool holds() const {
        return std::holds_alternative<A>(value_);
    }

    void forward(auto&& z) const {
        detail::visit([&](const auto& f) { f.forward(z); }, value_);
    }
    /// `z` is not looked at unless `needs_input()`.
    void backward(const auto& z, const auto& a, auto&& delta) const {
        detail::visit([&](const auto& f) { multiply_by_slope(f, z, a, delta); }, value_);
    }
    bool needs_input() const {
        return detail::visit([](const auto& f) { return eigenmlp::needs_input<double>(f); }, value_);
    }
    /// \throws InvalidParameterError if a setting is out of range.
    void validate() const {
        detail::visit([](const auto& f) { validate_activation(f); }, value_);
    }

    friend double init_factor(const AnyActivation& activation) {
        return detail::visit([](const auto& f) { return init_factor(f); }, activation.value_);
    }
    friend bool operator==(const AnyActivation&, const AnyActivation&) = default;

private:
    Variant value_;
};

}  // namespace eigenmlp
