// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"

namespace eigenmlp {

/// Made samples and the class of each.
template <Floating Scalar>
struct ClassificationData {
    Matrix<Scalar> X;   ///< samples x features
    Eigen::VectorXi y;  ///< 0, 1, ...
};

/// How many samples to make: altogether, or of each class.
class SampleCounts {
public:
    template <std::integral T>
    SampleCounts(T total) : total_(static_cast<Index>(total)) {}
    SampleCounts(std::initializer_list<Index> of_class) : of_class_(of_class) {}
    SampleCounts(std::vector<Index> of_class) : of_class_(std::move(of_class)) {}

    /// Nothing where the numbers of each class are given.
    std::optional<Index> total() const { return total_; }
    const std::vector<Index>& of_class() const { return of_class_; }

private:
    std::optional<Index> total_;
    std::vector<Index> of_class_;
};

namespace detail {

inline void check_at_least(Index value, Index lowest, std::string_view name) {
    if (value < lowest)
        throw InvalidParameterError(detail::format("{} must be at least {}. Got {}.", name, lowest, value));
}

inline void check_not_negative(double value, std::string_view name) {
    if (!(value >= 0 && std::isfinite(value)))
        throw InvalidParameterError(detail::format("{} must be at least 0 and finite. Got {}.", name, value));
}

/// The numbers of samples of two classes; of an odd total the second gets one more.
inline std::pair<Index, Index> resolve_two_counts(const SampleCounts& n_samples) {
    if (n_samples.total()) {
        check_at_least(*n_samples.total(), 1, "n_samples");
        const Index n_first = *n_samples.total() / 2;
        return {n_first, *n_samples.total() - n_first};
    }
    if (n_samples.of_class().size() != 2)
        throw InvalidParameterError(
            detail::format("n_samples can be either one number or two, one for each class. Got {}.",
                           n_samples.of_class().size()));
    for (const Index n : n_samples.of_class()) check_at_least(n, 0, "n_samples");
    return {n_samples.of_class()[0], n_samples.of_class()[1]};
}

/// NumPy's `linspace` from 0.
template <Floating S>
Vector<S> linspace(S stop, Index n, bool endpoint) {
    Vector<S> values(n);
    const Index n_steps = endpoint ? n - 1 : n;
    for (Index i = 0; i < n; ++i)
        values[i] = n_steps > 0 ? static_cast<S>(i) * (stop / static_cast<S>(n_steps)) : S(0);
    if (endpoint && n > 1) values[n - 1] = stop;
    return values;
}

template <Floating S>
Matrix<S> draw_normal(Index rows, Index cols, RandomState& rng) {
    Matrix<S> X(rows, cols);
    for (Index i = 0; i < X.size(); ++i) X.data()[i] = rng.standard_normal();
    return X;
}

template <Floating S>
Matrix<S> draw_uniform(Index rows, Index cols, RandomState& rng) {
    Matrix<S> X(rows, cols);
    for (Index i = 0; i < X.size(); ++i) X.data()[i] = rng.random_sample();
    return X;
}

inline void add_noise(Matrix<double>& X, double scale, RandomState& rng) {
    for (Index i = 0; i < X.size(); ++i) X.data()[i] += rng.normal(0, scale);
}

/// Brings the rows of both into one random order.
template <Floating S, class Targets>
void shuffle_rows(Matrix<S>& X, Targets& y, RandomState& rng) {
    const std::vector<Index> order = rng.permutation(X.rows());
    X = take_samples(X, order);
    y = take_samples(y, order);
}

/// The columns of `X` in the order given.
template <Floating S>
Matrix<S> take_columns(const Matrix<S>& X, const std::vector<Index>& order) {
    Matrix<S> taken(X.rows(), X.cols());
    for (Index j = 0; j < X.cols(); ++j) taken.col(j) = X.col(order[static_cast<std::size_t>(j)]);
    return taken;
}

/// What `make_moons` and `make_circles` do with two classes, once their points are known.
template <Floating Scalar>
ClassificationData<Scalar> finish_two_classes(Matrix<double> X, Index n_first, bool shuffle,
                                              const std::optional<double>& noise,
                                              const RandomStateParam& random_state) {
    const auto rng = random_state.generator();
    Eigen::VectorXi y(X.rows());
    for (Index i = 0; i < y.size(); ++i) y[i] = i < n_first ? 0 : 1;
    if (shuffle) shuffle_rows(X, y, *rng);
    if (noise) {
        check_not_negative(*noise, "noise");
        add_noise(X, *noise, *rng);
    }
    return {X.cast<Scalar>(), std::move(y)};
}

}  // namespace detail
}  // namespace eigenmlp
