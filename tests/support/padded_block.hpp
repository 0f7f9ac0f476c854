// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

namespace support {

/// A matrix inside a larger one whose other elements must stay as they are.
template <class S>
class PaddedBlock {
public:
    explicit PaddedBlock(const eigenmlp::Matrix<S>& content)
        : frame_(eigenmlp::Matrix<S>::Constant(content.rows() + 2, content.cols() + 5, padding)),
          rows_(content.rows()),
          cols_(content.cols()) {
        view() = content;
    }

    eigenmlp::MatrixView<S> view() {
        return {frame_.data() + frame_.cols() + 3, rows_, cols_, Eigen::OuterStride<>(frame_.cols())};
    }
    eigenmlp::Matrix<S> content() const { return frame_.block(1, 3, rows_, cols_); }

    bool padding_intact() const {
        eigenmlp::Matrix<S> expected = eigenmlp::Matrix<S>::Constant(frame_.rows(), frame_.cols(), padding);
        expected.block(1, 3, rows_, cols_) = content();
        return frame_.cwiseEqual(expected).count() + content().array().isNaN().count() == frame_.size();
    }

private:
    static constexpr S padding = 7;
    eigenmlp::Matrix<S> frame_;
    eigenmlp::Index rows_, cols_;
};

}  // namespace support
