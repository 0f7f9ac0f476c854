// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/settings.hpp"

namespace example {

/// A table as texts; the first column is to the left, all others to the right.
struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// What an experiment prints, and the same as its part of the HTML page of all experiments. Figures that
/// scikit_learn.py has under the same name appear beside ours.
class Report {
public:
    /// Creates the output folder and reads the figures of scikit-learn, if there are any.
    /// \throws eigenmlp::FileError if one of these fails.
    Report(const Experiment& experiment, const Settings& settings);

    const std::filesystem::path& folder() const { return folder_; }

    void text(std::string_view paragraph);
    void table(const Table& table);

    /// One number; `decimals` of it are shown.
    void figure(const std::string& name, double value, int decimals = 4);
    void figure(const std::string& name, const std::string& value);

    /// Many numbers, which are only compared; none of them is shown.
    void compare(const std::string& name, const std::vector<double>& values);

    /// Runs `work` and notes how long it took.
    template <class Work>
    void timed(const std::string& name, Work&& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds(name, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }

    /// Draws `name`.png by the script `name`.gp in the folder; without gnuplot keeps data and script.
    void picture(const std::string& name, const std::string& caption);

    /// Prints figures and times, and writes the parts of the page if asked.
    void finish();

private:
    struct Row {
        std::string name, ours, theirs, difference;
    };

    void seconds(const std::string& name, double value);
    const std::string* theirs(const std::string& name) const;
    /// NaN as the largest difference: texts, or numbers of values, differ.
    void add_row(const std::string& name, const std::string& ours, const std::string& shown_theirs,
                 double largest_difference, std::size_t n_close, std::size_t n);
    void write_parts() const;

    Experiment experiment_;
    std::filesystem::path folder_;
    bool parts_;
    bool gnuplot_;
    std::map<std::string, std::string> theirs_;
    std::vector<Row> rows_, times_;
    double largest_difference_ = 0;
    std::size_t n_close_ = 0, n_compared_ = 0;
    double our_seconds_ = 0, their_seconds_ = 0;
    bool compared_ = false, all_timed_ = true;
    std::vector<std::string> drawn_;
    std::string html_;
};

}  // namespace example
