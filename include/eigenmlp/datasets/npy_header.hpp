// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/npy_array.hpp"

namespace eigenmlp::detail {

/// What the header of an NPY file says.
struct NpyHeader {
    char kind = 0;            ///< b, i, u or f
    int width = 0;            ///< bytes of an element
    bool swapped = false;     ///< whether the bytes are in the other order than this machine's
    bool by_columns = false;  ///< whether the first dimension varies fastest
    std::vector<Index> shape;
};

/// Reads the Python dictionary of an NPY header: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4),
/// }`. `Source` has a member `fail(sentence)` that throws.
template <class Source>
class NpyHeaderParser {
public:
    NpyHeaderParser(std::string_view text, const Source& source) : text_(text), source_(source) {}

    NpyHeader parse() {
        expect('{');
        while (!take('}')) {
            parse_entry();
            if (!take(',')) {
                expect('}');
                break;
            }
        }
        skip_space();
        if (!text_.empty() || !descr_ || !has_order_ || !has_shape_) fail();
        parse_descr();
        return header_;
    }

private:
    [[noreturn]] void fail() const {
        source_.fail("expected an NPY header with descr, fortran_order and shape, found another one.");
    }

    void skip_space() {
        const std::size_t n = text_.find_first_not_of(" \t\n\r");
        text_.remove_prefix(n == text_.npos ? text_.size() : n);
    }

    bool take(std::string_view word) {
        skip_space();
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    bool take(char c) { return take(std::string_view(&c, 1)); }

    void expect(char c) {
        if (!take(c)) fail();
    }

    std::string_view parse_string() {
        const char quote = take('"') ? '"' : '\'';
        if (quote == '\'') expect('\'');
        const std::size_t n = text_.find(quote);
        if (n == text_.npos) fail();
        const std::string_view value = text_.substr(0, n);
        text_.remove_prefix(n + 1);
        return value;
    }

    void parse_entry() {
        const std::string_view key = parse_string();
        expect(':');
        if (key == "descr" && !descr_) {
            skip_space();
            if (text_.starts_with('['))
                source_.fail("expected an array of numbers, found one of records (a structured dtype).");
            descr_ = parse_string();
        } else if (key == "fortran_order" && !has_order_) {
            has_order_ = true;
            header_.by_columns = take("True");
            if (!header_.by_columns && !take("False")) fail();
        } else if (key == "shape" && !has_shape_) {
            has_shape_ = true;
            parse_shape();
        } else {
            fail();
        }
    }

    void parse_shape() {
        constexpr std::size_t most = 64;
        expect('(');
        while (!take(')')) {
            skip_space();
            Index extent = 0;
            const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), extent);
            if (error != std::errc{} || extent < 0) fail();
            text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
            header_.shape.push_back(extent);
            if (header_.shape.size() > most)
                source_.fail(fmt::format("expected at most {} dimensions, found more.", most));
            if (!take(',')) {
                expect(')');
                break;
            }
        }
    }

    void parse_descr() {
        std::string_view type = *descr_;
        constexpr std::string_view orders = "<>=|";
        const char order = type.empty() || orders.find(type[0]) == orders.npos ? '=' : type[0];
        if (!type.empty() && order == type[0]) type.remove_prefix(1);
        if (type.starts_with('O'))
            source_.fail(
                fmt::format("expected an array of numbers, found Python objects (dtype '{}').", *descr_));
        constexpr std::string_view known[] = {"b1", "i1", "i2", "i4", "i8", "u1",
                                              "u2", "u4", "u8", "f2", "f4", "f8"};
        if (std::find(std::begin(known), std::end(known), type) == std::end(known))
            source_.fail(
                fmt::format("expected an array of numbers (dtype b1, i1 to i8, u1 to u8 or f2 to f8), "
                            "found dtype '{}'.",
                            *descr_));
        header_.kind = type[0];
        header_.width = type[1] - '0';
        constexpr char native = std::endian::native == std::endian::little ? '<' : '>';
        header_.swapped = (order == '<' || order == '>') && order != native;
    }

    std::string_view text_;
    const Source& source_;
    NpyHeader header_;
    std::optional<std::string_view> descr_;
    bool has_order_ = false, has_shape_ = false;
};

/// Reads all of an NPY file that comes before the values.
template <class Source>
NpyHeader read_npy_header(Source& source) {
    std::uint8_t start[8] = {};
    constexpr std::string_view magic = "\x93NUMPY";
    const std::size_t got = source.read(start, sizeof start);
    if (got < sizeof start || std::string_view(reinterpret_cast<const char*>(start), magic.size()) != magic)
        source.fail("expected an NPY file, found none: it does not begin with \\x93NUMPY and a version.");
    if (start[6] < 1 || start[6] > 3)
        source.fail(
            fmt::format("expected version 1, 2 or 3 of the NPY format, found {}.{}.", start[6], start[7]));

    std::uint8_t bytes[4] = {};
    const std::size_t n_bytes = start[6] == 1 ? 2 : 4;
    if (source.read(bytes, n_bytes) < n_bytes)
        source.fail("the NPY header ends too early, the file is truncated.");
    const std::size_t length = std::size_t{bytes[0]} | std::size_t{bytes[1]} << 8 |
                               std::size_t{bytes[2]} << 16 | std::size_t{bytes[3]} << 24;
    constexpr std::size_t longest = 1 << 16;
    if (length > longest)
        source.fail(fmt::format("expected an NPY header of at most {} bytes, found {}.", longest, length));
    std::string text(length, '\0');
    if (source.read(reinterpret_cast<std::uint8_t*>(text.data()), length) < length)
        source.fail("the NPY header ends too early, the file is truncated.");
    return NpyHeaderParser<Source>(text, source).parse();
}

/// Number of values of an array.
template <class Source>
std::size_t npy_value_count(const Source& source, const std::vector<Index>& shape) {
    const std::optional<Index> count = npy_count(shape);
    if (!count)
        source.fail(
            fmt::format("expected a shape that fits into memory, found ({}).", fmt::join(shape, ", ")));
    return static_cast<std::size_t>(*count);
}

/// Refuses an array that is not made of rows one after the other, and returns the number of its values. Of
/// one dimension every number is a row.
template <class Source>
std::size_t check_npy_rows(const Source& source, const NpyHeader& header) {
    const auto& shape = header.shape;
    if (shape.empty()) source.fail("expected an array of one or more dimensions, found a single number.");
    if (std::count(shape.begin(), shape.end(), 0) > 0)
        source.fail(
            fmt::format("expected at least one value, found the shape ({}).", fmt::join(shape, ", ")));
    if (header.by_columns && std::count(shape.begin(), shape.end(), 1) + 1 < std::ssize(shape))
        source.fail(
            "expected rows one after the other, found columns (Fortran order): read it whole by read_npy, or "
            "write it by rows (numpy.ascontiguousarray).");
    return npy_value_count(source, shape);
}

/// The header of an array of elements of `kind` and `width`, rows after each other.
inline std::string make_npy_header(char kind, std::size_t width, const std::vector<Index>& shape) {
    const char order = width == 1 ? '|' : std::endian::native == std::endian::little ? '<' : '>';
    std::string text = fmt::format("{{'descr': '{}{}{}', 'fortran_order': False, 'shape': ({}{}), }}", order,
                                   kind, width, fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
    // as NumPy does: room for the first extent to grow in place, then up to a multiple of 64 bytes
    constexpr std::size_t alignment = 64, before = 10, growth = 21;
    if (!shape.empty()) text.append(growth - fmt::formatted_size("{}", shape[0]), ' ');
    text.append(alignment - 1 - (before + text.size()) % alignment, ' ');
    text += '\n';
    std::string header = "\x93NUMPY";
    header += {'\1', '\0', static_cast<char>(text.size() & 255), static_cast<char>(text.size() >> 8)};
    return header + text;
}

}  // namespace eigenmlp::detail
