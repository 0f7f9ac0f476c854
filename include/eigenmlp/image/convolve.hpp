// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/image/border.hpp"
#include "eigenmlp/image/per_axis.hpp"

namespace eigenmlp {

/// Options of `convolve`, in SciPy's order.
struct ConvolveOptions {
    /// What stands beyond the edges.
    BorderMode mode = BorderMode::reflect;
    /// The value beyond the edges in mode `constant`.
    double cval = 0;
    /// Moves the kernel: by 0 it is centred, by 1 the result moves one pixel up or to the left.
    PerAxis origin = 0;
};

namespace detail {

inline void check_convolution(Index size, Index origin, std::string_view axis) {
    if (size == 0)
        throw InvalidParameterError(
            detail::format("The kernel must have at least one weight. Got 0 {}.", axis));
    if (origin < -(size / 2) || origin > (size - 1) / 2)
        throw InvalidParameterError(
            detail::format("Invalid origin; for a kernel of {} {} it must be in [{}, {}]. Got {}.", size,
                           axis, -(size / 2), (size - 1) / 2, origin));
}

/// A sum as a pixel. Integers are cut towards zero and wrap around, as in SciPy; beyond 64 bits they are
/// those of the nearer end.
template <Pixel Output>
Output to_pixel(double sum) {
    if constexpr (std::floating_point<Output>) {
        return static_cast<Output>(sum);
    } else {
        constexpr double two_to_63 = 9223372036854775808.0;
        if (std::isnan(sum)) return 0;
        if constexpr (std::same_as<Output, std::uint64_t>)
            if (sum >= two_to_63) return sum < 2 * two_to_63 ? static_cast<Output>(sum) : ~Output{0};
        using Limits = std::numeric_limits<std::int64_t>;
        const std::int64_t whole = sum >= two_to_63    ? Limits::max()
                                   : sum <= -two_to_63 ? Limits::min()
                                                       : static_cast<std::int64_t>(sum);
        return static_cast<Output>(whole);
    }
}

/// One kernel on images of one size. The image is copied into a padded one, where the pixels that a weight
/// meets lie in one run, shifted by a constant: each weight takes one pass over that run. The order of the
/// sums is SciPy's.
template <Floating S>
class Convolution {
public:
    /// What the images of one thread are worked in.
    struct Buffers {
        Vector<S> padded, sums, products;
    };

    /// \throws InvalidParameterError if the kernel is empty or not finite or `origin` moves it off the pixel.
    template <class Derived>
    Convolution(const Eigen::MatrixBase<Derived>& weights, PerAxis image_shape,
                const ConvolveOptions& options)
        : height_(image_shape.rows), width_(image_shape.cols), cval_(options.cval) {
        check_convolution(weights.rows(), options.origin.rows, "rows");
        check_convolution(weights.cols(), options.origin.cols, "columns");
        if (height_ == 0 || width_ == 0) return;
        const auto first = [](Index size, Index origin) { return size / 2 - (size - 1) + origin; };
        const Index top = first(weights.rows(), options.origin.rows);
        left_ = first(weights.cols(), options.origin.cols);
        rows_ = border_sources(top, height_ + weights.rows() - 1, height_, options.mode);
        cols_ = border_sources(left_, width_ + weights.cols() - 1, width_, options.mode);

        const Matrix<S> w = weights.template cast<S>().reverse();
        for (Index i = 0; i < w.rows(); ++i)
            for (Index j = 0; j < w.cols(); ++j) {
                if (!std::isfinite(w(i, j)))
                    throw InvalidParameterError(
                        detail::format("The weights of the kernel must be finite. Got {}.", w(i, j)));
                if (std::abs(w(i, j)) > std::numeric_limits<S>::epsilon())  // SciPy leaves others out
                    taps_.push_back({.weight = w(i, j), .shift = i * stride() + j});
            }
    }

    /// Length of a row of the sums.
    Index stride() const { return static_cast<Index>(cols_.size()); }

    /// Convolves one image, row by row in memory. \returns the sums, height x width with `stride()` from row
    /// to row, in `buffers`.
    /// \tparam rounds_products whether products are to be rounded before they are added; else a compiler for
    /// a machine with fused multiply-adds may use them.
    template <bool rounds_products, Pixel Input>
    ConstMatrixView<S> operator()(const Input* image, Buffers& buffers) const {
        pad(image, buffers.padded);
        const Index length = (height_ - 1) * stride() + width_;
        Vector<S>& sums = buffers.sums;
        sums.setZero(length);
        if constexpr (rounds_products) buffers.products.resize(length);
        for (const Tap& tap : taps_) {
            const auto pixels = buffers.padded.segment(tap.shift, length);
            if constexpr (rounds_products) {
                buffers.products.noalias() = tap.weight * pixels;
                sums += buffers.products;
            } else {
                sums += tap.weight * pixels;
            }
        }
        return {sums.data(), height_, width_, Eigen::OuterStride<>(stride())};
    }

private:
    struct Tap {
        S weight;
        Index shift;
    };

    template <Pixel Input>
    void pad(const Input* image, Vector<S>& padded) const {
        padded.resize(static_cast<Index>(rows_.size()) * stride());
        const Index right = width_ - left_;
        S* to = padded.data();
        for (const Index row : rows_) {
            if (row < 0) {
                std::fill_n(to, stride(), cval_);
            } else {
                const Input* from = image + row * width_;
                const auto pixel = [&](Index j) {
                    const Index source = cols_[static_cast<std::size_t>(j)];
                    return source < 0 ? cval_ : static_cast<S>(from[source]);
                };
                for (Index j = 0; j < -left_; ++j) to[j] = pixel(j);
                for (Index j = 0; j < width_; ++j) to[j - left_] = static_cast<S>(from[j]);
                for (Index j = right; j < stride(); ++j) to[j] = pixel(j);
            }
            to += stride();
        }
    }

    Index height_, width_, left_ = 0;
    S cval_;
    std::vector<Index> rows_, cols_;  // of the image, that stand in the padded one
    std::vector<Tap> taps_;
};

}  // namespace detail

/// The convolution of an image with a kernel (SciPy's `ndimage.convolve`): the kernel is turned by 180
/// degrees, the result as large as the image. Sums are taken in double. Kernels may be larger than the image.
/// \tparam Output element type of the result; by default the image's, where integers are cut towards zero and
/// wrap around (300 is 44 in 8 bits): `convolve<double>(image, kernel)` computes in floating point.
/// \throws InvalidParameterError if the kernel is empty or not finite or `origin` moves it off the pixel.
/// \note Where a sum exceeds signed or 64-bit integers SciPy's result depends on the machine; here 8 to 32
/// bits wrap around and 64 bits end at the limits. SciPy takes weights that are NaN for 0.
template <class Output = void, class Image, class Weights>
requires Pixel<typename Image::Scalar>
auto convolve(const Eigen::MatrixBase<Image>& image, const Eigen::MatrixBase<Weights>& weights,
              const ConvolveOptions& options = {}) {
    using Input = typename Image::Scalar;
    using Result = std::conditional_t<std::is_void_v<Output>, Input, Output>;
    static_assert(Pixel<Result>);
    const detail::Convolution<double> convolution(weights, {image.rows(), image.cols()}, options);
    if (image.size() == 0) return Matrix<Result>(image.rows(), image.cols());
    const Matrix<Input> pixels = image;
    detail::Convolution<double>::Buffers buffers;
    return Matrix<Result>(
        convolution.operator()<std::integral<Result>>(pixels.data(), buffers).unaryExpr([](double sum) {
            return detail::to_pixel<Result>(sum);
        }));
}

}  // namespace eigenmlp
