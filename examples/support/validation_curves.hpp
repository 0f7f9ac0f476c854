// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace example {

/// One value of a parameter, named in the report, and the network that has it.
struct Variant {
    std::string name;
    eigenmlp::MLPClassifier<>::Params params;
};

/// A hidden layer of 500 units that trains for exactly `max_iter` epochs and records the accuracy on a tenth
/// of the rows, set aside: early stopping whose patience is as long as the training.
inline eigenmlp::MLPClassifier<>::Params recording_params(const Settings& settings, Index max_iter) {
    return {.hidden_layer_sizes = {500},
            .max_iter = max_iter,
            .random_state = settings.seed,
            .early_stopping = true,
            .n_iter_no_change = max_iter};
}

/// Trains each variant on the same rows and shows the validation accuracy over the epochs.
inline void compare_validation_scores(Report& report, const Clothing& data, const std::string& title,
                                      const std::vector<Variant>& variants) {
    std::vector<Curve> curves;
    Table table{.header = {"", "epochs", "best accuracy", "last accuracy"}, .rows = {}};
    for (const Variant& variant : variants) {
        eigenmlp::MLPClassifier<> clf(variant.params);
        report.timed(variant.name, [&] { clf.fit(data.X, data.y); });
        const auto& scores = clf.validation_scores();
        curves.push_back(over_epochs(variant.name, scores));
        table.rows.push_back({variant.name, fmt::format("{}", clf.n_iter()),
                              fmt::format("{:.4f}", *clf.best_validation_score()),
                              fmt::format("{:.4f}", scores.back())});
        report.figure("last accuracy, " + variant.name, scores.back());
        report.compare("all accuracies, " + variant.name, scores);
    }
    report.table(table);
    plot_panels(report.folder(), "validation_scores",
                {.title = title, .x = "epoch", .y = "validation accuracy", .setup = "set yrange [0:1]\n"},
                curves);
    report.picture("validation_scores", title);
}

}  // namespace example
