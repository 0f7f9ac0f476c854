// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <charconv>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A small data set for classification (scikit-learn's `Bunch`).
template <Floating Scalar>
struct ClassificationTable {
    Matrix<Scalar> data;     ///< samples x features
    Eigen::VectorXi target;  ///< class of each sample: 0, 1, ...
    std::vector<std::string> feature_names;
    std::vector<std::string> target_names;  ///< name of each class
};

/// A small data set for regression (scikit-learn's `Bunch`).
template <Floating Scalar>
struct RegressionTable {
    Matrix<Scalar> data;    ///< samples x features
    Vector<Scalar> target;  ///< a number for each sample
    std::vector<std::string> feature_names;
};

namespace detail {

/// The numbers of a bundled table, each followed by a comma or the end of a line, as rows of `cols`.
inline Matrix<double> parse_table(std::initializer_list<std::string_view> parts, Index cols) {
    std::vector<double> values;
    for (std::string_view text : parts) {
        text.remove_prefix(1);  // the end of the line after the opening of the literal
        for (const char *at = text.data(), *end = at + text.size(); at != end; ++at)
            at = std::from_chars(at, end, values.emplace_back()).ptr;
    }
    return Eigen::Map<const Matrix<double>>(values.data(), static_cast<Index>(values.size()) / cols, cols);
}

/// A table whose last column is the class.
template <Floating Scalar>
ClassificationTable<Scalar> make_classification_table(const Matrix<double>& table,
                                                      std::vector<std::string> feature_names,
                                                      std::vector<std::string> target_names) {
    const Index n_features = table.cols() - 1;
    return {table.leftCols(n_features).cast<Scalar>(), table.col(n_features).cast<int>(),
            std::move(feature_names), std::move(target_names)};
}

}  // namespace detail
}  // namespace eigenmlp
