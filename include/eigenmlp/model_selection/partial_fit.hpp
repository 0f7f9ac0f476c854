// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/estimator.hpp"

namespace eigenmlp::detail {

template <class E, class X, class Y>
constexpr bool has_partial_fit = requires(E& estimator, const X& x, const Y& y) {
    estimator.partial_fit(x, y);
};

/// All classes of the targets: the labels, or the columns of multilabel targets.
template <class Label, class Y>
std::vector<Label> classes_of(const Y& y) {
    if constexpr (LabelSequence<Y>) {
        return find_classes<Label>(y, "y");
    } else {
        std::vector<Label> columns;
        for (Index j = 0; j < y.cols(); ++j) columns.push_back(static_cast<Label>(j));
        return columns;
    }
}

/// `partial_fit` of a classifier, which is told the classes of all targets, or of another estimator.
/// \throws InvalidParameterError for weights where `partial_fit` takes none
template <class E, class X, class Y, class AllY>
void partial_fit_weighted(E& estimator, const X& x, const Y& y, const AllY& all_y,
                          const Vector<double>& weights) {
    const auto refuse_weights = [&] {
        if (weights.size() > 0)
            throw InvalidParameterError(
                "sample_weight was given, but the estimator's partial_fit takes none.");
    };
    if constexpr (is_classifier<E>) {
        using Label = class_label_t<E>;
        const std::vector<Label> classes = classes_of<Label>(all_y);
        if constexpr (requires {
                          estimator.partial_fit(x, y, {.classes = classes, .sample_weight = weights});
                      }) {
            if (weights.size() > 0)
                estimator.partial_fit(x, y, {.classes = classes, .sample_weight = weights});
            else
                estimator.partial_fit(x, y, {.classes = classes});
        } else {
            refuse_weights();
            estimator.partial_fit(x, y, {.classes = classes});
        }
    } else if constexpr (requires { estimator.partial_fit(x, y, {.sample_weight = weights}); }) {
        if (weights.size() > 0)
            estimator.partial_fit(x, y, {.sample_weight = weights});
        else
            estimator.partial_fit(x, y);
    } else {
        refuse_weights();
        estimator.partial_fit(x, y);
    }
}

}  // namespace eigenmlp::detail
