// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A solver's learning rate, which callbacks may read and set.
struct LearningRateAccess {
    void* solver = nullptr;
    double (*get)(const void* solver) = nullptr;       ///< null if the solver has no learning rate
    void (*set)(void* solver, double rate) = nullptr;  ///< null if it cannot be set

    /// By the members `learning_rate()` and `set_learning_rate(rate)` of a solver's state, if it has them.
    template <class Solver>
    static LearningRateAccess of(Solver& solver) {
        LearningRateAccess access{.solver = &solver};
        if constexpr (requires { solver.learning_rate(); })
            access.get = [](const void* s) { return static_cast<const Solver*>(s)->learning_rate(); };
        if constexpr (requires(double rate) { solver.set_learning_rate(rate); })
            access.set = [](void* s, double rate) { static_cast<Solver*>(s)->set_learning_rate(rate); };
        return access;
    }
};

/// What callbacks see of a running `fit`.
template <class S>
struct TrainingState {
    Vector<S>& theta;  ///< the parameters as they stand; a callback may change them
    Index max_iter;    ///< epochs at most in this call
    Index n_batches;   ///< mini-batches per epoch

    Index epoch = 0;          ///< number of the present epoch in this call, from 1
    Index batch = 0;          ///< number of batches done in the present epoch
    double batch_loss = not_a_number;  ///< loss of the last batch, before its update; NaN before any
    double loss = not_a_number;        ///< mean loss of the last complete epoch; NaN before any
    std::optional<double> validation_score =
        {};                                      ///< of the last complete epoch, if there are validation rows
    std::optional<double> validation_loss = {};  ///< of the last complete epoch, if there are validation rows
    std::optional<std::string> stop_reason = {};  ///< set once someone asked for the stop

    LearningRateAccess learning_rate_access = {};  ///< for the members below

    /// The solver's present step size; NaN if it has none.
    double learning_rate() const {
        return learning_rate_access.get ? learning_rate_access.get(learning_rate_access.solver)
                                        : not_a_number;
    }

    /// Gives the solver another learning rate, from the next batch on. It stands for learning_rate_init: what
    /// the solver makes of that (Adam's correction, say) it makes of this.
    /// \throws InvalidParameterError if the rate is negative or not finite, or the solver's is not to be set,
    /// also because the parameter `learning_rate` is a function of the epoch.
    void set_learning_rate(double rate) {
        if (!learning_rate_access.set)
            throw InvalidParameterError(detail::format(
                "A callback wants the learning rate {}, but the 'solver' has none that can be set: "
                "it needs a stochastic solver with set_learning_rate.",
                rate));
        if (!(rate >= 0.0 && std::isfinite(rate)))
            throw InvalidParameterError(detail::format(
                "set_learning_rate: the rate must be a float in the range [0, inf). Got {} instead.", rate));
        learning_rate_access.set(learning_rate_access.solver, rate);
    }

    /// Ends training after the present hook. During an epoch the rest of it is dropped and it does not count.
    void request_stop(std::string reason) { stop_reason = std::move(reason); }

private:
    static constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace eigenmlp
