// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/preprocessing/category_table.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"
#include "eigenmlp/preprocessing/indicator_table.hpp"
#include "eigenmlp/preprocessing/one_hot_columns.hpp"
#include "eigenmlp/preprocessing/one_hot_params.hpp"

namespace eigenmlp {

/// Turns each feature, whose values are categories, into a column of 0 and 1 per category. Tables of
/// categories are samples x features: an Eigen matrix of numbers, or a `std::vector` of rows of anything
/// totally ordered. \note The result is dense, as of scikit-learn's sparse_output=False, unless `Output` is
/// a sparse matrix: see `SparseOneHotEncoder` in eigenmlp/preprocessing/sparse.hpp. NaN is no category.
/// \tparam Output the matrix that `transform` gives
template <class Category = int, Floating Scalar = double, class Output = Matrix<Scalar>>
class OneHotEncoder {
    using Feature = detail::OneHotColumns<Category>;

public:
    using Params = OneHotEncoderParams<Category>;
    /// What `inverse_transform` gives.
    using Categories = std::conditional_t<std::is_arithmetic_v<Category>, Matrix<Category>,
                                          std::vector<std::vector<Category>>>;

    explicit(false) OneHotEncoder(Params params = {}) : params_(std::move(params)) {}

    const Params& params() const { return params_; }
    void set_params(Params params) { params_ = std::move(params); }

    /// Learns the categories. A `fit` that throws leaves the encoder as it was. \throws InvalidDataError for
    /// a table that is empty or ragged, values that are no `Category`, and values outside given categories
    /// unless unknown ones are handled. \throws InvalidParameterError for parameters that do not fit the
    /// table or each other.
    template <CategoryTable<Category> Table>
    OneHotEncoder& fit(const Table& X) {
        const Index n_features = detail::check_category_table(X, name);
        if (params_.max_categories && *params_.max_categories < 1)
            throw InvalidParameterError(
                detail::format("max_categories must be 1 or more. Got {} instead.", *params_.max_categories));
        check_length(params_.categories.size(), n_features, "categories");
        check_length(params_.drop.categories().size(), n_features, "drop");
        std::vector<Feature> features;
        for (Index j = 0; j < n_features; ++j)
            features.push_back(detail::learn_one_hot_columns(params_, detail::category_column(X, j), j));
        features_ = std::move(features);
        return *this;
    }

    /// 1 in the column of each value's category, else 0; samples x `n_features_out()`. \throws NotFittedError
    /// before `fit`. \throws InvalidDataError for tables that `fit` refuses, another number of features than
    /// before and, unless they are handled, unknown categories.
    template <CategoryTable<Category> Table>
    Output transform(const Table& X) const {
        const std::vector<Feature>& known = features();
        check_n_features(detail::check_category_table(X, name), n_features_in(), name);
        Matrix<Index> columns = Matrix<Index>::Constant(detail::count_rows(X), n_features_in(), -1);
        std::vector<Index> with_unknown;
        Index first = 0;
        for (Index j = 0; j < n_features_in(); ++j) {
            const Feature& feature = known[static_cast<std::size_t>(j)];
            const auto values = detail::category_column(X, j);
            const ClassCodes codes = feature.codes(values);
            if (detail::any_unseen(codes)) {
                if (params_.handle_unknown == HandleUnknown::error)
                    detail::refuse_unknown_categories(feature, values, j, "transform");
                with_unknown.push_back(j);
            }
            for (Index i = 0; i < codes.size(); ++i) {
                std::optional<Index> code;
                if (codes[i] >= 0)
                    code = codes[i];
                else if (params_.handle_unknown == HandleUnknown::infrequent_if_exist)
                    code = feature.infrequent_code();
                if (code && code != feature.dropped()) columns(i, j) = first + feature.column(*code);
            }
            first += feature.n_columns();
        }
        if (!with_unknown.empty() && params_.drop.drops())
            warn(WarningCategory::UserWarning,
                 detail::format(
                     "Found unknown categories in columns {} during transform. These unknown categories "
                     "will be encoded as all zeros",
                     detail::format_labels(with_unknown)));
        return detail::IndicatorTable<Output>::make(columns, n_features_out());
    }

    template <CategoryTable<Category> Table>
    Output fit_transform(const Table& X) {
        return fit(X).transform(X);
    }

    /// The categories of rows of columns: that of a feature's largest number, or the dropped one where all
    /// are 0. \throws NotFittedError before `fit`. \throws InvalidDataError for another number of columns,
    /// numbers that are not finite, and values that stand for no category: all 0 without a dropped one, and
    /// infrequent numbers. An infrequent word gives "infrequent_sklearn".
    template <class Derived>
    Categories inverse_transform(const Eigen::EigenBase<Derived>& X) const {
        const std::vector<Feature>& known = features();
        const detail::TableRows<Derived> rows(X.derived());
        rows.check(name);
        if (X.cols() != n_features_out())
            throw InvalidDataError(
                detail::format("Shape of the passed X data is not correct. Expected {} columns, got {}.",
                               n_features_out(), X.cols()));
        Categories table = make_table(X.rows());
        for (Index i = 0; i < X.rows(); ++i) {
            const auto row = rows.row(i);
            Index first = 0;
            for (Index j = 0; j < n_features_in(); ++j) {
                const Feature& feature = known[static_cast<std::size_t>(j)];
                const auto columns = row.segment(first, feature.n_columns());
                std::optional<Index> code = feature.dropped();
                if (feature.n_columns() > 0 && columns.sum() != 0) {
                    Index largest = 0;
                    columns.maxCoeff(&largest);
                    code = feature.code(largest);
                }
                set(table, i, j, category(feature, code, i, j));
                first += feature.n_columns();
            }
        }
        return table;
    }

    /// The categories of each feature. All accessors throw NotFittedError before `fit`.
    std::vector<std::vector<Category>> categories() const {
        std::vector<std::vector<Category>> all;
        for (const Feature& feature : features()) all.push_back(feature.categories());
        return all;
    }

    /// The dropped category of each feature, as a position among the frequent ones, which the infrequent ones
    /// together follow.
    std::vector<std::optional<Index>> drop_idx() const {
        std::vector<std::optional<Index>> all;
        for (const Feature& feature : features()) all.push_back(feature.dropped());
        return all;
    }

    /// The infrequent categories of each feature.
    std::vector<std::vector<Category>> infrequent_categories() const {
        std::vector<std::vector<Category>> all;
        for (const Feature& feature : features()) {
            all.emplace_back();
            for (const Index k : feature.infrequent())
                all.back().push_back(feature.categories()[static_cast<std::size_t>(k)]);
        }
        return all;
    }

    /// Names of the columns: the feature's (x0, x1, ... unless given), "_" and the category.
    /// \throws InvalidDataError for another number of names than of features.
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        const auto inputs = detail::feature_names_in(input_features, n_features_in());
        std::vector<std::string> names;
        for (std::size_t j = 0; j < inputs.size(); ++j) {
            const Feature& feature = features()[j];
            for (Index k = 0; k < feature.n_columns(); ++k) {
                const std::optional<Category> category = feature.category(feature.code(k));
                names.push_back(inputs[j] + "_" +
                                (category ? detail::plain_label(*category) : std::string(infrequent_name)));
            }
        }
        return names;
    }

    Index n_features_in() const { return static_cast<Index>(features().size()); }
    /// Number of columns that `transform` gives.
    Index n_features_out() const {
        Index n = 0;
        for (const Feature& feature : features()) n += feature.n_columns();
        return n;
    }

private:
    static constexpr std::string_view name = "OneHotEncoder";
    static constexpr std::string_view infrequent_name = "infrequent_sklearn";

    const std::vector<Feature>& features() const { return detail::fitted(features_, name); }

    static void check_length(std::size_t given, Index n_features, std::string_view parameter) {
        if (given != 0 && static_cast<Index>(given) != n_features)
            throw InvalidParameterError(detail::format(
                "{} must have one entry for each of the {} features. Got {}.", parameter, n_features, given));
    }

    Categories make_table(Index n_rows) const {
        if constexpr (std::is_arithmetic_v<Category>)
            return Matrix<Category>(n_rows, n_features_in());
        else
            return Categories(static_cast<std::size_t>(n_rows), std::vector<Category>(features().size()));
    }

    static void set(Categories& table, Index i, Index j, Category category) {
        if constexpr (std::is_arithmetic_v<Category>)
            table(i, j) = category;
        else
            table[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = std::move(category);
    }

    static Category category(const Feature& feature, std::optional<Index> code, Index i, Index j) {
        if (!code)
            throw InvalidDataError(detail::format(
                "Row {} cannot be inverted: all columns of feature {} are 0, and no category was dropped.", i,
                j));
        std::optional<Category> found = feature.category(*code);
        if (found) return std::move(*found);
        if constexpr (std::constructible_from<Category, std::string_view>)
            return Category(infrequent_name);
        else
            throw InvalidDataError(detail::format(
                "Row {} cannot be inverted: feature {} has an infrequent category, which is not one number.",
                i, j));
    }

    Params params_;
    detail::Learnt<std::vector<Feature>> features_;
};

}  // namespace eigenmlp
