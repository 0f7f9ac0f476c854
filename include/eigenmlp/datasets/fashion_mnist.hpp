// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/idx.hpp"

namespace eigenmlp {

/// Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): grey images of 28 x 28 pixels of ten kinds of clothing.
template <Floating Scalar = double>
struct FashionMnist {
    Matrix<Scalar> train_images;   ///< images x 784, row by row from the top left; grey values 0 to 255
    Eigen::VectorXi train_labels;  ///< 0 to 9
    Matrix<Scalar> test_images;
    Eigen::VectorXi test_labels;
    /// Name of each label.
    std::vector<std::string> class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                                            "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
};

/// Files of a part of Fashion-MNIST.
struct FashionMnistFiles {
    std::filesystem::path images;  ///< IDX, images x 28 x 28
    std::filesystem::path labels;  ///< IDX, one per image
};

namespace detail {

inline std::filesystem::path find_plain_or_gzip(const std::filesystem::path& folder,
                                                const std::string& name) {
    std::error_code ignored;
    for (const std::string& candidate : {name + ".gz", name})
        if (exists(folder / candidate, ignored)) return folder / candidate;
    throw FileError(
        fmt::format("{}: expected the file {}.gz or {}, found neither.", folder.string(), name, name));
}

}  // namespace detail

/// Finds the files of a part, "train" or "t10k", each compressed (`.gz`) or plain: for `FileChunks`, which
/// reads them bit by bit. \throws FileError if there is none.
inline FashionMnistFiles find_fashion_mnist(const std::filesystem::path& folder, const std::string& part) {
    return {.images = detail::find_plain_or_gzip(folder, part + "-images-idx3-ubyte"),
            .labels = detail::find_plain_or_gzip(folder, part + "-labels-idx1-ubyte")};
}

namespace detail {

template <Floating Scalar>
void load_fashion_mnist_part(const std::filesystem::path& folder, const std::string& part,
                             Matrix<Scalar>& images, Eigen::VectorXi& labels) {
    const auto [image_path, label_path] = find_fashion_mnist(folder, part);

    const IdxArray y = read_idx(label_path);
    if (y.shape.size() != 1)
        throw FileError(fmt::format("{}: expected labels in one dimension, found the shape {}.",
                                    label_path.string(), fmt::join(y.shape, " x ")));
    labels = Eigen::Map<const Vector<std::uint8_t>>(y.values.data(), y.shape[0]).template cast<int>();
    Index position = 0;
    if (const int largest = labels.maxCoeff(&position); largest > 9)
        throw FileError(fmt::format("{}: expected labels 0 to 9, found {} at position {}.",
                                    label_path.string(), largest, position));

    const IdxArray x = read_idx(image_path);
    if (x.shape.size() != 3 || x.shape[1] != 28 || x.shape[2] != 28)
        throw FileError(fmt::format("{}: expected images of 28 x 28 pixels, found the shape {}.",
                                    image_path.string(), fmt::join(x.shape, " x ")));
    if (x.shape[0] != labels.size())
        throw FileError(fmt::format("{}: expected as many images as {} has labels ({}), found {}.",
                                    image_path.string(), label_path.filename().string(), labels.size(),
                                    x.shape[0]));
    images = Eigen::Map<const Matrix<std::uint8_t>>(x.values.data(), x.shape[0], 784).template cast<Scalar>();
}

}  // namespace detail

/// Loads `train-` and `t10k-images-idx3-ubyte` and `-labels-idx1-ubyte` from `folder`, each plain or with the
/// ending `.gz`. Debian's package dataset-fashion-mnist puts them into /usr/share/datasets/fashion-mnist.
/// \throws FileError if the folder or a file is missing, damaged, or holds something else: the numbers of
/// images and labels must agree.
template <Floating Scalar = double>
FashionMnist<Scalar> load_fashion_mnist(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!exists(folder, ignored)) throw FileError(fmt::format("{}: no such folder.", folder.string()));
    if (!is_directory(folder, ignored))
        throw FileError(fmt::format("{}: expected a folder, found a file.", folder.string()));
    FashionMnist<Scalar> data;
    detail::load_fashion_mnist_part(folder, "train", data.train_images, data.train_labels);
    detail::load_fashion_mnist_part(folder, "t10k", data.test_images, data.test_labels);
    return data;
}

}  // namespace eigenmlp
