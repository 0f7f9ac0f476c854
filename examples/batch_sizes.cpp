// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// What the batch size does: small batches learn more in an epoch, fluctuate more and take longer.
#include <fmt/format.h>

#include "support/validation_curves.hpp"

namespace {

using namespace example;

void run(const Settings& settings, Report& report) {
    const Clothing data = prepare_clothing(settings).first(settings.first_rows(500, 1500));
    std::vector<Variant> variants;
    for (const Index batch_size : {Index{1}, Index{10}, Index{100}, data.X.rows()}) {
        auto params = recording_params(settings, settings.epochs(15, 120));
        params.batch_size = batch_size;
        variants.push_back({fmt::format("batch size {}", batch_size), params});
    }
    compare_validation_scores(report, data, "Validation accuracy by batch size", variants);
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "batch_sizes",
         .title = "Batch sizes",
         .description = "Trains a hidden layer of 500 units on up to 1,500 images with four batch sizes, the "
                        "largest of which takes all rows at once.",
         .options = {"--full", "--data", "--rows", "--max-iter"},
         .run = run});
}
