// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "support/clothing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <tuple>

#include "eigenmlp/datasets/fashion_mnist.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"

namespace example {

std::filesystem::path choose_data(const std::optional<std::string>& given) {
    constexpr const char* installed = "/usr/share/datasets/fashion-mnist";
    if (given) return *given;
    if (std::filesystem::is_directory(installed)) return installed;
    fmt::print(
        stderr,
        "Note: Fashion-MNIST is not installed in {}. This run uses the bundled sample of 1500 training\n"
        "and 500 test images; expect an accuracy well below that of the full 60000. For the full data\n"
        "install the package dataset-fashion-mnist (Debian, Ubuntu), or take the four .gz files from\n"
        "https://github.com/zalandoresearch/fashion-mnist and name their folder by --data.\n",
        installed);
    return EIGENMLP_SAMPLE_DATA;
}

Clothing PreparedClothing::first(Index n) const {
    n = std::min(n, X_train.rows());
    return {X_train.topRows(n), y_train.head(n)};
}

PreparedClothing prepare_clothing(const Settings& settings) {
    auto images = eigenmlp::load_fashion_mnist<float>(choose_data(settings.data));
    const Index n_train = images.train_images.rows(), n = n_train + images.test_images.rows();
    Matrix<float> X(n, 784);
    X << images.train_images, images.test_images;
    Eigen::VectorXi y(n);
    y << images.train_labels, images.test_labels;

    if (n > 10000)
        std::tie(X, std::ignore, y, std::ignore) =
            eigenmlp::train_test_split(X, y, {.train_size = 10000, .random_state = settings.seed});
    PreparedClothing data;
    data.class_names = images.class_names;
    std::tie(X, images.test_images, data.y_train, data.y_test) =
        eigenmlp::train_test_split(X, y, {.test_size = 0.2, .random_state = settings.seed});

    eigenmlp::MinMaxScaler<double> scaler;
    data.X_train = scaler.fit_transform(X.cast<double>());
    data.X_test = scaler.transform(images.test_images.cast<double>());
    if (settings.rows) {
        const Clothing some = data.first(*settings.rows);
        data.X_train = some.X;
        data.y_train = some.y;
    }
    return data;
}

}  // namespace example
