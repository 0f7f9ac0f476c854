// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
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
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"
#include "eigenmlp/preprocessing/scaler_input.hpp"

namespace eigenmlp {

/// Parameters of `MinMaxScaler`.
struct MinMaxScalerParams {
    /// Where the smallest and the largest value of a feature go.
    std::pair<double, double> feature_range = {0, 1};
    /// Whether `transform` cuts values outside `feature_range` off.
    bool clip = false;

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"feature_range", &MinMaxScalerParams::feature_range},
                          ParamField{"clip", &MinMaxScalerParams::clip}};
    }
};

/// Scales each feature linearly so that the values it was fitted with fill `feature_range`. A constant
/// feature moves to the lower end. NaN is ignored by `fit` and kept by `transform`. X is samples x features,
/// of any storage order; results are row-major.
template <Floating Scalar = double>
class MinMaxScaler {
public:
    using Params = MinMaxScalerParams;

    explicit(false) MinMaxScaler(Params params = {}) : params_(params) {}

    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    /// Learns the extremes of each feature, from `X` alone. A `fit` that throws leaves the scaler as it was.
    /// \throws InvalidParameterError if `feature_range` is not ascending.
    /// \throws InvalidDataError if `X` is empty, a column vector by type or contains infinity.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> MinMaxScaler& fit(
        const Eigen::MatrixBase<Derived>& X) {
        return learn(X.derived(), {});
    }

    /// Learns from `X` on top of what was learnt before.
    /// \throws InvalidDataError as `fit`, and if `X` has another number of features than before.
    /// \note A feature whose values in one of the calls are all NaN keeps what the others taught;
    /// scikit-learn's becomes NaN.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> MinMaxScaler& partial_fit(
        const Eigen::MatrixBase<Derived>& X) {
        return learn(X.derived(), state_);
    }

    /// X * scale + min.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `partial_fit`.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        check_input(X);
        Matrix<Scalar> scaled =
            (X.array().rowwise() * scale().transpose().array()).rowwise() + min().transpose().array();
        if (params_.clip) {
            const auto low = static_cast<Scalar>(params_.feature_range.first);
            const auto high = static_cast<Scalar>(params_.feature_range.second);
            scaled = scaled.unaryExpr([=](Scalar x) { return x < low ? low : x > high ? high : x; });
        }
        return scaled;
    }

    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> fit_transform(
        const Eigen::MatrixBase<Derived>& X) {
        return fit(X).transform(X);
    }

    /// (X - min) / scale.
    /// \throws NotFittedError before `fit`.
    /// \throws InvalidDataError as `partial_fit`.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, Scalar> Matrix<Scalar> inverse_transform(
        const Eigen::MatrixBase<Derived>& X)
    const {
        check_input(X);
        return (X.array().rowwise() - min().transpose().array()).rowwise() / scale().transpose().array();
    }

    /// Smallest value of each feature, NaN where there was none. All accessors throw NotFittedError before
    /// `fit`.
    const Vector<Scalar>& data_min() const { return state().data_min; }
    /// Largest value of each feature.
    const Vector<Scalar>& data_max() const { return state().data_max; }
    /// `data_max - data_min`.
    const Vector<Scalar>& data_range() const { return state().data_range; }
    /// Factor of each feature.
    const Vector<Scalar>& scale() const { return state().scale; }
    /// Offset of each feature.
    const Vector<Scalar>& min() const { return state().min; }
    /// Rows learnt from.
    Index n_samples_seen() const { return state().n_samples_seen; }
    Index n_features_in() const { return data_min().size(); }

    /// Names of the columns, which are those of the features: as given, or x0, x1, ...
    /// \throws InvalidDataError for another number of names than of features.
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        return detail::feature_names_in(input_features, n_features_in());
    }

private:
    static constexpr std::string_view name = "MinMaxScaler";

    struct State {
        Vector<Scalar> data_min, data_max, data_range, scale, min;
        Index n_samples_seen;
    };

    const State& state() const { return detail::fitted(state_, name); }

    template <class Derived>
    void check_input(const Eigen::MatrixBase<Derived>& X) const {
        const Index expected = n_features_in();
        detail::check_scaler_input(X, name);
        check_n_features(X.cols(), expected, name);
    }

    /// Extends the extremes by those of the values that are not NaN.
    static void add_extremes(const detail::Table<Scalar>& X, State& state) {
        constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();
        Vector<Scalar> low = Vector<Scalar>::Constant(X.cols(), infinity), high = -low;
        for (Index i = 0; i < X.rows(); ++i)
            for (Index j = 0; j < X.cols(); ++j) {
                const Scalar x = X(i, j);
                low[j] = x < low[j] ? x : low[j];
                high[j] = x > high[j] ? x : high[j];
            }
        for (Index j = 0; j < X.cols(); ++j) {
            if (low[j] > high[j]) continue;
            state.data_min[j] = std::fmin(state.data_min[j], low[j]);
            state.data_max[j] = std::fmax(state.data_max[j], high[j]);
        }
    }

    MinMaxScaler& learn(const auto& X, const std::optional<State>& former) {
        const auto [low, high] = params_.feature_range;
        if (!(low < high))
            throw InvalidParameterError(detail::format(
                "Minimum of desired feature range must be smaller than maximum. Got ({}, {}) as "
                "feature_range.",
                low, high));
        detail::check_scaler_input(X, name);
        if (former) check_n_features(X.cols(), former->data_min.size(), name);

        State next = former.value_or(
            State{.data_min = Vector<Scalar>::Constant(X.cols(), std::numeric_limits<Scalar>::quiet_NaN()),
                  .data_max = Vector<Scalar>::Constant(X.cols(), std::numeric_limits<Scalar>::quiet_NaN()),
                  .data_range = {},
                  .scale = {},
                  .min = {},
                  .n_samples_seen = 0});
        add_extremes(X, next);
        next.data_range = next.data_max - next.data_min;
        // scikit-learn's rule for a range so small that it is rounding noise
        const Scalar negligible = 10 * std::numeric_limits<Scalar>::epsilon();
        const Vector<Scalar> divisor =
            (next.data_range.array() < negligible).select(Scalar(1), next.data_range.array());
        next.scale = static_cast<Scalar>(high - low) / divisor.array();
        next.min = static_cast<Scalar>(low) - next.data_min.array() * next.scale.array();
        next.n_samples_seen += X.rows();
        state_ = std::move(next);
        return *this;
    }

    Params params_;
    detail::Learnt<State> state_;
};

}  // namespace eigenmlp
