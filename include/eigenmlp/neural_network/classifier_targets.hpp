// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <numeric>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/preprocessing/label_binarizer.hpp"

namespace eigenmlp {

/// Multilabel targets and predictions, samples x labels: 1 where a label applies, else 0.
using IndicatorMatrix = Matrix<int>;

/// An Eigen matrix of integers that is not a vector by type.
template <class Y>
concept IndicatorTargets = std::integral<typename Y::Scalar> && !LabelSequence<Y> && requires(const Y& y) {
    y.derived().rows();
};

/// The same for an estimator whose classes can be column numbers.
template <class Y, class Label>
concept IndicatorTargetsOf = IndicatorTargets<Y> && std::is_arithmetic_v<Label>;

/// How a classifier's targets become numbers, and its outputs targets: a column for one or two classes, one
/// per class for more, one per label for multilabel targets.
template <class Label>
struct TargetEncoding {
    LabelBinarizer<Label> binarizer;
    bool multilabel = false;

    static TargetEncoding of_classes(std::vector<Label> classes) {
        TargetEncoding encoding;
        encoding.binarizer.fit_classes(std::move(classes));
        return encoding;
    }

    /// The classes of multilabel targets are the numbers of their columns.
    static TargetEncoding of_columns(Index n_labels) requires std::is_arithmetic_v<Label> {
        std::vector<Label> columns(static_cast<std::size_t>(n_labels));
        std::iota(columns.begin(), columns.end(), Label{});
        TargetEncoding encoding = of_classes(std::move(columns));
        encoding.multilabel = true;
        return encoding;
    }

    const std::vector<Label>& classes() const { return binarizer.classes(); }

    template <Floating S, LabelSequenceOf<Label> Y>
    Matrix<S> transform(const Y& y) const {
        return binarizer.template transform<S>(y);
    }
    template <Floating S, IndicatorTargets Y>
    Matrix<S> transform(const Y& y) const {
        return y.template cast<S>();
    }

    /// The same with labels smoothed: y <- (1 - e) y + e / K with K classes, or 2 for each label.
    template <Floating S, class Y>
    Matrix<S> smoothed(const Y& targets, double smoothing) const {
        Matrix<S> y = transform<S>(targets);
        const S e = static_cast<S>(smoothing);
        const S k = multilabel || y.cols() == 1 ? S(2) : static_cast<S>(y.cols());
        if (e > 0)
            for (Index i = 0; i < y.size(); ++i) y.data()[i] = (1 - e) * y.data()[i] + e / k;
        return y;
    }

    /// Where an output of multilabel targets exceeds 1/2.
    static IndicatorMatrix indicators(const auto& outputs) {
        using S = typename std::remove_cvref_t<decltype(outputs)>::Scalar;
        IndicatorMatrix labels(outputs.rows(), outputs.cols());
        for (Index i = 0; i < labels.rows(); ++i)
            for (Index k = 0; k < labels.cols(); ++k) labels(i, k) = outputs(i, k) > S(0.5) ? 1 : 0;
        return labels;
    }

    /// Share of the samples, by their weight, of which the outputs P say what the targets Y say; NaN if an
    /// output is not finite.
    template <Floating S>
    double accuracy(const Matrix<S>& Y, const Matrix<S>& P, const Vector<double>& weight) const {
        if (!detail::all_finite(P)) return std::numeric_limits<double>::quiet_NaN();
        double correct = 0.0;
        for (Index i = 0; i < P.rows(); ++i)
            if (agree(Y, P, i)) correct += weight.size() > 0 ? weight[i] : 1.0;
        return correct / (weight.size() > 0 ? weight.sum() : static_cast<double>(P.rows()));
    }

private:
    template <class S>
    bool agree(const Matrix<S>& Y, const Matrix<S>& P, Index i) const {
        if (classes().size() == 1 && !multilabel) return true;  // a single class is always predicted
        if (multilabel || P.cols() == 1) {
            for (Index k = 0; k < P.cols(); ++k)
                if ((Y(i, k) > S(0.5)) != (P(i, k) > S(0.5))) return false;
            return true;
        }
        Index predicted = 0, actual = 0;
        for (Index k = 1; k < P.cols(); ++k) {
            if (P(i, k) > P(i, predicted)) predicted = k;
            if (Y(i, k) > Y(i, actual)) actual = k;
        }
        return predicted == actual;
    }
};

namespace detail {

/// \throws InvalidDataError for labels that are numbers but not whole ones.
template <LabelSequence Y>
void check_discrete(const Y& y) {
    if (const auto label = find_not_whole(y))
        throw InvalidDataError(
            detail::format("Unknown label type: continuous. y contains {}; a classifier expects discrete "
                           "classes. Maybe you want a regressor.",
                           format_label(*label)));
}

/// \throws InvalidDataError for anything but 0 and 1.
template <IndicatorTargets Y>
void check_indicators(const Y& y) {
    for (Index i = 0; i < y.rows(); ++i)
        for (Index j = 0; j < y.cols(); ++j)
            if (y(i, j) != 0 && y(i, j) != 1)
                throw InvalidDataError(detail::format(
                    "Multioutput target data is not supported with label binarization: y must hold "
                    "0 and 1, one column per label. Got {} at row {}, column {}.",
                    +y(i, j), i, j));
}

/// The only column of y, which a classifier takes for labels. \throws InvalidDataError for more columns
template <IndicatorTargets Y>
Vector<typename Y::Scalar> labels_of_column(const Y& y) {
    if (y.cols() != 1)
        throw InvalidDataError(detail::format("Expected one column of labels, as in y. Got {}.", y.cols()));
    return y.col(0);
}

}  // namespace detail
}  // namespace eigenmlp
