// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// A solver of your own: Lion, on a classifier of Fashion-MNIST.
#include <fmt/format.h>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"

/// Chen et al., Symbolic Discovery of Optimization Algorithms, 2023. The solver itself only holds settings
/// ...
struct Lion {
    double weight_decay = 0.0;

    /// ... and makes the state of one optimisation, which moves the parameters after each batch.
    template <class S>
    struct State {
        S rate, beta_1, beta_2, weight_decay;
        eigenmlp::Vector<S> m;

        /// theta <- theta - lr (sign(b1 m + (1 - b1) g) + wd theta);  m <- b2 m + (1 - b2) g
        void update(eigenmlp::Vector<S>& theta, const eigenmlp::Vector<S>& g) {
            theta -= rate * ((beta_1 * m + (1 - beta_1) * g).cwiseSign() + weight_decay * theta);
            m = beta_2 * m + (1 - beta_2) * g;
        }
    };

    template <class S>
    State<S> init(const eigenmlp::Vector<S>& theta, const eigenmlp::SolverParams& p) const {
        return {S(p.learning_rate_init), S(p.beta_1), S(p.beta_2), S(weight_decay),
                eigenmlp::Vector<S>::Zero(theta.size())};
    }
};

int main() {
    auto data = eigenmlp::load_fashion_mnist<float>(EIGENMLP_SAMPLE_DATA);
    data.train_images /= 255;
    data.test_images /= 255;

    // the solver is the fourth template argument; a value gives it other settings
    eigenmlp::MLPClassifier<float, int, eigenmlp::Relu, Lion> clf({.hidden_layer_sizes = {50},
                                                                   .solver = Lion{.weight_decay = 0.1},
                                                                   .batch_size = 50,
                                                                   .learning_rate_init = 3e-4,
                                                                   .max_iter = 10,
                                                                   .random_state = 0,
                                                                   .beta_2 = 0.99});
    clf.fit(data.train_images, data.train_labels);

    fmt::print("loss {:.3f} after {} epochs\n", clf.loss(), clf.n_iter());
    fmt::print("test accuracy {:.3f}\n", clf.score(data.test_images, data.test_labels));
}
