// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Would more epochs help? The accuracy by the number of epochs.
#include "eigenmlp/model_selection/validation_curve.hpp"

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/score_curves.hpp"

namespace {

using namespace example;
using Classifier = eigenmlp::MLPClassifier<>;

void run(const Settings& settings, Report& report) {
    const Clothing data = prepare_clothing(settings).first(settings.first_rows(2000, 8000));
    std::vector<Index> epochs = {5, 10, 25, 50, 75, 100, 150};
    std::erase_if(epochs, [&](Index n) { return n > settings.epochs(75, 150); });

    const Classifier clf({.hidden_layer_sizes = {100, 100}, .random_state = settings.seed});
    eigenmlp::ValidationCurve curve;
    report.timed("validation_curve", [&] {
        curve = eigenmlp::validation_curve(clf, data.X, data.y, &Classifier::Params::max_iter, epochs,
                                           {.cv = 3, .n_jobs = settings.n_jobs});
    });
    show_score_curves(report, "validation_curve", "Accuracy by the number of epochs", "epochs", epochs,
                      curve.train_scores, curve.test_scores);
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "validation_curve",
         .title = "Would more epochs help?",
         .description = "Cross-validates two hidden layers of 100 units by the number of epochs.",
         .options = {"--full", "--data", "--rows", "--max-iter", "--n-jobs"},
         .run = run});
}
