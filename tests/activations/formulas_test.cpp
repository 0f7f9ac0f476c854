// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Values and slopes of the activations that scikit-learn lacks, against their definitions in long double.

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

using Real = long double;

struct Formula {
    AnyActivation activation;
    Real (*f)(Real);
    Real (*slope)(Real);
};

Real logistic(Real z) { return z > 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z)); }
Real softplus(Real z) { return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z)); }
Real normal(Real z) { return std::erfc(-z / std::sqrt(Real(2))) / 2; }
Real normal_density(Real z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi_v<Real>); }
Real mish_gate(Real z) { return std::tanh(softplus(z)); }
Real one_minus_mish_gate_squared(Real z) {
    const Real c = std::cosh(softplus(z));
    return 1 / (c * c);
}

const std::vector<Formula> formulas = {
    {"leaky_relu", [](Real z) { return z > 0 ? z : Real(0.01) * z; },
     [](Real z) { return z > 0 ? Real(1) : Real(0.01); }},
    {LeakyRelu{.slope = 0.25}, [](Real z) { return z > 0 ? z : z / 4; },
     [](Real z) { return z > 0 ? Real(1) : Real(0.25); }},
    {"elu", [](Real z) { return z > 0 ? z : std::expm1(z); },
     [](Real z) { return z > 0 ? Real(1) : std::exp(z); }},
    {Elu{.alpha = 2.0}, [](Real z) { return z > 0 ? z : 2 * std::expm1(z); },
     [](Real z) { return z > 0 ? Real(1) : 2 * std::exp(z); }},
    {"selu",
     [](Real z) {
         return 1.0507009873554804934193349852946L *
                (z > 0 ? z : 1.6732632423543772848170429916717L * std::expm1(z));
     },
     [](Real z) {
         return 1.0507009873554804934193349852946L *
                (z > 0 ? 1 : 1.6732632423543772848170429916717L * std::exp(z));
     }},
    {"gelu", [](Real z) { return z * normal(z); }, [](Real z) { return normal(z) + z * normal_density(z); }},
    {"silu", [](Real z) { return z * logistic(z); },
     [](Real z) { return logistic(z) * (1 + z * logistic(-z)); }},
    {"softplus", softplus, logistic},
    {"mish", [](Real z) { return z * mish_gate(z); },
     [](Real z) { return mish_gate(z) + z * one_minus_mish_gate_squared(z) * logistic(z); }},
};

const std::vector<double> points = {-1000, -120,   -85,   -37,   -20, -12,  -6,   -3,    -1.2,
                                    -0.5,  -0.125, -1e-2, -1e-5, 0,   1e-5, 1e-2, 0.125, 0.5,
                                    1.2,   3,      6,     12,    20,  37,   85,   120,   1000};

/// The activation and its slope at one number.
template <class S>
std::pair<double, double> at(const AnyActivation& f, S point) {
    Matrix<S> z = Matrix<S>::Constant(1, 3, point), a = z, delta = Matrix<S>::Ones(1, 3);
    f.forward(a);
    f.backward(z, a, delta);
    CHECK(a(0, 0) == a(0, 2));
    CHECK(delta(0, 0) == delta(0, 2));
    return {static_cast<double>(a(0, 0)), static_cast<double>(delta(0, 0))};
}

}  // namespace

TEMPLATE_TEST_CASE("Activations keep to their formula in value and slope from -1000 to 1000", "", float,
                   double) {
    using S = TestType;
    constexpr double eps = std::numeric_limits<S>::epsilon(), smallest = std::numeric_limits<S>::min();
    for (const Formula& formula : formulas)
        for (const double point : points) {
            const S z = static_cast<S>(point);
            const auto [value, slope] = at<S>(formula.activation, z);
            CAPTURE(formula.activation.name(), point);
            // digits are lost only where the Gaussian's exponent is rounded
            const double tolerance = 16 * eps * (1.0 + point * point / 16);
            CHECK(value ==
                  Approx(static_cast<double>(formula.f(z))).epsilon(tolerance).margin(1000 * smallest));
            CHECK(slope == Approx(static_cast<double>(formula.slope(z))).epsilon(16 * eps).margin(16 * eps));
        }
}

TEMPLATE_TEST_CASE("Activations with a limit on the left reach it and those without grow on the right", "",
                   float, double) {
    using S = TestType;
    constexpr S largest = std::numeric_limits<S>::max();
    for (const char* name : {"elu", "selu", "gelu", "silu", "softplus", "mish"}) {
        CAPTURE(name);
        const AnyActivation f(name);
        const auto [left, left_slope] = at<S>(f, -largest);
        CHECK(left == Approx(f == AnyActivation("elu")    ? -1.0
                             : f == AnyActivation("selu") ? -Selu::scale * Selu::alpha
                                                          : 0.0));
        CHECK(std::abs(left_slope) < 1e-6);
        const auto [right, right_slope] = at<S>(f, S(1e30));
        const double scale = f == AnyActivation("selu") ? Selu::scale : 1.0;
        CHECK(right == Approx(scale * 1e30).epsilon(1e-6));
        CHECK(right_slope == Approx(scale));
    }
}

// To four decimals, at -2, -0.5, 0.5 and 2.
TEST_CASE("Activations have the values that are known of them") {
    const std::vector<std::pair<const char*, std::vector<double>>> known = {
        {"leaky_relu", {-0.0200, -0.0050, 0.5000, 2.0000}}, {"elu", {-0.8647, -0.3935, 0.5000, 2.0000}},
        {"selu", {-1.5202, -0.6918, 0.5254, 2.1014}},       {"gelu", {-0.0455, -0.1543, 0.3457, 1.9545}},
        {"silu", {-0.2384, -0.1888, 0.3112, 1.7616}},       {"softplus", {0.1269, 0.4741, 0.9741, 2.1269}},
        {"mish", {-0.2525, -0.2207, 0.3752, 1.9440}}};
    for (const auto& [name, values] : known) {
        const std::vector<double> z = {-2.0, -0.5, 0.5, 2.0};
        for (std::size_t i = 0; i < z.size(); ++i) {
            CAPTURE(name, z[i]);
            CHECK(at<double>(name, z[i]).first == Approx(values[i]).margin(6e-5));
        }
    }
}

TEMPLATE_TEST_CASE("At 0 the slope is that of the left side where there is a kink", "", float, double) {
    CHECK(at<TestType>("leaky_relu", 0).second == Approx(0.01));
    CHECK(at<TestType>(Elu{.alpha = 2.0}, 0).second == Approx(2.0));
    CHECK(at<TestType>("selu", 0).second == Approx(Selu::scale * Selu::alpha));
    for (const char* name : {"gelu", "silu", "softplus"}) CHECK(at<TestType>(name, 0).second == Approx(0.5));
    CHECK(at<TestType>("mish", 0).second == Approx(0.6));
}
