// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/neural_network/classifier_targets.hpp"

namespace eigenmlp::detail {

/// The encoding of the classes that are in `y`.
template <class Label, class Y>
TargetEncoding<Label> find_encoding(const Y& y) {
    if constexpr (LabelSequence<Y>)
        return TargetEncoding<Label>::of_classes(find_classes<Label>(y, "y"));
    else
        return TargetEncoding<Label>::of_columns(y.cols());
}

/// \throws InvalidDataError if a warm start finds other classes than the fit before.
template <class Label>
void check_same_classes(const TargetEncoding<Label>& before, const TargetEncoding<Label>& seen) {
    if (seen.classes() == before.classes() && seen.multilabel == before.multilabel) return;
    throw InvalidDataError(
        format("warm_start can only be used where `self.classes_` are the same as in the previous call to "
               "fit. Previously got {}, `y` has {}",
               format_labels(before.classes()), format_labels(seen.classes())));
}

/// The encoding of `partial_fit`: of the classes given, which must not change, or of those known, which are
/// null before the first call.
template <class Label, class Y>
TargetEncoding<Label> find_encoding_of_classes(const std::vector<Label>& given,
                                               const TargetEncoding<Label>* known, const Y& y,
                                               bool warm_start) {
    if (given.empty() && !known)
        throw InvalidDataError("classes must be passed on the first call to partial_fit.");
    if (known && !given.empty())
        if (const auto now = TargetEncoding<Label>::of_classes(given); now.classes() != known->classes())
            throw InvalidDataError(
                format("`classes={}` is not the same as on last call to partial_fit, was: {}",
                       format_labels(now.classes()), format_labels(known->classes())));
    const auto encoding = known ? *known : TargetEncoding<Label>::of_classes(given);
    if constexpr (LabelSequence<Y>) {
        if (warm_start) {
            auto seen = find_encoding<Label>(y);
            seen.multilabel = encoding.multilabel;  // labels are welcome after multilabel targets, too
            check_same_classes(encoding, seen);
        }
        if (const auto unseen = find_unseen_labels(encoding.classes(), y); !unseen.empty())
            throw InvalidDataError(
                format("`y` has classes not in `self.classes_`. `self.classes_` has {}. `y` has {}.",
                       format_labels(encoding.classes()), format_labels(find_classes<Label>(y, "y"))));
        return encoding;
    } else {
        if (known && !known->multilabel)
            throw InvalidDataError(
                "The object was not fitted with multilabel input: y must be one label per sample.");
        const auto columns = find_encoding<Label>(y);
        if (encoding.classes() != columns.classes())
            throw InvalidDataError(format("`y` has {} columns of labels, but `classes` is {} instead of {}.",
                                          y.cols(), format_labels(encoding.classes()),
                                          format_labels(columns.classes())));
        return columns;
    }
}

}  // namespace eigenmlp::detail
