// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Data larger than memory: the 60,000 training images are read from their compressed files 5,000 at a time. A
// scaler and then the network learn from one chunk after the other, with the memory of one chunk.
#include <fmt/format.h>

#include <filesystem>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/datasets/file_chunks.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/transformed_chunks.hpp"
#include "support/clothing.hpp"
#include "support/peak_memory.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

eigenmlp::FileChunks<double> chunks_of(const std::filesystem::path& folder, const std::string& part) {
    const auto files = eigenmlp::find_fashion_mnist(folder, part);
    return eigenmlp::FileChunks<double>({.X = files.images, .y = files.labels, .chunk_size = 5000});
}

/// Share of samples whose class is predicted, chunk by chunk.
double accuracy(const eigenmlp::MLPClassifier<>& clf, auto& chunks) {
    double right = 0;
    eigenmlp::for_each_chunk(chunks, [&](const Matrix<double>& X, const Eigen::VectorXi& y) {
        right += clf.score(X, y) * static_cast<double>(y.size());
    });
    return right / static_cast<double>(chunks.n_samples());
}

void run(const Settings& settings, Report& report) {
    const auto folder = choose_data(settings.data);
    auto images = chunks_of(folder, "train");
    auto test_images = chunks_of(folder, "t10k");

    eigenmlp::MinMaxScaler<double> scaler;
    report.timed("scaler", [&] {
        eigenmlp::for_each_chunk(images,
                                 [&](const Matrix<double>& X, const auto&) { scaler.partial_fit(X); });
    });
    eigenmlp::TransformedChunks train(images, scaler), test(test_images, scaler);

    eigenmlp::MLPClassifier<> clf({.hidden_layer_sizes = {100, 100}, .random_state = settings.seed});
    std::vector<double> scores;
    report.timed("partial_fit", [&] {
        for (Index epoch = 0; epoch < settings.epochs(3, 10); ++epoch) {
            clf.partial_fit(train, {.classes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}});
            scores.push_back(accuracy(clf, test));
        }
    });
    report.figure("accuracy on the test images", scores.back());
    report.compare("accuracy after each epoch", scores);
    report.compare("loss curve", clf.loss_curve());
    const auto megabytes = static_cast<double>(images.n_samples() * images.n_features()) * 8 / 1e6;
    report.text(
        fmt::format("All {} training images in double precision would take {:.0f} MB; the program had "
                    "{:.0f} MB at most.",
                    images.n_samples(), megabytes, peak_memory()));
    report.text(
        "Each pass reads the compressed files again; scikit-learn's side keeps what its first pass read.");

    plot_curves(report.folder(), "accuracy",
                {.title = "Training from files in chunks",
                 .x = "epoch",
                 .y = "accuracy on the test images",
                 .setup = "set xtics 1\n"},
                {over_epochs("accuracy", scores)});
    report.picture("accuracy", "Accuracy after each pass over the files");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "data_in_chunks",
         .title = "Data larger than memory",
         .description = "Trains on all images of Fashion-MNIST, of which only 5,000 are in memory at a time.",
         .options = {"--full", "--data", "--max-iter"},
         .run = run});
}
