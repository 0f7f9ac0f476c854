// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Values of the built-in losses of regressors; what all losses share is in tests/conformance.

#include "eigenmlp/losses/any_loss.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "conformance/loss.hpp"
#include "parity/tools/fixture.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class S>
void check_value(const AnyLoss& loss, const Fixture& expected, const std::string& key, const Matrix<S>& Y) {
    const Matrix<S> P = conformance::activated<S>(loss, expected.matrix("Z", 6).cast<S>());
    CAPTURE(key);
    CHECK(loss.value(Y, P) == Approx(expected.real(key + ".value")).epsilon(10 * support::tolerance<S>));
    if (!expected.has(key + ".delta")) return;
    const Matrix<S> delta = expected.matrix(key + ".delta", 6).cast<S>();
    CHECK(conformance::loss_delta<S>(loss, Y, P).isApprox(delta, static_cast<S>(support::tolerance<S>)));
}

double value_of_one(const AnyLoss& loss, double y, double p) {
    return loss.value(Matrix<double>::Constant(1, 1, y), Matrix<double>::Constant(1, 1, p));
}

double delta_of_one(const AnyLoss& loss, double y, double p) {
    return conformance::loss_delta<double>(loss, Matrix<double>::Constant(1, 1, y),
                                           Matrix<double>::Constant(1, 1, p))(0, 0);
}

}  // namespace

TEMPLATE_TEST_CASE("The losses of regressors agree with scikit-learn and SciPy", "", float, double) {
    using S = TestType;
    const Fixture expected("losses");
    const Matrix<S> Y = expected.matrix("Y", 6).cast<S>(), counts = expected.matrix("counts", 6).cast<S>();
    check_value<S>("squared_error", expected, "squared_error", Y);
    check_value<S>("poisson", expected, "poisson", counts);
    check_value<S>("absolute_error", expected, "absolute_error", Y);
    check_value<S>("quantile", expected, "quantile.0.5", Y);
    check_value<S>(PinballLoss{.quantile = 0.9}, expected, "quantile.0.9", Y);
    check_value<S>(Huber{.threshold = 0.5}, expected, "huber.0.5", Y);
    check_value<S>(Huber{.threshold = 2.0}, expected, "huber.2.0", Y);
}

TEST_CASE("The squared error is a mean or a sum over the outputs, with the gradient of the sum") {
    Matrix<double> Y(2, 2), P(2, 2);
    Y << 1, 2, 3, 4;
    P << 2, 2, 3, 1;
    CHECK(SquaredError{}.value(Y, P) == 1.25);
    CHECK(SquaredError{.average_outputs = false}.value(Y, P) == 2.5);
    for (const bool average : {true, false})
        CHECK(conformance::loss_delta<double>(SquaredError{.average_outputs = average}, Y, P) == P - Y);
}

TEST_CASE("A robust loss does not pull where output and target are equal") {
    for (const AnyLoss& loss : {AnyLoss("absolute_error"), AnyLoss("huber"), AnyLoss("quantile")}) {
        CHECK(value_of_one(loss, 3.0, 3.0) == 0.0);
        CHECK(delta_of_one(loss, 3.0, 3.0) == 0.0);
    }
}

TEST_CASE("The Huber loss is quadratic up to its threshold and linear beyond") {
    const Huber loss{.threshold = 2.0};
    CHECK(value_of_one(loss, 0.0, 2.0) == 2.0);
    CHECK(value_of_one(loss, 0.0, -5.0) == 8.0);
    CHECK(delta_of_one(loss, 0.0, 1.5) == 1.5);
    CHECK(delta_of_one(loss, 0.0, -5.0) == -2.0);
}

TEST_CASE("The Poisson loss of a count of zero is the rate, also where the rate underflows") {
    CHECK(value_of_one("poisson", 0.0, 0.25) == 0.25);
    CHECK(value_of_one("poisson", 0.0, 0.0) == 0.0);
    CHECK(value_of_one("poisson", 1.0, 0.0) == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(value_of_one("poisson", std::nan(""), 1.0)));
}

TEST_CASE("The Poisson loss refuses negative targets and no other loss does") {
    Matrix<double> Y = Matrix<double>::Zero(3, 2);
    check_targets(AnyLoss("poisson"), Y);
    Y(1, 1) = -0.5;
    CHECK_THROWS_AS(check_targets(AnyLoss("poisson"), Y), InvalidDataError);
    CHECK_THROWS_WITH(check_targets(PoissonLoss{}, Y),
                      ContainsSubstring("0 or more") && ContainsSubstring("-0.5 in row 1, column 1"));
    for (const char* name : {"squared_error", "absolute_error", "huber", "quantile"})
        check_targets(AnyLoss(name), Y);
}

TEST_CASE("Parameters of losses out of their range are refused by name") {
    for (const double quantile : {0.0, 1.0, -0.5, std::nan("")})
        CHECK_THROWS_AS(validate(AnyLoss(PinballLoss{.quantile = quantile})), InvalidParameterError);
    for (const double threshold : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()})
        CHECK_THROWS_AS(validate(AnyLoss(Huber{.threshold = threshold})), InvalidParameterError);
    CHECK_THROWS_WITH(validate(PinballLoss{.quantile = 1.5}),
                      ContainsSubstring("'quantile'") && ContainsSubstring("Got 1.5"));
    CHECK_THROWS_WITH(validate(Huber{.threshold = -1.0}),
                      ContainsSubstring("'threshold'") && ContainsSubstring("Got -1"));
    for (const char* name : {"squared_error", "poisson", "absolute_error", "huber", "quantile"})
        validate(AnyLoss(name));
}

TEST_CASE("A regressor's loss is chosen by name or value, by default the squared error") {
    CHECK(AnyLoss() == AnyLoss("squared_error"));
    CHECK(AnyLoss(std::string("poisson")).name() == "poisson");
    CHECK(AnyLoss(PinballLoss{.quantile = 0.9}).name() == "quantile");
    CHECK(AnyLoss(Huber{}).holds<Huber>());
    CHECK_FALSE(AnyLoss(Huber{}).holds<PoissonLoss>());
    CHECK(AnyLoss("huber") == AnyLoss(Huber{.threshold = 1.0}));
    CHECK_FALSE(AnyLoss("huber") == AnyLoss(Huber{.threshold = 2.0}));
    CHECK(AnyLoss("squared_error").out_activation() == "identity");
    CHECK(AnyLoss("poisson").out_activation() == "exp");
    CHECK_THROWS_AS(AnyLoss("mse"), InvalidParameterError);
    CHECK_THROWS_WITH(AnyLoss("mse"), ContainsSubstring("'loss'") &&
                                          ContainsSubstring("'squared_error', 'poisson', 'absolute_error', "
                                                            "'huber', 'quantile'") &&
                                          ContainsSubstring("'mse'"));
}
