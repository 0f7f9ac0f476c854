// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/fashion_mnist.hpp"

#include <filesystem>
#include <string>

#include "datasets/idx_files.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;

namespace {

const std::filesystem::path sample = std::filesystem::path(EIGENMLP_EXAMPLES_DATA) / "fashion-mnist";

/// Three training images and two test images, uncompressed.
void write_small_data(const TemporaryFolder& folder) {
    write_plain(folder / "train-images-idx3-ubyte", idx_bytes({3, 28, 28}, Bytes(3 * 784, 17)));
    write_plain(folder / "train-labels-idx1-ubyte", idx_bytes({3}, {9, 0, 4}));
    write_plain(folder / "t10k-images-idx3-ubyte", idx_bytes({2, 28, 28}, Bytes(2 * 784, 255)));
    write_plain(folder / "t10k-labels-idx1-ubyte", idx_bytes({2}, {1, 2}));
}

std::string complaint(const std::filesystem::path& folder) {
    try {
        load_fashion_mnist(folder);
    } catch (const FileError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEMPLATE_TEST_CASE("load_fashion_mnist reads the bundled sample", "", float, double) {
    const auto data = load_fashion_mnist<TestType>(sample);
    REQUIRE(data.train_images.rows() == 1500);
    REQUIRE(data.train_images.cols() == 784);
    REQUIRE(data.train_labels.size() == 1500);
    REQUIRE(data.test_images.rows() == 500);
    REQUIRE(data.test_images.cols() == 784);
    REQUIRE(data.test_labels.size() == 500);
    REQUIRE(data.class_names.size() == 10);

    CHECK(data.train_labels.head(5) == (Eigen::VectorXi(5) << 9, 0, 0, 3, 0).finished());
    CHECK(data.test_labels.head(5) == (Eigen::VectorXi(5) << 9, 2, 1, 1, 6).finished());
    CHECK(data.class_names[static_cast<std::size_t>(data.train_labels[0])] == "Ankle boot");
    CHECK(data.train_images.minCoeff() == 0);
    CHECK(data.train_images.maxCoeff() == 255);
    CHECK(data.train_images.template cast<double>().row(0).sum() == 76247);
    CHECK(data.test_images.template cast<double>().row(0).sum() == 33456);
}

TEST_CASE("load_fashion_mnist reads uncompressed files") {
    const TemporaryFolder folder;
    write_small_data(folder);
    const auto data = load_fashion_mnist<float>(folder.path());
    CHECK(data.train_labels == Eigen::Vector3i(9, 0, 4));
    CHECK((data.train_images.array() == 17.0f).all());
    CHECK(data.test_images.rows() == 2);
    CHECK((data.test_images.array() == 255.0f).all());
}

TEST_CASE("find_fashion_mnist prefers compressed files") {
    const TemporaryFolder folder;
    write_small_data(folder);
    write_plain(folder / "t10k-labels-idx1-ubyte.gz", {});
    CHECK(find_fashion_mnist(folder.path(), "train").images == folder / "train-images-idx3-ubyte");
    CHECK(find_fashion_mnist(folder.path(), "t10k").images == folder / "t10k-images-idx3-ubyte");
    CHECK(find_fashion_mnist(folder.path(), "t10k").labels == folder / "t10k-labels-idx1-ubyte.gz");
    CHECK_THROWS_AS(find_fashion_mnist(folder.path(), "test"), FileError);
}

TEST_CASE("load_fashion_mnist names a missing folder") {
    const TemporaryFolder folder;
    CHECK(complaint(folder / "absent") == (folder / "absent").string() + ": no such folder.");
    write_plain(folder / "file", {1});
    CHECK(complaint(folder / "file") == (folder / "file").string() + ": expected a folder, found a file.");
}

TEST_CASE("load_fashion_mnist names a missing file by both its names") {
    const TemporaryFolder folder;
    write_small_data(folder);
    std::filesystem::remove(folder / "t10k-labels-idx1-ubyte");
    CHECK(complaint(folder.path()) ==
          folder.path().string() +
              ": expected the file t10k-labels-idx1-ubyte.gz or t10k-labels-idx1-ubyte, found neither.");
}

TEST_CASE("load_fashion_mnist refuses image and label counts that differ") {
    const TemporaryFolder folder;
    write_small_data(folder);
    write_plain(folder / "train-labels-idx1-ubyte", idx_bytes({4}, {9, 0, 4, 4}));
    CHECK(complaint(folder.path()) ==
          (folder / "train-images-idx3-ubyte").string() +
              ": expected as many images as train-labels-idx1-ubyte has labels (4), found 3.");
}

TEST_CASE("load_fashion_mnist refuses images of another size") {
    const TemporaryFolder folder;
    write_small_data(folder);
    const auto path = folder / "t10k-images-idx3-ubyte";
    write_plain(path, idx_bytes({2, 32, 32}, Bytes(2 * 1024, 1)));
    CHECK(complaint(folder.path()) ==
          path.string() + ": expected images of 28 x 28 pixels, found the shape 2 x 32 x 32.");
}

TEST_CASE("load_fashion_mnist refuses labels that are no labels") {
    const TemporaryFolder folder;
    write_small_data(folder);
    const auto path = folder / "train-labels-idx1-ubyte";
    write_plain(path, idx_bytes({3}, {9, 10, 4}));
    CHECK(complaint(folder.path()) == path.string() + ": expected labels 0 to 9, found 10 at position 1.");
    write_plain(path, idx_bytes({3, 1}, {9, 0, 4}));
    CHECK(complaint(folder.path()) ==
          path.string() + ": expected labels in one dimension, found the shape 3 x 1.");
}
