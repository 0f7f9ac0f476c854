// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/class_codes.hpp"

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::detail;

namespace {

struct Version {
    int major_part, minor_part;
    friend auto operator<=>(const Version&, const Version&) = default;
};

}  // namespace

TEST_CASE("A label converts only where its value stays the same") {
    CHECK(convert_label<int>(std::int64_t{-5}) == -5);
    CHECK_FALSE(convert_label<int>(std::int64_t{1} << 32));
    CHECK_FALSE(convert_label<unsigned>(-1));
    CHECK_FALSE(convert_label<int>(4294967295u));
    CHECK_FALSE(convert_label<std::uint8_t>(256));
    CHECK_FALSE(convert_label<bool>(2));
    CHECK(convert_label<bool>(1) == true);
    CHECK(convert_label<int>(3.0) == 3);
    CHECK_FALSE(convert_label<int>(3.5));
    CHECK_FALSE(convert_label<int>(1e300));
    CHECK_FALSE(convert_label<int>(std::numeric_limits<float>::infinity()));
    CHECK_FALSE(convert_label<int>(std::nan("")));
    CHECK_FALSE(convert_label<double>(std::nan("")));
    CHECK_FALSE(convert_label<float>(0.1));
    CHECK_FALSE(convert_label<double>((std::int64_t{1} << 53) + 1));
    CHECK_FALSE(convert_label<double>(std::numeric_limits<std::int64_t>::max()));
    CHECK_FALSE(convert_label<float>(std::numeric_limits<std::uint64_t>::max()));
    CHECK(convert_label<double>(std::numeric_limits<std::int64_t>::min()) == -9223372036854775808.0);
    CHECK(convert_label<std::string>("word") == "word");
}

TEST_CASE("find_class finds labels in ascending classes, others give -1") {
    const std::vector<int> classes{-4, 0, 9};
    CHECK(find_class(classes, -4) == 0);
    CHECK(find_class(classes, 9.0) == 2);
    CHECK(find_class(classes, 5) == -1);
    CHECK(find_class(classes, 10) == -1);
    CHECK(find_class(classes, 0.5) == -1);
    CHECK(find_class_codes(classes, std::vector<int>{9, 1, 0}) == (ClassCodes(3) << 2, -1, 1).finished());
}

TEST_CASE("Anything totally ordered is a label") {
    const std::vector<Version> y{{2, 0}, {1, 5}, {2, 0}};
    const auto classes = find_classes<Version>(y, "y");
    REQUIRE(classes.size() == 2);
    CHECK(find_class_codes(classes, y) == (ClassCodes(3) << 1, 0, 1).finished());
    CHECK_THROWS_AS(check_no_unseen_labels(classes, std::vector<Version>{{3, 0}}), InvalidDataError);
}

TEST_CASE("Labels are shown as Python shows them") {
    CHECK(format_labels(std::vector<int>{1, -2}) == "[1, -2]");
    CHECK(format_labels(std::vector<std::string>{"a", "b"}) == "['a', 'b']");
    CHECK(format_labels(std::vector<bool>{true, false}) == "[True, False]");
    CHECK(format_labels(std::vector<double>{1.0, 0.5}) == "[1.0, 0.5]");
    CHECK(format_labels(std::vector<std::int8_t>{65}) == "[65]");
    CHECK(format_labels(std::vector<int>{}) == "[]");
}
