// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp::detail {

/// The two numbers of an indicator table.
struct IndicatorValues {
    double negative = 0, positive = 1;
};

/// Tables of two numbers: `make(columns, n_columns, values)` has the positive one in the columns that each
/// row of `columns` names, -1 naming none. `Output` is a dense row-major matrix, or its scalar for short;
/// eigenmlp/preprocessing/sparse.hpp adds sparse ones.
template <class Output>
struct IndicatorTable;

template <Floating Scalar>
struct IndicatorTable<Matrix<Scalar>> {
    using type = Matrix<Scalar>;

    static type make(const Matrix<Index>& columns, Index n_columns, IndicatorValues values = {}) {
        type table = type::Constant(columns.rows(), n_columns, static_cast<Scalar>(values.negative));
        for (Index i = 0; i < columns.rows(); ++i)
            for (Index j = 0; j < columns.cols(); ++j)
                if (const Index k = columns(i, j); k >= 0) table(i, k) = static_cast<Scalar>(values.positive);
        return table;
    }
};

template <Floating Scalar>
struct IndicatorTable<Scalar> : IndicatorTable<Matrix<Scalar>> {};

/// The type of the table.
template <class Output>
using indicator_table_t = typename IndicatorTable<Output>::type;

/// A table of numbers, given row by row as dense rows.
template <class X>
class TableRows {
public:
    explicit TableRows(const X& x) : x_(x) {}

    /// \throws InvalidDataError for what is no table, NaN and infinity
    void check(std::string_view estimator) const { check_array(x_, "X", estimator); }
    auto row(Index i) const { return x_.row(i); }

private:
    const X& x_;
};

}  // namespace eigenmlp::detail
