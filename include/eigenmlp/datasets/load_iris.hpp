// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/bundled_table.hpp"

namespace eigenmlp {

/// Fisher's iris data (1936): 150 flowers of three species, four lengths in centimetres each.
template <Floating Scalar = double>
ClassificationTable<Scalar> load_iris() {
    return detail::make_classification_table<Scalar>(
        detail::parse_table(
            {
#include "eigenmlp/datasets/tables/iris.inl"
            },
            5),
        {"sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"},
        {"setosa", "versicolor", "virginica"});
}

}  // namespace eigenmlp
