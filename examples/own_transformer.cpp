// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A transformer of your own: it leaves out pixels that hardly vary, before a classifier of Fashion-MNIST.
#include <fmt/format.h>

#include <vector>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"

/// Keeps the features whose variance exceeds a threshold. Settings are public members, which pipelines copy
/// and searches set: &VarianceThreshold::threshold.
struct VarianceThreshold {
    double threshold = 0;

    std::vector<eigenmlp::Index> kept = {};  // what `fit` learns

    VarianceThreshold& fit(const auto& X) {
        const eigenmlp::Vector<double> mean = X.template cast<double>().colwise().mean();
        kept.clear();
        for (eigenmlp::Index j = 0; j < X.cols(); ++j)
            if ((X.col(j).template cast<double>().array() - mean[j]).square().mean() > threshold)
                kept.push_back(j);
        return *this;
    }

    template <class Derived>
    eigenmlp::Matrix<typename Derived::Scalar> transform(const Eigen::MatrixBase<Derived>& X) const {
        return X(Eigen::all, kept);
    }
};

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    auto pipeline = eigenmlp::make_pipeline(
        VarianceThreshold{.threshold = 0.03},
        eigenmlp::MLPClassifier<float>(
            {.hidden_layer_sizes = {50}, .batch_size = 50, .max_iter = 10, .random_state = 0}));
    pipeline.fit(data.train_images, data.train_labels);

    fmt::print("{} of {} pixels\n", pipeline.step<0>().kept.size(), data.train_images.cols());
    fmt::print("test accuracy {:.3f}\n", pipeline.score(data.test_images, data.test_labels));
}
