// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp {

/// Options of `classification_report`, in scikit-learn's order.
template <class Label>
struct ClassificationReportOptions {
    /// The classes to report and their order; empty for all that occur, in ascending order.
    std::vector<Label> labels = {};
    /// What to call them; empty for the labels themselves.
    std::vector<std::string> target_names = {};
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
            throw InvalidDataError(fmt::format(
                "Number of classes, {}, does not match size of target_names, {}. Try specifying the labels "
                "parameter",
                labels.size(), target_names.size()));
        warn(WarningCategory::UserWarning,
             fmt::format("labels size, {}, does not match size of target_names, {}", labels.size(),
                         target_names.size()));
    }
    return target_names;
}

}  // namespace detail

/// A table of precision, recall, F1 score and number of true samples per class and on average, as text:
/// scikit-learn's, character for character. The row "micro avg" is called "accuracy" where it is that.
/// \throws InvalidDataError for targets of different lengths, none or continuous ones, and if the number of
/// `target_names` is not that of the classes.
/// \throws InvalidParameterError for negative `digits`.
/// \note If no prediction at all is right, scikit-learn shows the numbers of samples as 2.0; they stay whole
/// here.
template <LabelSequence YTrue, LabelSequenceOf<label_t<YTrue>> YPred>
std::string classification_report(const YTrue& y_true, const YPred& y_pred,
                                  const ClassificationReportOptions<label_t<YTrue>>& options = {}) {
    using Label = label_t<YTrue>;
    if (options.digits < 0)
        throw InvalidParameterError(fmt::format("digits must be 0 or more. Got {} instead.", options.digits));
    const auto targets = detail::check_targets(y_true, y_pred);
    const bool labels_given = !options.labels.empty();
    const std::vector<Label> labels = labels_given ? options.labels : targets.classes;
    const std::vector<std::string> names = detail::report_names(labels, options.target_names, labels_given);
    std::vector<Label> distinct = labels;
    detail::sort_unique(distinct);
    const bool micro_is_accuracy = distinct == targets.classes;

    std::size_t width =
        std::max(std::string_view("weighted avg").size(), static_cast<std::size_t>(options.digits));
    for (const std::string& class_name : names) width = std::max(width, detail::text_width(class_name));

    PrecisionRecallFscoreSupportOptions<Label> scoring{.labels = labels,
                                                       .zero_division = options.zero_division};
    const PrecisionRecallFscoreSupport per_class = detail::score_classes(targets, scoring);
    const auto row = [&](std::string_view heading, double precision, double recall, double fscore,
                         Index support) {
        return fmt::format("{}  {:>9.{digits}f} {:>9.{digits}f} {:>9.{digits}f} {:>9}\n",
                           detail::align_right(heading, width), precision, recall, fscore, support,
                           fmt::arg("digits", options.digits));
    };

    std::string report = fmt::format("{}  {:>9} {:>9} {:>9} {:>9}\n\n", std::string(width, ' '), "precision",
                                     "recall", "f1-score", "support");
    for (std::size_t k = 0; k < std::min(names.size(), labels.size()); ++k) {
        const auto i = static_cast<Index>(k);
        report += row(names[k], per_class.precision[i], per_class.recall[i], per_class.fscore[i],
                      per_class.support[i]);
    }
    report += "\n";

    const Index support = per_class.support.sum();
    scoring.zero_division = options.zero_division.value();  // the scores per class have warned
    for (const Average average : {Average::micro, Average::macro, Average::weighted}) {
        scoring.average = average;
        const auto [precision, recall, fscore, none] = detail::score_classes(targets, scoring);
        if (average == Average::micro && micro_is_accuracy)
            report +=
                fmt::format("{}  {:>9} {:>9} {:>9.{digits}f} {:>9}\n", detail::align_right("accuracy", width),
                            "", "", double(fscore), support, fmt::arg("digits", options.digits));
        else
            report += row(fmt::format("{} avg", name(average)), precision, recall, fscore, support);
    }
    return report;
}

}  // namespace eigenmlp
