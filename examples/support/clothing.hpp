// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "support/settings.hpp"

namespace example {

using eigenmlp::Matrix;

/// The folder given, else the installed Fashion-MNIST, else the bundled sample, saying so on stderr.
std::filesystem::path choose_data(const std::optional<std::string>& given);

/// Images of clothing, one per row, and their labels.
struct Clothing {
    Matrix<double> X;
    Eigen::VectorXi y;
};

/// The data of most experiments.
struct PreparedClothing {
    Matrix<double> X_train, X_test;  ///< images x 784, each pixel scaled to 0-1 by the training rows
    Eigen::VectorXi y_train, y_test;
    std::vector<std::string> class_names;

    /// The first `n` training rows, or all if there are fewer.
    Clothing first(Index n) const;
};

/// 10,000 of all 70,000 images of Fashion-MNIST, drawn at random, of which a fifth are for tests; the
/// program prepare_data shows the steps one by one. `settings.rows` cuts the training rows.
PreparedClothing prepare_clothing(const Settings& settings);

}  // namespace example
