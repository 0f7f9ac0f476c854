// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "support/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "eigenmlp/core/exceptions.hpp"
#include "support/gnuplot.hpp"
#include "support/output_folder.hpp"

namespace example {
namespace {

/// Lines of a name, a tabulator and a value.
std::map<std::string, std::string> read_figures(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw eigenmlp::FileError(fmt::format("{}: cannot be read.", path));
    std::map<std::string, std::string> figures;
    for (std::string line; std::getline(file, line);)
        if (const auto tab = line.find('\t'); tab != line.npos)
            figures[line.substr(0, tab)] = line.substr(tab + 1);
    return figures;
}

std::vector<double> numbers(const std::string& text) {
    std::istringstream stream(text);
    std::vector<double> values;
    for (std::string word; stream >> word;) values.push_back(std::stod(word));
    return values;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        if (c == '&')
            html += "&amp;";
        else if (c == '<')
            html += "&lt;";
        else
            html += c;
    }
    return html;
}

/// Columns of a terminal that a text in UTF-8 takes.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string plain(const Table& table) {
    std::vector<std::size_t> widths(table.header.size());
    const auto each_row = [&](auto&& f) {
        f(table.header);
        for (const auto& row : table.rows) f(row);
    };
    each_row([&](const auto& row) {
        for (std::size_t j = 0; j < row.size(); ++j) widths[j] = std::max(widths[j], width(row[j]));
    });
    std::string text;
    each_row([&](const auto& row) {
        for (std::size_t j = 0; j < row.size(); ++j) {
            const std::string space(widths[j] - width(row[j]), ' ');
            text += j == 0 ? "  " + row[j] + space : "  " + space + row[j];
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    });
    return text;
}

std::string html(const Table& table) {
    const auto cells = [](const std::vector<std::string>& row, const char* tag) {
        std::string line = "<tr>";
        for (const auto& cell : row) line += fmt::format("<{0}>{1}</{0}>", tag, escaped(cell));
        return line + "</tr>\n";
    };
    std::string text = "<table>\n<thead>" + cells(table.header, "th") + "</thead>\n<tbody>";
    for (const auto& row : table.rows) text += cells(row, "td");
    return text + "</tbody>\n</table>\n";
}

/// Where rounding has not grown, values differ by less.
constexpr double close = 1e-6;

std::string format_difference(double difference) {
    if (std::isnan(difference)) return "differs";
    return difference == 0 ? "0" : fmt::format("{:.0e}", difference);
}

}  // namespace

Report::Report(const Experiment& experiment, const Settings& settings)
    : experiment_(experiment), folder_(settings.output), parts_(settings.parts) {
    prepare_output_folder(folder_);
    if (settings.compare) theirs_ = read_figures(*settings.compare);
    compared_ = !theirs_.empty();
    gnuplot_ = gnuplot_is_installed();
    text(fmt::format("{} {}", experiment.description,
                     !experiment.has("--full") || settings.full
                         ? "The chapter's setting."
                         : "A small setting; --full is the chapter's."));
}

void Report::text(std::string_view paragraph) {
    fmt::print("{}\n", paragraph);
    std::fflush(stdout);
    html_ += fmt::format("<p>{}</p>\n", escaped(paragraph));
}

void Report::table(const Table& table) {
    fmt::print("\n{}\n", plain(table));
    html_ += html(table);
}

const std::string* Report::theirs(const std::string& name) const {
    const auto found = theirs_.find(name);
    return found == theirs_.end() ? nullptr : &found->second;
}

void Report::add_row(const std::string& name, const std::string& ours, const std::string& shown_theirs,
                     double largest_difference, std::size_t n_close, std::size_t n) {
    rows_.push_back({name, ours, shown_theirs, format_difference(largest_difference)});
    if (n > 1 && n_close < n)
        rows_.back().difference += fmt::format(" ({} of {} within {:.0e})", n_close, n, close);
    n_close_ += n_close;
    n_compared_ += n;
    largest_difference_ = std::max(largest_difference_, largest_difference);
}

void Report::figure(const std::string& name, double value, int decimals) {
    const std::string ours = fmt::format("{:.{}f}", value, decimals);
    const std::string* other = theirs(name);
    if (!other) {
        rows_.push_back({name, ours, "", ""});
        return;
    }
    const double number = std::stod(*other);
    const double difference = std::abs(number - value);
    add_row(name, ours, fmt::format("{:.{}f}", number, decimals), difference, difference <= close, 1);
}

void Report::figure(const std::string& name, const std::string& value) {
    const std::string* other = theirs(name);
    if (!other)
        rows_.push_back({name, value, "", ""});
    else
        add_row(name, value, *other, *other == value ? 0 : std::numeric_limits<double>::quiet_NaN(),
                *other == value, 1);
}

void Report::compare(const std::string& name, const std::vector<double>& values) {
    const std::string* other = theirs(name);
    if (!other) return;
    const std::vector<double> numbers_of_theirs = numbers(*other);
    const auto count = [](const std::vector<double>& v) {
        return fmt::format("{} value{}", v.size(), v.size() == 1 ? "" : "s");
    };
    const std::size_t n = std::min(values.size(), numbers_of_theirs.size());
    double largest = 0;
    std::size_t n_close = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double difference = std::abs(values[i] - numbers_of_theirs[i]);
        largest = std::max(largest, difference);
        if (difference <= close) ++n_close;
    }
    if (values.size() != numbers_of_theirs.size()) largest = std::numeric_limits<double>::quiet_NaN();
    add_row(name, count(values), count(numbers_of_theirs), largest, n_close,
            std::max(values.size(), numbers_of_theirs.size()));
}

void Report::seconds(const std::string& name, double value) {
    our_seconds_ += value;
    Row row{name, fmt::format("{:.2f} s", value), "", ""};
    if (const std::string* other = theirs("seconds: " + name)) {
        const double slower = std::stod(*other);
        their_seconds_ += slower;
        row.theirs = fmt::format("{:.2f} s", slower);
        row.difference = fmt::format("{:.1f} times as fast", slower / value);
    } else {
        all_timed_ = false;
    }
    times_.push_back(row);
}

void Report::picture(const std::string& name, const std::string& caption) {
    std::filesystem::remove(folder_ / (name + ".png"));
    if (!gnuplot_) return;
    draw(folder_, name);
    drawn_.push_back(name + ".png");
    html_ +=
        fmt::format("<figure><img src=\"{0}/{1}.png\" alt=\"{2}\"><figcaption>{2}</figcaption></figure>\n",
                    experiment_.name, name, escaped(caption));
}

void Report::finish() {
    const auto as_table = [&](const char* what, const char* last, const std::vector<Row>& rows) {
        Table table{.header = {what, "eigenmlp"}, .rows = {}};
        if (compared_) table.header.insert(table.header.end(), {"scikit-learn", last});
        for (const Row& row : rows) {
            table.rows.push_back({row.name, row.ours});
            if (compared_) table.rows.back().insert(table.rows.back().end(), {row.theirs, row.difference});
        }
        return table;
    };
    if (!rows_.empty()) table(as_table("figure", "difference", rows_));
    if (!times_.empty()) table(as_table("time", "", times_));
    if (gnuplot_)
        fmt::print("Pictures in {}: {}\n", folder_.string(), fmt::join(drawn_, ", "));
    else
        fmt::print(
            stderr,
            "Note: gnuplot was not found. Data and scripts of the pictures are in {}; once gnuplot is\n"
            "installed, draw them there with: gnuplot *.gp\n",
            folder_.string());
    if (parts_) write_parts();
}

void Report::write_parts() const {
    const bool timed = compared_ && all_timed_ && !times_.empty();
    const std::string difference =
        n_close_ == n_compared_ ? format_difference(largest_difference_)
                                : fmt::format("{} of {} values within {:.0e}", n_close_, n_compared_, close);
    write_file(folder_ / "row.html",
               fmt::format("<tr><td><a href=\"#{}\">{}</a></td><td>{:.2f} s</td><td>{}</td><td>{}</td>"
                           "<td>{}</td></tr>\n",
                           experiment_.name, escaped(experiment_.title), our_seconds_,
                           timed ? fmt::format("{:.2f} s", their_seconds_) : "not measured",
                           timed ? fmt::format("{:.1f}", their_seconds_ / our_seconds_) : "",
                           compared_ ? difference : "not measured"));
    write_file(folder_ / "section.html", fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n",
                                                     experiment_.name, escaped(experiment_.title), html_));
}

}  // namespace example
