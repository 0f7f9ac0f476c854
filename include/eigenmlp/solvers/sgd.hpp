// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

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
            : params_(params), learning_rate_(params.learning_rate_init), velocity_(Vector<S>::Zero(size)) {}

        /// v <- m v - lr g;  theta <- theta + v, or with Nesterov's momentum theta + m v - lr g
        void update(Vector<S>& theta, const Vector<S>& gradient) {
            constexpr Index strip = 1024;  // stays in the first-level cache over all steps
            const S m = static_cast<S>(params_.momentum);
            const S lr = static_cast<S>(learning_rate_);
            for (Index i = 0; i < theta.size(); i += strip) {
                const Index n = std::min(strip, theta.size() - i);
                const auto g = gradient.segment(i, n);
                auto v = velocity_.segment(i, n);
                v = m * v - lr * g;
                if (params_.nesterovs_momentum)
                    theta.segment(i, n) += m * v - lr * g;
                else
                    theta.segment(i, n) += v;
            }
        }

        void iteration_ends(Index t) {
            if (params_.learning_rate == LearningRate::invscaling)
                learning_rate_ =
                    params_.learning_rate_init / std::pow(static_cast<double>(t + 1), params_.power_t);
        }

        StopDecision trigger_stopping() {
            if (params_.learning_rate != LearningRate::adaptive) return {};
            if (learning_rate_ <= 1e-6) return {true, "Learning rate too small. Stopping."};
            learning_rate_ /= 5.0;
            return {false, fmt::format("Setting learning rate to {:f}", learning_rate_)};
        }

        double learning_rate() const { return learning_rate_; }

    private:
        SolverParams params_;
        double learning_rate_;
        Vector<S> velocity_;
    };

    template <class S>
    State<S> init(const Vector<S>& theta, const SolverParams& params) const {
        return {theta.size(), params};
    }

    friend bool operator==(Sgd, Sgd) = default;
};

}  // namespace eigenmlp
