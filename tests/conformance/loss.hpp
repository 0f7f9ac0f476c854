// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <limits>

#include "conformance/activation.hpp"
#include "eigenmlp/losses/loss.hpp"

/// What every loss keeps. Run it on a loss of your own with targets that suit it, samples x outputs:
/// `conformance::check_loss<S>(loss, Y)`. A third argument bounds the pre-activations where the output
/// activation overflows.
namespace conformance {

template <class S>
Matrix<S> activated(const auto& loss, Matrix<S> z) {
    loss.activate(z);
    return z;
}

template <class S>
Matrix<S> loss_delta(const auto& loss, const Matrix<S>& Y, const Matrix<S>& P) {
    Matrix<S> d(Y.rows(), Y.cols());
    loss.delta(Y, P, d);
    return d;
}

template <class S>
void check_loss_gradient(const auto& loss, const Matrix<S>& Y) {
    const Matrix<S> z = activation_points<S>(Y.rows(), Y.cols()) / S(2);
    const auto value = [&](const Matrix<S>& x) {
        return static_cast<double>(loss.value(Y, activated<S>(loss, x)));
    };
    const auto numeric = support::numeric_gradient<S>(value, z);
    const Matrix<S> d = loss_delta<S>(loss, Y, activated<S>(loss, z));
    const double n = static_cast<double>(Y.rows());
    CHECK((d.template cast<double>() / n - numeric).cwiseAbs().maxCoeff() < support::difference_tolerance<S>);
}

template <class S>
void check_loss_blocks(const auto& loss, const Matrix<S>& Y) {
    const Matrix<S> z = activation_points<S>(Y.rows(), Y.cols());
    const Matrix<S> P = activated<S>(loss, z);
    support::PaddedBlock<S> p(z), d(z), y(Y);
    loss.activate(p.view());
    loss.delta(y.view(), p.view(), d.view());
    const S tolerance = static_cast<S>(10 * support::tolerance<S>);
    CHECK(p.content().isApprox(P, tolerance));
    CHECK(d.content().isApprox(loss_delta<S>(loss, Y, P), tolerance));
    CHECK(static_cast<double>(loss.value(y.view(), p.view())) ==
          Approx(loss.value(Y, P)).epsilon(10 * support::tolerance<S>));
    CHECK(p.padding_intact());
    CHECK(d.padding_intact());
    CHECK(y.padding_intact());
}

template <class S>
void check_loss_mean(const auto& loss, const Matrix<S>& Y) {
    const Matrix<S> P = activated<S>(loss, activation_points<S>(Y.rows(), Y.cols()));
    Matrix<S> Y_twice(2 * Y.rows(), Y.cols()), P_twice(2 * Y.rows(), Y.cols());
    Y_twice << Y, Y;
    P_twice << P, P;
    CHECK(static_cast<double>(loss.value(Y_twice, P_twice)) ==
          Approx(loss.value(Y, P)).epsilon(10 * support::tolerance<S>));
}

template <class S>
void check_loss_extremes(const auto& loss, const Matrix<S>& Y, S largest) {
    for (const S size : {largest / S(400), largest / S(4)}) {
        const Matrix<S> z = activation_points<S>(Y.rows(), Y.cols()) * size;
        const Matrix<S> P = activated<S>(loss, z);
        CHECK(P.allFinite());
        CHECK(std::isfinite(loss.value(Y, P)));
        CHECK(loss_delta<S>(loss, Y, P).allFinite());
    }
}

template <class S>
void check_loss_nan(const auto& loss, const Matrix<S>& Y) {
    for (Index i = 0; i < Y.size(); ++i) {
        Matrix<S> z = activation_points<S>(Y.rows(), Y.cols());
        z.data()[i] = std::numeric_limits<S>::quiet_NaN();
        const Matrix<S> P = activated<S>(loss, z);
        CAPTURE(i);
        REQUIRE(std::isnan(loss.value(Y, P)));
        REQUIRE(std::isnan(loss_delta<S>(loss, Y, P).data()[i]));
    }
}

template <class S, eigenmlp::Loss<S> L>
void check_loss(const L& loss, const Matrix<S>& Y, S largest = S(4e4)) {
    INFO("delta is n times the gradient of value with respect to the pre-activations");
    check_loss_gradient<S>(loss, Y);
    INFO("works on blocks of larger matrices");
    check_loss_blocks<S>(loss, Y);
    INFO("value is a mean over samples");
    check_loss_mean<S>(loss, Y);
    INFO("outputs, value and delta are finite for pre-activations of any size");
    check_loss_extremes<S>(loss, Y, largest);
    INFO("NaN in, NaN out");
    check_loss_nan<S>(loss, Y);
    INFO("a copy is the same loss");
    const L copy = loss;
    const Matrix<S> P = activated<S>(loss, activation_points<S>(Y.rows(), Y.cols()));
    CHECK(copy.value(Y, P) == loss.value(Y, P));
    CHECK(copy.out_activation() == loss.out_activation());
}

}  // namespace conformance
