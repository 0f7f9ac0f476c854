// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"
#include "eigenmlp/preprocessing/scaler_input.hpp"

namespace eigenmlp {

/// Degrees of polynomials: up to a number, or from one to another.
struct PolynomialDegree {
    Index min, max;

    PolynomialDegree(Index highest) : min(0), max(highest) {}
    PolynomialDegree(Index lowest, Index highest) : min(lowest), max(highest) {}

    friend std::string param_text(const PolynomialDegree& degree) {
        return degree.min == 0 ? detail::format("{}", degree.max)
                               : detail::format("({}, {})", degree.min, degree.max);
    }
};

/// Parameters of `PolynomialFeatures`.
struct PolynomialFeaturesParams {
    /// 0 or more: the largest degree of a product, or `{smallest, largest}`.
    PolynomialDegree degree = 2;
    /// Whether to leave out products that contain a feature twice.
    bool interaction_only = false;
    /// Whether the first column is 1, whatever the smallest degree.
    bool include_bias = true;

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"degree", &PolynomialFeaturesParams::degree},
                          ParamField{"interaction_only", &PolynomialFeaturesParams::interaction_only},
                          ParamField{"include_bias", &PolynomialFeaturesParams::include_bias}};
    }
};

/// All products of features up to a degree, by rising degree and in lexicographic order: of features a and b
/// for degree 2 the columns 1, a, b, a^2, ab, b^2. X is samples x features, of any storage order; results are
/// row-major.
template <Floating Scalar = double>
class PolynomialFeatures {
public:
    using Params = PolynomialFeaturesParams;

    explicit(false) PolynomialFeatures(Params params = {}) : params_(params) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// Learns the number of features. \throws InvalidDataError if `X` is empty, a column vector by type or
    /// not finite. \throws InvalidParameterError for degrees that are negative or in falling order, if there
    /// would be no output, and if there would be more than 2^31 - 1 columns.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> PolynomialFeatures& fit(
        const Eigen::MatrixBase<Derived>& X) {
        const auto [lowest, highest] = params_.degree;
        if (lowest < 0 || highest < lowest)
            throw InvalidParameterError(
                detail::format("degree=(min_degree, max_degree) must be non-negative integers that fulfil "
                               "min_degree <= max_degree, got ({}, {}).",
                               lowest, highest));
        if (highest == 0 && !params_.include_bias)
            throw InvalidParameterError(
                "Setting degree to zero and include_bias to False would result in an empty output array.");
        check_array(X, "X", name);
        check_size(X.cols());
        state_ = enumerate(X.cols());
        return *this;
    }

    /// The products of each sample, samples x `n_output_features()`.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `fit`, and if `X` has another number of features than before.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        const State& s = state();
        check_array(X, "X", name);
        check_n_features(X.cols(), s.n_features, name);
        const detail::Table<Scalar> rows(X.derived());
        Matrix<Scalar> products(X.rows(), static_cast<Index>(s.outputs.size()));
        std::vector<Scalar> all(s.products.size());
        for (Index i = 0; i < rows.rows(); ++i) {
            all[0] = 1;
            for (std::size_t k = 1; k < all.size(); ++k)
                all[k] = rows(i, s.products[k].feature) * all[s.products[k].rest];
            for (std::size_t k = 0; k < s.outputs.size(); ++k)
                products(i, static_cast<Index>(k)) = all[s.outputs[k]];
        }
        return products;
    }

    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> fit_transform(
        const Eigen::MatrixBase<Derived>& X) {
        return fit(X).transform(X);
    }

    /// Exponent of each feature in each product, outputs x features. All accessors throw NotFittedError
    /// before `fit`.
    Matrix<Index> powers() const {
        const State& s = state();
        Matrix<Index> powers = Matrix<Index>::Zero(n_output_features(), s.n_features);
        for (std::size_t k = 0; k < s.outputs.size(); ++k)
            for (std::size_t p = s.outputs[k]; p != 0; p = s.products[p].rest)
                ++powers(static_cast<Index>(k), s.products[p].feature);
        return powers;
    }

    /// Names of the products, such as "1", "x0", "x0^2", "x0 x1", from those of the features or x0, x1, ...
    /// \throws InvalidDataError for another number of names than of features.
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        const Matrix<Index> exponents = powers();
        const auto inputs = detail::feature_names_in(input_features, exponents.cols());
        std::vector<std::string> names;
        for (Index k = 0; k < exponents.rows(); ++k) {
            std::string product;
            for (Index j = 0; j < exponents.cols(); ++j) {
                if (exponents(k, j) == 0) continue;
                if (!product.empty()) product += " ";
                product += inputs[static_cast<std::size_t>(j)];
                if (exponents(k, j) > 1) product += detail::format("^{}", exponents(k, j));
            }
            names.push_back(product.empty() ? "1" : product);
        }
        return names;
    }

    Index n_features_in() const { return state().n_features; }
    Index n_output_features() const { return static_cast<Index>(state().outputs.size()); }

private:
    static constexpr std::string_view name = "PolynomialFeatures";

    /// A feature times another product; product 0 is 1.
    struct Product {
        Index feature;
        std::size_t rest;
    };

    struct State {
        Index n_features;
        std::vector<Product> products;     // of all degrees up to the largest
        std::vector<std::size_t> outputs;  // those of them that are columns
    };

    const State& state() const { return detail::fitted(state_, name); }

    State enumerate(Index n_features) const {
        State s{n_features, {{0, 0}}, {}};
        if (params_.include_bias) s.outputs.push_back(0);
        // first[j]: the first product of the degree before that begins with feature j or a later one
        std::vector<std::size_t> first(static_cast<std::size_t>(n_features) + 1, 0);
        first.back() = 1;
        for (Index degree = 1; degree <= params_.degree.max; ++degree) {
            const std::size_t end_before = s.products.size();
            std::vector<std::size_t> first_here(first.size(), 0);
            for (Index j = 0; j < n_features; ++j) {
                const auto feature = static_cast<std::size_t>(j);
                first_here[feature] = s.products.size();
                const std::size_t begin = degree == 1                ? 0
                                          : params_.interaction_only ? first[feature + 1]
                                                                     : first[feature];
                for (std::size_t rest = begin; rest < end_before; ++rest) {
                    if (degree >= params_.degree.min) s.outputs.push_back(s.products.size());
                    s.products.push_back({j, rest});
                }
            }
            first_here.back() = s.products.size();
            first = std::move(first_here);
            if (s.products.size() == end_before) break;  // no products of so many different features
        }
        if (s.outputs.empty())
            throw InvalidParameterError(detail::format(
                "No product of {} features has the degree asked for, without a feature twice.", n_features));
        return s;
    }

    /// \throws InvalidParameterError for more products than an index of 32 bits counts
    void check_size(Index n_features) const {
        // degree d has (n + d - 1 over d) products, or (n over d) of different features
        double n_of_degree = 1, n = 1;
        for (Index d = 1; d <= params_.degree.max && n_of_degree > 0 && n < 3e9; ++d) {
            const Index factor = params_.interaction_only ? n_features - d + 1 : n_features + d - 1;
            n_of_degree *= static_cast<double>(factor) / static_cast<double>(d);
            n += n_of_degree;
        }
        if (n > 2147483647)
            throw InvalidParameterError(
                detail::format("degree {} of {} features gives more than 2147483647 products.",
                               params_.degree.max, n_features));
    }

    Params params_;
    detail::Learnt<State> state_;
};

}  // namespace eigenmlp
