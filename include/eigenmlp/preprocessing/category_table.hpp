// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp {

namespace detail {

template <class Table>
struct TableValue;

template <class Table>
requires requires { typename Table::Scalar; }
struct TableValue<Table> {
    using type = typename Table::Scalar;
};

template <class Value>
struct TableValue<std::vector<std::vector<Value>>> {
    using type = Value;
};

}  // namespace detail

/// A table of categories, samples x features: an Eigen matrix of numbers, or a `std::vector` of rows, which
/// are `std::vector`s of anything that can be read as `Category`.
template <class Table, class Category>
concept CategoryTable = LabelConvertibleTo<typename detail::TableValue<Table>::type, Category>;

namespace detail {

template <class Table>
constexpr bool is_eigen_table = requires(const Table& X) {
    X.derived();
};

template <class Table>
Index count_rows(const Table& X) {
    if constexpr (is_eigen_table<Table>)
        return X.rows();
    else
        return static_cast<Index>(X.size());
}

/// The number of features.
/// \throws InvalidDataError for a table that is empty, a column vector by type or ragged
template <class Table>
Index check_category_table(const Table& X, std::string_view estimator) {
    if constexpr (is_eigen_table<Table>) {
        check_array(X.derived().unaryExpr([](const typename Table::Scalar&) { return 0.0; }), "X", estimator);
        return X.cols();
    } else {
        if (X.empty() || X[0].empty())
            throw InvalidDataError(detail::format(
                "Found array X without samples or features while a minimum of 1 is required by {}.",
                estimator));
        for (std::size_t i = 0; i < X.size(); ++i)
            if (X[i].size() != X[0].size())
                throw InvalidDataError(
                    detail::format("The rows of X must be of one length: row 0 has {} values, row {} has {}.",
                                   X[0].size(), i, X[i].size()));
        return static_cast<Index>(X[0].size());
    }
}

/// The values of feature `j`.
template <class Table>
std::vector<typename TableValue<Table>::type> category_column(const Table& X, Index j) {
    std::vector<typename TableValue<Table>::type> values;
    for (Index i = 0; i < count_rows(X); ++i)
        if constexpr (is_eigen_table<Table>)
            values.push_back(X.derived()(i, j));
        else
            values.push_back(X[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    return values;
}

}  // namespace detail
}  // namespace eigenmlp
