// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What `OneHotEncoder::transform` does with a category that `fit` has not seen.
enum class HandleUnknown {
    error,               ///< an exception
    ignore,              ///< zeros in all columns of the feature
    infrequent_if_exist  ///< counts as an infrequent one; zeros if the feature has none
};

inline std::string param_text(HandleUnknown rule) {
    if (rule == HandleUnknown::error) return "'error'";
    return rule == HandleUnknown::ignore ? "'ignore'" : "'infrequent_if_exist'";
}

/// Which category of each feature gets no column.
enum class Drop {
    none,
    first,
    if_binary  ///< the first if there are two
};

inline std::string param_text(Drop rule) {
    if (rule == Drop::none) return "None";
    return rule == Drop::first ? "'first'" : "'if_binary'";
}

/// A rule, or the category to drop of each feature.
template <class Category>
class DropCategories {
public:
    DropCategories(Drop rule = Drop::none) : rule_(rule) {}
    DropCategories(std::vector<Category> categories) : categories_(std::move(categories)) {}
    DropCategories(std::initializer_list<Category> categories) : categories_(categories) {}

    Drop rule() const { return rule_; }
    /// Those given; empty for a rule.
    const std::vector<Category>& categories() const { return categories_; }
    bool drops() const { return rule_ != Drop::none || !categories_.empty(); }

private:
    Drop rule_ = Drop::none;
    std::vector<Category> categories_;
};

/// Below how many samples a category is infrequent: a number, or a fraction of all if of floating-point type.
class MinFrequency {
public:
    MinFrequency() = default;

    /// \throws InvalidParameterError for numbers below 1 and fractions outside (0, 1).
    template <class T>
    requires std::is_arithmetic_v<T> MinFrequency(T value) : value_(static_cast<double>(value)) {
        is_fraction_ = std::is_floating_point_v<T>;
        if (is_fraction_ ? !(value_ > 0 && value_ < 1) : value_ < 1)
            throw InvalidParameterError(detail::format(
                "min_frequency must be an integer of at least 1 or a fraction in (0, 1). Got {} "
                "instead.",
                value));
    }

    double samples(Index n_samples) const {
        return is_fraction_ ? value_ * static_cast<double>(n_samples) : value_;
    }

private:
    double value_ = 0;
    bool is_fraction_ = false;
};

/// Parameters of `OneHotEncoder`, in scikit-learn's order.
template <class Category>
struct OneHotEncoderParams {
    /// The categories of each feature; empty for those that `fit` finds, in ascending order. Numbers must be
    /// in ascending order.
    std::vector<std::vector<Category>> categories = {};
    DropCategories<Category> drop = {};
    HandleUnknown handle_unknown = HandleUnknown::error;
    /// Rarer categories are infrequent: they share a column, the last of the feature.
    MinFrequency min_frequency = {};
    /// The largest number of columns of a feature, that of the infrequent ones included, before `drop`.
    std::optional<Index> max_categories = {};

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"categories", &OneHotEncoderParams::categories},
                          ParamField{"drop", &OneHotEncoderParams::drop},
                          ParamField{"handle_unknown", &OneHotEncoderParams::handle_unknown},
                          ParamField{"min_frequency", &OneHotEncoderParams::min_frequency},
                          ParamField{"max_categories", &OneHotEncoderParams::max_categories}};
    }
};

}  // namespace eigenmlp
