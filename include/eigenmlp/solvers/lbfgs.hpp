// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/solvers/line_search.hpp"
#include "eigenmlp/solvers/multiples.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

namespace detail {

/// The newest pairs of a step s and the change y of the gradient over it, which stand for the inverse Hessian
/// H.
class LbfgsMemory {
public:
    bool empty() const { return n_ == 0; }

    void clear() {
        n_ = 0;
        scale_ = 1.0;
    }

    /// Adds a pair with y's = `curvature`, in the place of the oldest if there is no room.
    void push(double step, const Vector<double>& direction, const Vector<double>& y, double curvature) {
        if (n_ == capacity)
            first_ = (first_ + 1) % capacity;
        else
            ++n_;
        const std::size_t newest = slot(n_ - 1);
        s_[newest].resize(direction.size());
        set_multiple(step, direction.data(), s_[newest].data(), direction.size());
        y_[newest] = y;
        curvature_[newest] = curvature;
        scale_ = dot(y, y) / curvature;
    }

    /// q <- H q: the two-loop recursion (Nocedal 1980)
    void apply(Vector<double>& q) const {
        std::array<double, capacity> alpha;
        for (Index i = n_ - 1; i >= 0; --i) {
            const std::size_t j = slot(i);
            alpha[j] = dot(s_[j], q) / curvature_[j];
            add_multiple(-alpha[j], y_[j], q);
        }
        for (Index i = 0; i < q.size(); ++i) q[i] /= scale_;
        for (Index i = 0; i < n_; ++i) {
            const std::size_t j = slot(i);
            add_multiple(alpha[j] - dot(y_[j], q) / curvature_[j], s_[j], q);
        }
    }

private:
    static constexpr Index capacity = 10;

    std::size_t slot(Index i) const { return static_cast<std::size_t>((first_ + i) % capacity); }

    std::array<Vector<double>, capacity> s_, y_;  // from pair first_ on, round the end
    std::array<double, capacity> curvature_{};
    double scale_ = 1.0;
    Index first_ = 0;
    Index n_ = 0;
};

/// One minimisation: x, its loss and gradient, and the trial point of the line search.
template <class S, class Objective>
class LbfgsRun {
public:
    LbfgsRun(Objective& objective, const Vector<S>& theta, const SolverParams& params)
        : objective_(objective),
          params_(params),
          x_(theta.template cast<double>()),
          trial_x_(x_),
          point_(theta),
          point_gradient_(theta.size()) {}

    /// \param on_iteration see FullBatchSolver
    template <class OnIteration>
    MinimizeResult run(OnIteration& on_iteration) {
        evaluate();
        loss_ = trial_loss_;
        gradient_ = trial_gradient_;
        if (!std::isfinite(loss_) || !all_finite(gradient_)) return no_descent();
        if (gradient_vanishes()) return {loss_, n_iter_, n_evaluations_, 0, gradient_message};
        while (true) {
            if (!search_line()) {
                if (memory_.empty()) return no_descent();
                memory_.clear();  // and go on along the gradient
                continue;
            }
            const double former_loss = std::exchange(loss_, trial_loss_);
            set_difference(trial_gradient_, gradient_, change_);
            gradient_ = trial_gradient_;
            x_ = trial_x_;
            ++n_iter_;
            if (!on_iteration(std::as_const(point_), loss_))
                return {loss_, n_iter_, n_evaluations_, 3, "STOP: CALLBACK REQUESTED HALT"};
            if (n_iter_ >= params_.max_iter)
                return {loss_, n_iter_, n_evaluations_, 1, "STOP: TOTAL NO. of ITERATIONS REACHED LIMIT"};
            if (n_evaluations_ > params_.max_fun)
                return {loss_, n_iter_, n_evaluations_, 1,
                        "STOP: TOTAL NO. of f AND g EVALUATIONS EXCEEDS LIMIT"};
            if (gradient_vanishes()) return {loss_, n_iter_, n_evaluations_, 0, gradient_message};
            if (former_loss - loss_ <=
                loss_tolerance * std::max({std::abs(former_loss), std::abs(loss_), 1.0}))
                return {loss_, n_iter_, n_evaluations_, 0, "CONVERGENCE: REL_REDUCTION_OF_F_<=_FACTR*EPSMCH"};
            remember_step();
        }
    }

    /// The point reached.
    Vector<S> theta() const { return x_.template cast<S>(); }

private:
    static constexpr double loss_tolerance = 2.2204460492503131e-09;  // SciPy's ftol
    static constexpr int max_trials = 20;                             // SciPy's maxls
    static constexpr const char* gradient_message = "CONVERGENCE: NORM_OF_PROJECTED_GRADIENT_<=_PGTOL";

    bool gradient_vanishes() const {
        for (Index i = 0; i < gradient_.size(); ++i)
            if (!(std::abs(gradient_[i]) <= params_.tol)) return false;
        return true;
    }

    MinimizeResult no_descent() const {
        return {loss_, n_iter_, n_evaluations_, n_evaluations_ > params_.max_fun ? 1 : 2,
                "ABNORMAL_TERMINATION_IN_LNSRCH"};
    }

    void evaluate() {
        point_ = trial_x_.template cast<S>();
        trial_loss_ = static_cast<double>(objective_(std::as_const(point_), point_gradient_));
        trial_gradient_ = point_gradient_.template cast<double>();
        ++n_evaluations_;
    }

    /// Moves the trial point to x + step d, written as z for the whole step, and evaluates it there unless it
    /// was there already.
    void try_step(double step) {
        bool moved = false;
        for (Index i = 0; i < x_.size(); ++i) {
            const double to = step == 1.0 ? z_[i] : step * direction_[i] + x_[i];
            moved = moved || to != trial_x_[i];
            trial_x_[i] = to;
        }
        if (moved) evaluate();
    }

    /// z = x - H g;  d = z - x;  a step along d. False if none is accepted.
    bool search_line() {
        direction_ = gradient_;
        memory_.apply(direction_);
        set_difference(x_, direction_, z_);
        set_difference(z_, x_, direction_);
        slope_ = dot(direction_, gradient_);
        if (!(slope_ < 0.0)) return false;
        const double first_step =
            n_iter_ == 0 ? std::min(1.0 / std::sqrt(dot(direction_, direction_)), 1e10) : 1.0;
        LineSearch search(loss_, slope_, first_step);
        for (int trial = 0; trial < max_trials; ++trial) {
            try_step(search.step());
            trial_slope_ = dot(direction_, trial_gradient_);
            step_ = search.step();
            if (search.accepts(trial_loss_, trial_slope_)) return true;
        }
        return false;
    }

    /// s = step d;  y = change of g;  kept if y's > eps (-g's)
    void remember_step() {
        const double curvature = (trial_slope_ - slope_) * step_;
        if (curvature > std::numeric_limits<double>::epsilon() * -slope_ * step_)
            memory_.push(step_, direction_, change_, curvature);
    }

    Objective& objective_;
    const SolverParams& params_;
    Vector<double> x_, gradient_;
    double loss_ = 0.0;
    Vector<double> trial_x_, trial_gradient_;
    double trial_loss_ = 0.0, trial_slope_ = 0.0;
    Vector<double> z_, direction_, change_;
    double slope_ = 0.0, step_ = 0.0;
    Vector<S> point_, point_gradient_;  // the trial point as the objective sees it
    LbfgsMemory memory_;
    Index n_iter_ = 0;
    Index n_evaluations_ = 0;
};

}  // namespace detail

/// L-BFGS (Liu and Nocedal 1989) with the line search of More and Thuente, over all rows at once: SciPy's
/// L-BFGS-B without bounds, iterate for iterate, remembering 10 steps. Reads the keywords max_iter, max_fun
/// and tol. \note In float the iterates are kept in double; the objective is evaluated at their rounding to
/// float.
struct Lbfgs {
    static constexpr std::string_view name = "lbfgs";

    /// Moves `theta` to a minimum of `objective(theta, gradient)`, which returns the loss at theta and writes
    /// the gradient (of theta's size, already allocated). Never throws by itself: where no descent is found,
    /// or the loss is not finite, theta is the best point reached, and the status 2. If the objective throws,
    /// theta stays as it was. \param on_iteration called with theta and its loss after each iteration; false
    /// ends the run
    template <class S, class Objective, class OnIteration>
    MinimizeResult minimize(Objective&& objective, Vector<S>& theta, const SolverParams& params,
                            OnIteration&& on_iteration) const {
        detail::LbfgsRun<S, std::remove_reference_t<Objective>> run(objective, theta, params);
        MinimizeResult result = run.run(on_iteration);
        theta = run.theta();
        return result;
    }

    template <class S, class Objective>
    MinimizeResult minimize(Objective&& objective, Vector<S>& theta, const SolverParams& params) const {
        return minimize(objective, theta, params, [](const Vector<S>&, double) { return true; });
    }

    friend bool operator==(Lbfgs, Lbfgs) = default;
};

}  // namespace eigenmlp
