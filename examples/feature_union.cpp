// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Features from three convolutions, pooled and side by side, as the first step of a pipeline whose second is
// the network.
#include <fmt/format.h>

#include "eigenmlp/image/convolution_transformer.hpp"
#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "support/clothing.hpp"
#include "support/kernels.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;
using eigenmlp::ConvolutionTransformer;

void run(const Settings& settings, Report& report) {
    const auto data = prepare_clothing(settings);
    const Clothing train = data.first(settings.first_rows(2000, 8000));

    const auto features_of = [](const auto& kernel) {
        return ConvolutionTransformer<double>({.kernel = kernel.second, .max_pooling = 4});
    };
    const auto all = kernels();
    auto pipeline = eigenmlp::make_pipeline(
        eigenmlp::make_union(features_of(all[0]), features_of(all[1]), features_of(all[2])),
        eigenmlp::MLPClassifier<>({.hidden_layer_sizes = {500, 300},
                                   .max_iter = settings.epochs(50, 200),
                                   .random_state = settings.seed}));
    report.timed("fit", [&] { pipeline.fit(train.X, train.y); });
    Eigen::VectorXi predicted;
    report.timed("predict", [&] { predicted = pipeline.predict(data.X_test); });

    const auto& clf = pipeline.step<1>();
    report.figure("features of an image", static_cast<double>(clf.n_features_in()), 0);
    report.figure("epochs", static_cast<double>(clf.n_iter()), 0);
    report.figure("loss at the end", clf.loss(), 6);
    report.figure("micro F-score on the test rows",
                  eigenmlp::f1_score(data.y_test, predicted, {.average = eigenmlp::Average::micro}));
    report.compare("loss curve", clf.loss_curve());

    const Matrix<double> one = data.X_test.topRows(1);
    const Matrix<double> features = pipeline.step<0>().transform(one);
    std::vector<Image> images = {{"original", one.reshaped<Eigen::RowMajor>(28, 28)}};
    for (std::size_t k = 0; k < all.size(); ++k) {
        const Matrix<double> pooled = features.middleCols(static_cast<Index>(k) * 49, 49);
        images.push_back({all[k].first, pooled.reshaped<Eigen::RowMajor>(7, 7)});
    }
    plot_images(report.folder(), "features", "What the network sees of an image", images, 4);
    report.picture("features", "A test image and its 3 x 49 features");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "feature_union",
         .title = "Features from convolutions",
         .description = "Trains two hidden layers of 500 and 300 units on what three kernels and max pooling "
                        "make of the images.",
         .options = {"--full", "--data", "--rows", "--max-iter"},
         .run = run});
}
