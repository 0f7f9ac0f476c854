// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A callback of your own: it ends the fit with the mean weights of its last epochs, on Fashion-MNIST.
#include <fmt/format.h>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"

/// Stochastic weight averaging (Izmailov et al., 2018). A callback has the hooks that it needs, of
/// on_train_begin, on_epoch_begin, on_batch_end, on_epoch_end and on_train_end; see TrainingState.
struct WeightAveraging {
    eigenmlp::Index first_epoch;

    eigenmlp::Index n_averaged = 0;
    eigenmlp::Vector<float> mean = {};

    void on_epoch_end(auto& state) {
        fmt::print("epoch {:2}, loss {:.3f}\n", state.epoch, state.loss);
        if (state.epoch < first_epoch) return;
        if (++n_averaged == 1) mean = state.theta;
        mean += (state.theta - mean) / float(n_averaged);
        if (state.loss < 0.3) state.request_stop("the loss is small enough");
    }

    void on_train_end(auto& state) {
        if (n_averaged > 0) state.theta = mean;
    }
};

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    eigenmlp::MLPClassifier<float> clf(
        {.hidden_layer_sizes = {50}, .batch_size = 50, .max_iter = 20, .random_state = 0});
    WeightAveraging averaging{.first_epoch = 6};
    clf.fit(data.train_images, data.train_labels, averaging);

    fmt::print("mean of {} epochs, stopped by: {}\n", averaging.n_averaged, clf.stop_reason());
    fmt::print("test accuracy {:.3f}\n", clf.score(data.test_images, data.test_labels));
}
