// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/image/block_reduce.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

void check_block(const Fixture& expected, const std::string& key, const auto& reduced, double tolerance) {
    CAPTURE(key);
    const Matrix<double> wanted = expected.matrix(key, reduced.rows());
    REQUIRE(wanted.cols() == reduced.cols());
    CHECK((reduced.template cast<double>() - wanted).cwiseAbs().maxCoeff() <= tolerance);
}

template <class Scalar>
void check_blocks(const Fixture& expected, const std::string& name, double tolerance) {
    const Matrix<Scalar> image =
        expected.matrix(name + ".image", expected.integers<Index>(name + ".rows")[0]).template cast<Scalar>();
    for (const PerAxis block : {PerAxis(2), PerAxis(3, 1), PerAxis(4, 5), PerAxis(9)}) {
        const std::string size = "." + std::to_string(block.rows) + "." + std::to_string(block.cols);
        check_block(expected, name + ".sum" + size, block_reduce(image, block, BlockSum{}, 1), tolerance);
        check_block(expected, name + ".amax" + size, block_reduce(image, block, BlockMax{}, 1), 0);
        check_block(expected, name + ".amin" + size, block_reduce(image, block, BlockMin{}, 1), 0);
        check_block(expected, name + ".mean" + size, block_reduce(image, block, BlockMean{}, 1), tolerance);
    }
}

}  // namespace

TEST_CASE("Block reductions equal those of scikit-image") {
    const Fixture expected("image");
    check_blocks<std::uint8_t>(expected, "u8", 1e-12);
    check_blocks<std::int16_t>(expected, "i16", 1e-12);
    check_blocks<double>(expected, "f64", 1e-12);
    check_blocks<float>(expected, "f32", 1e-5);
}

TEST_CASE("Max pooling of a ragged edge meets the padding") {
    const Eigen::MatrixXi image = Eigen::MatrixXi::Constant(28, 28, -3);
    const auto pooled = block_reduce(image, 5, BlockMax{});
    REQUIRE(pooled.rows() == 6);
    REQUIRE(pooled.cols() == 6);
    CHECK((pooled.topLeftCorner(5, 5).array() == -3).all());
    CHECK((pooled.row(5).array() == 0).all());
    CHECK((pooled.col(5).array() == 0).all());
}

TEST_CASE("Blocks are summed by default and reduced by any function") {
    Eigen::Matrix<std::uint8_t, 2, 3> image;
    image << 200, 100, 7, 1, 2, 3;
    CHECK(block_reduce(image) == (Matrix<std::uint64_t>(1, 2) << 303, 10).finished());
    const auto first = block_reduce(image, {1, 3}, [](const auto& block) { return block(0, 0) > 100; });
    CHECK(first == (Matrix<bool>(2, 1) << true, false).finished());
}

TEST_CASE("NaN in a block is its maximum and minimum") {
    Eigen::RowVector4d image(1, std::numeric_limits<double>::quiet_NaN(), 2, 3);
    CHECK(std::isnan(block_reduce(image, {1, 2}, BlockMax{})(0, 0)));
    CHECK(std::isnan(block_reduce(image, {1, 2}, BlockMin{})(0, 0)));
    CHECK(block_reduce(image, {1, 2}, BlockMax{})(0, 1) == 3.0);
}

TEST_CASE("Images without pixels have no blocks") {
    CHECK(block_reduce(Eigen::MatrixXd(0, 3), 2).size() == 0);
}

TEST_CASE("Blocks without rows or columns are refused") {
    const Eigen::MatrixXd image = Eigen::MatrixXd::Ones(3, 3);
    CHECK_THROWS_AS(block_reduce(image, 0), InvalidParameterError);
    CHECK_THROWS_WITH(block_reduce(image, {2, -1}), ContainsSubstring("Got (2, -1)"));
}
