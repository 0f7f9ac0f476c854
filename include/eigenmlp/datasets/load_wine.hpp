// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/bundled_table.hpp"

namespace eigenmlp {

/// Wines of three growers in one region of Italy: 178 samples of 13 chemical measurements.
template <Floating Scalar = double>
ClassificationTable<Scalar> load_wine() {
    return detail::make_classification_table<Scalar>(
        detail::parse_table(
            {
#include "eigenmlp/datasets/tables/wine.inl"
            },
            14),
        {"alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
         "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines",
         "proline"},
        {"class_0", "class_1", "class_2"});
}

}  // namespace eigenmlp
