// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Samples to watch during the fit instead of a part of the training data: after each epoch their score and
/// their loss are recorded, and `early_stopping` goes by them.
template <class Scalar, class Targets>
class ValidationData {
public:
    ValidationData() = default;
    ValidationData(Matrix<Scalar> X_val, Targets y_val)
        : X(std::move(X_val)), y(std::move(y_val)), given_(true) {}

    bool given() const { return given_; }

    Matrix<Scalar> X;  ///< samples x features
    Targets y;         ///< targets as `fit` takes them

private:
    bool given_ = false;
};

/// Options of `fit`.
template <class Scalar, class Targets>
struct FitOptions {
    SampleWeight sample_weight = {};                       ///< of each sample in the loss; all 1 by default
    ValidationData<Scalar, Targets> validation_data = {};  ///< not a parameter of scikit-learn's
};

/// Options of `partial_fit`.
template <class Label>
struct PartialFitOptions {
    std::vector<Label> classes = {};  ///< all classes that will ever come; needed at the first call
    SampleWeight sample_weight = {};
    Index n_epochs = 1;  ///< passes over the rows of this call; not a parameter of scikit-learn's
};

/// Options of the regressor's.
template <>
struct PartialFitOptions<void> {
    SampleWeight sample_weight = {};
    Index n_epochs = 1;  ///< passes over the rows of this call; not a parameter of scikit-learn's
};

}  // namespace eigenmlp
