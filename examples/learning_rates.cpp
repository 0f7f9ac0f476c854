// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// How the step size decides whether a network learns: too large, and it stays at chance; too small, and it is
// not done when the epochs are over.
#include <fmt/format.h>

#include "support/validation_curves.hpp"

namespace {

using namespace example;

void run(const Settings& settings, Report& report) {
    const Clothing data = prepare_clothing(settings).first(1000);
    std::vector<Variant> variants;
    for (const double rate : {1.0, 0.1, 0.01, 0.001, 0.0001}) {
        auto params = recording_params(settings, settings.epochs(40, 120));
        params.learning_rate_init = rate;
        variants.push_back({fmt::format("learning rate {}", rate), params});
    }
    compare_validation_scores(report, data, "Validation accuracy by learning rate", variants);
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "learning_rates",
         .title = "Learning rates",
         .description = "Trains a hidden layer of 500 units on 1,000 images with five learning rates.",
         .options = {"--full", "--data", "--rows", "--max-iter"},
         .run = run});
}
