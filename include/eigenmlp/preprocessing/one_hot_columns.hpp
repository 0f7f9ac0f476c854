// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/preprocessing/one_hot_params.hpp"

namespace eigenmlp {

namespace detail {

/// One feature of an encoder: its categories and their columns. Infrequent categories share the last code.
template <class Category>
class OneHotColumns {
public:
    /// \param categories all different
    explicit OneHotColumns(std::vector<Category> categories)
        : categories_(std::move(categories)),
          ascending_(categories_),
          codes_(categories_.size()),
          n_codes_(static_cast<Index>(categories_.size())) {
        std::sort(ascending_.begin(), ascending_.end());
        for (const Category& category : ascending_)
            position_.push_back(std::find(categories_.begin(), categories_.end(), category) -
                                categories_.begin());
        std::iota(codes_.begin(), codes_.end(), Index{0});
    }

    const std::vector<Category>& categories() const { return categories_; }
    const std::vector<Index>& infrequent() const { return infrequent_; }
    std::optional<Index> dropped() const { return dropped_; }
    Index n_codes() const { return n_codes_; }
    Index n_columns() const { return n_codes_ - (dropped_ ? 1 : 0); }

    /// Gives the categories of fewer than `min_count` samples one code, and of the others the rarest as far
    /// as there are more than `max_categories` codes.
    void group_infrequent(const Vector<double>& counts, double min_count,
                          std::optional<Index> max_categories) {
        std::vector<bool> is_infrequent;
        for (const double count : counts) is_infrequent.push_back(count < min_count);
        const Index n_frequent = std::count(is_infrequent.begin(), is_infrequent.end(), false);
        if (max_categories && *max_categories < n_frequent + 1) {
            std::vector<Index> rarest(categories_.size());
            std::iota(rarest.begin(), rarest.end(), Index{0});
            std::stable_sort(rarest.begin(), rarest.end(),
                             [&](Index a, Index b) { return counts[a] < counts[b]; });
            rarest.resize(static_cast<std::size_t>(
                std::max<Index>(0, static_cast<Index>(rarest.size()) - *max_categories + 1)));
            for (const Index category : rarest) is_infrequent[static_cast<std::size_t>(category)] = true;
        }
        n_codes_ = 0;
        for (std::size_t k = 0; k < codes_.size(); ++k)
            if (is_infrequent[k])
                infrequent_.push_back(static_cast<Index>(k));
            else
                codes_[k] = n_codes_++;
        for (const Index category : infrequent_) codes_[static_cast<std::size_t>(category)] = n_codes_;
        n_codes_ += infrequent_.empty() ? 0 : 1;
    }

    /// \throws InvalidParameterError for a category that is infrequent or none
    void drop(const Category& category, Index feature) {
        const auto found = std::find(categories_.begin(), categories_.end(), category);
        if (found == categories_.end())
            throw InvalidParameterError(detail::format(
                "The category {} of feature {} was supposed to be dropped, but was not found in the "
                "training data.",
                format_label(category), feature));
        const Index index = found - categories_.begin();
        if (std::find(infrequent_.begin(), infrequent_.end(), index) != infrequent_.end())
            throw InvalidParameterError(
                detail::format("Unable to drop category {} from feature {} because it is infrequent",
                               format_label(category), feature));
        dropped_ = codes_[static_cast<std::size_t>(index)];
    }

    void drop_first() { dropped_ = 0; }

    /// The code of each sample's category, -1 if it is unknown.
    template <class From>
    ClassCodes codes(const std::vector<From>& column) const {
        ClassCodes found = find_class_codes(ascending_, column);
        for (Index& code : found)
            if (code >= 0) code = codes_[static_cast<std::size_t>(position_[static_cast<std::size_t>(code)])];
        return found;
    }

    std::optional<Index> infrequent_code() const {
        if (infrequent_.empty()) return {};
        return n_codes_ - 1;
    }

    /// The category of a code, or nothing for that of the infrequent ones.
    std::optional<Category> category(Index code) const {
        if (code == infrequent_code()) return {};
        return categories_[static_cast<std::size_t>(std::find(codes_.begin(), codes_.end(), code) -
                                                    codes_.begin())];
    }

    /// The column of a code that is not dropped.
    Index column(Index code) const { return code - (dropped_ && code > *dropped_ ? 1 : 0); }
    /// The code of a column.
    Index code(Index column) const { return column + (dropped_ && column >= *dropped_ ? 1 : 0); }

private:
    std::vector<Category> categories_, ascending_;
    std::vector<Index> position_;  // of the ascending ones among the categories
    std::vector<Index> codes_;     // of the categories
    Index n_codes_;
    std::vector<Index> infrequent_;
    std::optional<Index> dropped_;
};

/// \throws InvalidDataError naming the values that are none of the feature's categories
template <class Category, class From>
[[noreturn]] void refuse_unknown_categories(const OneHotColumns<Category>& feature,
                                            const std::vector<From>& values, Index j,
                                            std::string_view during) {
    std::vector<Category> known = feature.categories();
    sort_unique(known);
    throw InvalidDataError(detail::format("Found unknown categories {} in column {} during {}",
                                          format_labels(find_unseen_labels(known, values)), j, during));
}

/// \throws InvalidParameterError for categories that are none, twice the same or numbers not in ascending
/// order
template <class Category>
const std::vector<Category>& check_categories(const std::vector<Category>& categories, Index j) {
    std::vector<Category> ascending = categories;
    sort_unique(ascending);
    if (ascending.empty() || ascending.size() != categories.size())
        throw InvalidParameterError(
            detail::format("categories of feature {} must be at least one and all different. Got {}.", j,
                           format_labels(categories)));
    if (std::is_arithmetic_v<Category> && ascending != categories)
        throw InvalidParameterError(detail::format(
            "Unsorted categories are not supported for numerical categories. Got {} for feature {}.",
            format_labels(categories), j));
    return categories;
}

/// The columns of feature `j`, which has these values.
/// \throws InvalidDataError, InvalidParameterError as `OneHotEncoder::fit`
template <class Category, class From>
OneHotColumns<Category> learn_one_hot_columns(const OneHotEncoderParams<Category>& params,
                                              const std::vector<From>& values, Index j) {
    const auto of_feature = static_cast<std::size_t>(j);
    OneHotColumns<Category> feature(params.categories.empty()
                                        ? find_classes<Category>(values, "X")
                                        : check_categories(params.categories[of_feature], j));
    const ClassCodes codes = feature.codes(values);
    if (any_unseen(codes) && params.handle_unknown == HandleUnknown::error)
        refuse_unknown_categories(feature, values, j, "fit");
    Vector<double> counts = Vector<double>::Zero(feature.n_codes());
    for (const Index code : codes)
        if (code >= 0) counts[code] += 1;
    feature.group_infrequent(counts, params.min_frequency.samples(codes.size()), params.max_categories);
    if (!params.drop.categories().empty())
        feature.drop(params.drop.categories()[of_feature], j);
    else if (params.drop.rule() == Drop::first ||
             (params.drop.rule() == Drop::if_binary && feature.n_codes() == 2))
        feature.drop_first();
    return feature;
}

}  // namespace detail
}  // namespace eigenmlp
