// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Values of the built-in activations; what all of them share is in tests/conformance.

#include <cmath>
#include <limits>

#include "conformance/activation.hpp"
#include "eigenmlp/activations/any_activation.hpp"

using namespace eigenmlp;
using conformance::backward;
using conformance::forward;

namespace {

/// f of one number at each position of a row, so that packets and their tails are both met.
template <class S>
Matrix<S> values(const auto& f, S z) {
    return forward<S>(f, Matrix<S>::Constant(1, 19, z));
}

template <class S>
void check_values(const Matrix<S>& a, double expected) {
    for (Index j = 0; j < a.cols(); ++j) CHECK(a(0, j) == Approx(expected).epsilon(support::tolerance<S>));
}

template <class S>
constexpr S infinity = std::numeric_limits<S>::infinity();

}  // namespace

TEMPLATE_TEST_CASE("Logistic is 1 / (1 + exp(-z))", "", float, double) {
    using S = TestType;
    for (const double z : {-20.0, -3.0, -0.5, 0.0, 0.5, 3.0, 20.0})
        check_values<S>(values<S>(Logistic{}, static_cast<S>(z)), 1.0 / (1.0 + std::exp(-z)));
}

TEMPLATE_TEST_CASE("Logistic tends to 0 and 1 without overflow", "", float, double) {
    using S = TestType;
    for (const S z : {S(1000), infinity<S>}) {
        CHECK((values<S>(Logistic{}, z).array() == S(1)).all());
        CHECK((values<S>(Logistic{}, -z).array() >= S(0)).all());
        CHECK((values<S>(Logistic{}, -z).array() <= std::numeric_limits<S>::min()).all());
    }
}

TEMPLATE_TEST_CASE("Tanh is tanh, with limits -1 and 1", "", float, double) {
    using S = TestType;
    for (const double z : {-5.0, -1.0, -1e-3, 0.0, 1e-3, 1.0, 5.0})
        check_values<S>(values<S>(Tanh{}, static_cast<S>(z)), std::tanh(z));
    for (const S z : {S(1000), infinity<S>}) {
        CHECK((values<S>(Tanh{}, z).array() == S(1)).all());
        CHECK((values<S>(Tanh{}, -z).array() == S(-1)).all());
    }
}

TEMPLATE_TEST_CASE("Relu is max(z, 0), with slope 0 at 0", "", float, double) {
    using S = TestType;
    CHECK((values<S>(Relu{}, S(2.5)).array() == S(2.5)).all());
    CHECK((values<S>(Relu{}, S(-2.5)).array() == S(0)).all());
    CHECK((values<S>(Relu{}, infinity<S>).array() == infinity<S>).all());
    CHECK((values<S>(Relu{}, -infinity<S>).array() == S(0)).all());
    CHECK(backward<S>(Relu{}, Matrix<S>::Zero(1, 19), Matrix<S>::Ones(1, 19)).isZero(0));
    CHECK(backward<S>(Relu{}, Matrix<S>::Constant(1, 19, S(-1)), Matrix<S>::Ones(1, 19)).isZero(0));
}

TEMPLATE_TEST_CASE("Relu's backward sets infinite and NaN deltas to 0 where the unit is off", "", float,
                   double) {
    using S = TestType;
    const Matrix<S> off = Matrix<S>::Zero(1, 19);
    CHECK(backward<S>(Relu{}, off, Matrix<S>::Constant(1, 19, infinity<S>)).isZero(0));
    CHECK(
        backward<S>(Relu{}, off, Matrix<S>::Constant(1, 19, std::numeric_limits<S>::quiet_NaN())).isZero(0));
}

TEMPLATE_TEST_CASE("Identity changes nothing", "", float, double) {
    using S = TestType;
    CHECK((values<S>(Identity{}, S(-2.5)).array() == S(-2.5)).all());
    CHECK((values<S>(Identity{}, infinity<S>).array() == infinity<S>).all());
    CHECK((backward<S>(Identity{}, Matrix<S>::Constant(1, 19, S(3)), Matrix<S>::Ones(1, 19)).array() == S(1))
              .all());
}

TEST_CASE("Initial weights are bounded by factor 2 with logistic and 6 with the others") {
    CHECK(init_factor(Logistic{}) == 2.0);
    CHECK(init_factor(Tanh{}) == 6.0);
    CHECK(init_factor(Relu{}) == 6.0);
    CHECK(init_factor(Identity{}) == 6.0);
    struct Selu {
        double init_factor = 3.0;
    };
    CHECK(init_factor(Selu{}) == 3.0);
}
