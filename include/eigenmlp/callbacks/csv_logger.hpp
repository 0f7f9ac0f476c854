// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <concepts>
#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/stopwatch.hpp"

namespace eigenmlp {

/// Writes a line per epoch into a file of comma-separated values: epoch, loss, validation score and loss,
/// learning rate, and the seconds since training began. What there is not stays empty. Each line is in the
/// file when its epoch ends.
class CsvLogger {
public:
    /// \param append keeps what the file holds and writes the head line only into an empty file
    explicit CsvLogger(std::string path, bool append = false) : path_(std::move(path)), append_(append) {}
    /// The same for a std::filesystem::path.
    template <class Path>
    requires(!std::convertible_to<Path, std::string> &&
             requires(const Path path) {
                 { path.string() } -> std::convertible_to<std::string>;
             }) explicit CsvLogger(const Path& path, bool append = false)
        : CsvLogger(path.string(), append) {}

    /// \throws FileError if the file cannot be written.
    void on_train_begin(auto&) {
        file_.close();
        file_.clear();
        file_.open(path_, append_ ? std::ios::app | std::ios::ate : std::ios::trunc);
        if (!file_) throw FileError(detail::format("{}: cannot be opened for writing.", path_));
        if (!append_ || !(file_.tellp() > 0))
            write("epoch,loss,validation_score,validation_loss,learning_rate,seconds\n");
        stopwatch_ = {};
    }

    /// \throws FileError if the line cannot be written, on a full disk for one.
    void on_epoch_end(const auto& state) {
        const auto cell = [](const std::optional<double>& value) {
            return value ? detail::format("{}", *value) : std::string();
        };
        const double rate = state.learning_rate();
        write(detail::format("{},{},{},{},{},{:.6f}\n", state.epoch, state.loss, cell(state.validation_score),
                             cell(state.validation_loss), std::isnan(rate) ? "" : detail::format("{}", rate),
                             stopwatch_.seconds()));
    }

    void teardown() { file_.close(); }

private:
    void write(const std::string& text) {
        file_ << text << std::flush;
        if (!file_) throw FileError(detail::format("{}: cannot be written to; is the disk full?", path_));
    }

    std::string path_;
    bool append_;
    std::ofstream file_;
    detail::Stopwatch stopwatch_;
};

}  // namespace eigenmlp
