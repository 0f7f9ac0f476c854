// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// How scores of classes become one.
enum class Average {
    none,     ///< not at all: a score per class
    binary,   ///< the score of the positive class, for two classes
    micro,    ///< from the counts of all classes together
    macro,    ///< the plain mean
    weighted  ///< the mean weighted by the number of true samples of each class
};

constexpr std::string_view name(Average average) {
    switch (average) {
        case Average::none:
            return "None";
        case Average::binary:
            return "binary";
        case Average::micro:
            return "micro";
        case Average::macro:
            return "macro";
        case Average::weighted:
            break;
    }
    return "weighted";
}

/// The score where a metric would divide 0 by 0: 0 or 1, or "warn" for 0 and an `UndefinedMetricWarning`.
class ZeroDivision {
public:
    ZeroDivision() = default;

    /// \throws InvalidParameterError for another word than "warn".
    ZeroDivision(const char* word) {
        if (std::string_view(word) != "warn") refuse(fmt::format("'{}'", word));
    }

    /// \throws InvalidParameterError for another number than 0 or 1.
    template <class T>
    requires std::is_arithmetic_v<T> ZeroDivision(T value)
        : value_(static_cast<double>(value)), warns_(false) {
        if (value_ != 0 && value_ != 1) refuse(fmt::format("{}", value_));
    }

    double value() const { return value_; }
    bool warns() const { return warns_; }

private:
    [[noreturn]] static void refuse(const std::string& given) {
        throw InvalidParameterError(
            fmt::format("The 'zero_division' parameter must be one of 'warn', 0, 1. Got {} instead.", given));
    }

    double value_ = 0;
    bool warns_ = true;
};

/// A score per class or, after averaging, a single one, which converts to a number.
class Scores : public Vector<double> {
public:
    using Vector<double>::Vector;

    /// \throws InvalidDataError unless there is exactly one score.
    operator double() const {
        if (size() != 1)
            throw InvalidDataError(fmt::format(
                "There are {} scores, one per class: choose an average to get a number.", size()));
        return (*this)[0];
    }
};

/// What `precision_recall_fscore_support` gives.
struct PrecisionRecallFscoreSupport {
    Scores precision, recall, fscore;
    /// Number of true samples of each class; empty after averaging.
    Eigen::Matrix<Index, Eigen::Dynamic, 1> support;
};

/// Options of `precision_recall_fscore_support`, in scikit-learn's order.
template <class Label>
struct PrecisionRecallFscoreSupportOptions {
    /// Weight of the recall in the F-score, 0 or more.
    double beta = 1;
    /// The classes to score and their order; empty for all that occur, in ascending order. `Average::binary`
    /// scores `pos_label` instead.
    std::vector<Label> labels = {};
    /// The positive class of `Average::binary`; without one the label 1.
    std::optional<Label> pos_label = {};
    Average average = Average::none;
    ZeroDivision zero_division = {};
};

/// Options of `f1_score`, in scikit-learn's order.
template <class Label>
struct F1ScoreOptions {
    /// As for `precision_recall_fscore_support`.
    std::vector<Label> labels = {};
    /// As for `precision_recall_fscore_support`.
    std::optional<Label> pos_label = {};
    /// Any but `Average::none`.
    Average average = Average::binary;
    ZeroDivision zero_division = {};
};

namespace detail {

/// Per class to be scored: samples predicted rightly, predicted, and true.
struct ClassCounts {
    Vector<double> right, predicted, actual;
};

template <class Label>
ClassCounts count_classes(const ClassificationTargets<Label>& targets, const std::vector<Label>& labels) {
    const auto n_classes = static_cast<Index>(targets.classes.size());
    Matrix<double> all = Matrix<double>::Zero(3, n_classes);
    for (Index i = 0; i < targets.y_true.size(); ++i) {
        if (targets.y_true[i] == targets.y_pred[i]) all(0, targets.y_true[i]) += 1;
        all(1, targets.y_pred[i]) += 1;
        all(2, targets.y_true[i]) += 1;
    }
    Matrix<double> chosen = Matrix<double>::Zero(3, static_cast<Index>(labels.size()));
    for (Index k = 0; k < chosen.cols(); ++k)
        if (const Index code = find_class(targets.classes, labels[static_cast<std::size_t>(k)]); code >= 0)
            chosen.col(k) = all.col(code);
    return {chosen.row(0), chosen.row(1), chosen.row(2)};
}

/// Element by element; `zero_division` takes the place of 0 / 0.
inline Vector<double> divide_scores(const Vector<double>& numerator, const Vector<double>& denominator,
                                    ZeroDivision zero_division, std::string_view metric,
                                    std::string_view missing) {
    const auto undefined = (denominator.array() == 0).eval();
    if (zero_division.warns() && undefined.any())
        warn(WarningCategory::UndefinedMetricWarning,
             fmt::format(
                 "{} is ill-defined and being set to 0.0 {} no {} samples. Use `zero_division` parameter "
                 "to control this behavior.",
                 metric, numerator.size() == 1 ? "due to" : "in labels with", missing));
    return undefined.select(zero_division.value(), numerator.array() / denominator.array());
}

template <class Label>
Label positive_label(const std::optional<Label>& pos_label) {
    if (pos_label) return *pos_label;
    if constexpr (std::is_arithmetic_v<Label>)
        return static_cast<Label>(1);
    else
        throw InvalidParameterError(
            "pos_label=1 is not a valid label: choose one of the classes for average='binary'.");
}

/// The classes to score. scikit-learn's `_check_set_wise_labels`.
template <class Label>
std::vector<Label> scored_labels(const ClassificationTargets<Label>& targets,
                                 const std::vector<Label>& labels, const std::optional<Label>& pos_label,
                                 Average average) {
    if (average == Average::binary) {
        if (!targets.is_binary())
            throw InvalidDataError(
                "Target is multiclass but average='binary'. Please choose another average setting, one of "
                "[None, 'micro', 'macro', 'weighted'].");
        const Label positive = positive_label(pos_label);
        if (targets.classes.size() == 2 && find_class(targets.classes, positive) < 0)
            throw InvalidParameterError(
                fmt::format("pos_label={} is not a valid label. It should be one of {}",
                            format_label(positive), format_labels(targets.classes)));
        return {positive};
    }
    if (pos_label && !(std::is_arithmetic_v<Label> && *pos_label == positive_label<Label>({})))
        warn(
            WarningCategory::UserWarning,
            fmt::format(
                "Note that pos_label (set to {}) is ignored when average != 'binary' (got '{}'). You may use "
                "labels=[pos_label] to specify a single positive class.",
                format_label(*pos_label), name(average)));
    return labels.empty() ? targets.classes : labels;
}

inline Scores averaged(const Vector<double>& scores, const Vector<double>& support, Average average) {
    if (average == Average::weighted && support.sum() > 0)
        return Scores::Constant(1, scores.dot(support) / support.sum());
    return Scores::Constant(1, scores.mean());
}

/// Which of the scores warn.
struct WarnFor {
    bool precision = true, recall = true, fscore = true;
};

template <class Label>
PrecisionRecallFscoreSupport score_classes(const ClassificationTargets<Label>& targets,
                                           const PrecisionRecallFscoreSupportOptions<Label>& options,
                                           WarnFor warn_for = {}) {
    if (!(options.beta >= 0))
        throw InvalidParameterError(
            fmt::format("beta should be >=0 in the F-beta score. Got {} instead.", options.beta));
    const std::vector<Label> labels =
        scored_labels(targets, options.labels, options.pos_label, options.average);
    auto [right, predicted, actual] = count_classes(targets, labels);
    if (options.average == Average::micro) {
        right = Vector<double>::Constant(1, right.sum());
        predicted = Vector<double>::Constant(1, predicted.sum());
        actual = Vector<double>::Constant(1, actual.sum());
    }

    const ZeroDivision silent = options.zero_division.value();
    const auto zero_division = [&](bool may_warn) { return may_warn ? options.zero_division : silent; };
    const Vector<double> precision =
        divide_scores(right, predicted, zero_division(warn_for.precision), "Precision", "predicted");
    const Vector<double> recall =
        divide_scores(right, actual, zero_division(warn_for.recall), "Recall", "true");
    // F = (1 + beta^2) tp / (beta^2 actual + predicted), the weighted harmonic mean of precision and recall
    const double beta2 = options.beta * options.beta;
    const Vector<double> fscore =
        std::isinf(beta2)   ? recall
        : options.beta == 0 ? precision
                            : divide_scores((1 + beta2) * right, beta2 * actual + predicted,
                                            zero_division(warn_for.fscore), "F-score", "true nor predicted");
    if (options.average == Average::none)
        return {Scores(precision), Scores(recall), Scores(fscore), actual.template cast<Index>()};
    return {averaged(precision, actual, options.average),
            averaged(recall, actual, options.average),
            averaged(fscore, actual, options.average),
            {}};
}

}  // namespace detail

/// Precision tp / (tp + fp), recall tp / (tp + fn), their weighted harmonic mean and the number of true
/// samples: per class, or averaged into single scores. \throws InvalidDataError for targets of different
/// lengths, none or continuous ones, and for `Average::binary` with more than two classes. \throws
/// InvalidParameterError for a negative `beta` or a `pos_label` that is neither of two classes.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
PrecisionRecallFscoreSupport precision_recall_fscore_support(
    const YTrue& y_true, const YPred& y_pred,
    const PrecisionRecallFscoreSupportOptions<label_t<YTrue>>& options = {}) {
    return detail::score_classes(detail::check_targets(y_true, y_pred), options);
}

/// The harmonic mean of precision and recall, by default of the positive class of two.
/// \throws InvalidParameterError for `Average::none`: `precision_recall_fscore_support` gives the scores of
/// all classes; else throws as that does.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
double f1_score(const YTrue& y_true, const YPred& y_pred,
                const F1ScoreOptions<label_t<YTrue>>& options = {}) {
    if (options.average == Average::none)
        throw InvalidParameterError(
            "f1_score gives a single number, but average is None: choose binary, micro, macro or weighted, "
            "or take "
            "fscore of precision_recall_fscore_support.");
    return detail::score_classes<label_t<YTrue>>(detail::check_targets(y_true, y_pred),
                                                 {.labels = options.labels,
                                                  .pos_label = options.pos_label,
                                                  .average = options.average,
                                                  .zero_division = options.zero_division},
                                                 {.precision = false, .recall = false})
        .fscore;
}

}  // namespace eigenmlp
