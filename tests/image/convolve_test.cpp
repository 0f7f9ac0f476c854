// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/image/convolve.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::pair<const char*, BorderMode> modes[] = {{"reflect", BorderMode::reflect},
                                                    {"constant", BorderMode::constant},
                                                    {"nearest", BorderMode::nearest},
                                                    {"mirror", BorderMode::mirror},
                                                    {"wrap", BorderMode::wrap}};

template <class Output>
void check_convolutions(const Fixture& expected, const std::string& image_name, const std::string& suffix,
                        const auto& image, double tolerance) {
    for (const std::string kernel : {"sharpen", "mean", "even", "large", "row"})
        for (const auto& [mode_name, mode] : modes) {
            const std::string key = image_name + "." + kernel + "." + mode_name;
            CAPTURE(key);
            const auto weights =
                expected.matrix(kernel + ".weights", expected.integers<Index>(kernel + ".rows")[0]);
            const auto origin = expected.integers<Index>(key + ".origin");
            const Matrix<Output> result = convolve<Output>(
                image, weights, {.mode = mode, .cval = 2.75, .origin = {origin[0], origin[1]}});
            const Matrix<double> wanted = expected.matrix(key + suffix, image.rows());
            const Matrix<double> error = (result.template cast<double>() - wanted).cwiseAbs();
            CHECK(error.maxCoeff() <= tolerance * wanted.cwiseAbs().maxCoeff());
        }
}

}  // namespace

TEST_CASE("Convolutions of integers equal those of SciPy") {
    const Fixture expected("image");
    const Matrix<std::uint8_t> bytes =
        expected.matrix("u8.image", expected.integers<Index>("u8.rows")[0]).cast<std::uint8_t>();
    check_convolutions<std::uint8_t>(expected, "u8", "", bytes, 0);
    check_convolutions<double>(expected, "u8", ".double", bytes, 1e-14);
    const Eigen::Matrix<std::int16_t, Eigen::Dynamic, Eigen::Dynamic> shorts =
        expected.matrix("i16.image", expected.integers<Index>("i16.rows")[0]).cast<std::int16_t>();
    check_convolutions<std::int16_t>(expected, "i16", "", shorts, 0);
    const Matrix<int> ints =
        expected.matrix("i32.image", expected.integers<Index>("i32.rows")[0]).cast<int>();
    check_convolutions<int>(expected, "i32", "", ints, 0);
}

TEST_CASE("Convolutions of floating-point images equal those of SciPy") {
    const Fixture expected("image");
    const Matrix<double> doubles = expected.matrix("f64.image", expected.integers<Index>("f64.rows")[0]);
    check_convolutions<double>(expected, "f64", "", doubles, 1e-14);
    const Matrix<float> floats =
        expected.matrix("f32.image", expected.integers<Index>("f32.rows")[0]).cast<float>();
    check_convolutions<float>(expected, "f32", "", floats, 1e-7);
}

TEST_CASE("Convolution turns the kernel by 180 degrees") {
    Matrix<int> dot = Matrix<int>::Zero(3, 3), weights(3, 3);
    dot(1, 1) = 1;
    weights << 1, 2, 3, 4, 5, 6, 7, 8, 9;
    CHECK(convolve(dot, weights, {.mode = BorderMode::constant}) == weights);
}

TEST_CASE("Convolution keeps the type of the image unless it is told another") {
    const Matrix<std::uint8_t> image = Matrix<std::uint8_t>::Constant(1, 1, 150);
    const Eigen::Matrix<int, 1, 1> twice(2), minus(-1);
    CHECK(convolve(image, twice)(0, 0) == 44);
    CHECK(convolve(image, minus)(0, 0) == 106);
    CHECK(convolve<double>(image, twice)(0, 0) == 300.0);
    CHECK(convolve<std::int16_t>(image, minus)(0, 0) == -150);
}

TEST_CASE("Convolution of integers is defined beyond their range") {
    const Eigen::Matrix<double, 1, 1> big(1e30), small(-1e30), nan(std::numeric_limits<double>::quiet_NaN());
    const Matrix<std::int64_t> one = Matrix<std::int64_t>::Ones(1, 1);
    const Matrix<std::uint64_t> unsigned_one = Matrix<std::uint64_t>::Ones(1, 1);
    CHECK(convolve(one, big)(0, 0) == std::numeric_limits<std::int64_t>::max());
    CHECK(convolve(one, small)(0, 0) == std::numeric_limits<std::int64_t>::min());
    CHECK(convolve(unsigned_one, big)(0, 0) == std::numeric_limits<std::uint64_t>::max());
    CHECK(convolve<std::int64_t>(nan, one)(0, 0) == 0);
    const Eigen::Matrix<double, 1, 1> two_to_63(9223372036854775808.0);
    CHECK(convolve(unsigned_one, two_to_63)(0, 0) == 9223372036854775808u);
}

TEST_CASE("Convolution of an image without pixels has none") {
    const auto result = convolve(Matrix<double>(0, 4), Matrix<double>(Matrix<double>::Ones(2, 2)));
    CHECK(result.rows() == 0);
    CHECK(result.cols() == 4);
}

TEST_CASE("Convolution refuses empty kernels and origins off the kernel") {
    const Matrix<double> image = Matrix<double>::Ones(3, 3);
    CHECK_THROWS_AS(convolve(image, Matrix<double>(0, 0)), InvalidParameterError);
    CHECK_THROWS_WITH(convolve(image, Matrix<double>(2, 0)), ContainsSubstring("Got 0 columns"));
    const Matrix<double> weights = Matrix<double>::Ones(3, 4);
    CHECK_NOTHROW(convolve(image, weights, {.origin = {1, -2}}));
    CHECK_THROWS_WITH(convolve(image, weights, {.origin = {2, 0}}),
                      ContainsSubstring("3 rows it must be in [-1, 1]. Got 2"));
    CHECK_THROWS_WITH(convolve(image, weights, {.origin = {0, 2}}),
                      ContainsSubstring("4 columns it must be in [-2, 1]. Got 2"));
}

TEMPLATE_TEST_CASE("Convolution refuses kernels that are not finite", "", float, double) {
    const Matrix<TestType> image = Matrix<TestType>::Ones(3, 3);
    Matrix<TestType> weights = Matrix<TestType>::Ones(2, 2);
    weights(1, 0) = std::numeric_limits<TestType>::quiet_NaN();
    CHECK_THROWS_WITH(convolve(image, weights), "The weights of the kernel must be finite. Got nan.");
    weights(1, 0) = std::numeric_limits<TestType>::infinity();
    CHECK_THROWS_AS(convolve(image, weights), InvalidParameterError);
}
