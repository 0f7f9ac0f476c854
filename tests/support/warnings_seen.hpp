// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eigenmlp/core/warnings.hpp"

namespace support {

/// Collects the warnings of its lifetime instead of printing them.
class WarningsSeen {
public:
    WarningsSeen()
        : former_(eigenmlp::set_warning_handler(
              [this](eigenmlp::WarningCategory category, const std::string& message) {
                  warnings_.emplace_back(category, message);
              })) {}
    ~WarningsSeen() { eigenmlp::set_warning_handler(former_); }
    WarningsSeen(const WarningsSeen&) = delete;
    WarningsSeen& operator=(const WarningsSeen&) = delete;

    std::size_t size() const { return warnings_.size(); }

    bool contains(eigenmlp::WarningCategory category, const std::string& text) const {
        for (const auto& [c, message] : warnings_)
            if (c == category && message.find(text) != std::string::npos) return true;
        return false;
    }

private:
    std::vector<std::pair<eigenmlp::WarningCategory, std::string>> warnings_;
    eigenmlp::WarningHandler former_;
};

}  // namespace support
