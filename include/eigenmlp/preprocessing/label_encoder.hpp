// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp {

/// Numbers labels 0, ..., number of classes - 1 in their ascending order.
template <class Label = int>
class LabelEncoder {
public:
    /// Learns the classes of `y`; without samples there are none.
    /// \throws InvalidDataError if a label of `y` is not a value of `Label`.
    template <LabelSequenceOf<Label> Y>
    LabelEncoder& fit(const Y& y) {
        classes_ = detail::find_classes<Label>(y, "y");
        return *this;
    }

    /// The code of each label.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError listing the labels that `fit` has not seen.
    template <LabelSequenceOf<Label> Y>
    ClassCodes transform(const Y& y) const {
        ClassCodes codes = detail::find_class_codes(classes(), y);
        if (detail::any_unseen(codes)) detail::check_no_unseen_labels(classes(), y);
        return codes;
    }

    template <LabelSequenceOf<Label> Y>
    ClassCodes fit_transform(const Y& y) {
        return fit(y).transform(y);
    }

    /// The label of each code; the codes may be of any integer type.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError listing the codes outside 0, ..., number of classes - 1.
    template <LabelSequenceOf<Index> Codes>
    LabelVector<Label> inverse_transform(const Codes& codes) const {
        LabelVector<Label> labels = make_labels<Label>(label_count(codes));
        std::vector<label_t<Codes>> unseen;
        for (Index i = 0; i < label_count(codes); ++i) {
            const std::optional<Index> code = detail::convert_label<Index>(label_at(codes, i));
            if (code && *code >= 0 && *code < static_cast<Index>(classes().size()))
                set_label<Label>(labels, i, classes()[static_cast<std::size_t>(*code)]);
            else
                unseen.push_back(label_at(codes, i));
        }
        detail::sort_unique(unseen);
        if (!unseen.empty())
            throw InvalidDataError(
                detail::format("y contains previously unseen labels: {}. The codes are 0 to {}.",
                               detail::format_labels(unseen), static_cast<Index>(classes().size()) - 1));
        return labels;
    }

    /// The distinct labels in ascending order.
    /// \throws NotFittedError before `fit`.
    const std::vector<Label>& classes() const { return detail::fitted(classes_, "LabelEncoder"); }

private:
    detail::Learnt<std::vector<Label>> classes_;
};

}  // namespace eigenmlp
