// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "support/catch.hpp"

/// What every transformer keeps that makes numbers of numbers, sample by sample. Run it on one of your own:
/// `conformance::check_transformer(transformer, X, {.learns = true})`, with X of at least six samples.
namespace conformance {

using eigenmlp::Index;

struct TransformerTraits {
    bool learns = true;      ///< `transform` before `fit` throws NotFittedError
    bool checks = true;      ///< samples with another number of features, or none, are refused
    bool invertible = true;  ///< `inverse_transform`, if there is one, gives the samples back
};

template <class T>
auto unfitted(const T& transformer) {
    return T(eigenmlp::detail::params_of(transformer));
}

/// The same from a copy, from other storage, of a part of the samples; nothing of it changes the samples.
template <class T, class Derived>
void check_results(T transformer, const Eigen::MatrixBase<Derived>& X) {
    using S = typename Derived::Scalar;
    const eigenmlp::Matrix<S> rows = X, kept = rows;
    const Eigen::Matrix<S, -1, -1, Eigen::ColMajor> columns = X;
    transformer.fit(rows);
    const auto features = transformer.transform(rows);
    CHECK(features.rows() == rows.rows());
    CHECK(transformer.transform(rows) == features);
    CHECK(transformer.transform(columns) == features);
    CHECK(transformer.transform(rows.middleRows(1, 3)) == features.middleRows(1, 3));
    CHECK(rows == kept);

    const T copy = transformer;
    CHECK(copy.transform(rows) == features);
    T from_columns = unfitted(transformer);
    from_columns.fit(columns);
    CHECK(from_columns.transform(rows) == features);

    INFO("fit forgets what was learnt before");
    transformer.fit(rows.topRows(3));
    transformer.fit(rows);
    CHECK(transformer.transform(rows) == features);
    T at_once = unfitted(transformer);
    CHECK(eigenmlp::detail::fit_transform(at_once, rows) == features);
}

/// A fit that throws leaves the transformer as it was.
template <class T, class Derived>
void check_refusals(T transformer, const Eigen::MatrixBase<Derived>& X, const TransformerTraits& traits) {
    const eigenmlp::Matrix<typename Derived::Scalar> rows = X;
    if (traits.learns) CHECK_THROWS_AS(unfitted(transformer).transform(rows), eigenmlp::NotFittedError);
    if (!traits.checks) return;
    const auto features = transformer.fit(rows).transform(rows);
    CHECK_THROWS_AS(transformer.fit(rows.topRows(0)), eigenmlp::InvalidDataError);
    CHECK_THROWS_AS(transformer.fit(rows.leftCols(0)), eigenmlp::InvalidDataError);
    CHECK_THROWS_AS(transformer.transform(rows.leftCols(rows.cols() - 1)), eigenmlp::InvalidDataError);
    CHECK(transformer.transform(rows) == features);
    if constexpr (requires { transformer.n_features_in(); }) CHECK(transformer.n_features_in() == X.cols());
}

/// It is as good in a pipeline and a union as alone.
template <class T, class Derived>
void check_as_a_part(const T& transformer, const Eigen::MatrixBase<Derived>& X) {
    const eigenmlp::Matrix<typename Derived::Scalar> rows = X;
    T alone = unfitted(transformer);
    alone.fit(rows);
    const auto features = alone.transform(rows);
    auto chain = eigenmlp::make_pipeline(eigenmlp::Passthrough{}, transformer);
    CHECK(chain.fit(rows).transform(rows) == features);
    decltype(chain) clone(chain.params());
    CHECK(clone.fit_transform(rows) == features);
    auto twice = eigenmlp::make_union(transformer, transformer);
    CHECK(twice.fit(rows).transform(rows).rightCols(features.cols()) == features);
}

template <class T, class Derived>
requires eigenmlp::Transformer<T, eigenmlp::Matrix<typename Derived::Scalar>>
void check_transformer(const T& transformer, const Eigen::MatrixBase<Derived>& X,
                       const TransformerTraits& traits = {}) {
    INFO(eigenmlp::class_name<T>());
    check_results(transformer, X);
    check_refusals(transformer, X, traits);
    check_as_a_part(transformer, X);
    if constexpr (requires { transformer.inverse_transform(transformer.transform(X)); })
        if (traits.invertible) {
            T fitted = unfitted(transformer);
            fitted.fit(X);
            const auto back = fitted.inverse_transform(fitted.transform(X));
            CHECK(back.template cast<double>().isApprox(X.template cast<double>(), 1e-5));
        }
}

}  // namespace conformance
