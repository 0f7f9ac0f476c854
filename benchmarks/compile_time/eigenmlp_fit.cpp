// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <eigenmlp/eigenmlp.hpp>
#include <iostream>

int main() {
    const eigenmlp::Matrix<double> X = eigenmlp::Matrix<double>::Random(100, 4);
    const Eigen::VectorXi y = (X.col(0).array() > 0.0).cast<int>();
    eigenmlp::MLPClassifier<> clf({.hidden_layer_sizes = {10}, .random_state = 0});
    clf.fit(X, y);
    std::cout << clf.score(X, y) << '\n';
}
