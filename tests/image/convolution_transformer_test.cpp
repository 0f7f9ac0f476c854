// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/image/convolution_transformer.hpp"

#include <limits>

#include "eigenmlp/core/random.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class M>
M random_images(Index n, Index n_pixels) {
    RandomState rng(0);
    M X(n, n_pixels);
    for (auto& x : X.reshaped()) x = static_cast<typename M::Scalar>(rng.randint(0, 256));
    return X;
}

const Matrix<double> vertical_edges = (Matrix<double>(3, 3) << -1, 0, 1, -2, 0, 2, -1, 0, 1).finished();

}  // namespace

TEMPLATE_TEST_CASE("ConvolutionTransformer convolves and pools each image", "", Matrix<float>,
                   Eigen::MatrixXd) {
    using Scalar = typename TestType::Scalar;
    const TestType X = random_images<TestType>(7, 6 * 9);
    ConvolutionTransformer<Scalar> plain({.kernel = vertical_edges, .image_shape = PerAxis(6, 9)});
    ConvolutionTransformer<Scalar> pooled({.kernel = vertical_edges,
                                           .max_pooling = PerAxis(4, 2),
                                           .image_shape = PerAxis(6, 9),
                                           .n_threads = 3});
    const Matrix<Scalar> features = plain.fit_transform(X), reduced = pooled.fit_transform(X);
    REQUIRE(features.cols() == 54);
    REQUIRE(reduced.cols() == 2 * 5);
    CHECK(pooled.output_shape() == PerAxis(2, 5));
    for (Index i = 0; i < X.rows(); ++i) {
        const Matrix<Scalar> image = X.row(i).template reshaped<Eigen::RowMajor>(6, 9);
        const auto edges = convolve(image, vertical_edges, {.mode = BorderMode::constant});
        const auto blocks = block_reduce(edges, {4, 2}, BlockMax{});
        CHECK(features.row(i) == edges.template reshaped<Eigen::RowMajor>(1, 54));
        CHECK(reduced.row(i) == blocks.template reshaped<Eigen::RowMajor>(1, 10));
    }
}

TEST_CASE("ConvolutionTransformer takes images as squares by default") {
    const auto X = random_images<Matrix<double>>(3, 16);
    ConvolutionTransformer<> transformer({.kernel = vertical_edges, .max_pooling = 3});
    CHECK(transformer.fit_transform(X).cols() == 4);
    CHECK(transformer.image_shape() == PerAxis(4));
    CHECK(transformer.n_features_in() == 16);
    CHECK_THROWS_WITH(transformer.fit(X.leftCols(15)), ContainsSubstring("15 pixels, which is no square"));
    CHECK(transformer.image_shape() == PerAxis(4));
}

TEST_CASE("ConvolutionTransformer refuses what it cannot convolve") {
    const auto X = random_images<Matrix<double>>(3, 16);
    const Matrix<double> kernel = Matrix<double>::Ones(2, 2);
    CHECK_THROWS_AS(ConvolutionTransformer<>({.kernel = kernel}).transform(X), NotFittedError);
    CHECK_THROWS_AS(ConvolutionTransformer<>().fit(X), InvalidParameterError);
    CHECK_THROWS_AS(ConvolutionTransformer<>({.kernel = kernel / 0.0}).fit(X), InvalidParameterError);
    CHECK_THROWS_WITH(ConvolutionTransformer<>({.kernel = kernel, .max_pooling = 0}).fit(X),
                      ContainsSubstring("block_size must be at least 1"));
    CHECK_THROWS_WITH(ConvolutionTransformer<>({.kernel = kernel, .image_shape = PerAxis(3, 5)}).fit(X),
                      ContainsSubstring("which have 16 pixels. Got 3 rows and 5 columns"));
    CHECK_THROWS_WITH(ConvolutionTransformer<>({.kernel = kernel, .n_threads = -1}).fit(X),
                      ContainsSubstring("n_threads must be at least 0. Got -1"));
    ConvolutionTransformer<> transformer({.kernel = kernel});
    transformer.fit(X);
    CHECK_THROWS_WITH(transformer.transform(X.leftCols(9)), ContainsSubstring("expecting 16 features"));
    Matrix<double> with_nan = X;
    with_nan(1, 2) = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(transformer.transform(with_nan), ContainsSubstring("row 1, column 2"));
    CHECK_THROWS_AS(transformer.transform(Matrix<double>(0, 16)), InvalidDataError);
}
