// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Trains on a file that is never in memory as a whole: variations of Fashion-MNIST's images, written chunk by
// chunk to a temporary NPY file of 400 MB, or as many as the argument says, and read chunk by chunk.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <system_error>

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/datasets/file_chunks.hpp"
#include "eigenmlp/datasets/npy_writer.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "eigenmlp/preprocessing/transformed_chunks.hpp"
#include "support/peak_memory.hpp"
#include "support/stopwatch.hpp"

using eigenmlp::Index;

namespace {

/// Two files in a folder of their own, removed at the end.
struct TemporaryFiles {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("eigenmlp-{}", std::random_device{}());
    std::filesystem::path X = folder / "X.npy", y = folder / "y.npy";

    TemporaryFiles() { std::filesystem::create_directories(folder); }
    ~TemporaryFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    TemporaryFiles(const TemporaryFiles&) = delete;
    TemporaryFiles& operator=(const TemporaryFiles&) = delete;
};

/// Writes `n_samples` images, each one of `data` with a part cut out and another brightness.
void write_variations(const eigenmlp::FashionMnist<float>& data, Index n_samples,
                      const TemporaryFiles& files) {
    eigenmlp::RandomState random(0);
    eigenmlp::NpyWriter<std::uint8_t> X(files.X);
    eigenmlp::NpyWriter<std::uint8_t> y(files.y);
    for (Index written = 0; written < n_samples;) {
        const Index n = std::min<Index>(1000, n_samples - written);
        eigenmlp::Matrix<std::uint8_t> images(n, data.train_images.cols());
        eigenmlp::Vector<std::uint8_t> labels(n);
        for (Index i = 0; i < n; ++i) {
            const Index original = random.randint(data.train_images.rows());
            const auto brightness = static_cast<float>(random.uniform(0.5, 1.0));
            images.row(i) = (brightness * data.train_images.row(original)).cast<std::uint8_t>();
            images.row(i).segment(28 * random.randint(27), 28 * 2).setZero();
            labels[i] = static_cast<std::uint8_t>(data.train_labels[original]);
        }
        X.append(images);
        y.append(labels);
        written += n;
    }
    X.close();
    y.close();
}

}  // namespace

int main(int argc, char** argv) {
    const double megabytes = argc > 1 ? std::max(std::atof(argv[1]), 1.0) : 400.0;
    const auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    const TemporaryFiles files;
    const auto n_samples =
        static_cast<Index>(megabytes * 1e6 / static_cast<double>(data.train_images.cols()));
    write_variations(data, n_samples, files);
    fmt::print("{} images in a file of {:.0f} MB, as float {:.0f} MB\n", n_samples, megabytes, 4 * megabytes);
    fmt::print("peak memory before training  {:6.1f} MB\n", example::peak_memory());

    example::Stopwatch watch;
    eigenmlp::FileChunks<float> chunks({.X = files.X, .y = files.y, .chunk_size = 5000});
    eigenmlp::StandardScaler<float> scaler;
    eigenmlp::for_each_chunk(chunks, [&scaler](const auto& X, const auto&) { scaler.partial_fit(X); });
    watch.lap("scaler");

    eigenmlp::MLPClassifier<float> clf({.hidden_layer_sizes = {100}, .random_state = 0});
    clf.partial_fit(eigenmlp::TransformedChunks(chunks, scaler),
                    {.classes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, .n_epochs = 2});
    watch.lap("two epochs");
    fmt::print("peak memory in all           {:6.1f} MB\n{}", example::peak_memory(), watch.report());
    fmt::print("test accuracy {:.3f}\n", clf.score(scaler.transform(data.test_images), data.test_labels));
}
