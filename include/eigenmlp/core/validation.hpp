// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/parallel.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

/// x * 0 is 0 where x is finite and NaN elsewhere; several times as fast as Eigen's allFinite.
template <class Derived>
bool all_finite(const Eigen::DenseBase<Derived>& x) {
    using S = typename Derived::Scalar;
    if constexpr (std::is_base_of_v<Eigen::PlainObjectBase<Derived>, Derived>)  // All alike, as a vector.
        return all_finite(Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, 1>>(x.derived().data(), x.size()));
    else
        return (x.derived().array() * S(0)).sum() == S(0);
}

/// The same of `n_runs` runs of numbers, `stride` apart, shared by as many threads as `resolve_threads` says.
template <class S>
bool all_finite(const S* x, Index run, Index n_runs, Index stride, Index n_threads) {
    const double work = static_cast<double>(run) * static_cast<double>(n_runs);
    const Index parts = std::max(Index{1}, std::min(resolve_threads(n_threads, work), n_runs));
    std::atomic<bool> finite = true;
    ThreadTeam(parts).run([&](Index thread) {
        using Runs =
            Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, Eigen::Dynamic>, 0, Eigen::OuterStride<>>;
        const Part mine = part(n_runs, 1, thread, parts);
        if (!all_finite(Runs(x + mine.first * stride, run, mine.size, Eigen::OuterStride<>(stride))))
            finite = false;
    });
    return finite;
}

/// The same of x by threads, if it lies in memory.
template <class Derived>
bool all_finite(const Eigen::DenseBase<Derived>& x, Index n_threads) {
    if constexpr (requires { x.derived().data(); } && Derived::InnerStrideAtCompileTime == 1)
        return all_finite(x.derived().data(), x.innerSize(), x.outerSize(), x.derived().outerStride(),
                          n_threads);
    else
        return all_finite(x);
}

/// The first element that is not finite decides between the two sentences.
template <class Derived>
[[noreturn]] void throw_not_finite(const Eigen::DenseBase<Derived>& x, std::string_view name) {
    for (Index i = 0; i < x.rows(); ++i)
        for (Index j = 0; j < x.cols(); ++j) {
            if (std::isnan(x.derived()(i, j)))
                throw InvalidDataError(
                    detail::format("Input {} contains NaN (first at row {}, column {}).", name, i, j));
            if (std::isinf(x.derived()(i, j)))
                throw InvalidDataError(
                    detail::format("Input {} contains infinity (first at row {}, column {}).", name, i, j));
        }
    throw InvalidDataError(detail::format("Input {} contains NaN or infinity.", name));
}

/// What an estimator has learnt, if anything. Moving takes it away: who is moved from is not fitted any more.
template <class State>
class Learnt : public std::optional<State> {
public:
    using std::optional<State>::operator=;

    Learnt() = default;
    Learnt(const Learnt&) = default;
    Learnt& operator=(const Learnt&) = default;
    Learnt(Learnt&& other) noexcept : std::optional<State>(std::move(other.base())) { other.reset(); }
    Learnt& operator=(Learnt&& other) noexcept {
        if (this == &other) return *this;
        base() = std::move(other.base());
        other.reset();
        return *this;
    }
    ~Learnt() = default;

private:
    std::optional<State>& base() { return *this; }
};

/// What `estimator` has learnt. \throws NotFittedError if there is nothing.
template <class State>
const State& fitted(const std::optional<State>& state, std::string_view estimator) {
    if (!state)
        throw NotFittedError(
            detail::format("This {} instance is not fitted yet. Call 'fit' with appropriate arguments before "
                           "using this estimator.",
                           estimator));
    return *state;
}

}  // namespace detail

/// Refuses NaN and infinity.
/// \throws InvalidDataError naming the first offender.
template <class Derived>
void check_finite(const Eigen::DenseBase<Derived>& x, std::string_view name) {
    if (!detail::all_finite(x)) detail::throw_not_finite(x, name);
}

/// Refuses what is not a table of samples x features: no rows, no columns, a single column vector by type. A
/// row vector by type is one sample. \throws InvalidDataError naming `name` and `estimator`.
template <class Derived>
void check_table(const Eigen::DenseBase<Derived>& x, std::string_view name, std::string_view estimator) {
    if constexpr (Derived::ColsAtCompileTime == 1 && Derived::RowsAtCompileTime != 1)
        throw InvalidDataError(detail::format(
            "Expected 2D array for {}, got a column vector of size {} instead. Use a matrix with "
            "one column if your "
            "data has a single feature or with one row if it contains a single sample.",
            name, x.size()));
    if (x.rows() == 0)
        throw InvalidDataError(detail::format(
            "Found array {} with 0 sample(s) (shape=({}, {})) while a minimum of 1 is required by {}.", name,
            x.rows(), x.cols(), estimator));
    if (x.cols() == 0)
        throw InvalidDataError(detail::format(
            "Found array {} with 0 feature(s) (shape=({}, {})) while a minimum of 1 is required by {}.", name,
            x.rows(), x.cols(), estimator));
}

/// The same, and NaN or infinity.
/// \throws InvalidDataError naming `name` and `estimator`.
template <class Derived>
void check_array(const Eigen::DenseBase<Derived>& x, std::string_view name, std::string_view estimator) {
    check_table(x, name, estimator);
    check_finite(x, name);
}

/// Refuses inputs of different numbers of samples.
/// \throws InvalidDataError with both numbers.
inline void check_consistent_length(Index n_first, Index n_second, std::string_view first = "X",
                                    std::string_view second = "y") {
    if (n_first != n_second)
        throw InvalidDataError(detail::format(
            "Found input variables with inconsistent numbers of samples: {} has {}, {} has {}.", first,
            n_first, second, n_second));
}

/// Refuses another number of features than the estimator was fitted with.
/// \throws InvalidDataError with both numbers.
inline void check_n_features(Index found, Index expected, std::string_view estimator) {
    if (found != expected)
        throw InvalidDataError(detail::format("X has {} features, but {} is expecting {} features as input.",
                                              found, estimator, expected));
}

}  // namespace eigenmlp
