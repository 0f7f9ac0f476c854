// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// How scores of classes become one.
enum class Average {
    none,      ///< not at all: a score per class
    binary,    ///< the score of the positive class, for two classes
    micro,     ///< from the counts of all classes together
    macro,     ///< the plain mean
    weighted,  ///< the mean weighted by the number of true samples of each class
    samples    ///< the mean of the scores of the samples, for multilabel targets
};

/// scikit-learn's word for it.
constexpr std::string_view name(Average average) {
    switch (average) {
        case Average::none:
            return "None";
        case Average::binary:
            return "binary";
        case Average::micro:
            return "micro";
        case Average::macro:
            return "macro";
        case Average::samples:
            return "samples";
        case Average::weighted:
            break;
    }
    return "weighted";
}

/// The score where a metric would divide 0 by 0: 0 or 1, or "warn" for 0 and an `UndefinedMetricWarning`.
class ZeroDivision {
public:
    ZeroDivision() = default;

    /// \throws InvalidParameterError for another word than "warn".
    ZeroDivision(const char* word) {
        if (std::string_view(word) != "warn") refuse(detail::format("'{}'", word));
    }

    /// \throws InvalidParameterError for another number than 0 or 1.
    template <class T>
    requires std::is_arithmetic_v<T> ZeroDivision(T value)
        : value_(static_cast<double>(value)), warns_(false) {
        if (value_ != 0 && value_ != 1) refuse(detail::format("{}", value_));
    }

    double value() const { return value_; }
    bool warns() const { return warns_; }

private:
    [[noreturn]] static void refuse(const std::string& given) {
        throw InvalidParameterError(detail::format(
            "The 'zero_division' parameter must be one of 'warn', 0, 1. Got {} instead.", given));
    }

    double value_ = 0;
    bool warns_ = true;
};

/// A score per class or, after averaging, a single one, which converts to a number.
class Scores : public Vector<double> {
public:
    using Vector<double>::Vector;

    /// \throws InvalidDataError unless there is exactly one score.
    operator double() const {
        if (size() != 1)
            throw InvalidDataError(detail::format(
                "There are {} scores, one per class: choose an average to get a number.", size()));
        return (*this)[0];
    }
};

}  // namespace eigenmlp
