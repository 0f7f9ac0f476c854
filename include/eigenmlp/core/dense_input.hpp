// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A samples x features argument as rows: row-major data in place, anything else copied once.
template <Floating S>
class DenseInput {
    using Rows = Eigen::Ref<const Matrix<S>, 0, Eigen::OuterStride<>>;

public:
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, S>
    explicit DenseInput(const Eigen::MatrixBase<Derived>& X) : rows_(X) {}

    /// Valid as long as this and the argument of the constructor.
    ConstMatrixView<S> view() const {
        return {rows_.data(), rows_.rows(), rows_.cols(), Eigen::OuterStride<>(rows_.outerStride())};
    }

private:
    Rows rows_;
};

}  // namespace eigenmlp
