// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `classification_report`, in scikit-learn's order. For multilabel targets `Label` is `Index`.
template <class Label>
struct ClassificationReportOptions {
    /// The classes to report and their order; empty for all that occur, in ascending order.
    std::vector<Label> labels = {};
    /// What to call them; empty for the labels themselves.
    std::vector<std::string> target_names = {};
    SampleWeight sample_weight = {};
    /// Digits after the decimal point.
    int digits = 2;
    ZeroDivision zero_division = {};
};

namespace detail {

/// Number of characters of a UTF-8 text.
inline std::size_t text_width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

inline std::string align_right(std::string_view text, std::size_t width) {
    const std::size_t used = text_width(text);
    return std::string(width > used ? width - used : 0, ' ').append(text);
}

template <class Label>
std::vector<std::string> report_names(const std::vector<Label>& labels,
                                      const std::vector<std::string>& target_names, bool labels_given) {
    if (target_names.empty()) {
        std::vector<std::string> names;
        for (const Label& label : labels) {
            if constexpr (std::convertible_to<Label, std::string_view>)
                names.emplace_back(std::string_view(label));
            else
                names.push_back(format_label<Label>(label));
        }
        return names;
    }
    if (target_names.size() != labels.size()) {
        if (!labels_given)
            throw InvalidDataError(detail::format(
                "Number of classes, {}, does not match size of target_names, {}. Try specifying the labels "
                "parameter",
                labels.size(), target_names.size()));
        warn(WarningCategory::UserWarning,
             detail::format("labels size, {}, does not match size of target_names, {}", labels.size(),
                            target_names.size()));
    }
    return target_names;
}

/// The classes that occur, or all columns.
template <class Label>
std::vector<Label> reported_labels(const ClassificationTargets<Label>& targets) {
    return targets.classes;
}

template <Floating S>
std::vector<Index> reported_labels(const MultilabelTargets<S>& targets) {
    std::vector<Index> labels(static_cast<std::size_t>(targets.y_true.cols()));
    std::iota(labels.begin(), labels.end(), Index{0});
    return labels;
}

/// One table's lines.
class ReportLines {
public:
    /// \param is_weighted whether supports are weights rather than numbers of samples
    ReportLines(const std::vector<std::string>& names, int digits, bool is_weighted)
        : width_(std::max(std::string_view("weighted avg").size(), static_cast<std::size_t>(digits))),
          digits_(digits),
          is_weighted_(is_weighted) {
        for (const std::string& class_name : names) width_ = std::max(width_, text_width(class_name));
    }

    std::string head() const { return line("", "precision", "recall", "f1-score", "support") + "\n"; }

    std::string scores(std::string_view heading, double precision, double recall, double fscore,
                       double support) const {
        return line(heading, decimal(precision), decimal(recall), decimal(fscore), number(support));
    }

    std::string accuracy(double accuracy, double support) const {
        return line("accuracy", "", "", decimal(accuracy), number(support));
    }

private:
    std::string line(std::string_view heading, std::string_view precision, std::string_view recall,
                     std::string_view fscore, std::string_view support) const {
        std::string text = align_right(heading, width_) + " ";
        for (const std::string_view cell : {precision, recall, fscore, support})
            text += " " + align_right(cell, 9);
        return text + "\n";
    }

    std::string decimal(double score) const {
        std::string text(320 + static_cast<std::size_t>(digits_), ' ');
        char* const begin = text.data();
        const auto end = std::to_chars(begin, begin + text.size(), score, std::chars_format::fixed, digits_);
        return text.erase(static_cast<std::size_t>(end.ptr - begin));
    }

    std::string number(double support) const {
        return is_weighted_ ? detail::format("{:#}", support) : detail::format("{:.0f}", support);
    }

    std::size_t width_;
    int digits_;
    bool is_weighted_;
};

template <class Targets, class Label>
std::string report(const Targets& targets, const ClassificationReportOptions<Label>& options) {
    constexpr bool is_multilabel = std::is_same_v<Targets, MultilabelTargets<double>>;
    const bool labels_given = !options.labels.empty();
    std::vector<Label> present = reported_labels(targets);
    const std::vector<Label> labels = labels_given ? options.labels : present;
    const std::vector<std::string> names = report_names(labels, options.target_names, labels_given);
    const ReportLines lines(names, options.digits, options.sample_weight.given());

    PrecisionRecallFscoreSupportOptions<Label> scoring{
        .labels = labels, .sample_weight = options.sample_weight, .zero_division = options.zero_division};
    const PrecisionRecallFscoreSupport per_class = score_targets(targets, scoring);
    std::string text = lines.head();
    for (std::size_t k = 0; k < std::min(names.size(), labels.size()); ++k) {
        const auto i = static_cast<Index>(k);
        text += lines.scores(names[k], per_class.precision[i], per_class.recall[i], per_class.fscore[i],
                             per_class.support[i]);
    }
    text += "\n";

    std::vector<Label> distinct = labels;
    sort_unique(distinct);
    const bool micro_is_accuracy = !is_multilabel && distinct == present;
    std::vector<Average> averages{Average::micro, Average::macro, Average::weighted};
    if (is_multilabel) averages.push_back(Average::samples);
    const double support = per_class.support.sum();
    for (const Average average : averages) {
        scoring.average = average;
        // the scores per class have warned
        scoring.zero_division =
            average == Average::samples ? options.zero_division : ZeroDivision(options.zero_division.value());
        const auto [precision, recall, fscore, none] = score_targets(targets, scoring);
        text +=
            average == Average::micro && micro_is_accuracy
                ? lines.accuracy(fscore, support)
                : lines.scores(detail::format("{} avg", name(average)), precision, recall, fscore, support);
    }
    return text;
}

}  // namespace detail

/// A table of precision, recall, F1 score and number (or weight) of true samples per class and on average, as
/// text: scikit-learn's, character for character. The row "micro avg" is called "accuracy" where it is that.
/// Targets are one label per sample, or multilabel: a 0/1 integer matrix, samples x labels.
/// \throws InvalidDataError for targets of different shapes, none or continuous ones, and if the number of
/// `target_names` is not that of the classes.
/// \throws InvalidParameterError for negative `digits`.
/// \note If no prediction at all is right, scikit-learn shows the numbers of samples as 2.0; they stay whole
/// here.
template <class YTrue, class YPred>
requires ComparableLabels<YTrue, YPred> std::string classification_report(
    const YTrue& y_true, const YPred& y_pred,
    const ClassificationReportOptions<target_label_t<YTrue>>& options = {}) {
    if (options.digits < 0)
        throw InvalidParameterError(
            detail::format("digits must be 0 or more. Got {} instead.", options.digits));
    return detail::report(detail::check_targets(y_true, y_pred), options);
}

}  // namespace eigenmlp
