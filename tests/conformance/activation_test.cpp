// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "conformance/activation.hpp"

#include "conformance/user_activations.hpp"
#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;

namespace {

struct OnlyForward {
    void forward(auto&&) const {}
};
struct OnlyBackward {
    void backward(const auto&, const auto&, auto&&) const {}
    void backward(const auto&, auto&&) const {}
};

}  // namespace

TEMPLATE_TEST_CASE("Every built-in activation conforms", "", float, double) {
    conformance::check_activation<TestType>(Identity{});
    conformance::check_activation<TestType>(Logistic{});
    conformance::check_activation<TestType>(Tanh{});
    conformance::check_activation<TestType>(Relu{});
    for (const char* name : {"identity", "logistic", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu",
                             "silu", "softplus", "mish"})
        conformance::check_activation<TestType>(AnyActivation(name));
    conformance::check_activation<TestType>(AnyActivation(LeakyRelu{.slope = 0.3}));
    conformance::check_activation<TestType>(AnyActivation(Elu{.alpha = 0.7}));
}

TEMPLATE_TEST_CASE("A user's activation conforms", "", float, double) {
    conformance::check_activation<TestType>(user::Leaky{});
    conformance::check_activation<TestType>(user::Leaky{0.3});
}

TEMPLATE_TEST_CASE("A user's activation whose slope is taken from the input conforms", "", float, double) {
    conformance::check_activation<TestType>(user::Sine{});
}

TEST_CASE("Only an activation without a slope from the output needs the input") {
    STATIC_REQUIRE(needs_input<double>(user::Sine{}));
    STATIC_REQUIRE_FALSE(needs_input<double>(user::Leaky{}));
    for (const char* name : {"gelu", "silu", "mish"}) CHECK(needs_input<float>(AnyActivation(name)));
    for (const char* name : {"identity", "logistic", "tanh", "relu", "leaky_relu", "elu", "selu", "softplus"})
        CHECK_FALSE(needs_input<float>(AnyActivation(name)));
}

TEST_CASE("A type that lacks forward or backward is no activation") {
    STATIC_REQUIRE_FALSE(ActivationFunction<OnlyForward>);
    STATIC_REQUIRE_FALSE(ActivationFunction<OnlyBackward>);
    STATIC_REQUIRE_FALSE(ActivationFunction<int>);
}

TEMPLATE_TEST_CASE("A classifier takes a user's activation, with its settings", "", float, double) {
    const support::RecordedWarnings quiet;
    const auto data = support::small_data<TestType>();
    const auto loss_with = [&](auto activation) {
        MLPClassifier<TestType, int, decltype(activation)> clf(
            {.hidden_layer_sizes = {8, 4}, .activation = activation, .max_iter = 20, .random_state = 0});
        return clf.fit(data.X, data.y).loss();
    };
    CHECK(loss_with(user::Leaky{0.0}) == loss_with(Relu{}));
    CHECK(loss_with(user::Leaky{1.0}) == loss_with(Identity{}));
    CHECK(loss_with(user::Leaky{0.2}) != loss_with(user::Leaky{0.1}));
}
