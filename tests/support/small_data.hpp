// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"

namespace support {

template <class S>
struct SmallData {
    eigenmlp::Matrix<S> X;
    Eigen::VectorXi y;
};

/// Noise around one centre per class, in `n_features` dimensions; the same at every call.
template <class S>
SmallData<S> small_data(eigenmlp::Index n = 50, eigenmlp::Index n_features = 3, int n_classes = 3) {
    eigenmlp::RandomState random(7);
    SmallData<S> data{eigenmlp::Matrix<S>(n, n_features), Eigen::VectorXi(n)};
    for (eigenmlp::Index i = 0; i < n; ++i) {
        data.y[i] = static_cast<int>(i) % n_classes;
        for (eigenmlp::Index j = 0; j < n_features; ++j)
            data.X(i, j) =
                static_cast<S>(random.uniform(-1.0, 1.0) + (j % n_classes == data.y[i] ? 1.0 : 0.0));
    }
    return data;
}

}  // namespace support
