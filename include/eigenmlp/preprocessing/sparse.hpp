// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// Lets the encoders give and take `Eigen::SparseMatrix`, and `StandardScaler` scale it: include it beside
/// theirs. The umbrella header leaves it out.

#include <Eigen/SparseCore>
#include <cmath>
#include <concepts>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/preprocessing/column_moments.hpp"
#include "eigenmlp/preprocessing/indicator_table.hpp"
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"
#include "eigenmlp/preprocessing/scaler_input.hpp"

namespace eigenmlp {

/// Compressed rows, scikit-learn's CSR: what the estimators take without copying.
template <Floating Scalar = double>
using SparseMatrix = Eigen::SparseMatrix<Scalar, Eigen::RowMajor>;

/// A `OneHotEncoder` that gives a sparse matrix, as scikit-learn's does by default (sparse_output=True):
///
///     auto pipe = make_pipeline(SparseOneHotEncoder<std::string>{}, MLPClassifier<>{});
template <class Category = int, Floating Scalar = double>
using SparseOneHotEncoder = OneHotEncoder<Category, Scalar, SparseMatrix<Scalar>>;

namespace detail {

template <Floating Scalar, int options, class StorageIndex>
struct IndicatorTable<Eigen::SparseMatrix<Scalar, options, StorageIndex>> {
    using type = Eigen::SparseMatrix<Scalar, options, StorageIndex>;

    /// \throws InvalidParameterError unless the negative number is 0
    static type make(const Matrix<Index>& columns, Index n_columns, IndicatorValues values = {}) {
        if (values.negative != 0 || values.positive == 0)
            throw InvalidParameterError(
                detail::format("Sparse binarization is only supported with non zero pos_label and zero "
                               "neg_label, got pos_label={} and neg_label={}.",
                               values.positive, values.negative));
        Eigen::SparseMatrix<Scalar, Eigen::RowMajor, StorageIndex> rows(columns.rows(), n_columns);
        rows.reserve((columns.array() >= 0).count());
        for (Index i = 0; i < columns.rows(); ++i) {
            rows.startVec(i);
            for (const Index k : columns.row(i))
                if (k >= 0) rows.insertBack(i, k) = static_cast<Scalar>(values.positive);
        }
        rows.finalize();
        return rows;
    }
};

/// Rows of a sparse matrix: of compressed rows in place, of others converted once.
template <class X>
requires std::derived_from<X, Eigen::SparseMatrixBase<X>>
class TableRows<X> {
    using Scalar = typename X::Scalar;
    using Rows = Eigen::SparseMatrix<Scalar, Eigen::RowMajor, typename X::StorageIndex>;

public:
    explicit TableRows(const X& x) {
        if constexpr (std::same_as<X, Rows>) {
            rows_ = &x;
        } else {
            converted_ = x;
        }
    }

    /// \throws InvalidDataError for no rows or columns, infinity and, unless it is allowed, NaN
    void check(std::string_view estimator, bool allow_nan = false) const {
        const Rows& x = rows();
        if (x.rows() == 0 || x.cols() == 0)
            throw InvalidDataError(detail::format(
                "Found array X of shape ({}, {}) while 1 sample and 1 feature are required by {}.", x.rows(),
                x.cols(), estimator));
        for (Index i = 0; i < x.rows(); ++i)
            for (typename Rows::InnerIterator entry(x, i); entry; ++entry)
                if (!std::isfinite(entry.value()) && !(allow_nan && std::isnan(entry.value())))
                    throw InvalidDataError(detail::format("Input X contains {} (first at row {}, column {}).",
                                                          std::isnan(entry.value()) ? "NaN" : "infinity", i,
                                                          entry.col()));
    }

    auto row(Index i) const {
        Eigen::Matrix<Scalar, 1, Eigen::Dynamic> dense = rows().row(i);
        return dense;
    }

    const Rows& rows() const { return rows_ ? *rows_ : converted_; }

private:
    const Rows* rows_ = nullptr;
    Rows converted_;
};

/// What `StandardScaler` does with a sparse matrix, in the time that its entries take.
template <class X>
requires std::derived_from<X, Eigen::SparseMatrixBase<X>>
struct ColumnScaling<X> {
    using Rows = Eigen::SparseMatrix<typename X::Scalar, Eigen::RowMajor, typename X::StorageIndex>;

    static void check(const X& x, std::string_view estimator) { TableRows<X>(x).check(estimator, true); }

    /// As of the dense table, where all entries that are not stored are 0.
    template <Floating S>
    static Moments<S> moments(const X& x, const Vector<S>& weight) {
        const TableRows<X> table(x);
        const auto each_value = [&](const auto& f) {
            for (Index i = 0; i < x.rows(); ++i)
                for (typename Rows::InnerIterator entry(table.rows(), i); entry; ++entry)
                    f(entry.col(), weight[i], static_cast<S>(entry.value()));
        };
        Vector<S> n = Vector<S>::Constant(x.cols(), weight.sum()), of_zeros = n;
        Vector<S> sum = Vector<S>::Zero(x.cols());
        each_value([&](Index j, S w, S value) {
            of_zeros[j] -= w;
            if (std::isnan(value))
                n[j] -= w;
            else
                sum[j] += w * value;
        });
        const Vector<S> mean = sum.cwiseQuotient(n);
        Vector<S> residual = -of_zeros.cwiseProduct(mean);
        Vector<S> squares = of_zeros.cwiseProduct(mean.cwiseAbs2());
        each_value([&](Index j, S w, S value) {
            if (std::isnan(value)) return;
            residual[j] += w * (value - mean[j]);
            squares[j] += w * (value - mean[j]) * (value - mean[j]);
        });
        squares.array() -= residual.array().square() / n.array();
        return {n, mean, squares};
    }

    /// f(value, column) for each entry.
    static Rows map(const X& x, const auto& f) {
        Rows mapped = x;
        for (Index i = 0; i < mapped.rows(); ++i)
            for (typename Rows::InnerIterator entry(mapped, i); entry; ++entry)
                entry.valueRef() =
                    static_cast<typename X::Scalar>(f(static_cast<double>(entry.value()), entry.col()));
        return mapped;
    }
};

}  // namespace detail
}  // namespace eigenmlp
