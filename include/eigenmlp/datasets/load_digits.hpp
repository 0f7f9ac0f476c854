// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/bundled_table.hpp"

namespace eigenmlp {

/// Handwritten digits (Alpaydin and Kaynak, 1998): 1797 images of 8 x 8 pixels, row by row from the top left,
/// grey values 0 to 16.
template <Floating Scalar = double>
ClassificationTable<Scalar> load_digits() {
    constexpr Index n_samples = 1797, n_pixels = 64;
    ClassificationTable<Scalar> digits{
        Matrix<Scalar>(n_samples, n_pixels), Eigen::VectorXi(n_samples), {}, {}};
    Index i = 0;
    for (std::string_view text : {
#include "eigenmlp/datasets/tables/digits.inl"
         }) {
        text.remove_prefix(1);  // the end of the line after the opening of the literal
        for (; !text.empty(); text.remove_prefix(n_pixels + 2), ++i) {
            for (Index j = 0; j < n_pixels; ++j)
                digits.data(i, j) = static_cast<Scalar>(text[static_cast<std::size_t>(j)] - 'a');
            digits.target[i] = text[n_pixels] - '0';
        }
    }
    for (int row = 0; row < 8; ++row)
        for (int col = 0; col < 8; ++col)
            digits.feature_names.push_back(fmt::format("pixel_{}_{}", row, col));
    for (int digit = 0; digit < 10; ++digit) digits.target_names.push_back(fmt::format("{}", digit));
    return digits;
}

}  // namespace eigenmlp
