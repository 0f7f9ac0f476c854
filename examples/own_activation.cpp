// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// An activation of your own: softsign, in the hidden layers of a classifier of Fashion-MNIST.
#include <fmt/format.h>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"

/// f(z) = z / (1 + |z|). Functions take any block of samples x units and work in place.
struct Softsign {
    void forward(auto&& z) const { z.array() /= 1 + z.array().abs(); }

    /// delta <- delta f'(z), where f'(z) = (1 - |a|)^2 by the output a = f(z)
    void backward(const auto& a, auto&& delta) const { delta.array() *= (1 - a.array().abs()).square(); }
};

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    // the activation is the third template argument; one that has settings is given as a value: .activation =
    // ...
    eigenmlp::MLPClassifier<float, int, Softsign> clf(
        {.hidden_layer_sizes = {50}, .batch_size = 50, .max_iter = 10, .random_state = 0});
    clf.fit(data.train_images, data.train_labels);

    fmt::print("loss {:.3f} after {} epochs\n", clf.loss(), clf.n_iter());
    fmt::print("test accuracy {:.3f}\n", clf.score(data.test_images, data.test_labels));
}
