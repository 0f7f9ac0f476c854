// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <utility>

#include "eigenmlp/solvers/any_solver.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// The state of a solver that sees gradients as `clip(gradient, buffer)` returns them: the gradient itself,
/// or `buffer` with the clipped one.
template <class S, class Inner, class Clip>
class ClippedState {
public:
    ClippedState(Inner inner, Clip clip, Index size)
        : inner_(std::move(inner)), clip_(std::move(clip)), clipped_(size) {}

    void update(Vector<S>& theta, const Vector<S>& gradient) {
        inner_.update(theta, clip_(gradient, clipped_));
    }

    void iteration_ends(Index t) { eigenmlp::iteration_ends(inner_, t); }
    StopDecision trigger_stopping() { return eigenmlp::trigger_stopping(inner_); }
    double learning_rate() const requires requires(const Inner& inner) { inner.learning_rate(); }
    { return inner_.learning_rate(); }
    void set_learning_rate(double rate) requires requires(Inner& inner) { inner.set_learning_rate(rate); }
    { inner_.set_learning_rate(rate); }

private:
    Inner inner_;
    Clip clip_;
    Vector<S> clipped_;
};

/// Any stochastic solver, given gradients whose Euclidean norm, over all parameters together, is at most
/// `max_norm`: longer ones are scaled down to it (Pascanu, Mikolov and Bengio 2013).
template <class Solver = AnySolver>
struct ClipByNorm {
    Solver solver = {};
    double max_norm = 1.0;  ///< above 0

    template <class S>
    struct Clip {
        double max_norm;

        const Vector<S>& operator()(const Vector<S>& gradient, Vector<S>& clipped) const {
            const double norm = static_cast<double>(gradient.stableNorm());
            if (!(norm > max_norm)) return gradient;
            clipped = gradient * static_cast<S>(max_norm / norm);
            return clipped;
        }
    };

    /// \throws InvalidParameterError if max_norm is not above 0.
    template <class S>
    requires StochasticSolver<Solver, S> ClippedState<S, solver_state_t<Solver, S>, Clip<S>> init(
        const Vector<S>& theta, const SolverParams& params)
    const {
        detail::check_field(max_norm > 0.0, "max_norm", "ClipByNorm", "a float in the range (0, inf]",
                            max_norm);
        return {solver.init(theta, params), Clip<S>{max_norm}, theta.size()};
    }

    friend bool operator==(const ClipByNorm&, const ClipByNorm&) = default;
};

/// Any stochastic solver, given gradients each element of which is within [-max_value, max_value]: others are
/// replaced by the nearer end.
template <class Solver = AnySolver>
struct ClipByValue {
    Solver solver = {};
    double max_value = 1.0;  ///< above 0

    template <class S>
    struct Clip {
        double max_value;

        const Vector<S>& operator()(const Vector<S>& gradient, Vector<S>& clipped) const {
            const auto limit = static_cast<S>(max_value);
            clipped = gradient.unaryExpr([limit](S g) { return std::clamp(g, -limit, limit); });  // NaN stays
            return clipped;
        }
    };

    /// \throws InvalidParameterError if max_value is not above 0.
    template <class S>
    requires StochasticSolver<Solver, S> ClippedState<S, solver_state_t<Solver, S>, Clip<S>> init(
        const Vector<S>& theta, const SolverParams& params)
    const {
        detail::check_field(max_value > 0.0, "max_value", "ClipByValue", "a float in the range (0, inf]",
                            max_value);
        return {solver.init(theta, params), Clip<S>{max_value}, theta.size()};
    }

    friend bool operator==(const ClipByValue&, const ClipByValue&) = default;
};

}  // namespace eigenmlp
