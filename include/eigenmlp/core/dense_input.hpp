// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string_view>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp {

/// A samples x features argument as rows: row-major data in place, anything else copied once.
template <Floating S>
class DenseInput {
    using Rows = Eigen::Ref<const Matrix<S>, 0, Eigen::OuterStride<>>;

public:
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, S>
    explicit DenseInput(const Eigen::MatrixBase<Derived>& X) : rows_(X) {}

    /// \throws InvalidDataError for what is not a table of finite numbers, which several threads look at.
    static void check(const auto& X, std::string_view estimator, Index n_threads) {
        check_table(X, estimator);
        if (!detail::all_finite(X, n_threads)) throw_not_finite(X);
    }

    /// \name The same in two steps, for those who find out whether X is finite as they read it
    ///@{
    static void check_table(const auto& X, std::string_view estimator) {
        eigenmlp::check_table(X, "X", estimator);
    }
    [[noreturn]] static void throw_not_finite(const auto& X) { detail::throw_not_finite(X, "X"); }
    ///@}

    /// Valid as long as this and the argument of the constructor.
    ConstMatrixView<S> view() const {
        return {rows_.data(), rows_.rows(), rows_.cols(), Eigen::OuterStride<>(rows_.outerStride())};
    }

private:
    Rows rows_;
};

/// How estimators read an argument X of type `X`: its `type` is made of X, has `check`, maybe also in two
/// steps as `DenseInput`, and a `view`. Other kinds of matrices specialise it, as
/// eigenmlp/neural_network/sparse.hpp does.
template <class X, class S>
struct InputOf {};

template <class X, class S>
requires ExpressionOf<X, Eigen::MatrixBase>
struct InputOf<X, S> {
    using type = DenseInput<S>;
};

/// What estimators take as X, samples x features.
template <class X, class S>
concept Samples = requires {
    typename InputOf<X, S>::type;
};

template <class X, class S>
using input_of_t = typename InputOf<X, S>::type;

}  // namespace eigenmlp
