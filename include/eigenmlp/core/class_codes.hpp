// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// The position of each sample's label in a sorted list of classes.
using ClassCodes = Eigen::Matrix<Index, Eigen::Dynamic, 1>;

/// A label type that can be read as another: both numbers, or convertible (a string literal to a string).
template <class From, class Label>
concept LabelConvertibleTo = (std::is_arithmetic_v<From> && std::is_arithmetic_v<Label>) ||
                             (!std::is_arithmetic_v<From> && !std::is_arithmetic_v<Label> &&
                              std::convertible_to<From, Label>);

/// A sequence of labels that can be read as `Label`.
template <class Y, class Label>
concept LabelSequenceOf = LabelSequence<Y> && LabelConvertibleTo<label_t<Y>, Label>;

namespace detail {

/// Whether a floating-point label is one of a class: a whole number, so neither infinite nor NaN.
template <std::floating_point Label>
bool is_whole(Label label) {
    return std::trunc(label) == label && !std::isinf(label);
}

/// The first of the labels that is a number but not a whole one.
template <LabelSequence Y>
std::optional<label_t<Y>> find_not_whole(const Y& y) {
    if constexpr (std::floating_point<label_t<Y>>)
        for (Index i = 0; i < label_count(y); ++i)
            if (const auto label = label_at(y, i); !is_whole(label)) return label;
    return {};
}

/// `from` as a `Label`, or nothing if that would change its value. NaN is no label.
template <class Label, LabelConvertibleTo<Label> From>
std::optional<Label> convert_label(const From& from) {
    if constexpr (std::floating_point<From> && std::integral<Label>) {
        constexpr double all_integers = 9007199254740992.0;  // 2^53: up to here each one is a double
        if (!(std::abs(static_cast<double>(from)) <= all_integers) || std::trunc(from) != from) return {};
        return convert_label<Label>(static_cast<std::int64_t>(from));
    } else if constexpr (std::is_arithmetic_v<From>) {
        const auto label = static_cast<Label>(from);
        if constexpr (std::floating_point<Label> && std::integral<From>)  // rounded up beyond all of From's?
            if (label >= std::ldexp(Label(1), std::numeric_limits<From>::digits)) return {};
        if (static_cast<From>(label) != from || (label < Label{}) != (from < From{})) return {};
        return label;
    } else {
        return Label(from);
    }
}

/// A label as Python prints it; types that fmt does not know are not shown.
template <class Label>
std::string format_label(const Label& label) {
    if constexpr (std::same_as<Label, bool>)
        return label ? "True" : "False";
    else if constexpr (std::convertible_to<Label, std::string_view>)
        return detail::format("'{}'", std::string_view(label));
    else if constexpr (std::integral<Label>)
        return detail::format("{}", +label);
    else if constexpr (std::floating_point<Label>)
        return detail::format("{:#}", label);
    else if constexpr (fmt::is_formattable<Label>::value)
        return fmt::format("{}", label);
    else
        return "?";
}

template <class Label>
std::string format_labels(const std::vector<Label>& labels) {
    std::string text;
    for (const Label& label : labels) text += (text.empty() ? "" : ", ") + format_label<Label>(label);
    return "[" + text + "]";
}

/// All labels of `y` as `Label`s.
/// \throws InvalidDataError if one of them is none.
template <class Label, LabelSequenceOf<Label> Y>
std::vector<Label> convert_labels(const Y& y, std::string_view name) {
    std::vector<Label> labels;
    labels.reserve(static_cast<std::size_t>(label_count(y)));
    for (Index i = 0; i < label_count(y); ++i) {
        const std::optional<Label> label = convert_label<Label>(label_at(y, i));
        if (!label)
            throw InvalidDataError(detail::format("{} contains {}, which is not a value of the label type.",
                                                  name, format_label(label_at(y, i))));
        labels.push_back(*label);
    }
    return labels;
}

/// The distinct labels of `y` in ascending order.
/// \throws InvalidDataError if one of them is no `Label`.
template <class Label, LabelSequenceOf<Label> Y>
std::vector<Label> find_classes(const Y& y, std::string_view name) {
    std::vector<Label> classes = convert_labels<Label>(y, name);
    sort_unique(classes);
    return classes;
}

/// The position of `label` in the ascending `classes`, or -1 if it is none of them.
template <class Label, LabelConvertibleTo<Label> From>
Index find_class(const std::vector<Label>& classes, const From& label) {
    const std::optional<Label> wanted = convert_label<Label>(label);
    if (!wanted) return -1;
    const auto found = std::lower_bound(classes.begin(), classes.end(), *wanted);
    return found != classes.end() && *found == *wanted ? static_cast<Index>(found - classes.begin()) : -1;
}

/// The codes of all labels of `y`; -1 stands for a label outside `classes`.
template <class Label, LabelSequenceOf<Label> Y>
ClassCodes find_class_codes(const std::vector<Label>& classes, const Y& y) {
    ClassCodes codes(label_count(y));
    for (Index i = 0; i < codes.size(); ++i) codes[i] = find_class(classes, label_at(y, i));
    return codes;
}

/// Whether a label was none of the classes.
inline bool any_unseen(const ClassCodes& codes) {
    for (const Index code : codes)
        if (code < 0) return true;
    return false;
}

/// The distinct labels of `y` that are not in `classes`, in ascending order.
template <class Label, LabelSequenceOf<Label> Y>
std::vector<label_t<Y>> find_unseen_labels(const std::vector<Label>& classes, const Y& y) {
    std::vector<label_t<Y>> unseen;
    for (Index i = 0; i < label_count(y); ++i)
        if (find_class(classes, label_at(y, i)) < 0) unseen.push_back(label_at(y, i));
    sort_unique(unseen);
    return unseen;
}

/// \throws InvalidDataError listing the labels of `y` that are not in `classes`.
template <class Label, LabelSequenceOf<Label> Y>
void check_no_unseen_labels(const std::vector<Label>& classes, const Y& y) {
    const auto unseen = find_unseen_labels(classes, y);
    if (!unseen.empty())
        throw InvalidDataError(
            detail::format("y contains previously unseen labels: {}. The known ones are {}.",
                           format_labels(unseen), format_labels(classes)));
}

}  // namespace detail
}  // namespace eigenmlp
