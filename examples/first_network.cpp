// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// The first network: two hidden layers of 100 units, everything else at its default, trained until it stops
// by itself.
#include <fmt/format.h>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

void run(const Settings& settings, Report& report) {
    const auto data = prepare_clothing(settings);
    eigenmlp::MLPClassifier<> clf({.hidden_layer_sizes = {100, 100},
                                   .max_iter = settings.epochs(500, 500),
                                   .random_state = settings.seed});
    report.timed("fit", [&] { clf.fit(data.X_train, data.y_train); });

    Table table{.header = {"layer", "coefs", "intercepts", "largest weight"}, .rows = {}};
    for (std::size_t i = 0; i < clf.coefs().size(); ++i) {
        const auto weights = clf.coefs()[i];
        table.rows.push_back({fmt::format("{}", i + 1),
                              fmt::format("{} x {}", weights.rows(), weights.cols()),
                              fmt::format("{}", clf.intercepts()[i].size()),
                              fmt::format("{:.4f}", weights.cwiseAbs().maxCoeff())});
    }
    report.table(table);

    report.figure("epochs", static_cast<double>(clf.n_iter()), 0);
    report.figure("loss at the end", clf.loss(), 6);
    report.figure("accuracy on the training rows", clf.score(data.X_train, data.y_train));
    report.figure("accuracy on the test rows", clf.score(data.X_test, data.y_test));
    report.figure("largest weight of the first layer", clf.coefs()[0].cwiseAbs().maxCoeff(), 6);
    report.compare("loss curve", clf.loss_curve());

    plot_curves(report.folder(), "loss_curve",
                {.title = fmt::format("Loss of the first network over {} epochs", clf.n_iter()),
                 .x = "epoch",
                 .y = "training loss (cross-entropy)",
                 .setup = "set yrange [0:*]\n"},
                {over_epochs("loss", clf.loss_curve())});
    report.picture("loss_curve", "The loss until training stopped by itself");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "first_network",
         .title = "A first network",
         .description =
             "Trains two hidden layers of 100 units on 8,000 images until the loss no longer improves.",
         .options = {"--data", "--rows", "--max-iter"},
         .run = run});
}
