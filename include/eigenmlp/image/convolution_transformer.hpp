// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "eigenmlp/core/dense_input.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/image/block_reduce.hpp"
#include "eigenmlp/image/convolve.hpp"
#include "eigenmlp/image/per_axis.hpp"

namespace eigenmlp {

/// Parameters of `ConvolutionTransformer`.
struct ConvolutionTransformerParams {
    /// The weights.
    Matrix<double> kernel;
    /// Size of the blocks of which the largest value is kept, zeros standing where a block sticks out; by
    /// default nothing is pooled.
    std::optional<PerAxis> max_pooling = {};
    /// Rows and columns of each image; by default the images are squares.
    std::optional<PerAxis> image_shape = {};
    /// Border and shift of the convolution.
    ConvolveOptions convolution = {.mode = BorderMode::constant};
    /// Number of threads, 0 for as many as the work is worth; changes no bit of the results.
    Index n_threads = 0;

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"kernel", &ConvolutionTransformerParams::kernel},
                          ParamField{"max_pooling", &ConvolutionTransformerParams::max_pooling},
                          ParamField{"image_shape", &ConvolutionTransformerParams::image_shape},
                          ParamField{"convolution", &ConvolutionTransformerParams::convolution},
                          ParamField{"n_threads", &ConvolutionTransformerParams::n_threads}};
    }
};

/// Features from images: convolves each with the kernel and keeps, if asked, the largest value of each block.
/// X is images x pixels, each image row by row from the top left; so are the results. It learns nothing but
/// the number of pixels.
template <Floating Scalar = double>
class ConvolutionTransformer {
public:
    using Params = ConvolutionTransformerParams;

    explicit(false) ConvolutionTransformer(Params params = {}) : params_(std::move(params)) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// \throws InvalidParameterError if the kernel is empty or not finite, the origin off it, a block without
    /// pixels, or `image_shape` not the number of features.
    /// \throws InvalidDataError if `X` is empty, a column vector by type or not finite, or if its images are
    /// no squares and `image_shape` does not say what they are.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> ConvolutionTransformer& fit(
        const Eigen::MatrixBase<Derived>& X) {
        check_array(X, "X", name);
        const PerAxis shape = find_image_shape(X.cols());
        detail::Convolution<double>(params_.kernel, shape, params_.convolution);
        check_params();
        shape_ = shape;
        return *this;
    }

    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `fit`, and if `X` has another number of features than before.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        const PerAxis shape = image_shape();
        check_params();
        check_array(X, "X", name);
        check_n_features(X.cols(), shape.rows * shape.cols, name);
        const DenseInput<Scalar> input(X);
        const ConstMatrixView<Scalar> images = input.view();
        const detail::Convolution<double> convolution(params_.kernel, shape, params_.convolution);

        const PerAxis out = output_shape();
        Matrix<Scalar> features(X.rows(), out.rows * out.cols);
        const auto work = static_cast<double>(X.size()) * static_cast<double>(params_.kernel.size());
        ThreadTeam team(std::min(resolve_threads(params_.n_threads, work), X.rows()));
        team.run([&](Index thread) {
            detail::Convolution<double>::Buffers buffers;
            const Part rows = part(X.rows(), 1, thread, team.size());
            for (Index i = rows.first; i < rows.first + rows.size; ++i) {
                const auto sums = convolution.template operator()<false>(images.row(i).data(), buffers);
                reduce(sums, MatrixView<Scalar>(features.row(i).data(), out.rows, out.cols,
                                                Eigen::OuterStride<>(out.cols)));
            }
        });
        return features;
    }

    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> fit_transform(
        const Eigen::MatrixBase<Derived>& X) {
        return fit(X).transform(X);
    }

    /// Rows and columns of an image. All accessors throw NotFittedError before `fit`.
    PerAxis image_shape() const { return detail::fitted(shape_, name); }

    /// Rows and columns of the features of an image.
    PerAxis output_shape() const {
        const PerAxis shape = image_shape();
        if (!params_.max_pooling) return shape;
        return {detail::block_count(shape.rows, params_.max_pooling->rows),
                detail::block_count(shape.cols, params_.max_pooling->cols)};
    }

    Index n_features_in() const { return image_shape().rows * image_shape().cols; }

private:
    static constexpr std::string_view name = "ConvolutionTransformer";

    void check_params() const {
        if (params_.max_pooling) detail::check_block_size(*params_.max_pooling);
        if (params_.n_threads < 0)
            throw InvalidParameterError(
                detail::format("n_threads must be at least 0. Got {}.", params_.n_threads));
    }

    PerAxis find_image_shape(Index n_pixels) const {
        if (params_.image_shape) {
            const PerAxis shape = *params_.image_shape;
            if (shape.rows < 1 || shape.cols < 1 || n_pixels % shape.rows != 0 ||
                n_pixels / shape.rows != shape.cols)
                throw InvalidParameterError(detail::format(
                    "image_shape must be that of the images in X, which have {} pixels. Got {} "
                    "rows and {} columns.",
                    n_pixels, shape.rows, shape.cols));
            return shape;
        }
        const Index side = std::lround(std::sqrt(static_cast<double>(n_pixels)));
        if (side * side != n_pixels)
            throw InvalidDataError(detail::format(
                "X has images of {} pixels, which is no square number. Set image_shape.", n_pixels));
        return side;
    }

    /// Copies the sums of one image, or the largest one of each block.
    void reduce(const auto& sums, MatrixView<Scalar> out) const {
        if (!params_.max_pooling) {
            out = sums.template cast<Scalar>();
            return;
        }
        const PerAxis block = *params_.max_pooling;
        Vector<double> tallest(sums.cols());  // the largest value of each column of a row of blocks
        for (Index i = 0; i < out.rows(); ++i) {
            const Index top = i * block.rows, height = std::min(block.rows, sums.rows() - top);
            tallest = sums.row(top);
            for (Index k = 1; k < height; ++k) tallest = tallest.cwiseMax(sums.row(top + k).transpose());
            for (Index j = 0; j < out.cols(); ++j) {
                const Index left = j * block.cols, width = std::min(block.cols, sums.cols() - left);
                double largest = height < block.rows || width < block.cols ? 0 : tallest[left];
                for (Index k = left; k < left + width; ++k) largest = std::max(largest, tallest[k]);
                out(i, j) = static_cast<Scalar>(largest);
            }
        }
    }

    Params params_;
    detail::Learnt<PerAxis> shape_;
};

}  // namespace eigenmlp
