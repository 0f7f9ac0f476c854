// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A loss of your own: the cross-entropy of each pixel, for an autoencoder that squeezes images into 16
// numbers.
#include <fmt/format.h>

#include <string_view>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"

/// For targets in [0, 1], on logistic outputs. Targets Y and outputs P are samples x outputs.
struct PixelCrossEntropy {
    static constexpr std::string_view out_activation() { return "logistic"; }

    /// p = 1 / (1 + exp(-z)), in place
    void activate(auto&& z) const { z = (1 + (-z.array()).exp()).inverse().matrix(); }

    /// -1/n sum_ij y_ij log p_ij + (1 - y_ij) log(1 - p_ij)
    double value(const auto& Y, const auto& P) const {
        const auto y = Y.array();
        const auto p = P.array().max(1e-7f).min(1 - 1e-7f);
        return -(y * p.log() + (1 - y) * (1 - p).log()).sum() / double(Y.rows());
    }

    /// row i: the gradient of sample i's loss by its pre-activations
    void delta(const auto& Y, const auto& P, auto&& d) const { d = P - Y; }
};

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    using Autoencoder = eigenmlp::MLPRegressor<float, eigenmlp::Relu, eigenmlp::Adam, PixelCrossEntropy>;
    Autoencoder autoencoder({.hidden_layer_sizes = {16},
                             .batch_size = 50,
                             .learning_rate_init = 0.01,
                             .max_iter = 20,
                             .random_state = 0});
    autoencoder.fit(data.train_images, data.train_images);

    const auto error = (autoencoder.predict(data.test_images) - data.test_images).cwiseAbs().mean();
    fmt::print("loss {:.1f} after {} epochs\n", autoencoder.loss(), autoencoder.n_iter());
    fmt::print("mean error of a test pixel {:.3f}\n", error);
}
