// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <stdexcept>

namespace eigenmlp {

/// A parameter out of its range or of an unknown name. The message names the parameter, the accepted values
/// and what was given (scikit-learn's `InvalidParameterError`).
struct InvalidParameterError : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// Data that an estimator or a function cannot use: empty, not finite, of a wrong shape, unknown labels
/// (a `ValueError` in scikit-learn).
struct InvalidDataError : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// A fitted attribute or a prediction was asked for before `fit`.
struct NotFittedError : std::logic_error {
    using std::logic_error::logic_error;
};

/// The solver left infinite or NaN weights; the estimator keeps its former state.
struct NonFiniteParametersError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A file that is missing, unreadable, damaged or of another format. The message begins with its path.
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace eigenmlp
