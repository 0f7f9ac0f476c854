// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/activations/any_activation.hpp"

#include "conformance/activation.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class S>
void check_same(const AnyActivation& chosen, const auto& functor) {
    const Matrix<S> z = conformance::activation_points<S>(5, 7);
    const Matrix<S> a = conformance::forward<S>(functor, z);
    const Matrix<S> delta = Matrix<S>::Constant(5, 7, S(0.3));
    CHECK(conformance::forward<S>(chosen, z) == a);
    CHECK(conformance::backward<S>(chosen, a, delta) == conformance::backward<S>(functor, a, delta));
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
}

TEST_CASE("Relu is the default activation") {
    CHECK(AnyActivation() == AnyActivation("relu"));
    CHECK_FALSE(AnyActivation() == AnyActivation("tanh"));
}

TEST_CASE("An unknown activation is refused with the list of the known") {
    CHECK_THROWS_AS(AnyActivation("softplus"), InvalidParameterError);
    for (const char* part : {"activation", "'identity'", "'logistic'", "'tanh'", "'relu'", "'softplus'"})
        CHECK_THROWS_WITH(AnyActivation("softplus"), ContainsSubstring(part));
    CHECK_THROWS_AS(AnyActivation(""), InvalidParameterError);
}
