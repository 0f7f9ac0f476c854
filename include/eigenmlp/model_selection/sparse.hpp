// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// Lets cross validation, curves and searches take `Eigen::SparseMatrix` as X: include it beside theirs. The
/// umbrella header leaves it out.

#include <Eigen/SparseCore>
#include <concepts>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"
#include "eigenmlp/neural_network/sparse.hpp"

namespace eigenmlp {

template <class Data>
requires std::derived_from<Data, Eigen::SparseMatrixBase<Data>>
struct TakenRows<Data> {
    using Rows = Eigen::SparseMatrix<typename Data::Scalar, Eigen::RowMajor, int>;

    /// Of column-major data all rows are converted at each call: row-major data are faster.
    static Rows take(const Data& data, const std::vector<Index>& rows) {
        if constexpr (std::same_as<Data, Rows>)
            return take_rows(data, rows);
        else
            return take_rows(Rows(data), rows);
    }

private:
    static Rows take_rows(const Rows& all, const std::vector<Index>& rows) {
        Eigen::VectorXi sizes(static_cast<Index>(rows.size()));
        for (Index i = 0; i < sizes.size(); ++i)
            sizes[i] = static_cast<int>(all.row(rows[static_cast<std::size_t>(i)]).nonZeros());
        Rows taken(sizes.size(), all.cols());
        taken.reserve(sizes);
        for (Index i = 0; i < sizes.size(); ++i)
            for (typename Rows::InnerIterator entry(all, rows[static_cast<std::size_t>(i)]); entry; ++entry)
                taken.insert(i, entry.col()) = entry.value();
        taken.makeCompressed();
        return taken;
    }
};

}  // namespace eigenmlp
