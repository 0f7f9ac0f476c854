// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/neural_network/classifier_targets.hpp"
#include "eigenmlp/neural_network/fit_task.hpp"
#include "eigenmlp/neural_network/scoring.hpp"

namespace eigenmlp::detail {

/// What a classifier's early stopping goes by.
/// \throws InvalidParameterError if the scorer is one of other targets.
template <Floating S, class Targets, class Label>
OutputScore<S> score_of_outputs(const Scoring<Targets>& scoring, const TargetEncoding<Label>& encoding) {
    if (scoring.is_loss()) return {};
    if (scoring.is_default())
        return [encoding](const Matrix<S>& Y, const Matrix<S>& P, const Vector<double>& weight) {
            return encoding.accuracy(Y, P, weight);
        };
    if (encoding.multilabel != (scoring.multilabel_scorer() != nullptr))
        throw InvalidParameterError(
            format("The 'scoring' parameter must be empty, 'loss' or a scorer of {} for these targets.",
                   encoding.multilabel ? "samples x labels, made by Scoring::multilabel," : "labels"));
    return [encoding, scoring](const Matrix<S>& Y, const Matrix<S>& P, const Vector<double>&) {
        if (!all_finite(P)) return std::numeric_limits<double>::quiet_NaN();
        if (encoding.multilabel)
            return (*scoring.multilabel_scorer())(encoding.indicators(Y), encoding.indicators(P));
        return scoring(encoding.binarizer.inverse_transform(Y), encoding.binarizer.inverse_transform(P));
    };
}

}  // namespace eigenmlp::detail
