// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "eigenmlp/core/format.hpp"

namespace eigenmlp {

/// scikit-learn's and Python's warning classes.
enum class WarningCategory {
    UserWarning,
    ConvergenceWarning,
    DataConversionWarning,
    UndefinedMetricWarning,
    FitFailedWarning
};

/// The name that a line on stderr begins with.
constexpr std::string_view name(WarningCategory category) {
    switch (category) {
        case WarningCategory::ConvergenceWarning:
            return "ConvergenceWarning";
        case WarningCategory::DataConversionWarning:
            return "DataConversionWarning";
        case WarningCategory::UndefinedMetricWarning:
            return "UndefinedMetricWarning";
        case WarningCategory::FitFailedWarning:
            return "FitFailedWarning";
        case WarningCategory::UserWarning:
            break;
    }
    return "UserWarning";
}

/// Receives every warning. May be called from several threads at once, and may throw: the call that warned
/// then fails with that exception.
using WarningHandler = std::function<void(WarningCategory, const std::string& message)>;

namespace detail {

struct WarningSink {
    std::mutex mutex;
    WarningHandler handler;
};

inline WarningSink& warning_sink() {
    static WarningSink sink;
    return sink;
}

}  // namespace detail

/// Replaces the handler and returns the former one. An empty handler stands for the default: one line on
/// stderr.
inline WarningHandler set_warning_handler(WarningHandler handler) {
    auto& sink = detail::warning_sink();
    const std::lock_guard lock(sink.mutex);
    return std::exchange(sink.handler, std::move(handler));
}

/// Hands `message` to the handler.
inline void warn(WarningCategory category, const std::string& message) {
    auto& sink = detail::warning_sink();
    WarningHandler handler;
    {
        const std::lock_guard lock(sink.mutex);
        handler = sink.handler;
    }
    if (handler)
        handler(category, message);
    else
        std::fputs(detail::format("{}: {}\n", name(category), message).c_str(), stderr);
}

}  // namespace eigenmlp
