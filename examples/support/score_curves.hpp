// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace example {

/// Mean and standard deviation of the scores of each row, values x folds.
inline Curve mean_curve(const std::string& title, const std::vector<Index>& values,
                        const Matrix<double>& scores) {
    Curve curve{.title = title, .x = {values.begin(), values.end()}, .y = {}};
    for (Index i = 0; i < scores.rows(); ++i) {
        const double mean = scores.row(i).mean();
        curve.y.push_back(mean);
        curve.spread.push_back(std::sqrt((scores.row(i).array() - mean).square().mean()));
    }
    return curve;
}

/// Shows what a learning or validation curve found: the accuracy by `unit`, rows or epochs.
inline void show_score_curves(Report& report, const std::string& name, const std::string& title,
                              const std::string& unit, const std::vector<Index>& values,
                              const Matrix<double>& train_scores, const Matrix<double>& test_scores) {
    const Curve train = mean_curve("training folds", values, train_scores);
    const Curve test = mean_curve("test folds", values, test_scores);
    Table table{.header = {unit, "training accuracy", "test accuracy"}, .rows = {}};
    for (std::size_t i = 0; i < values.size(); ++i) {
        table.rows.push_back({fmt::format("{}", values[i]),
                              fmt::format("{:.4f} ± {:.4f}", train.y[i], train.spread[i]),
                              fmt::format("{:.4f} ± {:.4f}", test.y[i], test.spread[i])});
        report.figure(fmt::format("test accuracy, {} {}", values[i], unit), test.y[i]);
    }
    report.table(table);
    report.compare("all training scores", {train_scores.data(), train_scores.data() + train_scores.size()});
    report.compare("all test scores", {test_scores.data(), test_scores.data() + test_scores.size()});
    plot_curves(report.folder(), name,
                {.title = title,
                 .x = "training " + unit,
                 .y = "accuracy, mean ± standard deviation",
                 .setup = "set xrange [0:*]\nset yrange [*:1.01]\n"},
                {train, test});
    report.picture(name, title);
}

}  // namespace example
