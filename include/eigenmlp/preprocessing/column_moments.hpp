// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/preprocessing/scaler_input.hpp"

namespace eigenmlp::detail {

/// Weight, mean and weighted sum of squared deviations from it, per feature; in double.
template <Floating S>
struct Moments {
    Vector<S> n, mean, squares;
};

/// The corrected two-pass algorithm of Chan, Golub and LeVeque (1983), NaN left out.
template <Floating Scalar, Floating S>
Moments<S> column_moments(const Table<Scalar>& X, const Vector<S>& weight) {
    const auto row = [&X](Index i) { return X.row(i).transpose().template cast<S>().array(); };
    Vector<S> n = Vector<S>::Constant(X.cols(), weight.sum());
    Vector<S> sum = Vector<S>::Zero(X.cols());
    Eigen::Array<S, Eigen::Dynamic, 1> values(X.cols());
    for (Index i = 0; i < X.rows(); ++i) {
        values = row(i);
        sum.array() += weight[i] * values;
    }
    const bool complete = !sum.hasNaN();
    if (!complete) {
        sum.setZero();
        n.setZero();
        for (Index i = 0; i < X.rows(); ++i) {
            values = row(i);
            n.array() += weight[i] * (1 - values.isNaN().template cast<S>());
            sum.array() += weight[i] * values.isNaN().select(S(0), values);
        }
    }

    const Vector<S> mean = sum.cwiseQuotient(n);
    Vector<S> residual = Vector<S>::Zero(X.cols()), squares = residual;
    for (Index i = 0; i < X.rows(); ++i) {
        values = row(i) - mean.array();
        if (!complete) values = values.isNaN().select(S(0), values);
        residual.array() += weight[i] * values;
        squares.array() += weight[i] * values.square();
    }
    squares.array() -= residual.array().square() / n.array();
    return {n, mean, squares};
}

/// Moments of two parts of the data together, by the same paper.
template <Floating S>
Moments<S> combine(const Moments<S>& a, const Moments<S>& b) {
    const Vector<S> n = a.n + b.n;
    const Eigen::Array<S, Eigen::Dynamic, 1> shift = b.mean.array() - a.mean.array();
    const Vector<S> mean = a.mean.array() + shift * b.n.array() / n.array();
    const Vector<S> squares =
        a.squares.array() + b.squares.array() + shift.square() * a.n.array() * b.n.array() / n.array();
    // a part without values of a feature has no moments of it
    const auto only_a = b.n.array() == 0, only_b = a.n.array() == 0;
    return {n, only_a.select(a.mean, only_b.select(b.mean, mean)),
            only_a.select(a.squares, only_b.select(b.squares, squares))};
}

}  // namespace eigenmlp::detail
