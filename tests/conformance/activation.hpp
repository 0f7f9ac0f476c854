// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>

#include "eigenmlp/activations/activation.hpp"
#include "support/catch.hpp"
#include "support/numeric_gradient.hpp"
#include "support/padded_block.hpp"
#include "support/tolerances.hpp"

/// What every activation keeps. Run it on an activation of your own: `conformance::check_activation<S>(f)`.
namespace conformance {

using eigenmlp::Index;
using eigenmlp::Matrix;

/// Points on both sides of 0, which they leave out: an activation may have a kink there.
template <class S>
Matrix<S> activation_points(Index rows, Index cols) {
    Matrix<S> z(rows, cols);
    for (Index i = 0; i < z.size(); ++i)
        z.data()[i] = static_cast<S>(-3.9 + 0.2 * static_cast<double>((7 * i) % 40));
    return z;
}

template <class S>
Matrix<S> forward(const auto& f, Matrix<S> z) {
    f.forward(z);
    return z;
}

/// delta f'(z)
template <class S>
Matrix<S> backward(const auto& f, const Matrix<S>& z, Matrix<S> delta) {
    eigenmlp::multiply_by_slope(f, z, forward<S>(f, z), delta);
    return delta;
}

template <class S>
void check_slope(const auto& f) {
    const Matrix<S> z = activation_points<S>(8, 5);
    const Matrix<S> delta = Matrix<S>::Constant(8, 5, S(-1.5));
    const Matrix<S> slope_times_delta = backward<S>(f, z, delta);
    for (Index i = 0; i < z.size(); ++i) {
        const Matrix<S> point = Matrix<S>::Constant(1, 1, z.data()[i]);
        const double slope = support::numeric_gradient<S>(
            [&](const Matrix<S>& x) { return double(forward<S>(f, x)(0, 0)); }, point)(0, 0);
        CAPTURE(z.data()[i]);
        CHECK(slope_times_delta.data()[i] == Approx(-1.5 * slope).margin(support::difference_tolerance<S>));
    }
}

template <class S>
void check_blocks(const auto& f) {
    for (Index cols = 1; cols <= 17; ++cols) {
        const Matrix<S> z = activation_points<S>(3, cols);
        const Matrix<S> delta = Matrix<S>::Constant(3, cols, S(0.5));
        support::PaddedBlock<S> input(z), a(z), d(delta);
        f.forward(a.view());
        eigenmlp::multiply_by_slope(f, input.view(), a.view(), d.view());
        const Matrix<S> expected_a = forward<S>(f, z);
        CAPTURE(cols);
        CHECK(a.content().isApprox(expected_a, static_cast<S>(support::tolerance<S>)));
        CHECK(d.content().isApprox(backward<S>(f, z, delta), static_cast<S>(10 * support::tolerance<S>)));
        CHECK(a.padding_intact());
        CHECK(d.padding_intact());
        CHECK(input.content() == z);
    }
}

template <class S>
void check_nan(const auto& f) {
    for (Index n = 1; n <= 33; ++n)
        for (Index k = 0; k < n; ++k) {
            Matrix<S> z = activation_points<S>(1, n);
            z(0, k) = std::numeric_limits<S>::quiet_NaN();
            const Matrix<S> a = forward<S>(f, z);
            CAPTURE(n, k);
            REQUIRE(a.array().isNaN().count() == 1);
            REQUIRE(std::isnan(a(0, k)));
        }
}

template <class S, eigenmlp::ActivationFunction<S> A>
void check_activation(const A& f) {
    INFO("backward is the slope of forward");
    check_slope<S>(f);
    INFO("works in place on blocks of larger matrices");
    check_blocks<S>(f);
    INFO("NaN stays NaN, and where it was");
    check_nan<S>(f);
    INFO("a copy is the same function");
    const A copy = f;
    const Matrix<S> z = activation_points<S>(2, 9);
    CHECK(forward<S>(copy, z) == forward<S>(f, z));
    INFO("the initial weights' bound is a positive number");
    using eigenmlp::init_factor;
    CHECK(init_factor(f) > 0.0);
}

}  // namespace conformance
