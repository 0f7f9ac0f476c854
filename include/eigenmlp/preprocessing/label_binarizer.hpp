// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Turns labels into the 0/1 columns that a network is trained on, and scores back into labels.
template <class Label = int>
class LabelBinarizer {
public:
    /// Learns the classes of `y`.
    /// \throws InvalidDataError if `y` is empty or a label of it is not a value of `Label`.
    template <LabelSequenceOf<Label> Y>
    LabelBinarizer& fit(const Y& y) {
        if (label_count(y) == 0) throw InvalidDataError("y has 0 samples, at least 1 is required.");
        classes_ = detail::find_classes<Label>(y, "y");
        return *this;
    }

    /// Takes these classes, in whatever order and however often they are given.
    /// \throws InvalidDataError if there is none.
    LabelBinarizer& fit_classes(std::vector<Label> classes) {
        if (classes.empty()) throw InvalidDataError("classes is empty, at least 1 class is required.");
        detail::sort_unique(classes);
        classes_ = std::move(classes);
        return *this;
    }

    /// One row per label. One or two classes: a single column, 1 for the second class. Three or more: a
    /// column per class, 1 in that of the label. \throws NotFittedError before `fit`. \throws
    /// InvalidDataError listing the labels that are not in `classes()`. \note scikit-learn gives unknown
    /// labels a row of zeros, which for two classes reads as the first class.
    template <Floating Scalar, LabelSequenceOf<Label> Y>
    Matrix<Scalar> transform(const Y& y) const {
        const ClassCodes codes = detail::find_class_codes(classes(), y);
        if ((codes.array() < 0).any()) detail::check_no_unseen_labels(classes(), y);
        Matrix<Scalar> columns = Matrix<Scalar>::Zero(codes.size(), n_columns());
        for (Index i = 0; i < codes.size(); ++i) {
            if (n_columns() > 1)
                columns(i, codes[i]) = 1;
            else
                columns(i, 0) = static_cast<Scalar>(codes[i]);
        }
        return columns;
    }

    /// The label that each row of probabilities or scores speaks for. One or two classes: the second one
    /// where the last column, of one or two, exceeds 1/2. Three or more: the class of the first largest
    /// column. \throws NotFittedError before `fit`. \throws InvalidDataError if the number of columns does
    /// not fit.
    template <class Derived>
    LabelVector<Label> inverse_transform(const Eigen::MatrixBase<Derived>& scores) const {
        const bool thresholded = n_columns() == 1 && (scores.cols() == 1 || scores.cols() == 2);
        if (!thresholded && (n_columns() == 1 || scores.cols() != n_columns()))
            throw InvalidDataError(
                detail::format("Y has {} columns, but LabelBinarizer is expecting {} for {} classes.",
                               scores.cols(), n_columns(), classes().size()));
        LabelVector<Label> labels = make_labels<Label>(scores.rows());
        for (Index i = 0; i < scores.rows(); ++i) {
            Index best = 0;
            if (thresholded)
                best = classes().size() == 2 && scores(i, scores.cols() - 1) > 0.5 ? 1 : 0;
            else
                for (Index k = 1; k < scores.cols(); ++k)
                    if (scores(i, k) > scores(i, best)) best = k;
            set_label<Label>(labels, i, classes()[static_cast<std::size_t>(best)]);
        }
        return labels;
    }

    /// The distinct labels in ascending order.
    /// \throws NotFittedError before `fit`.
    const std::vector<Label>& classes() const {
        if (classes_.empty())
            throw NotFittedError(
                "This LabelBinarizer instance is not fitted yet. Call 'fit' with appropriate arguments "
                "before "
                "using this estimator.");
        return classes_;
    }

private:
    Index n_columns() const { return classes().size() > 2 ? static_cast<Index>(classes().size()) : 1; }

    std::vector<Label> classes_;
};

}  // namespace eigenmlp
