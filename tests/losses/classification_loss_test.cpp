// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Values of the built-in losses of classifiers; what all losses share is in tests/conformance.

#include <cmath>
#include <limits>

#include "conformance/loss.hpp"
#include "eigenmlp/losses/classification_loss.hpp"

using namespace eigenmlp;

TEMPLATE_TEST_CASE("Log loss is the mean negative logarithm of the true class's probability", "", float,
                   double) {
    using S = TestType;
    Matrix<S> Y(3, 3), P(3, 3);
    Y << 1, 0, 0, 0, 0, 1, 0, 1, 0;
    P << S(0.5), S(0.25), S(0.25), S(0.125), S(0.125), S(0.75), S(0.25), S(0.5), S(0.25);
    const double expected = -(std::log(0.5) + std::log(0.75) + std::log(0.5)) / 3.0;
    CHECK(LogLoss{}.value(Y, P) == Approx(expected).epsilon(support::tolerance<S>));
}

TEMPLATE_TEST_CASE("Binary log loss counts both classes and sums over the outputs", "", float, double) {
    using S = TestType;
    Matrix<S> Y(2, 2), P(2, 2);
    Y << 1, 0, 0, 1;
    P << S(0.25), S(0.125), S(0.5), S(0.75);
    const double expected = -(std::log(0.25) + std::log(0.875) + std::log(0.5) + std::log(0.75)) / 2.0;
    CHECK(BinaryLogLoss{}.value(Y, P) == Approx(expected).epsilon(support::tolerance<S>));
}

TEMPLATE_TEST_CASE("Log loss stays finite where a probability is 0 or 1", "", float, double) {
    using S = TestType;
    Matrix<S> Y(2, 3), P(2, 3);
    Y << 1, 0, 0, 0, 1, 0;
    P << 0, 1, 0, 0, 1, 0;
    const double worst = -std::log(static_cast<double>(std::numeric_limits<S>::epsilon()));
    CHECK(LogLoss{}.value(Y, P) == Approx(worst / 2.0).epsilon(1e-6));

    const Matrix<S> one = Matrix<S>::Ones(1, 1), zero = Matrix<S>::Zero(1, 1);
    CHECK(LogLoss{}.value(one, zero) == Approx(worst).epsilon(1e-6));
    CHECK(LogLoss{}.value(one, one) == Approx(0.0).margin(2.0 * std::exp(-worst)));
    CHECK(LogLoss{}.value(zero, zero) == 0.0);
}

TEMPLATE_TEST_CASE("Binary log loss stays finite where a probability is 0 or 1", "", float, double) {
    using S = TestType;
    const double worst = -std::log(static_cast<double>(std::numeric_limits<S>::epsilon()));
    for (const Index n : {1, 2, 19}) {
        const Matrix<S> one = Matrix<S>::Ones(n, 1), zero = Matrix<S>::Zero(n, 1);
        CHECK(BinaryLogLoss{}.value(one, one) == Approx(0.0).margin(2.0 * std::exp(-worst)));
        CHECK(BinaryLogLoss{}.value(zero, zero) == Approx(0.0).margin(2.0 * std::exp(-worst)));
        CHECK(BinaryLogLoss{}.value(one, zero) == Approx(worst).epsilon(1e-6));
        CHECK(BinaryLogLoss{}.value(zero, one) == Approx(worst).epsilon(1e-6));
    }
}

TEMPLATE_TEST_CASE("Softmax outputs are probabilities, unmoved by a shift of the row", "", float, double) {
    using S = TestType;
    for (const S size : {S(1), S(100), S(1e4)}) {
        const Matrix<S> z = conformance::activation_points<S>(6, 11) * size;
        const Matrix<S> P = conformance::activated<S>(LogLoss{}, z);
        CHECK((P.array() >= S(0)).all());
        for (Index i = 0; i < P.rows(); ++i)
            CHECK(P.row(i).sum() == Approx(1.0).epsilon(10 * support::tolerance<S>));
    }
    Matrix<S> z(1, 3);
    z << S(0), S(1), S(2);
    const Matrix<S> P = conformance::activated<S>(LogLoss{}, z);
    const double sum = 1.0 + std::exp(1.0) + std::exp(2.0);
    for (Index j = 0; j < 3; ++j)
        CHECK(P(0, j) == Approx(std::exp(static_cast<double>(j)) / sum).epsilon(support::tolerance<S>));
    const Matrix<S> shifted = z.array() + S(512);
    CHECK(conformance::activated<S>(LogLoss{}, shifted).isApprox(P, static_cast<S>(support::tolerance<S>)));
}

TEST_CASE("A loss names its output activation as scikit-learn does") {
    CHECK(ClassificationLoss(LogLoss{}).out_activation() == "softmax");
    CHECK(ClassificationLoss(BinaryLogLoss{}).out_activation() == "logistic");
}

TEMPLATE_TEST_CASE("A loss chosen at run time is bit for bit the built-in", "", float, double) {
    using S = TestType;
    const Matrix<S> z = conformance::activation_points<S>(5, 3);
    Matrix<S> Y = Matrix<S>::Zero(5, 3);
    Y.col(1).setOnes();
    const auto check_same = [&](const ClassificationLoss& chosen, const auto& loss) {
        const Matrix<S> P = conformance::activated<S>(loss, z);
        CHECK(conformance::activated<S>(chosen, z) == P);
        CHECK(chosen.value(Y, P) == loss.value(Y, P));
        CHECK(conformance::loss_delta<S>(chosen, Y, P) == conformance::loss_delta<S>(loss, Y, P));
    };
    check_same(LogLoss{}, LogLoss{});
    check_same(BinaryLogLoss{}, BinaryLogLoss{});
    CHECK_FALSE(ClassificationLoss(LogLoss{}) == ClassificationLoss(BinaryLogLoss{}));
}
