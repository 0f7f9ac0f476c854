// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/csv.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "datasets/idx_files.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const TemporaryFolder& folder() {
    static const TemporaryFolder here;
    return here;
}

CsvTable read(const std::string& text, const ReadCsvOptions& options = {}) {
    write_plain(folder() / "table.csv", Bytes(text.begin(), text.end()));
    return read_csv(folder() / "table.csv", options);
}

/// The message of a FileError after the path; empty if there is none.
template <class Do>
std::string complaint(Do&& act) {
    try {
        act();
    } catch (const FileError& error) {
        const std::string prefix = (folder() / "table.csv").string() + ": ";
        const std::string message = error.what();
        REQUIRE(message.substr(0, prefix.size()) == prefix);
        return message.substr(prefix.size());
    }
    return "";
}

std::vector<std::string> row(const CsvTable& table, Index i) {
    std::vector<std::string> fields;
    for (Index j = 0; j < table.cols(); ++j) fields.emplace_back(table.field(i, j));
    return fields;
}

}  // namespace

TEST_CASE("read_csv reads names, numbers and labels") {
    const CsvTable table = read("width,height,kind\n1,2.5,cat\n-3e2, +4 ,dog\n");
    CHECK(table.names() == std::vector<std::string>{"width", "height", "kind"});
    CHECK(table.rows() == 2);
    CHECK(table.matrix({.except = {"kind"}}) == (Matrix<double>(2, 2) << 1, 2.5, -300, 4).finished());
    CHECK(table.matrix<float>({.columns = {1, "width"}}) ==
          (Matrix<float>(2, 2) << 2.5f, 1, 4, -300).finished());
    CHECK(table.labels("kind") == std::vector<std::string>{"cat", "dog"});
}

TEST_CASE("read_csv takes the first line as header if none of its fields is a number") {
    CHECK(read("1,a\n2,b\n").names().empty());
    CHECK(read("1,a\n2,b\n").rows() == 2);
    CHECK(read("x,a\n2,b\n").rows() == 1);
    CHECK(read("x,a\n2,b\n", {.header = false}).rows() == 2);
    CHECK(read("1,2\n3,4\n", {.header = true}).names() == std::vector<std::string>{"1", "2"});
    CHECK(read("x,y\n").rows() == 0);
    CHECK(read("x,y\n").matrix().cols() == 2);
}

TEST_CASE("read_csv reads fields in quotation marks") {
    const CsvTable table =
        read("\"a,b\",\"say \"\"hi\"\"\",\"\"\r\n\"two\nlines\",x\"y,5\n", {.header = false});
    CHECK(row(table, 0) == std::vector<std::string>{"a,b", "say \"hi\"", ""});
    CHECK(row(table, 1) == std::vector<std::string>{"two\nlines", "x\"y", "5"});
}

TEST_CASE("read_csv reads other delimiters, ends of lines and the last line without an end") {
    CHECK(read("1;2\r\n\r\n3;4", {.delimiter = ';'}).matrix<int>() ==
          (Matrix<int>(2, 2) << 1, 2, 3, 4).finished());
    CHECK(read("\n1\n\n2\n\n").matrix<int>() == Eigen::Vector2i(1, 2));
    CHECK(read("x,y\r1,\"2\"\r\r3,4\r").matrix<int>() == (Matrix<int>(2, 2) << 1, 2, 3, 4).finished());
    CHECK(read("1\r2\r\r\n3").matrix<int>() == Eigen::Vector3i(1, 2, 3));
    CHECK(complaint([] { read("1\r2\r\n\"\r\n\",3\r4,5").matrix<int>(); }) ==
          "line 4: expected 1 fields as in the first row, found 2.");
    CHECK(row(read("1,\n"), 0) == std::vector<std::string>{"1", ""});
    CHECK(read("\"\"\n\"7\"\n", {.header = false}).rows() == 2);
}

TEST_CASE("read_csv skips a byte order mark and reads gzip") {
    CHECK(read("\xEF\xBB\xBFname\n1\n").names() == std::vector<std::string>{"name"});
    write_gzip(folder() / "table.csv", {'n', '\n', '4', '\n'});
    CHECK(read_csv(folder() / "table.csv").matrix()(0, 0) == 4);
}

TEST_CASE("read_csv refuses text of two bytes each character") {
    for (const Bytes& text :
         {Bytes{0xFF, 0xFE, 'a', 0, '\n', 0, 'b', 0}, Bytes{0xFE, 0xFF, 0, 'a', 0, '\n'}}) {
        write_plain(folder() / "table.csv", text);
        CHECK(complaint([] { read_csv(folder() / "table.csv"); }) ==
              "expected UTF-8 or characters of one byte, found UTF-16.");
    }
}

TEST_CASE("read_csv reads files longer than its buffer") {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",\"" + std::to_string(i % 7) + "\"\n";
    const auto values = read(text).matrix<int>();
    REQUIRE(values.rows() == 50'000);
    CHECK(values(49'999, 0) == 49'999);
    CHECK(values.col(0).cast<double>().sum() == 49'999.0 * 25'000);
    CHECK(values.col(1).maxCoeff() == 6);
}

TEST_CASE("Missing values are refused or filled") {
    const CsvTable table = read("x,y,k\n1,,a\nNA,4,\n");
    CHECK(complaint([&] {
              table.matrix({.columns = {"x", "y"}});
          }) == "line 2, column 'y': expected a number, found a missing value.");
    CHECK(table.matrix({.columns = {0, 1}, .fill = -1}) == (Matrix<double>(2, 2) << 1, -1, -1, 4).finished());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(table.matrix({.columns = {"x"}, .fill = nan})(1, 0)));
    CHECK(complaint([&] { table.labels("k"); }) ==
          "line 3, column 'k': expected a label, found a missing value.");
    CHECK(table.labels("k", std::optional<std::string>("none"))[1] == "none");
    CHECK_THROWS_AS(table.matrix<int>({.columns = {"x"}, .fill = nan}), InvalidParameterError);
    CHECK(table.labels<int>("x", 7) == Eigen::Vector2i(1, 7));
    CHECK(read("?,2\n", {.missing_values = {"?"}}).matrix({.fill = 5})(0, 0) == 5);
}

TEST_CASE("Numbers too small for their type are read as the nearest one") {
    const CsvTable table = read("1e-60,-1e-400,1e-40\n", {.header = false});
    CHECK(table.matrix() == (Matrix<double>(1, 3) << 1e-60, 0, 1e-40).finished());
    CHECK(std::signbit(table.matrix()(0, 1)));
    CHECK(table.matrix<float>() == (Matrix<float>(1, 3) << 0.0f, 0.0f, 1e-40f).finished());
    CHECK(complaint([&] { read("1,3.5e38\n").matrix<float>(); }) ==
          "line 1, column 1: expected a number, found '3.5e38'.");
}

TEST_CASE("Fields that are no numbers are refused by line and column") {
    const CsvTable table = read("x,y\n1,2\n\n3,4x\n");
    CHECK(complaint([&] { table.matrix(); }) == "line 4, column 'y': expected a number, found '4x'.");
    CHECK(complaint([&] { read("1,1e999\n").matrix(); }) ==
          "line 1, column 1: expected a number, found '1e999'.");
    CHECK(complaint([&] { read("1,2.5\n").matrix<int>(); }) ==
          "line 1, column 1: expected an integer of 32 bits, found '2.5'.");
    CHECK(complaint([&] { read("300\n").labels<std::uint8_t>(0); }) ==
          "line 1, column 0: expected an integer of 8 bits, found '300'.");
}

TEST_CASE("read_csv refuses ragged lines and open quotation marks") {
    CHECK(complaint([] { read("a,b\n1,2\n3\n"); }) ==
          "line 3: expected 2 fields as in the first row, found 1.");
    CHECK(complaint([] { read("a,b\n\"1\n1\",2\n3,4,5\n"); }) ==
          "line 4: expected 2 fields as in the first row, found 3.");
    CHECK(complaint([] { read("a\n\"1\n2\n"); }) == "line 2: a quotation mark is not closed.");
    CHECK(complaint([] { read("a\n\"1\"2\n"); }) ==
          "line 2: expected the end of the field after a closing quotation mark, found more.");
    CHECK(complaint([] { read(""); }) == "expected at least one line, found none.");
    CHECK(complaint([] { read("\n\n"); }) == "expected at least one line, found none.");
    CHECK_THROWS_WITH(read_csv(folder() / "absent"), ContainsSubstring("no such file"));
    CHECK_THROWS_WITH(read_csv(folder().path()), ContainsSubstring("expected a CSV file, found a folder"));
    CHECK_THROWS_AS(read("1\n", {.delimiter = '"'}), InvalidParameterError);
}

TEST_CASE("Unknown columns are refused") {
    const CsvTable table = read("x,y,y\n1,2,3\n");
    CHECK_THROWS_AS(table.matrix({.columns = {"z"}}), InvalidDataError);
    CHECK_THROWS_WITH(table.find_column("z"), ContainsSubstring("one column called 'z', found 0"));
    CHECK_THROWS_WITH(table.find_column("y"), ContainsSubstring("found 2"));
    CHECK_THROWS_WITH(table.find_column(3), ContainsSubstring("no column 3, only 0 to 2"));
    CHECK_THROWS_AS(table.find_column(-1), InvalidDataError);
}
