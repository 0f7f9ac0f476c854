// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/parameter_grid.hpp"

namespace eigenmlp {

/// Candidates drawn at random: where all parameters have lists, of the grid without replacement, else value
/// by value. The draws are scikit-learn's.
template <class Est>
class ParameterSampler {
public:
    using Candidate = typename ParameterDistributions<Est>::Candidate;

    /// \throws InvalidParameterError if n_iter is below 1 or the space names no parameters.
    ParameterSampler(ParameterDistributions<Est> param_distributions, Index n_iter,
                     RandomStateParam random_state = {})
        : space_(std::move(param_distributions)), n_iter_(n_iter), random_state_(std::move(random_state)) {
        if (n_iter < 1)
            throw InvalidParameterError(
                detail::format("n_iter must be an int in the range [1, inf). Got {} instead.", n_iter));
        space_.check();
    }

    /// `n_iter` candidates; with a warning all of the grid if it has fewer.
    std::vector<Candidate> candidates() const {
        const auto rng = random_state_.generator();
        std::vector<Candidate> drawn;
        if (space_.all_lists()) {
            for (const Index i : sample_without_replacement(space_.size(), n_of_grid(), *rng))
                drawn.push_back(space_.candidate(i).reversed());  // as scikit-learn prints them
            return drawn;
        }
        const auto& sets = space_.sets();
        for (Index k = 0; k < n_iter_; ++k) {
            Candidate candidate;
            for (const auto& parameter : sets[draw_below(sets.size(), *rng)])
                candidate.set(parameter.draw ? parameter.draw(*rng)
                                             : parameter.values[draw_below(parameter.values.size(), *rng)]);
            drawn.push_back(std::move(candidate));
        }
        return drawn;
    }

private:
    static std::size_t draw_below(std::size_t n, RandomState& rng) {
        return static_cast<std::size_t>(rng.randint(static_cast<std::int64_t>(n)));
    }

    Index n_of_grid() const {
        const Index size = space_.size();
        if (size < n_iter_)
            warn(WarningCategory::UserWarning,
                 detail::format(
                     "The total space of parameters {} is smaller than n_iter={}. Running {} iterations. "
                     "For exhaustive searches, use GridSearchCV.",
                     size, n_iter_, size));
        return std::min(size, n_iter_);
    }

    ParameterDistributions<Est> space_;
    Index n_iter_;
    RandomStateParam random_state_;
};

}  // namespace eigenmlp
