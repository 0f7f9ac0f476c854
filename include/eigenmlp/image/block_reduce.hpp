// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/image/per_axis.hpp"

namespace eigenmlp {

/// The sum of a block; of integers as a 64-bit one.
struct BlockSum {
    template <class Derived>
    auto operator()(const Eigen::MatrixBase<Derived>& block) const {
        using Scalar = typename Derived::Scalar;
        using Sum = std::conditional_t<
            std::floating_point<Scalar>, Scalar,
            std::conditional_t<std::unsigned_integral<Scalar>, std::uint64_t, std::int64_t>>;
        return block.template cast<Sum>().sum();
    }
};

/// The mean of a block; of integers as a double.
struct BlockMean {
    template <class Derived>
    auto operator()(const Eigen::MatrixBase<Derived>& block) const {
        using Scalar = typename Derived::Scalar;
        return block.template cast<std::conditional_t<std::floating_point<Scalar>, Scalar, double>>().mean();
    }
};

/// The largest element of a block, NaN if there is one.
struct BlockMax {
    template <class Derived>
    auto operator()(const Eigen::MatrixBase<Derived>& block) const {
        return block.template maxCoeff<Eigen::PropagateNaN>();
    }
};

/// The smallest element of a block, NaN if there is one.
struct BlockMin {
    template <class Derived>
    auto operator()(const Eigen::MatrixBase<Derived>& block) const {
        return block.template minCoeff<Eigen::PropagateNaN>();
    }
};

namespace detail {

inline void check_block_size(PerAxis block_size) {
    if (block_size.rows < 1 || block_size.cols < 1)
        throw InvalidParameterError(
            detail::format("block_size must be at least 1 along each axis. Got ({}, {}).", block_size.rows,
                           block_size.cols));
}

/// Number of blocks of `size` that cover `n` pixels.
inline Index block_count(Index n, Index size) { return n / size + (n % size > 0 ? 1 : 0); }

}  // namespace detail

/// Reduces an image to one value per block (scikit-image's `measure.block_reduce`; with `BlockMax` it is max
/// pooling). The image is padded with `cval` at the bottom and the right where blocks stick out: with
/// `BlockMax` and 0, negative values in such blocks turn into 0.
/// \param func called with each block, an Eigen matrix of the image's element type; its results make the
/// elements of the result
/// \throws InvalidParameterError if a block has no rows or columns.
template <class Image, class Func = BlockSum>
requires Pixel<typename Image::Scalar>
auto block_reduce(const Eigen::MatrixBase<Image>& image, PerAxis block_size = 2, Func func = {},
                  std::type_identity_t<typename Image::Scalar> cval = 0) {
    using Scalar = typename Image::Scalar;
    using Result = std::remove_cvref_t<std::invoke_result_t<Func&, const Matrix<Scalar>&>>;
    detail::check_block_size(block_size);
    Matrix<Result> reduced(detail::block_count(image.rows(), block_size.rows),
                           detail::block_count(image.cols(), block_size.cols));
    Matrix<Scalar> block(block_size.rows, block_size.cols);
    for (Index i = 0; i < reduced.rows(); ++i)
        for (Index j = 0; j < reduced.cols(); ++j) {
            const Index top = i * block_size.rows, left = j * block_size.cols;
            const Index height = std::min(block_size.rows, image.rows() - top);
            const Index width = std::min(block_size.cols, image.cols() - left);
            if (height < block_size.rows || width < block_size.cols) block.setConstant(cval);
            block.topLeftCorner(height, width) = image.block(top, left, height, width);
            reduced(i, j) = func(std::as_const(block));
        }
    return reduced;
}

}  // namespace eigenmlp
