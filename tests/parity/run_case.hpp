// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parity {

/// How far a quantity is from scikit-learn's, and how far it may be.
struct Deviation {
    std::string quantity;
    /// Relative to the largest magnitude of the quantity, for weights to that of their layer, for scores to 1
    /// + it; infinite where sizes or counts differ.
    double value;
    double tolerance;

    bool too_large() const { return !(value <= tolerance); }
};

/// Runs a case of a folder that tests/parity/mlp_cases.py describes, and compares.
///
/// Tolerances: 1e-10 in double for sgd and adam, 2e-5 in float. For L-BFGS in double 1e-8 in the loss and
/// 1e-6 in everything that depends on single weights. L-BFGS in float works in float, whereas scikit-learn's
/// weights become double: 1e-4 and 1e-2. Where scikit-learn's own rounding moves the result of a random case
/// by more than a thirtieth of that, thirty times as much as it does. Iterations, warnings and t must agree,
/// but for warnings and iterations of L-BFGS in float. What scikit-learn refuses must throw.
/// \throws std::runtime_error if the case cannot be read; what the estimator throws
std::vector<Deviation> run_case(const std::filesystem::path& folder, const std::string& name);

/// Names of the cases of a folder, in ascending order.
std::vector<std::string> case_names(const std::filesystem::path& folder);

}  // namespace parity
