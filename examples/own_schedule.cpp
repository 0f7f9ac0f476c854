// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A learning rate schedule of your own: half a trapezium, with any solver, on Fashion-MNIST.
#include <fmt/format.h>

#include <algorithm>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"

/// 1 up to the epoch `start`, then in a straight line to 0 at the end.
struct LinearDecay {
    double start;

    /// What learning_rate_init is multiplied by after `epoch` epochs, a fraction within an epoch.
    double operator()(double epoch, double max_iter) const {
        return std::clamp((max_iter - epoch) / (max_iter - start), 0.0, 1.0);
    }
};

/// Schedules can also be functions.
double constant(double, double) { return 1.0; }

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    const auto fit = [&](const char* name, eigenmlp::LearningRateSchedule schedule) {
        eigenmlp::MLPClassifier<float> clf({.hidden_layer_sizes = {50},
                                            .solver = "sgd",
                                            .batch_size = 20,
                                            .learning_rate = schedule,
                                            .learning_rate_init = 0.02,
                                            .max_iter = 12,
                                            .random_state = 0});
        clf.fit(data.train_images, data.train_labels);
        fmt::print("{:12} loss {:.3f}, test accuracy {:.3f}\n", name, clf.loss(),
                   clf.score(data.test_images, data.test_labels));
    };
    fit("constant", constant);
    fit("linear decay", LinearDecay{.start = 4});
}
