// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/warnings.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace eigenmlp;

TEST_CASE("Warnings go to the handler that was set last") {
    std::vector<std::pair<WarningCategory, std::string>> seen;
    const auto former = set_warning_handler(
        [&](WarningCategory category, const std::string& message) { seen.emplace_back(category, message); });
    warn(WarningCategory::ConvergenceWarning, "not there yet");
    const auto mine = set_warning_handler([](WarningCategory, const std::string&) {});
    warn(WarningCategory::UserWarning, "unheard");
    set_warning_handler(former);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0] == std::pair(WarningCategory::ConvergenceWarning, std::string("not there yet")));
    mine(WarningCategory::UserWarning, "the replaced handler was returned");
    CHECK(seen.size() == 2);
}

TEST_CASE("An exception of the handler reaches the caller") {
    const auto former = set_warning_handler(
        [](WarningCategory, const std::string& message) { throw std::runtime_error(message); });
    CHECK_THROWS_WITH(warn(WarningCategory::UserWarning, "as an error"), "as an error");
    set_warning_handler(former);
}

TEST_CASE("A handler may replace the handler") {
    const auto former = set_warning_handler([](WarningCategory, const std::string&) {
        set_warning_handler([](WarningCategory, const std::string&) {});
    });
    CHECK_NOTHROW(warn(WarningCategory::UserWarning, "first"));
    CHECK_NOTHROW(warn(WarningCategory::UserWarning, "second"));
    set_warning_handler(former);
}

TEST_CASE("Warning categories have Python's names") {
    CHECK(name(WarningCategory::UserWarning) == "UserWarning");
    CHECK(name(WarningCategory::ConvergenceWarning) == "ConvergenceWarning");
    CHECK(name(WarningCategory::DataConversionWarning) == "DataConversionWarning");
    CHECK(name(WarningCategory::UndefinedMetricWarning) == "UndefinedMetricWarning");
}
