// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/preprocessing/column_moments.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"
#include "eigenmlp/preprocessing/scaler_input.hpp"

namespace eigenmlp {

/// Parameters of `StandardScaler`.
struct StandardScalerParams {
    /// Whether to subtract the mean.
    bool with_mean = true;
    /// Whether to divide by the standard deviation.
    bool with_std = true;

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"with_mean", &StandardScalerParams::with_mean},
                          ParamField{"with_std", &StandardScalerParams::with_std}};
    }
};

/// Options of `StandardScaler`'s `fit`, `partial_fit` and `fit_transform`.
struct StandardScalerFitOptions {
    SampleWeight sample_weight = {};
};

/// Moves each feature to mean 0 and scales it to variance 1. Statistics are computed and kept in double. A
/// feature that is constant up to rounding is not scaled. NaN is ignored by `fit` and kept by `transform`. X
/// is samples x features, of any storage order; results are row-major. Without `with_mean` X may be sparse
/// (eigenmlp/preprocessing/sparse.hpp), and so is then the result.
template <Floating Scalar = double>
class StandardScaler {
public:
    using Params = StandardScalerParams;

    explicit(false) StandardScaler(Params params = {}) : params_(params) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// Learns mean and variance of each feature, from `X` alone: `scaler.fit(X)`, or with weights
    /// `scaler.fit(X, {.sample_weight = w})`, where a sample of weight 2 counts as two. A `fit` that throws
    /// leaves the scaler as it was. \throws InvalidDataError if `X` is empty, a column vector by type or
    /// contains infinity, for weights that do not fit or are not finite, and unless their sum is positive.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> StandardScaler& fit(
        const Eigen::MatrixBase<Derived>& X, const StandardScalerFitOptions& options = {}) {
        return learn(X.derived(), options.sample_weight, {});
    }

    /// Learns from `X` on top of what was learnt before. \throws InvalidDataError as `fit`, and if `X` has
    /// another number of features than before. \note Calls with and without weights may follow each other;
    /// scikit-learn then cuts the sum of the weights to an integer. A feature whose values in one of the
    /// calls are all NaN keeps what the others taught; scikit-learn's becomes NaN.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> StandardScaler& partial_fit(
        const Eigen::MatrixBase<Derived>& X, const StandardScalerFitOptions& options = {}) {
        return learn(X.derived(), options.sample_weight, state_);
    }

    /// (X - mean) / scale.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `partial_fit`.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        check_input(X);
        Matrix<Scalar> scaled = X;
        for (Index i = 0; i < scaled.rows(); ++i) {
            auto row = scaled.row(i);
            if (params_.with_mean)
                row = (row.template cast<double>() - mean().transpose()).template cast<Scalar>();
            if (params_.with_std)
                row = row.template cast<double>().cwiseQuotient(scale().transpose()).template cast<Scalar>();
        }
        return scaled;
    }

    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> fit_transform(
        const Eigen::MatrixBase<Derived>& X, const StandardScalerFitOptions& options = {}) {
        return fit(X, options).transform(X);
    }

    /// X * scale + mean.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `partial_fit`.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> inverse_transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        check_input(X);
        Matrix<Scalar> original = X;
        for (Index i = 0; i < original.rows(); ++i) {
            auto row = original.row(i);
            if (params_.with_std)
                row = row.template cast<double>().cwiseProduct(scale().transpose()).template cast<Scalar>();
            if (params_.with_mean)
                row = (row.template cast<double>() + mean().transpose()).template cast<Scalar>();
        }
        return original;
    }

    /// \name The same of sparse X
    /// Also \throws InvalidParameterError unless `with_mean` is off: moved zeros would be no zeros.
    ///@{
    template <detail::ScalableColumns<Scalar> X>
    StandardScaler& fit(const X& x, const StandardScalerFitOptions& options = {}) {
        return learn(x, options.sample_weight, {});
    }
    template <detail::ScalableColumns<Scalar> X>
    StandardScaler& partial_fit(const X& x, const StandardScalerFitOptions& options = {}) {
        return learn(x, options.sample_weight, state_);
    }
    template <detail::ScalableColumns<Scalar> X>
    auto transform(const X& x) const {
        return map_columns(x, [](double value, double scale) { return value / scale; });
    }
    template <detail::ScalableColumns<Scalar> X>
    auto fit_transform(const X& x, const StandardScalerFitOptions& options = {}) {
        return fit(x, options).transform(x);
    }
    template <detail::ScalableColumns<Scalar> X>
    auto inverse_transform(const X& x) const {
        return map_columns(x, [](double value, double scale) { return value * scale; });
    }
    ///@}

    /// Mean of each feature, NaN where there was no value. All accessors throw NotFittedError before `fit`.
    const Vector<double>& mean() const { return state().mean; }
    /// Variance of each feature: the mean squared deviation.
    const Vector<double>& var() const { return state().var; }
    /// What `transform` divides by: the standard deviation, 1 for constant features and where `with_std` is
    /// off.
    const Vector<double>& scale() const { return state().scale; }
    /// Rows learnt from, or the sum of their weights.
    double n_samples_seen() const { return state().n_samples_seen; }
    /// The same per feature, of those rows where it is not NaN (scikit-learn's `n_samples_seen_` of data with
    /// NaN).
    const Vector<double>& n_values_seen() const { return state().n_values_seen; }
    Index n_features_in() const { return mean().size(); }

    /// Names of the columns, which are those of the features: as given, or x0, x1, ...
    /// \throws InvalidDataError for another number of names than of features.
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        return detail::feature_names_in(input_features, n_features_in());
    }

private:
    static constexpr std::string_view name = "StandardScaler";

    struct State {
        Vector<double> mean, var, scale, n_values_seen;
        double n_samples_seen;
    };

    const State& state() const { return detail::fitted(state_, name); }

    void check_input(const auto& X) const {
        const Index expected = n_features_in();
        check_values(X);
        check_n_features(X.cols(), expected, name);
    }

    template <class X>
    void check_values(const X& x) const {
        if constexpr (detail::ScalableColumns<X, Scalar>) {
            if (params_.with_mean)
                throw InvalidParameterError(
                    "StandardScaler cannot center sparse matrices: with_mean must be false. Got true.");
            detail::ColumnScaling<X>::check(x, name);
        } else {
            detail::check_scaler_input(x, name);
        }
    }

    /// The table with f(value, scale of its column) for each of its values.
    template <class X>
    auto map_columns(const X& x, const auto& f) const {
        check_input(x);
        const Vector<double>& scales = scale();
        return detail::ColumnScaling<X>::map(
            x, [&](double value, Index column) { return f(value, scales[column]); });
    }

    /// \throws InvalidDataError for weights that do not fit, and unless their sum is positive
    static Vector<double> weights(const SampleWeight& given, Index n) {
        if (!given.given()) return Vector<double>::Ones(n);
        Vector<double> weight = given.for_samples(n);
        if (!(weight.sum() > 0))
            throw InvalidDataError(detail::format("The sum of sample_weight must be positive for {}. Got {}.",
                                                  name, weight.sum()));
        return weight;
    }

    template <class X>
    static detail::Moments<double> moments(const X& x, const Vector<double>& weight) {
        if constexpr (detail::ScalableColumns<X, Scalar>)
            return detail::ColumnScaling<X>::moments(x, weight);
        else
            return detail::column_moments<Scalar>(x, weight);
    }

    StandardScaler& learn(const auto& X, const SampleWeight& sample_weight,
                          const std::optional<State>& former) {
        check_values(X);
        if (former) check_n_features(X.cols(), former->mean.size(), name);
        const Vector<double> weight = weights(sample_weight, X.rows());
        auto all = moments(X, weight);
        if (former) {
            const Vector<double>& n = former->n_values_seen;
            all = detail::combine<double>({n, former->mean, former->var.cwiseProduct(n)}, all);
        }

        State next{.mean = all.mean,
                   .var = all.squares.cwiseQuotient(all.n),
                   .scale = Vector<double>::Ones(X.cols()),
                   .n_values_seen = all.n,
                   .n_samples_seen = weight.sum() + (former ? former->n_samples_seen : 0)};
        if (params_.with_std) {
            // variance below the error bound of its computation: constant
            const double epsilon = std::numeric_limits<double>::epsilon();
            const auto bound = all.n.array() * epsilon * next.var.array() +
                               (all.n.array() * next.mean.array() * epsilon).square();
            next.scale = (next.var.array() <= bound).select(next.scale, next.var.cwiseSqrt());
        }
        state_ = std::move(next);
        return *this;
    }

    Params params_;
    detail::Learnt<State> state_;
};

}  // namespace eigenmlp
