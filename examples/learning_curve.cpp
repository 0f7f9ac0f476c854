// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Would more data help? The accuracy by the number of training rows.
#include "eigenmlp/model_selection/learning_curve.hpp"

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/score_curves.hpp"

namespace {

using namespace example;

void run(const Settings& settings, Report& report) {
    const Clothing data = prepare_clothing(settings).first(settings.first_rows(2000, 8000));
    const eigenmlp::MLPClassifier<> clf({.hidden_layer_sizes = {100, 100},
                                         .max_iter = settings.epochs(50, 200),
                                         .random_state = settings.seed});
    eigenmlp::LearningCurve curve;
    report.timed("learning_curve", [&] {
        curve = eigenmlp::learning_curve(
            clf, data.X, data.y,
            {.train_sizes = {0.05, 0.1, 0.25, 0.5, 0.75, 1.0}, .cv = 3, .n_jobs = settings.n_jobs});
    });
    show_score_curves(report, "learning_curve", "Accuracy by the number of training rows", "rows",
                      curve.train_sizes, curve.train_scores, curve.test_scores);
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "learning_curve",
         .title = "Would more data help?",
         .description =
             "Cross-validates two hidden layers of 100 units on growing parts of the training rows.",
         .options = {"--full", "--data", "--rows", "--max-iter", "--n-jobs"},
         .run = run});
}
