// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/bundled_table.hpp"

namespace eigenmlp {

/// Breast tumours of the University of Wisconsin (1995), malignant (0) or benign (1): 569 samples of 30
/// measurements of cell nuclei, namely mean, standard error and the mean of the three largest ("worst") of
/// ten.
template <Floating Scalar = double>
ClassificationTable<Scalar> load_breast_cancer() {
    const std::vector<std::string> measures = {
        "radius",      "texture",   "perimeter",      "area",     "smoothness",
        "compactness", "concavity", "concave points", "symmetry", "fractal dimension"};
    std::vector<std::string> names;
    for (const std::string& measure : measures) names.push_back("mean " + measure);
    for (const std::string& measure : measures) names.push_back(measure + " error");
    for (const std::string& measure : measures) names.push_back("worst " + measure);
    return detail::make_classification_table<Scalar>(detail::parse_table(
                                                         {
#include "eigenmlp/datasets/tables/breast_cancer.inl"
                                                         },
                                                         31),
                                                     names, {"malignant", "benign"});
}

}  // namespace eigenmlp
