// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <optional>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// Samples that are watched during a fit.
template <class S>
struct ValidationSet {
    Matrix<S> X;
    Matrix<S> Y;
};

/// Score of outputs P for targets Y, samples x outputs, with the samples' weights or none.
template <class S>
using OutputScore =
    std::function<double(const Matrix<S>& Y, const Matrix<S>& P, const Vector<double>& weight)>;

/// The numeric problem that an estimator makes of its data.
template <class S, class XView = ConstMatrixView<S>>
struct FitTask {
    XView X;
    Matrix<S> Y;
    Vector<S> loss_weight = {};              ///< of each sample in the loss; empty: all count the same
    Vector<double> score_weight = {};        ///< of each sample in the validation score
    const Stratification* strata = nullptr;  ///< classes whose shares the validation split keeps
    std::optional<ValidationSet<S>> validation = {};  ///< instead of a split
    OutputScore<S> score = {};                        ///< empty: minus the loss
    bool incremental = false;                         ///< go on with the solver's present state ...
    Index n_epochs = 1;                               ///< ... for so many epochs
};

}  // namespace eigenmlp
