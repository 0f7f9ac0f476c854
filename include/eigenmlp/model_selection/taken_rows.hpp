// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"

namespace eigenmlp {

/// How rows are taken from samples or targets: `take(data, rows)` gives those of the numbers given, in their
/// order. Other kinds of tables specialise it, as eigenmlp/model_selection/sparse.hpp does.
template <class Data>
struct TakenRows {
    static auto take(const Data& data, const std::vector<Index>& rows) {
        return detail::take_samples(data, rows);
    }
};

/// The type of rows that were taken: a matrix or a vector of its own.
template <class Data>
using taken_rows_t =
    decltype(TakenRows<Data>::take(std::declval<const Data&>(), std::declval<const std::vector<Index>&>()));

}  // namespace eigenmlp
