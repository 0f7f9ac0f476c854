// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

template <class Y>
struct IsOneDimensional : std::true_type {};

template <class Y>
requires requires { Y::IsVectorAtCompileTime; }
struct IsOneDimensional<Y> : std::bool_constant<bool(Y::IsVectorAtCompileTime)> {};

/// The label that an element of a sequence stands for: itself, or the text that a pointer points to.
template <class Element>
struct LabelOf {
    using type = Element;
};
template <class Element>
requires std::same_as<Element, const char*> || std::same_as<Element, char*>
struct LabelOf<Element> {
    using type = std::string;
};

template <class Label>
void sort_unique(std::vector<Label>& labels) {
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

}  // namespace detail

/// One label per sample: an Eigen vector (arithmetic labels) or a `std::vector` of anything totally ordered;
/// string literals count by their texts.
template <class Y>
concept LabelSequence = detail::IsOneDimensional<Y>::value && requires(const Y& y) {
    y.size();
    y[0];
} && std::totally_ordered<std::remove_cvref_t<decltype(std::declval<const Y&>()[0])>>;

/// Label type of a sequence.
template <LabelSequence Y>
using label_t = typename detail::LabelOf<
    std::conditional_t<std::same_as<Y, std::vector<bool>>, bool,
                       std::remove_cvref_t<decltype(std::declval<const Y&>()[0])>>>::type;

/// What functions that make labels return: an Eigen vector where labels are numbers, else a `std::vector`.
template <class Label>
using LabelVector = std::conditional_t<std::is_arithmetic_v<Label>, Eigen::Matrix<Label, Eigen::Dynamic, 1>,
                                       std::vector<Label>>;

/// Number of labels, as Eigen counts.
template <LabelSequence Y>
Index label_count(const Y& y) {
    return static_cast<Index>(y.size());
}

/// Label of sample `i`.
template <LabelSequence Y>
label_t<Y> label_at(const Y& y, Index i) {
    if constexpr (requires { y.derived(); })
        return y[i];
    else
        return y[static_cast<std::size_t>(i)];
}

/// `n` labels to be assigned one by one through `set_label`.
template <class Label>
LabelVector<Label> make_labels(Index n) {
    if constexpr (std::is_arithmetic_v<Label>)
        return LabelVector<Label>(n);
    else
        return LabelVector<Label>(static_cast<std::size_t>(n));
}

template <class Label>
void set_label(LabelVector<Label>& y, Index i, const Label& label) {
    if constexpr (std::is_arithmetic_v<Label>)
        y[i] = label;
    else
        y[static_cast<std::size_t>(i)] = label;
}

/// The distinct labels in ascending order (NumPy's `unique`).
template <LabelSequence Y>
std::vector<label_t<Y>> unique_labels(const Y& y) {
    std::vector<label_t<Y>> labels;
    labels.reserve(static_cast<std::size_t>(y.size()));
    for (Index i = 0; i < label_count(y); ++i) labels.push_back(label_at(y, i));
    detail::sort_unique(labels);
    return labels;
}

}  // namespace eigenmlp
