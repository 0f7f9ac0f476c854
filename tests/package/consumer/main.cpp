// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <eigenmlp/neural_network/mlp_classifier.hpp>
#include <iostream>

// Two things that our warnings would forbid, and that are nobody's business but the user's.
int shadowed = 3;
int rounded(double shadowed) { return shadowed; }

int main() {
    Eigen::MatrixXd X(4, 1);
    X << 0, 1, 2, 3;
    Eigen::VectorXi y(4);
    y << 0, 0, 1, 1;

    eigenmlp::MLPClassifier<> clf(
        {.hidden_layer_sizes = {4}, .learning_rate_init = 0.05, .max_iter = 500, .random_state = 0});
    clf.fit(X, y);
    std::cout << "accuracy " << clf.score(X, y) << '\n';
    return clf.score(X, y) == 1.0 ? 0 : 1;
}
