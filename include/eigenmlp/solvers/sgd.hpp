// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// Stochastic gradient descent with (Nesterov) momentum. Reads the keywords learning_rate,
/// learning_rate_init, power_t, momentum and nesterovs_momentum.
struct Sgd {
    static constexpr std::string_view name = "sgd";

    template <class S>
    class State {
    public:
        State(Index size, const SolverParams& params)
            : invscaling_(params.learning_rate == LearningRate::invscaling),
              adaptive_(params.learning_rate == LearningRate::adaptive),
              nesterovs_momentum_(params.nesterovs_momentum),
              learning_rate_init_(params.learning_rate_init),
              power_t_(params.power_t),
              momentum_(params.momentum),
              learning_rate_(params.learning_rate_init),
              velocity_(detail::parameter_zeros<S>(size)) {}

        void update(Vector<S>& theta, const Vector<S>& gradient) { update(theta, gradient, 0, theta.size()); }

        void begin_update() {}

        /// v <- m v - lr g;  theta <- theta + v, or with Nesterov's momentum theta + m v - lr g
        void update(Vector<S>& theta, const Vector<S>& gradient, Index first, Index size) {
            kernels::sgd<S>(args(theta, first), gradient.data() + first, size);
        }
        void update(Vector<S>& theta, const RankOneGradient<S>& gradient, Index first) {
            kernels::sgd_rank_one<S>(args(theta, first), gradient);
        }

        void iteration_ends(Index t) {
            if (invscaling_)
                learning_rate_ = learning_rate_init_ / std::pow(static_cast<double>(t + 1), power_t_);
        }

        StopDecision trigger_stopping() {
            if (!adaptive_) return {};
            if (learning_rate_ <= 1e-6) return {true, "Learning rate too small. Stopping."};
            learning_rate_ /= 5.0;
            return {false, detail::format("Setting learning rate to {:f}", learning_rate_)};
        }

        double learning_rate() const { return learning_rate_; }
        /// Replaces the present rate. `LearningRate::adaptive` goes on from it, invscaling sets its own again
        /// when the epoch ends.
        void set_learning_rate(double rate) { learning_rate_ = rate; }

    private:
        kernels::SgdArgs<S> args(Vector<S>& theta, Index first) {
            return {theta.data() + first, velocity_.data() + first, static_cast<S>(learning_rate_),
                    static_cast<S>(momentum_), nesterovs_momentum_};
        }

        bool invscaling_, adaptive_, nesterovs_momentum_;
        double learning_rate_init_, power_t_, momentum_, learning_rate_;
        Vector<S> velocity_;
    };

    template <class S>
    State<S> init(const Vector<S>& theta, const SolverParams& params) const {
        return {theta.size(), params};
    }

    friend bool operator==(Sgd, Sgd) = default;
};

}  // namespace eigenmlp
