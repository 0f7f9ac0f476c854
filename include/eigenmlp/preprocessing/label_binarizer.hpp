// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/preprocessing/indicator_table.hpp"

namespace eigenmlp {

/// Parameters of `LabelBinarizer`.
struct LabelBinarizerParams {
    Index neg_label = 0;  ///< the number for other classes, less than `pos_label`
    Index pos_label = 1;  ///< the number for the class of the label

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"neg_label", &LabelBinarizerParams::neg_label},
                          ParamField{"pos_label", &LabelBinarizerParams::pos_label}};
    }
};

/// Turns labels into the 0/1 columns that a network is trained on, or columns of two other numbers, and
/// scores back into labels.
template <class Label = int>
class LabelBinarizer {
public:
    using Params = LabelBinarizerParams;

    explicit(false) LabelBinarizer(Params params = {}) : params_(params) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// Learns the classes of `y`. \throws InvalidParameterError unless `neg_label` is less than `pos_label`.
    /// \throws InvalidDataError if `y` is empty or a label of it is not a value of `Label`.
    template <LabelSequenceOf<Label> Y>
    LabelBinarizer& fit(const Y& y) {
        check_params();
        if (label_count(y) == 0) throw InvalidDataError("y has 0 samples, at least 1 is required.");
        classes_ = detail::find_classes<Label>(y, "y");
        return *this;
    }

    /// Takes these classes, in whatever order and however often they are given. \throws InvalidParameterError
    /// as `fit`, and InvalidDataError if there is none.
    LabelBinarizer& fit_classes(std::vector<Label> classes) {
        check_params();
        if (classes.empty()) throw InvalidDataError("classes is empty, at least 1 class is required.");
        detail::sort_unique(classes);
        classes_ = std::move(classes);
        return *this;
    }

    /// One row per label. One or two classes: a single column, `pos_label` for the second class. Three or
    /// more: a column per class, `pos_label` in that of the label. `Output` is the scalar of a dense matrix,
    /// or a matrix type: with eigenmlp/preprocessing/sparse.hpp also a sparse one,
    /// `transform<SparseMatrix<>>(y)`. \throws NotFittedError before `fit`. \throws InvalidDataError listing
    /// the labels that are not in `classes()`. \throws InvalidParameterError as `fit`, and for a sparse
    /// matrix unless `neg_label` is 0. \note scikit-learn gives unknown labels a row of `neg_label`, which
    /// for two classes reads as the first.
    template <class Output = double, LabelSequenceOf<Label> Y>
    detail::indicator_table_t<Output> transform(const Y& y) const {
        check_params();
        ClassCodes columns = detail::find_class_codes(classes(), y);
        if (detail::any_unseen(columns)) detail::check_no_unseen_labels(classes(), y);
        if (n_columns() == 1)
            for (Index& column : columns) --column;  // the first class has no column
        return detail::IndicatorTable<Output>::make(
            columns, n_columns(),
            {static_cast<double>(params_.neg_label), static_cast<double>(params_.pos_label)});
    }

    template <class Output = double, LabelSequenceOf<Label> Y>
    detail::indicator_table_t<Output> fit_transform(const Y& y) {
        return fit(y).template transform<Output>(y);
    }

    /// The label that each row of probabilities or scores speaks for, dense or, with
    /// eigenmlp/preprocessing/sparse.hpp, sparse. One or two classes: the second one where the last column,
    /// of one or two, exceeds `threshold`, by default half way between `neg_label` and `pos_label`. Three or
    /// more: the class of the first largest column. \throws NotFittedError before `fit`. \throws
    /// InvalidDataError if the number of columns does not fit.
    template <class Derived>
    LabelVector<Label> inverse_transform(const Eigen::EigenBase<Derived>& scores,
                                         std::optional<double> threshold = {}) const {
        const Index n_given = scores.cols();
        const bool thresholded = n_columns() == 1 && (n_given == 1 || n_given == 2);
        if (!thresholded && (n_columns() == 1 || n_given != n_columns()))
            throw InvalidDataError(
                detail::format("Y has {} columns, but LabelBinarizer is expecting {} for {} classes.",
                               n_given, n_columns(), classes().size()));
        const double limit =
            threshold.value_or(static_cast<double>(params_.neg_label + params_.pos_label) / 2);
        const detail::TableRows<Derived> rows(scores.derived());
        LabelVector<Label> labels = make_labels<Label>(scores.rows());
        for (Index i = 0; i < scores.rows(); ++i) {
            const auto row = rows.row(i);
            Index best = 0;
            if (thresholded) {
                best = classes().size() == 2 && static_cast<double>(row[n_given - 1]) > limit ? 1 : 0;
            } else {
                auto largest = row[0];
                for (Index k = 1; k < n_given; ++k)
                    if (row[k] > largest) {
                        largest = row[k];
                        best = k;
                    }
            }
            set_label<Label>(labels, i, classes()[static_cast<std::size_t>(best)]);
        }
        return labels;
    }

    /// The distinct labels in ascending order.
    /// \throws NotFittedError before `fit`.
    const std::vector<Label>& classes() const { return detail::fitted(classes_, "LabelBinarizer"); }

private:
    Index n_columns() const { return classes().size() > 2 ? static_cast<Index>(classes().size()) : 1; }

    void check_params() const {
        if (params_.neg_label >= params_.pos_label)
            throw InvalidParameterError(
                detail::format("neg_label={} must be strictly less than pos_label={}.", params_.neg_label,
                               params_.pos_label));
    }

    Params params_;
    detail::Learnt<std::vector<Label>> classes_;
};

}  // namespace eigenmlp
