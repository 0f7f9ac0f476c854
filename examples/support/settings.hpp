// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace example {

using eigenmlp::Index;

/// What the command line of an experiment says.
struct Settings {
    bool full = false;                   ///< the chapter's setting instead of the small one
    std::optional<std::string> data;     ///< folder of Fashion-MNIST; none: installed, else bundled sample
    std::optional<Index> rows;           ///< training rows at most, for trials
    std::optional<Index> max_iter;       ///< epochs at most, for trials
    std::uint32_t seed = 0;              ///< of splits, weights and shuffling
    Index n_jobs = -1;                   ///< fits at once of searches and curves; -1: as many as cores
    std::string output;                  ///< folder of the pictures
    std::optional<std::string> compare;  ///< figures of scikit-learn to print beside ours
    bool parts = false;                  ///< also write the parts of the page of all experiments

    /// One of two numbers of epochs, unless the command line has one.
    Index epochs(Index small, Index chapter) const { return max_iter.value_or(full ? chapter : small); }

    /// One of two numbers of rows, unless the command line has a smaller one.
    Index first_rows(Index small, Index chapter) const {
        const Index wanted = full ? chapter : small;
        return rows && *rows < wanted ? *rows : wanted;
    }
};

class Report;

/// Name, one sentence on what it shows, and the work of an experiment.
struct Experiment {
    std::string name;
    std::string title;
    std::string description;
    /// Of --full, --data, --rows, --max-iter and --n-jobs those that change something.
    std::vector<std::string> options;
    void (*run)(const Settings&, Report&);

    bool has(const std::string& option) const {
        return std::find(options.begin(), options.end(), option) != options.end();
    }
};

/// The `main` of an experiment. Exit status: 0 if the report is complete; 1 with one sentence on stderr if
/// not; CLI11's own for a wrong command line.
int run_experiment(int argc, char** argv, const Experiment& experiment);

}  // namespace example
