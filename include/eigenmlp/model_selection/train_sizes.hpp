// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"

namespace eigenmlp {

/// How many training samples `learning_curve` uses: floating-point numbers are fractions of all, integers are
/// numbers of samples.
class TrainSizes {
public:
    /// 10, 32.5, 55, 77.5 and 100 %.
    TrainSizes() : fractions_(5) {
        for (std::size_t k = 0; k < 5; ++k) fractions_[k] = static_cast<double>(k) * (0.9 / 4) + 0.1;
        fractions_.back() = 1.0;
    }

    TrainSizes(std::initializer_list<double> fractions) : TrainSizes(std::vector<double>(fractions)) {}
    template <std::integral T>
    TrainSizes(std::initializer_list<T> counts) : TrainSizes(std::vector<T>(counts)) {}

    template <std::floating_point T>
    TrainSizes(const std::vector<T>& fractions) : fractions_(fractions.begin(), fractions.end()) {}
    template <std::integral T>
    TrainSizes(const std::vector<T>& counts) : counts_(counts.begin(), counts.end()) {}

    /// The numbers of samples in ascending order, at least one each; numbers that occur several times are
    /// taken once, with a warning.
    /// \param n_max number of training samples of the first split
    /// \throws InvalidParameterError for none, and for fractions outside (0, 1] or numbers outside (0, n_max]
    std::vector<Index> resolve(Index n_max) const {
        if (fractions_.empty() && counts_.empty())
            throw InvalidParameterError("train_sizes must hold at least one size. Got none.");
        std::vector<Index> sizes = counts_;
        check_counts(n_max);
        for (const double fraction : fractions_) {
            check_fraction(fraction);
            const auto size = static_cast<Index>(fraction * static_cast<double>(n_max));
            sizes.push_back(std::clamp<Index>(size, 1, std::max<Index>(n_max, 1)));
        }
        const std::size_t n_given = sizes.size();
        std::sort(sizes.begin(), sizes.end());
        sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
        if (sizes.size() < n_given)
            warn(WarningCategory::UserWarning,
                 detail::format("Removed duplicate entries from 'train_sizes'. Number of ticks will be less "
                                "than the size of 'train_sizes': {} instead of {}.",
                                sizes.size(), n_given));
        return sizes;
    }

private:
    void check_fraction(double fraction) const {
        if (fraction > 0.0 && fraction <= 1.0) return;
        throw InvalidParameterError(detail::format(
            "train_sizes has been interpreted as fractions of the maximum number of training samples and "
            "must be within (0, 1]. Got {}.",
            fraction));
    }

    void check_counts(Index n_max) const {
        for (const Index count : counts_)
            if (count <= 0 || count > n_max)
                throw InvalidParameterError(detail::format(
                    "train_sizes has been interpreted as absolute numbers of training samples and must be "
                    "within (0, {}]. Got {}.",
                    n_max, count));
    }

    std::vector<double> fractions_;
    std::vector<Index> counts_;
};

}  // namespace eigenmlp
