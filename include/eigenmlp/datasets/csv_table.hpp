// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A column of a CSV file, by its name or its number from 0.
class CsvColumn {
public:
    template <std::integral T>
    CsvColumn(T number) : number_(static_cast<Index>(number)) {}
    CsvColumn(std::string name) : name_(std::move(name)) {}
    CsvColumn(const char* name) : name_(name) {}

    /// Nothing where the column is named.
    std::optional<Index> number() const { return number_; }
    const std::string& name() const { return name_; }

private:
    std::optional<Index> number_;
    std::string name_;
};

/// The types of numbers that fields can become.
template <class T>
concept CsvNumber = Floating<T> ||(std::integral<T> && !std::same_as<T, bool>);

/// Which columns `CsvTable::matrix` takes, and what it does where a value is missing.
struct CsvSelection {
    /// The columns, in this order; by default all.
    std::vector<CsvColumn> columns = {};
    /// Columns to leave out.
    std::vector<CsvColumn> except = {};
    /// What stands for a missing value, NaN for example; by default missing values are refused.
    std::optional<double> fill = {};
};

/// The fields of a CSV file as texts, and what becomes of them as numbers and labels.
class CsvTable {
public:
    /// \param file for messages
    /// \param missing_values texts that stand for a missing value
    CsvTable(std::string file, std::vector<std::string> missing_values)
        : file_(std::move(file)), missing_values_(std::move(missing_values)) {}

    Index rows() const { return static_cast<Index>(lines_.size()); }
    Index cols() const { return n_cols_; }

    /// The fields of the header; empty without one.
    const std::vector<std::string>& names() const { return names_; }

    /// \pre `row` and `col` are in range.
    std::string_view field(Index row, Index col) const {
        const auto k = static_cast<std::size_t>(row * n_cols_ + col);
        const std::size_t first = k == 0 ? 0 : ends_[k - 1];
        return std::string_view(text_).substr(first, ends_[k] - first);
    }

    /// Whether there is no value.
    bool is_missing(Index row, Index col) const {
        return std::find(missing_values_.begin(), missing_values_.end(), trimmed(field(row, col))) !=
               missing_values_.end();
    }

    /// The number of a column.
    /// \throws InvalidDataError if there is none of that number or not just one of that name.
    Index find_column(const CsvColumn& column) const {
        if (column.number()) {
            if (*column.number() < 0 || *column.number() >= n_cols_)
                throw InvalidDataError(fmt::format("{}: there is no column {}, only 0 to {}.", file_,
                                                   *column.number(), n_cols_ - 1));
            return *column.number();
        }
        if (std::count(names_.begin(), names_.end(), column.name()) != 1)
            throw InvalidDataError(fmt::format("{}: expected one column called '{}', found {}.", file_,
                                               column.name(),
                                               std::count(names_.begin(), names_.end(), column.name())));
        return std::find(names_.begin(), names_.end(), column.name()) - names_.begin();
    }

    /// Columns as numbers, rows x columns. Spaces around a number do not count.
    /// \throws FileError naming line and column where there is no number, or none of the integer type `T`,
    /// or, without `fill`, none at all. \throws InvalidDataError if a column is unknown.
    template <class T = double>
    requires CsvNumber<T> Matrix<T> matrix(const CsvSelection& selection = {})
    const {
        const std::vector<Index> columns = find_columns(selection);
        Matrix<T> values(rows(), static_cast<Index>(columns.size()));
        for (Index i = 0; i < values.rows(); ++i)
            for (Index j = 0; j < values.cols(); ++j)
                values(i, j) = number<T>(i, columns[static_cast<std::size_t>(j)], selection.fill);
        return values;
    }

    /// A column as labels.
    /// \param fill the label where none is given; by default missing labels are refused
    /// \throws FileError naming the line where there is no label or none of the number type `Label`.
    /// \throws InvalidDataError if the column is unknown.
    template <class Label = std::string>
    requires CsvNumber<Label> || std::same_as<Label, std::string> LabelVector<Label> labels(
        const CsvColumn& column, const std::optional<Label>& fill = {})
    const {
        const Index j = find_column(column);
        LabelVector<Label> y = make_labels<Label>(rows());
        for (Index i = 0; i < rows(); ++i) {
            if (is_missing(i, j) && fill)
                set_label<Label>(y, i, *fill);
            else if constexpr (std::same_as<Label, std::string>)
                set_label<Label>(y, i, is_missing(i, j) ? fail(i, j, "a label") : std::string(field(i, j)));
            else
                set_label<Label>(y, i, number<Label>(i, j, {}));
        }
        return y;
    }

    /// Makes the fields given so far the header. For the reader.
    void take_header() {
        for (Index j = 0; j < n_cols_; ++j) names_.emplace_back(field(0, j));
        text_.clear();
        ends_.clear();
        lines_.clear();
    }

    /// Adds a row. For the reader.
    /// \param fields the texts after each other, and where each ends
    /// \throws FileError if there are more or fewer than in the first row.
    void add_row(std::string_view fields, const std::vector<std::size_t>& ends, Index line) {
        if (n_cols_ == 0) n_cols_ = static_cast<Index>(ends.size());
        if (static_cast<Index>(ends.size()) != n_cols_)
            throw FileError(fmt::format("{}: line {}: expected {} fields as in the first row, found {}.",
                                        file_, line, n_cols_, ends.size()));
        for (const std::size_t end : ends) ends_.push_back(text_.size() + end);
        text_ += fields;
        lines_.push_back(line);
    }

    /// Whether a field of the first row is a number. For the reader.
    bool starts_with_numbers() const {
        for (Index j = 0; j < n_cols_; ++j)
            if (parse<double>(trimmed(field(0, j)))) return true;
        return false;
    }

private:
    static std::string_view trimmed(std::string_view text) {
        constexpr std::string_view spaces = " \t";
        const std::size_t first = text.find_first_not_of(spaces);
        return first == text.npos ? std::string_view()
                                  : text.substr(first, text.find_last_not_of(spaces) - first + 1);
    }

    template <class T>
    static std::optional<T> parse(std::string_view text) {
        if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
        T value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (end != text.data() + text.size()) return {};
        if constexpr (std::floating_point<T>)
            if (error == std::errc::result_out_of_range) return nearest<T>(text);
        if (error != std::errc{}) return {};
        return value;
    }

    /// For a number out of T's range: the nearest one if it is too small, nothing if it is too large.
    template <class T>
    static std::optional<T> nearest(std::string_view text) {
        if constexpr (std::same_as<T, double>) {
            if (text.find("e-") == text.npos && text.find("E-") == text.npos) return {};
            return text[0] == '-' ? -0.0 : 0.0;
        } else {
            const std::optional<double> wide = parse<double>(text);
            if (!wide || std::abs(*wide) > 1.0) return {};
            return static_cast<T>(*wide);
        }
    }

    template <class T>
    T number(Index row, Index col, const std::optional<double>& fill) const {
        if (is_missing(row, col)) {
            if (!fill) fail(row, col, "a number");
            return fill_as<T>(*fill);
        }
        const std::optional<T> value = parse<T>(trimmed(field(row, col)));
        if (!value)
            fail(row, col,
                 std::integral<T> ? fmt::format("an integer of {} bits", 8 * sizeof(T)) : "a number");
        return *value;
    }

    template <class T>
    static T fill_as(double fill) {
        if constexpr (std::floating_point<T>) {
            return static_cast<T>(fill);
        } else {
            const std::optional<T> value = detail::convert_label<T>(fill);
            if (!value)
                throw InvalidParameterError(
                    fmt::format("fill must be an integer of {} bits. Got {}.", 8 * sizeof(T), fill));
            return *value;
        }
    }

    std::vector<Index> find_columns(const CsvSelection& selection) const {
        std::vector<Index> excluded, columns;
        for (const CsvColumn& column : selection.except) excluded.push_back(find_column(column));
        const auto add = [&](Index j) {
            if (std::find(excluded.begin(), excluded.end(), j) == excluded.end()) columns.push_back(j);
        };
        for (const CsvColumn& column : selection.columns) add(find_column(column));
        if (selection.columns.empty())
            for (Index j = 0; j < n_cols_; ++j) add(j);
        return columns;
    }

    /// \returns nothing; the type is for use in expressions
    [[noreturn]] std::string fail(Index row, Index col, std::string_view expected) const {
        const std::string column = names_.empty()
                                       ? fmt::format("{}", col)
                                       : fmt::format("'{}'", names_[static_cast<std::size_t>(col)]);
        throw FileError(
            fmt::format("{}: line {}, column {}: expected {}, found {}.", file_,
                        lines_[static_cast<std::size_t>(row)], column, expected,
                        is_missing(row, col) ? "a missing value" : fmt::format("'{}'", field(row, col))));
    }

    std::string file_;
    std::vector<std::string> missing_values_, names_;
    Index n_cols_ = 0;
    std::string text_;               // all fields after each other
    std::vector<std::size_t> ends_;  // where each ends, row by row
    std::vector<Index> lines_;       // line of each row in the file
};

}  // namespace eigenmlp
