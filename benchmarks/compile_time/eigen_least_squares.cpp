// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <Eigen/Dense>
#include <iostream>

int main() {
    const Eigen::MatrixXd A = Eigen::MatrixXd::Random(100, 4);
    const Eigen::VectorXd b = A.col(0) + A.col(1);
    const Eigen::VectorXd x = A.colPivHouseholderQr().solve(b);
    std::cout << x.transpose() << '\n';
}
