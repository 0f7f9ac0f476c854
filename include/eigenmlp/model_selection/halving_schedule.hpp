// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/numpy_order.hpp"
#include "eigenmlp/model_selection/split.hpp"

namespace eigenmlp {

/// What `HalvingGridSearchCV` gives candidates first: as much as lets the last iteration use as much as it
/// may (exhaust), the least that makes sense (smallest), or a number.
class MinResources {
public:
    enum class Rule { exhaust, smallest, number };

    /// \throws InvalidParameterError for another word than "exhaust" and "smallest"
    MinResources(const char* rule)
        : rule_(std::string_view(rule) == "exhaust" ? Rule::exhaust : Rule::smallest) {
        if (std::string_view(rule) != "exhaust" && std::string_view(rule) != "smallest") refuse(rule);
    }
    /// \throws InvalidParameterError for numbers below 1
    template <std::integral T>
    MinResources(T number) : rule_(Rule::number), number_(static_cast<Index>(number)) {
        if (number_ < 1) refuse(number);
    }

    Rule rule() const { return rule_; }
    Index number() const { return number_; }

private:
    [[noreturn]] static void refuse(const auto& given) {
        throw InvalidParameterError(detail::format(
            "min_resources must be 'exhaust', 'smallest' or a positive integer. Got {} instead.", given));
    }

    Rule rule_;
    Index number_ = 0;
};

namespace detail {

/// Python's a // b for positive numbers: the floor of the exact quotient, which a / b may round up to.
inline double floor_divide(double a, double b) { return std::round((a - std::fmod(a, b)) / b); }

/// The iterations of successive halving (Karnin, Koren and Somekh, 2013), as scikit-learn counts them.
struct HalvingSchedule {
    Index n_required_iterations;  ///< until less than `factor` candidates are left
    Index n_possible_iterations;  ///< until the resources are used up
    double min_resources;         ///< a floating-point number only for such factors
    Index max_resources;
    std::vector<Index> n_candidates, n_resources;  ///< of each iteration
    Index n_remaining_candidates;

    /// \throws InvalidParameterError if `smallest` exceeds `max`
    HalvingSchedule(Index n, double factor, MinResources::Rule rule, Index smallest, Index max,
                    bool aggressive_elimination)
        : min_resources(static_cast<double>(smallest)), max_resources(max), n_remaining_candidates(n) {
        if (smallest > max)
            throw InvalidParameterError(
                detail::format("min_resources={} is greater than max_resources={}.", smallest, max));
        const auto whole_log = [factor](double x) {
            return static_cast<Index>(std::floor(std::log(x) / std::log(factor)));
        };
        const auto most = static_cast<double>(max);
        n_required_iterations = 1 + whole_log(static_cast<double>(n));
        if (rule == MinResources::Rule::exhaust)
            min_resources =
                std::max(min_resources, floor_divide(most, power(factor, n_required_iterations - 1)));
        n_possible_iterations = 1 + whole_log(floor_divide(most, min_resources));
        const Index n_iterations = aggressive_elimination
                                       ? n_required_iterations
                                       : std::min(n_possible_iterations, n_required_iterations);
        for (Index i = 0; i < n_iterations; ++i) {
            const Index steps = aggressive_elimination
                                    ? std::max<Index>(0, i - n_required_iterations + n_possible_iterations)
                                    : i;
            n_resources.push_back(std::min(max, static_cast<Index>(power(factor, steps) * min_resources)));
            n_candidates.push_back(n_remaining_candidates);
            n_remaining_candidates =
                static_cast<Index>(std::ceil(static_cast<double>(n_remaining_candidates) / factor));
        }
    }

    /// Forgets all iterations but the first n.
    void keep(std::size_t n) {
        if (n < n_candidates.size()) n_remaining_candidates = n_candidates[n];
        n_candidates.resize(n);
        n_resources.resize(n);
    }

    static double power(double factor, Index n) { return std::pow(factor, static_cast<double>(n)); }
};

/// `fraction` of the rows of both parts of each split, at random (scikit-learn's `_SubsampleMetaSplitter`).
/// \throws InvalidParameterError for more than there are
inline std::vector<TrainTestIndices> subsampled(std::vector<TrainTestIndices> splits, double fraction,
                                                const RandomStateParam& random_state) {
    const auto sample = [&](std::vector<Index>& rows) {
        const auto n = static_cast<std::size_t>(fraction * static_cast<double>(rows.size()));
        if (n > rows.size())
            throw InvalidParameterError(
                format("max_resources must be at most the number of samples: cannot draw {} of the {} rows "
                       "of a part of a split.",
                       static_cast<Index>(n), static_cast<Index>(rows.size())));
        rows = random_state.generator()->permutation(std::move(rows));
        rows.resize(n);
    };
    for (TrainTestIndices& split : splits) {
        sample(split.train);
        sample(split.test);
    }
    return splits;
}

/// The positions of the k highest scores in ascending order of the scores; NaN are the lowest.
inline std::vector<std::size_t> top_k(const std::vector<double>& scores, Index k) {
    std::vector<Index> order = NumpyArgsort(scores).order();
    const auto n_nan = std::count_if(scores.begin(), scores.end(), [](double s) { return std::isnan(s); });
    std::rotate(order.begin(), order.end() - n_nan, order.end());
    return {order.end() - std::min(k, static_cast<Index>(order.size())), order.end()};
}

}  // namespace detail
}  // namespace eigenmlp
