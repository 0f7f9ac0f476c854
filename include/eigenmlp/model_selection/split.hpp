// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The row numbers of both parts of a split, in the order in which the rows are to be taken.
struct TrainTestIndices {
    std::vector<Index> train, test;
};

/// The labels to stratify by, reduced to their classes in ascending order.
class Stratification {
public:
    /// By a label per sample. Messages call the labels `name`.
    template <LabelSequence Y>
    Stratification(const Y& y, std::string_view name = "stratify") {
        assign(y, name);
    }

    /// By the combination of labels in each row, for samples x labels matrices of integers. As in
    /// scikit-learn the combinations are ordered as texts.
    template <class Derived>
    requires(!LabelSequence<Derived> && std::integral<typename Derived::Scalar>)
        Stratification(const Eigen::MatrixBase<Derived>& y, std::string_view name = "stratify") {
        std::vector<std::string> rows(static_cast<std::size_t>(y.rows()));
        for (Index i = 0; i < y.rows(); ++i)
            for (Index j = 0; j < y.cols(); ++j)
                rows[static_cast<std::size_t>(i)] += detail::format("{}{}", j > 0 ? " " : "", +y(i, j));
        assign(rows, name);
    }

    /// Class of each sample.
    const ClassCodes& codes() const { return codes_; }

    /// The classes as messages show them.
    const std::vector<std::string>& class_names() const { return class_names_; }

    Index n_samples() const { return codes_.size(); }
    Index n_classes() const { return static_cast<Index>(class_names_.size()); }

private:
    template <LabelSequence Y>
    void assign(const Y& y, std::string_view name) {
        const auto classes = detail::find_classes<label_t<Y>>(y, name);
        codes_ = detail::find_class_codes(classes, y);
        for (const label_t<Y>& label : classes) class_names_.push_back(detail::format_label(label));
    }

    ClassCodes codes_;
    std::vector<std::string> class_names_;
};

namespace detail {

/// The number of samples of a table (its rows), of a vector, or that number itself.
template <class Data>
Index sample_count(const Data& data) {
    if constexpr (std::integral<Data>) {
        if (!std::in_range<Index>(data) || data < Data{})
            throw InvalidDataError(detail::format("The number of samples must be at least 0. Got {}.", data));
        return static_cast<Index>(data);
    } else if constexpr (requires { bool(Data::IsVectorAtCompileTime); }) {
        return Data::IsVectorAtCompileTime ? data.size() : data.rows();
    } else {
        return static_cast<Index>(data.size());
    }
}

/// Shares `n_draws` draws among classes in proportion to their counts, as close to the most probable outcome
/// of drawing without replacement as rounding allows; ties are broken at random (scikit-learn's
/// `_approximate_mode`).
inline std::vector<Index> approximate_mode(const std::vector<Index>& counts, Index n_draws,
                                           RandomState& rng) {
    const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), Index{0}));
    std::vector<Index> shares;
    std::vector<double> remainders;
    for (const Index count : counts) {
        const double exact = rounded(static_cast<double>(count) / total * static_cast<double>(n_draws));
        shares.push_back(static_cast<Index>(std::floor(exact)));
        remainders.push_back(exact - std::floor(exact));
    }
    Index missing = n_draws - std::accumulate(shares.begin(), shares.end(), Index{0});
    constexpr double used_up = -1.0;
    while (missing > 0) {
        double largest = used_up;
        for (const double remainder : remainders) largest = std::max(largest, remainder);
        if (largest == used_up) break;
        std::vector<Index> tied;
        for (std::size_t k = 0; k < remainders.size(); ++k)
            if (remainders[k] == largest) {
                tied.push_back(static_cast<Index>(k));
                remainders[k] = used_up;
            }
        const Index added = std::min(missing, static_cast<Index>(tied.size()));
        for (const Index k : rng.choice(tied, added)) ++shares[static_cast<std::size_t>(k)];
        missing -= added;
    }
    return shares;
}

inline void check_stratification(const Stratification& y, const std::vector<std::vector<Index>>& members,
                                 Index n_train, Index n_test) {
    std::string too_few;
    for (std::size_t k = 0; k < members.size(); ++k)
        if (members[k].size() < 2) too_few += (too_few.empty() ? "" : ", ") + y.class_names()[k];
    if (!too_few.empty())
        throw InvalidDataError(detail::format(
            "The least populated classes in y have only 1 member, which is too few. The minimum "
            "number of groups "
            "for any class cannot be less than 2. Classes with too few members are: [{}]",
            too_few));
    if (n_train < y.n_classes())
        throw InvalidDataError(
            detail::format("The train_size = {} should be greater or equal to the number of classes = {}",
                           n_train, y.n_classes()));
    if (n_test < y.n_classes())
        throw InvalidDataError(
            detail::format("The test_size = {} should be greater or equal to the number of classes = {}",
                           n_test, y.n_classes()));
}

}  // namespace detail

/// A random split of `n` rows (one split of scikit-learn's `ShuffleSplit`).
/// \pre `n_train + n_test <= n`
inline TrainTestIndices shuffle_split_indices(Index n, Index n_train, Index n_test, RandomState& rng) {
    const std::vector<Index> order = rng.permutation(n);
    const auto middle = order.begin() + n_test;
    return {.train = {middle, middle + n_train}, .test = {order.begin(), middle}};
}

/// A random split with the same proportions of classes in both parts (one split of scikit-learn's
/// `StratifiedShuffleSplit`).
/// \pre `n_train + n_test <= y.n_samples()`
/// \throws InvalidDataError if a class has fewer than two members or a part fewer rows than there are
/// classes.
inline TrainTestIndices stratified_shuffle_split_indices(const Stratification& y, Index n_train, Index n_test,
                                                         RandomState& rng) {
    std::vector<std::vector<Index>> members(static_cast<std::size_t>(y.n_classes()));
    for (Index i = 0; i < y.n_samples(); ++i) members[static_cast<std::size_t>(y.codes()[i])].push_back(i);
    detail::check_stratification(y, members, n_train, n_test);

    std::vector<Index> counts;
    for (const auto& rows : members) counts.push_back(static_cast<Index>(rows.size()));
    const std::vector<Index> train_counts = detail::approximate_mode(counts, n_train, rng);
    std::vector<Index> remaining = counts;
    for (std::size_t k = 0; k < counts.size(); ++k) remaining[k] -= train_counts[k];
    const std::vector<Index> test_counts = detail::approximate_mode(remaining, n_test, rng);

    TrainTestIndices split;
    for (std::size_t k = 0; k < members.size(); ++k) {
        const std::vector<Index> rows = rng.permutation(members[k]);
        const auto middle = rows.begin() + train_counts[k];
        split.train.insert(split.train.end(), rows.begin(), middle);
        split.test.insert(split.test.end(), middle, middle + test_counts[k]);
    }
    rng.shuffle(split.train);
    rng.shuffle(split.test);
    return split;
}

/// The size of a part: a floating-point number is a fraction of the samples, an integer a number of samples,
/// and none leaves the choice to the function.
class SplitSize {
public:
    SplitSize() = default;

    template <std::floating_point T>
    SplitSize(T fraction) : fraction_(static_cast<double>(fraction)) {}

    template <std::integral T>
    requires(!std::same_as<T, bool>) SplitSize(T count) : count_(static_cast<Index>(count)) {}

    const std::optional<double>& fraction() const { return fraction_; }
    const std::optional<Index>& count() const { return count_; }
    bool is_given() const { return fraction_ || count_; }

    /// As in Python: 0.25, 10 or None.
    std::string to_string() const {
        if (fraction_) return detail::format("{:#}", *fraction_);
        return count_ ? detail::format("{}", *count_) : "None";
    }

private:
    std::optional<double> fraction_;
    std::optional<Index> count_;
};

/// Numbers of rows of both parts.
struct TrainTestSizes {
    Index n_train, n_test;
};

namespace detail {

inline void check_split_size(const SplitSize& size, Index n_samples, std::string_view name) {
    const bool fits = size.fraction() ? *size.fraction() > 0 && *size.fraction() < 1
                                      : !size.count() || (*size.count() > 0 && *size.count() < n_samples);
    if (!fits)
        throw InvalidParameterError(detail::format(
            "{}={} should be either positive and smaller than the number of samples {} or a float "
            "in the (0, 1) range",
            name, size.to_string(), n_samples));
}

}  // namespace detail

/// Resolves the sizes of both parts: a fraction of test rows is rounded up, one of training rows down, and a
/// size that is not given is what the other one leaves. Without both, `default_test_size` counts. \throws
/// InvalidParameterError if a size is out of range, both together exceed the samples or no training row is
/// left.
inline TrainTestSizes validate_shuffle_split(Index n_samples, SplitSize test_size, SplitSize train_size,
                                             double default_test_size) {
    if (!test_size.is_given() && !train_size.is_given()) test_size = default_test_size;
    detail::check_split_size(test_size, n_samples, "test_size");
    detail::check_split_size(train_size, n_samples, "train_size");
    if (test_size.fraction() && train_size.fraction() && *test_size.fraction() + *train_size.fraction() > 1)
        throw InvalidParameterError(detail::format(
            "The sum of test_size and train_size = {}, should be in the (0, 1) range. Reduce test_size "
            "and/or train_size.",
            *test_size.fraction() + *train_size.fraction()));

    const auto n = static_cast<double>(n_samples);
    Index n_test = test_size.fraction() ? static_cast<Index>(std::ceil(*test_size.fraction() * n))
                                        : test_size.count().value_or(0);
    Index n_train = train_size.fraction() ? static_cast<Index>(std::floor(*train_size.fraction() * n))
                                          : train_size.count().value_or(0);
    if (!train_size.is_given()) n_train = n_samples - n_test;
    if (!test_size.is_given()) n_test = n_samples - n_train;
    if (n_train + n_test > n_samples)
        throw InvalidParameterError(detail::format(
            "The sum of train_size and test_size = {}, should be smaller than the number of samples "
            "{}. Reduce test_size and/or train_size.",
            n_train + n_test, n_samples));
    if (n_train == 0)
        throw InvalidParameterError(detail::format(
            "With n_samples={}, test_size={} and train_size={}, the resulting train set will be "
            "empty. Adjust any of the aforementioned parameters.",
            n_samples, test_size.to_string(), train_size.to_string()));
    return {n_train, n_test};
}

}  // namespace eigenmlp
