// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
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

/// Moves each feature to mean 0 and scales it to variance 1. Statistics are computed and kept in double. A
/// feature that is constant up to rounding is not scaled. NaN is ignored by `fit` and kept by `transform`. X
/// is samples x features, of any storage order; results are row-major.
template <Floating Scalar = double>
class StandardScaler {
public:
    using Params = StandardScalerParams;

    explicit(false) StandardScaler(Params params = {}) : params_(params) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// Learns mean and variance of each feature, from `X` alone. A `fit` that throws leaves the scaler as it
    /// was. \throws InvalidDataError if `X` is empty, a column vector by type or contains infinity.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> StandardScaler& fit(
        const Eigen::MatrixBase<Derived>& X) {
        return learn(X.derived(), {});
    }

    /// Learns from `X` on top of what was learnt before.
    /// \throws InvalidDataError as `fit`, and if `X` has another number of features than before.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> StandardScaler& partial_fit(
        const Eigen::MatrixBase<Derived>& X) {
        return learn(X.derived(), state_);
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
        const Eigen::MatrixBase<Derived>& X) {
        return fit(X).transform(X);
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

    /// Mean of each feature, NaN where there was no value. All accessors throw NotFittedError before `fit`.
    const Vector<double>& mean() const { return state().mean; }
    /// Variance of each feature: the mean squared deviation.
    const Vector<double>& var() const { return state().var; }
    /// What `transform` divides by: the standard deviation, 1 for constant features and where `with_std` is
    /// off.
    const Vector<double>& scale() const { return state().scale; }
    /// Rows learnt from.
    Index n_samples_seen() const { return state().n_samples_seen; }
    /// Values of each feature that were not NaN (scikit-learn's `n_samples_seen_` of data with NaN).
    const Eigen::Matrix<Index, Eigen::Dynamic, 1>& n_values_seen() const { return state().n_values_seen; }
    Index n_features_in() const { return mean().size(); }

private:
    static constexpr std::string_view name = "StandardScaler";

    struct State {
        Vector<double> mean, var, scale;
        Eigen::Matrix<Index, Eigen::Dynamic, 1> n_values_seen;
        Index n_samples_seen;
    };

    /// Count, mean and sum of squared deviations from it, per feature.
    struct Moments {
        Vector<double> n, mean, squares;
    };

    const State& state() const { return detail::fitted(state_, name); }

    template <class Derived>
    void check_input(const Eigen::MatrixBase<Derived>& X) const {
        const Index expected = n_features_in();
        detail::check_scaler_input(X, name);
        check_n_features(X.cols(), expected, name);
    }

    /// The corrected two-pass algorithm of Chan, Golub and LeVeque (1983), NaN left out.
    static Moments moments(const detail::Table<Scalar>& X) {
        const auto row = [&X](Index i) { return X.row(i).transpose().template cast<double>().array(); };
        Vector<double> n = Vector<double>::Constant(X.cols(), static_cast<double>(X.rows()));
        Vector<double> sum = Vector<double>::Zero(X.cols());
        for (Index i = 0; i < X.rows(); ++i) sum.array() += row(i);
        const bool complete = !sum.hasNaN();
        const auto add = [complete](Vector<double>& total, const auto& values) {
            if (complete)
                total.array() += values;
            else
                total.array() += values.isNaN().select(0.0, values);
        };
        if (!complete) {
            sum.setZero();
            for (Index i = 0; i < X.rows(); ++i) {
                add(sum, row(i));
                n.array() -= row(i).isNaN().template cast<double>();
            }
        }

        const Vector<double> mean = sum.cwiseQuotient(n);
        Vector<double> residual = Vector<double>::Zero(X.cols()), squares = residual;
        Eigen::ArrayXd deviation(X.cols());
        for (Index i = 0; i < X.rows(); ++i) {
            deviation = row(i) - mean.array();
            add(residual, deviation);
            add(squares, deviation.square());
        }
        squares.array() -= residual.array().square() / n.array();
        return {n, mean, squares};
    }

    /// Moments of two parts of the data together, by the same paper.
    static Moments combine(const Moments& a, const Moments& b) {
        const Vector<double> n = a.n + b.n;
        const Eigen::ArrayXd shift = b.mean.array() - a.mean.array();
        const Vector<double> mean = a.mean.array() + shift * b.n.array() / n.array();
        const Vector<double> squares =
            a.squares.array() + b.squares.array() + shift.square() * a.n.array() * b.n.array() / n.array();
        // a part without values of a feature has no moments of it
        const auto only_a = b.n.array() == 0, only_b = a.n.array() == 0;
        return {n, only_a.select(a.mean, only_b.select(b.mean, mean)),
                only_a.select(a.squares, only_b.select(b.squares, squares))};
    }

    StandardScaler& learn(const auto& X, const std::optional<State>& former) {
        detail::check_scaler_input(X, name);
        if (former) check_n_features(X.cols(), former->mean.size(), name);
        Moments all = moments(X);
        if (former) {
            const Vector<double> n = former->n_values_seen.template cast<double>();
            all = combine({n, former->mean, former->var.cwiseProduct(n)}, all);
        }

        State next{.mean = all.mean,
                   .var = all.squares.cwiseQuotient(all.n),
                   .scale = Vector<double>::Ones(X.cols()),
                   .n_values_seen = all.n.template cast<Index>(),
                   .n_samples_seen = X.rows() + (former ? former->n_samples_seen : 0)};
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
    std::optional<State> state_;
};

}  // namespace eigenmlp
