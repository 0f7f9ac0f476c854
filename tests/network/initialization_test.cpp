// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/network/initialization.hpp"

#include <cmath>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

struct NarrowStart {
    static constexpr double init_factor = 0.5;
    void forward(auto&&) const {}
    void backward(const auto&, auto&&) const {}
};

double bound(double factor, Index fan_in, Index fan_out) {
    return std::sqrt(factor / double(fan_in + fan_out));
}

}  // namespace

TEST_CASE("initial parameters are drawn layer by layer, coefs before intercepts") {
    const ParameterLayout layout({4, 3, 2});
    RandomState random(7), expected(7);
    const auto theta = initial_parameters<double>(layout, std::vector<AnyActivation>{"relu"}, random);
    for (Index layer = 0; layer < 2; ++layer) {
        const double b = bound(6, layout.fan_in(layer), layout.fan_out(layer));
        for (Index i = 0; i < layout.fan_in(layer); ++i)
            for (Index j = 0; j < layout.fan_out(layer); ++j)
                CHECK(layout.coefs(theta, layer)(i, j) == expected.uniform(-b, b));
        for (Index j = 0; j < layout.fan_out(layer); ++j)
            CHECK(layout.intercepts(theta, layer)[j] == expected.uniform(-b, b));
    }
}

TEST_CASE("float parameters are the double ones rounded") {
    const ParameterLayout layout({5, 4, 3});
    RandomState random(3), again(3);
    const std::vector<AnyActivation> hidden = {"tanh"};
    CHECK(initial_parameters<float>(layout, hidden, random) ==
          initial_parameters<double>(layout, hidden, again).cast<float>());
}

TEST_CASE("the activation's init_factor sets the bound, also of the output layer") {
    const ParameterLayout layout({40, 30, 20});
    const auto largest = [&](auto activation, Index layer) {
        RandomState random(0);
        const auto theta = initial_parameters<double>(layout, std::vector{activation}, random);
        return layout.coefs(theta, layer).cwiseAbs().maxCoeff();
    };
    CHECK(largest(AnyActivation("logistic"), 0) == Approx(bound(2, 40, 30)).epsilon(0.01));
    CHECK(largest(AnyActivation("logistic"), 1) == Approx(bound(2, 30, 20)).epsilon(0.01));
    CHECK(largest(AnyActivation("tanh"), 0) == Approx(bound(6, 40, 30)).epsilon(0.01));
    const ParameterLayout linear({40, 30});  // no hidden layer: the activation counts all the same
    RandomState random(0);
    CHECK(initial_parameters<double>(linear, std::vector<AnyActivation>{"logistic"}, random)
              .cwiseAbs()
              .maxCoeff() == Approx(bound(2, 40, 30)).epsilon(0.01));
    CHECK(largest(NarrowStart{}, 1) == Approx(bound(0.5, 30, 20)).epsilon(0.01));
}
