// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/csv_table.hpp"
#include "eigenmlp/datasets/gzip_input.hpp"

namespace eigenmlp {

/// Options of `read_csv`.
struct ReadCsvOptions {
    /// What stands between two fields of a line.
    char delimiter = ',';
    /// Whether the first line has the names of the columns; by default it has if none of its fields is a
    /// number.
    std::optional<bool> header = {};
    /// Texts that stand for a missing value, spaces around them aside.
    std::vector<std::string> missing_values = {"", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None"};
};

namespace detail {

/// Cuts the bytes of a CSV file into fields (RFC 4180): a field in quotation marks may hold delimiters, ends
/// of lines and doubled quotation marks. Lines end with LF, CR LF or CR; empty ones do not count.
class CsvParser {
public:
    CsvParser(CsvTable& table, const GzipInput& file, const ReadCsvOptions& options)
        : table_(table), file_(file), options_(options) {}

    void put(char c) {
        const bool ends_crlf = c == '\n' && previous_ == '\r';
        previous_ = c;
        if ((c == '\n' || c == '\r') && !ends_crlf) ++line_;
        switch (state_) {
            case State::quoted:
                if (c == '"')
                    state_ = State::closed;
                else
                    row_ += c;
                return;
            case State::closed:
                if (c == '"') {  // a doubled one, which stands for itself
                    row_ += c;
                    state_ = State::quoted;
                    return;
                }
                break;
            case State::start:
                if (c == '"') {
                    opened_in_ = line_;
                    is_blank_ = false;
                    state_ = State::quoted;
                    return;
                }
                break;
            case State::plain:
                break;
        }
        if (!ends_crlf) put_unquoted(c);
    }

    /// The end of the file.
    void finish() {
        if (state_ == State::quoted)
            file_.fail(fmt::format("line {}: a quotation mark is not closed.", opened_in_));
        end_line(line_);
    }

private:
    enum class State { start, plain, quoted, closed };

    void put_unquoted(char c) {
        if (c == options_.delimiter) {
            end_field();
            is_blank_ = false;
        } else if (c == '\n' || c == '\r') {
            end_line(line_ - 1);
        } else if (state_ == State::closed) {
            file_.fail(fmt::format(
                "line {}: expected the end of the field after a closing quotation mark, found more.", line_));
        } else {
            row_ += c;
            state_ = State::plain;
        }
    }

    void end_field() {
        ends_.push_back(row_.size());
        state_ = State::start;
    }

    void end_line(Index line) {
        if (!is_blank_ || !row_.empty()) {
            end_field();
            table_.add_row(row_, ends_, line);
            if (is_first_ && options_.header.value_or(!table_.starts_with_numbers())) table_.take_header();
            is_first_ = false;
        }
        row_.clear();
        ends_.clear();
        state_ = State::start;
        is_blank_ = true;
    }

    CsvTable& table_;
    const GzipInput& file_;
    const ReadCsvOptions& options_;
    State state_ = State::start;
    char previous_ = '\0';
    bool is_first_ = true;
    bool is_blank_ = true;           // whether the line has neither delimiters nor quotation marks
    std::string row_;                // the fields of this line, without what separates them
    std::vector<std::size_t> ends_;  // where each ends
    Index line_ = 1, opened_in_ = 1;
};

}  // namespace detail

/// Reads a table of text, also one compressed by gzip. Fields may be in quotation marks and then hold
/// delimiters, ends of lines and doubled quotation marks; a byte order mark is skipped.
/// \throws FileError if the file is missing, unreadable or damaged, has no line, a line with more or fewer
/// fields than the first, a quotation mark that is not closed, or the byte order mark of UTF-16.
/// \throws InvalidParameterError if the delimiter is a quotation mark or an end of line.
inline CsvTable read_csv(const std::filesystem::path& path, const ReadCsvOptions& options = {}) {
    if (std::string_view("\"\r\n").find(options.delimiter) != std::string_view::npos)
        throw InvalidParameterError("The delimiter must be neither a quotation mark nor an end of line.");
    detail::GzipInput file(path, "a CSV file");
    CsvTable table(path.string(), options.missing_values);
    detail::CsvParser parser(table, file, options);

    std::vector<std::uint8_t> buffer(1 << 16);
    std::size_t n = file.read(buffer.data(), buffer.size());
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const auto* bytes = reinterpret_cast<const char*>(buffer.data());
    const std::string_view text(bytes, n);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        file.fail("expected UTF-8 or characters of one byte, found UTF-16.");
    std::size_t first = text.starts_with(mark) ? mark.size() : 0;
    for (; n > 0; n = file.read(buffer.data(), buffer.size()), first = 0)
        for (std::size_t i = first; i < n; ++i) parser.put(bytes[i]);
    parser.finish();
    if (table.cols() == 0) file.fail("expected at least one line, found none.");
    return table;
}

}  // namespace eigenmlp
