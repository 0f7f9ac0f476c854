// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/activations/any_activation.hpp"

#include <fmt/format.h>

#include "conformance/activation.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class S>
void check_same(const AnyActivation& chosen, const auto& functor) {
    const Matrix<S> z = conformance::activation_points<S>(5, 7);
    const Matrix<S> delta = Matrix<S>::Constant(5, 7, S(0.3));
    CHECK(conformance::forward<S>(chosen, z) == conformance::forward<S>(functor, z));
    CHECK(conformance::backward<S>(chosen, z, delta) == conformance::backward<S>(functor, z, delta));
    CHECK(init_factor(chosen) == init_factor(functor));
    CHECK(chosen.name() == functor.name);
    CHECK(chosen == AnyActivation(functor));
}

}  // namespace

TEMPLATE_TEST_CASE("An activation chosen by name is bit for bit the functor", "", float, double) {
    check_same<TestType>("identity", Identity{});
    check_same<TestType>("logistic", Logistic{});
    check_same<TestType>(std::string("tanh"), Tanh{});
    check_same<TestType>(std::string_view("relu"), Relu{});
    check_same<TestType>("leaky_relu", LeakyRelu{});
    check_same<TestType>("elu", Elu{});
    check_same<TestType>("selu", Selu{});
    check_same<TestType>("gelu", Gelu{});
    check_same<TestType>("silu", Silu{});
    check_same<TestType>("softplus", Softplus{});
    check_same<TestType>("mish", Mish{});
}

TEST_CASE("Relu is the default activation") {
    CHECK(AnyActivation() == AnyActivation("relu"));
    CHECK_FALSE(AnyActivation() == AnyActivation("tanh"));
}

TEST_CASE("Swish is another name of silu") { CHECK(AnyActivation("swish") == AnyActivation(Silu{})); }

TEST_CASE("Values of one functor with other settings differ") {
    CHECK(AnyActivation(Elu{.alpha = 0.5}) == AnyActivation(Elu{.alpha = 0.5}));
    CHECK_FALSE(AnyActivation(Elu{.alpha = 0.5}) == AnyActivation("elu"));
    CHECK_FALSE(AnyActivation(LeakyRelu{.slope = 0.5}) == AnyActivation("leaky_relu"));
}

TEST_CASE("Settings out of range are refused by name and value") {
    for (const double bad : {0.0, -1.0, double(NAN), double(INFINITY)}) {
        CHECK_THROWS_AS(AnyActivation(Elu{.alpha = bad}).validate(), InvalidParameterError);
        CHECK_THROWS_WITH(
            AnyActivation(Elu{.alpha = bad}).validate(),
            ContainsSubstring(fmt::format("alpha must be a float in the range (0, inf). Got {}", bad)));
    }
    for (const double bad : {-0.1, double(NAN), double(INFINITY)}) {
        CHECK_THROWS_AS(AnyActivation(LeakyRelu{.slope = bad}).validate(), InvalidParameterError);
        CHECK_THROWS_WITH(
            AnyActivation(LeakyRelu{.slope = bad}).validate(),
            ContainsSubstring(fmt::format("slope must be a float in the range [0, inf). Got {}", bad)));
    }
    for (const AnyActivation& good :
         {AnyActivation(LeakyRelu{.slope = 0.0}), AnyActivation("elu"), AnyActivation()})
        CHECK_NOTHROW(good.validate());
}

TEST_CASE("An unknown activation is refused with the list of the known") {
    CHECK_THROWS_AS(AnyActivation("softmax"), InvalidParameterError);
    for (const char* part :
         {"activation", "'identity'", "'logistic'", "'tanh'", "'relu'", "'gelu'", "'softmax'"})
        CHECK_THROWS_WITH(AnyActivation("softmax"), ContainsSubstring(part));
    CHECK_THROWS_AS(AnyActivation(""), InvalidParameterError);
}
