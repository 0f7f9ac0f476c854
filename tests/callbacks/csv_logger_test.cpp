// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/callbacks/csv_logger.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "callbacks/hand_made_training.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::HandMadeTraining;

namespace {

/// A file that is gone afterwards.
struct TemporaryFile {
    std::filesystem::path path;
    explicit TemporaryFile(const std::string& name) : path(std::filesystem::temp_directory_path() / name) {
        std::filesystem::remove(path);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(path); }

    std::vector<std::string> lines() const {
        std::ifstream in(path);
        std::vector<std::string> all;
        for (std::string line; std::getline(in, line);) all.push_back(line);
        return all;
    }
};

std::string without_seconds(const std::string& line) { return line.substr(0, line.rfind(',')); }

struct LineCounter {
    const TemporaryFile& file;
    std::vector<std::size_t> counts = {};
    void on_epoch_end(const auto&) { counts.push_back(file.lines().size()); }
};

struct FailInSecond {
    void on_epoch_end(const auto& state) {
        if (state.epoch == 2) throw std::runtime_error("failed");
    }
};

const std::string head = "epoch,loss,validation_score,validation_loss,learning_rate,seconds";

}  // namespace

TEMPLATE_TEST_CASE("CsvLogger writes a head and a line per epoch with exact numbers", "", float, double) {
    const TemporaryFile file("eigenmlp_csv_logger_lines.csv");
    HandMadeTraining<TestType> training(1, {{0.1, 0.25, 9.0}, {1.0 / 3.0, 0.5, NAN}});
    support::RateHolder solver{0.001};
    training.state.learning_rate_access = LearningRateAccess::of(solver);
    training.run(CsvLogger(file.path));
    const auto lines = file.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == head);
    CHECK(without_seconds(lines[1]) == "1,0.1,0.25,9,0.001");
    CHECK(without_seconds(lines[2]) == "2,0.3333333333333333,0.5,nan,0.001");
    CHECK(std::stod(lines[2].substr(lines[2].rfind(',') + 1)) >= 0.0);
}

TEST_CASE("CsvLogger leaves cells empty for what there is not") {
    const TemporaryFile file("eigenmlp_csv_logger_empty.csv");
    HandMadeTraining<>(1, {{2.5}}).run(CsvLogger(file.path));
    CHECK(without_seconds(file.lines().at(1)) == "1,2.5,,,");
}

TEST_CASE("A line is in the file as soon as its epoch has ended") {
    const TemporaryFile file("eigenmlp_csv_logger_flush.csv");
    LineCounter reader{file};
    CsvLogger logger(file.path);
    HandMadeTraining<>(1, {{3.0}, {2.0}}).run(logger, reader);
    CHECK(reader.counts == std::vector<std::size_t>{2, 3});
}

TEST_CASE("A second fit replaces the file unless it is to be appended to") {
    const TemporaryFile file("eigenmlp_csv_logger_append.csv");
    CsvLogger fresh(file.path), append(file.path, true);
    HandMadeTraining<>(1, {{3.0}, {2.0}}).run(append);
    CHECK(file.lines().size() == 3);
    HandMadeTraining<>(1, {{1.0}}).run(append);
    const auto lines = file.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0] == head);
    CHECK(without_seconds(lines[3]) == "1,1,,,");
    HandMadeTraining<>(1, {{1.0}}).run(fresh);
    CHECK(file.lines().size() == 2);
}

TEST_CASE("A file that cannot be opened is named before training begins") {
    const auto nowhere = std::filesystem::temp_directory_path() / "eigenmlp_no_such_folder" / "log.csv";
    HandMadeTraining<> training(1, {{1.0}});
    CHECK_THROWS_AS(training.run(CsvLogger(nowhere)), FileError);
    CHECK(training.state.epoch == 0);
    CHECK_THROWS_WITH(HandMadeTraining<>(1, {{1.0}}).run(CsvLogger(nowhere)),
                      ContainsSubstring(nowhere.string()));
}

TEST_CASE("A full disk is noticed") {
    const std::filesystem::path full = "/dev/full";
    if (!std::filesystem::exists(full)) return;
    CHECK_THROWS_AS(HandMadeTraining<>(1, {{1.0}}).run(CsvLogger(full)), FileError);
    CHECK_THROWS_WITH(HandMadeTraining<>(1, {{1.0}}).run(CsvLogger(full)),
                      ContainsSubstring("/dev/full") && ContainsSubstring("disk full"));
}

TEST_CASE("After a fit that failed the lines so far are in the file, and the next fit logs again") {
    const TemporaryFile file("eigenmlp_csv_logger_failure.csv");
    CsvLogger logger(file.path);
    CHECK_THROWS_WITH(HandMadeTraining<>(1, {{3.0}, {2.0}, {1.0}}).run(logger, FailInSecond{}), "failed");
    CHECK(file.lines().size() == 3);
    HandMadeTraining<>(1, {{3.0}}).run(logger);
    CHECK(file.lines().size() == 2);
}
