// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Both estimators against scikit-learn's own figures, made by tests/parity/make_mlp_fixtures.py.

#include <string>

#include "parity/run_case.hpp"
#include "support/catch.hpp"

namespace {

/// Runs the cases in double, or in float, and returns their number.
int compare_all(bool in_float) {
    int n = 0;
    for (const std::string& name : parity::case_names(EIGENMLP_TEST_DATA)) {
        if (name.starts_with("float_") != in_float) continue;
        for (const parity::Deviation& d : parity::run_case(EIGENMLP_TEST_DATA, name)) {
            INFO(name << ": " << d.quantity);
            CHECK(d.value <= d.tolerance);
        }
        ++n;
    }
    return n;
}

}  // namespace

TEST_CASE("in double every run agrees with scikit-learn to 1e-10 and L-BFGS to 1e-8 in the loss") {
    CHECK(compare_all(false) >= 80);
}

TEST_CASE("in float every run agrees with scikit-learn to 2e-5 and stops at the same epoch") {
    CHECK(compare_all(true) >= 13);
}
