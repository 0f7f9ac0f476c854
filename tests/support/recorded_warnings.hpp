// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/core/warnings.hpp"

namespace support {

/// Keeps the warnings that come during its life instead of printing them.
class RecordedWarnings {
public:
    RecordedWarnings()
        : former_(eigenmlp::set_warning_handler(
              [this](eigenmlp::WarningCategory category, const std::string& message) {
                  all_.push_back(std::string(name(category)) + ": " + message);
              })) {}
    RecordedWarnings(const RecordedWarnings&) = delete;
    RecordedWarnings& operator=(const RecordedWarnings&) = delete;
    ~RecordedWarnings() { eigenmlp::set_warning_handler(std::move(former_)); }

    /// "Category: message", in the order in which they came.
    const std::vector<std::string>& all() const { return all_; }

private:
    std::vector<std::string> all_;
    eigenmlp::WarningHandler former_;
};

}  // namespace support
