// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Trains a multilayer perceptron on Fashion-MNIST, reports how well it recognises the test images, and draws
// pictures of the training and of the errors.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/callbacks/progress_bar.hpp"
#include "eigenmlp/callbacks/stop_on_interrupt.hpp"
#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/classification_report.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/options.hpp"
#include "support/pictures.hpp"
#include "support/stopwatch.hpp"

namespace {

using namespace example;
namespace fs = std::filesystem;

template <class Scalar>
eigenmlp::FashionMnist<Scalar> load(const Options& options, const fs::path& folder) {
    auto data = eigenmlp::load_fashion_mnist<Scalar>(folder);
    if (options.rows) {
        const Index available = data.train_images.rows();
        if (*options.rows < 1 || *options.rows > available)
            throw eigenmlp::InvalidParameterError(
                fmt::format("--rows: expected 1 to {}, the number of training images in {}. Got {}.",
                            available, folder.string(), *options.rows));
        data.train_images.conservativeResize(*options.rows, Eigen::NoChange);
        data.train_labels.conservativeResize(*options.rows);
    }
    data.train_images /= Scalar{255};
    data.test_images /= Scalar{255};
    return data;
}

void print_confusion_matrix(const Matrix<Index>& counts, const std::vector<std::string>& class_names) {
    fmt::print("Confusion matrix (rows: true class, columns: predicted class)\n\n{:>15}", "");
    for (Index j = 0; j < counts.cols(); ++j) fmt::print("{:>6}", j);
    for (Index i = 0; i < counts.rows(); ++i) {
        fmt::print("\n{:>3} {:<11}", i, class_names[static_cast<std::size_t>(i)]);
        for (Index j = 0; j < counts.cols(); ++j) fmt::print("{:>6}", counts(i, j));
    }
    fmt::print("\n\n");
}

template <class Scalar>
using Classifier = eigenmlp::MLPClassifier<Scalar>;

template <class Scalar>
Classifier<Scalar> make_classifier(const Options& options) {
    return Classifier<Scalar>({.hidden_layer_sizes = options.hidden,
                               .activation = options.activation,
                               .solver = options.solver,
                               .batch_size = options.batch_size,
                               .learning_rate_init = options.learning_rate_init,
                               .max_iter = options.max_iter,
                               .random_state = options.seed,
                               .early_stopping = options.early_stopping});
}

/// Fits until done or until Ctrl-C, and says how that went.
template <class Scalar>
void train(Classifier<Scalar>& clf, const eigenmlp::FashionMnist<Scalar>& data, const Options& options) {
    eigenmlp::StopOnInterrupt interrupt;
    if (options.quiet)
        clf.fit(data.train_images, data.train_labels, interrupt);
    else
        clf.fit(data.train_images, data.train_labels, eigenmlp::ProgressBar{}, interrupt);

    const std::string length = fmt::format("{} epoch{}", clf.n_iter(), clf.n_iter() == 1 ? "" : "s");
    if (interrupt.interrupted())
        fmt::print(stderr, "Note: interrupted after {}; the report is on the weights so far.\n", length);
    if (options.quiet) return;
    fmt::print("Trained for {}", length);
    if (clf.n_iter() > 0) fmt::print(", loss {:.4f}", clf.loss());
    if (!clf.validation_scores().empty())
        fmt::print(", best validation accuracy {:.4f}", *clf.best_validation_score());
    fmt::print("\n\n");
}

/// Draws what there is to see of `clf`; without gnuplot leaves data and scripts and says how to draw them.
template <class Scalar>
void draw_pictures(const Classifier<Scalar>& clf, const eigenmlp::FashionMnist<Scalar>& data,
                   const Eigen::VectorXi& predicted, const Matrix<Index>& confusion, const Options& options) {
    const fs::path folder = options.output;
    remove_pictures(folder);
    write_predictions(folder, data.test_images, data.test_labels, predicted, data.class_names);
    write_confusion_matrix(folder, confusion, data.class_names);
    write_first_layer_weights(folder, clf.coefs()[0]);
    if (!clf.loss_curve().empty()) write_loss_curve(folder, clf.loss_curve(), clf.validation_scores());
    if (!gnuplot_is_installed()) {
        fmt::print(
            stderr,
            "Note: gnuplot was not found. Data and scripts of the pictures are in {}; once gnuplot is\n"
            "installed, draw them there with: gnuplot *.gp\n",
            folder.string());
        return;
    }
    std::vector<std::string> drawn;
    for (const std::string name : picture_names)
        if (exists(folder / (name + ".gp"))) {
            draw(folder, name);
            drawn.push_back(name + ".png");
        }
    if (!options.quiet) fmt::print("Pictures in {}: {}\n\n", folder.string(), fmt::join(drawn, ", "));
}

template <class Scalar>
int run(const Options& options) {
    Stopwatch stopwatch;
    Classifier<Scalar> clf = make_classifier<Scalar>(options);
    prepare_output_folder(options.output);
    const fs::path folder = choose_data(options.data);
    const auto data = load<Scalar>(options, folder);
    stopwatch.lap("loading");

    if (!options.quiet) {
        fmt::print("Fashion-MNIST from {}: {} training and {} test images, scaled to 0-1\n", folder.string(),
                   data.train_images.rows(), data.test_images.rows());
        fmt::print("Network 784-{}-10, {}, {}, {}, seed {}\n", fmt::join(options.hidden, "-"),
                   options.activation, options.solver, options.scalar, options.seed);
        std::fflush(stdout);
    }
    train(clf, data, options);
    stopwatch.lap("training");

    const Eigen::VectorXi predicted = clf.predict(data.test_images);
    stopwatch.lap("prediction");
    std::vector<int> labels(data.class_names.size());
    std::iota(labels.begin(), labels.end(), 0);
    const Matrix<Index> confusion =
        eigenmlp::confusion_matrix(data.test_labels, predicted, {.labels = labels}).template cast<Index>();
    if (!options.quiet) {
        fmt::print("{}\n",
                   eigenmlp::classification_report(data.test_labels, predicted,
                                                   {.labels = labels, .target_names = data.class_names}));
        print_confusion_matrix(confusion, data.class_names);
    }

    int status = 0;
    try {
        draw_pictures(clf, data, predicted, confusion, options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "fashion_mnist: {}\n", error.what());
        status = 1;
    }
    stopwatch.lap("pictures");
    if (!options.quiet) fmt::print("Time\n{}\n", stopwatch.report());
    fmt::print("test accuracy {:.4f}\n", eigenmlp::accuracy_score(data.test_labels, predicted));
    return status;
}

}  // namespace

/// Exit status: 0 if the report is complete, even after Ctrl-C; 1 with one sentence on stderr if not; CLI11's
/// own for a wrong command line.
int main(int argc, char** argv) {
    Options options;
    if (const auto status = parse(argc, argv, options)) return *status;
    try {
        const int status = options.scalar == "double" ? run<double>(options) : run<float>(options);
        if (std::fflush(stdout) != 0)
            throw std::runtime_error("the report could not be written to the standard output.");
        return status;
    } catch (const std::exception& error) {
        fmt::print(stderr, "fashion_mnist: {}\n", error.what());
        return 1;
    }
}
