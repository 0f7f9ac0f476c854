// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// Lets the estimators take `Eigen::SparseMatrix` as X: include it beside theirs. Results are those for the
/// dense matrix, which is never made. The umbrella header leaves it out.

#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>
#include <concepts>
#include <string_view>

#include "eigenmlp/core/dense_input.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/network/training_data.hpp"

namespace eigenmlp {

/// A sparse samples x features argument as compressed rows, each in ascending order of the columns: in place
/// if that is what it is, with `int` for its indices, and otherwise (column-major, uncompressed, in another
/// order, an expression) converted once.
template <Floating S>
class SparseInput {
    using Rows = Eigen::SparseMatrix<S, Eigen::RowMajor, int>;

public:
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, S>
    explicit SparseInput(const Eigen::SparseMatrixBase<Derived>& X) {
        if constexpr (std::same_as<Derived, Rows>) {
            if (X.derived().isCompressed() && ascending(X.derived())) {
                rows_ = &X.derived();
                return;
            }
        }
        if constexpr (Derived::IsRowMajor)
            converted_ = Eigen::SparseMatrix<S, Eigen::ColMajor, int>(X);  // each change of the order sorts
        else
            converted_ = X;
        converted_.makeCompressed();
    }

    /// \throws InvalidDataError for no rows or columns, NaN or infinity
    template <class Derived>
    static void check(const Eigen::SparseMatrixBase<Derived>& X, std::string_view estimator,
                      Index /*n_threads*/ = 1) {
        if (X.rows() == 0 || X.cols() == 0)
            throw InvalidDataError(detail::format(
                "Found array X with 0 {}(s) (shape=({}, {})) while a minimum of 1 is required by {}.",
                X.rows() == 0 ? "sample" : "feature", X.rows(), X.cols(), estimator));
        // x * 0 is 0 where x is finite and NaN elsewhere: no conversion to rows but for the message
        if ((X.derived() * S(0)).sum() != S(0)) throw_not_finite(SparseInput(X).view());
    }

    /// Valid as long as this and the argument of the constructor.
    SparseView<S> view() const {
        const Rows& rows = rows_ ? *rows_ : converted_;
        return {rows.rows(), rows.cols(), rows.outerIndexPtr(), rows.innerIndexPtr(), rows.valuePtr()};
    }

private:
    static bool ascending(const Rows& X) {
        for (Index i = 0; i < X.rows(); ++i) {
            const int* const begins = X.outerIndexPtr() + i;
            if (!std::is_sorted(X.innerIndexPtr() + begins[0], X.innerIndexPtr() + begins[1])) return false;
        }
        return true;
    }

    [[noreturn]] static void throw_not_finite(const SparseView<S>& rows) {
        int k = 0;
        while (std::isfinite(rows.values[k])) ++k;
        throw InvalidDataError(detail::format("Input X contains {} (in column {}).",
                                              std::isnan(rows.values[k]) ? "NaN" : "infinity",
                                              rows.columns[k]));
    }

    const Rows* rows_ = nullptr;
    Rows converted_;
};

template <class X, class S>
requires std::derived_from<X, Eigen::SparseMatrixBase<X>>
struct InputOf<X, S> {
    using type = SparseInput<S>;
};

}  // namespace eigenmlp
