// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/bundled_table.hpp"

namespace eigenmlp {

/// Diabetes patients (Efron, Hastie, Johnstone and Tibshirani, 2004): age, sex, body mass index, blood
/// pressure and six measurements of the blood of 442 patients, and how far the disease has gone a year later.
/// \param scaled whether each feature has mean 0 and length 1, as in scikit-learn by default; else as
/// measured
template <Floating Scalar = double>
RegressionTable<Scalar> load_diabetes(bool scaled = true) {
    constexpr Index n_features = 10;
    const Matrix<double> table = detail::parse_table(
        {
#include "eigenmlp/datasets/tables/diabetes.inl"
        },
        n_features + 1);
    Matrix<double> X = table.leftCols(n_features);
    if (scaled) {  // in scikit-learn's order, for its bits: variance 1 first, then length 1
        const auto n = static_cast<double>(X.rows());
        const auto mean_row = [n](const Matrix<double>& A) {
            Eigen::RowVectorXd sum = A.row(0);
            for (Index i = 1; i < A.rows(); ++i) sum += A.row(i);
            return (sum / n).eval();
        };
        X.rowwise() -= mean_row(X);
        const Eigen::RowVectorXd variance = mean_row(X.cwiseAbs2());
        for (Index j = 0; j < n_features; ++j) X.col(j) /= std::sqrt(variance[j]);  // Eigen's may approximate
        X /= std::sqrt(n);
    }
    return {X.cast<Scalar>(),
            table.col(n_features).cast<Scalar>(),
            {"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"}};
}

}  // namespace eigenmlp
