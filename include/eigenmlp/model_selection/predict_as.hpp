// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp::detail {

/// Predictions in the shape of targets of type `Y`: 0/1 samples x labels for multilabel targets, a vector for
/// one target per sample, else samples x outputs.
template <class Y, class E, class X>
auto predict_as(const E& estimator, const X& x) {
    if constexpr (MultilabelMatrix<Y> && requires { estimator.predict_multilabel(x); }) {
        return estimator.predict_multilabel(x);
    } else {
        auto predicted = estimator.predict(x);
        if constexpr (LabelSequence<Y> && !LabelSequence<decltype(predicted)>) {
            if (predicted.cols() != 1)
                throw InvalidDataError(
                    detail::format("There are {} predictions per sample, but y is a vector: 1 was expected.",
                                   predicted.cols()));
            return Vector<scalar_t<decltype(predicted)>>(predicted.col(0));
        } else {
            return predicted;
        }
    }
}

template <class E, class X, class Y>
using predicted_t = decltype(predict_as<Y>(std::declval<const E&>(), std::declval<const X&>()));

}  // namespace eigenmlp::detail
