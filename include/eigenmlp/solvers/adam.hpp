// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// Adam (Kingma and Ba, 2015, in the compact form at the end of their section 2). Reads the keywords
/// learning_rate_init, beta_1, beta_2 and epsilon.
struct Adam {
    static constexpr std::string_view name = "adam";

    template <class S>
    class State {
    public:
        State(Index size, const SolverParams& params)
            : params_(params),
              learning_rate_(params.learning_rate_init),
              m_(detail::parameter_zeros<S>(size)),
              v_(detail::parameter_zeros<S>(size)) {}

        void update(Vector<S>& theta, const Vector<S>& gradient) {
            begin_update();
            update(theta, gradient, 0, theta.size());
        }

        /// t <- t + 1;  a = lr sqrt(1 - b2^t) / (1 - b1^t)
        void begin_update() {
            ++t_;
            const double t = static_cast<double>(t_);
            learning_rate_ = params_.learning_rate_init * std::sqrt(1.0 - std::pow(params_.beta_2, t)) /
                             (1.0 - std::pow(params_.beta_1, t));
        }

        /// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;  theta <- theta - a m / (sqrt(v) + eps)
        void update(Vector<S>& theta, const Vector<S>& gradient, Index first, Index size) {
            kernels::adam<S>(args(theta, first), gradient.data() + first, size);
        }
        void update(Vector<S>& theta, const RankOneGradient<S>& gradient, Index first) {
            kernels::adam_rank_one<S>(args(theta, first), gradient);
        }

        /// The present step size a.
        double learning_rate() const { return learning_rate_; }
        /// Replaces learning_rate_init, which a is a multiple of, from the next batch on.
        void set_learning_rate(double rate) { params_.learning_rate_init = rate; }

    private:
        kernels::AdamArgs<S> args(Vector<S>& theta, Index first) {
            return {theta.data() + first,
                    m_.data() + first,
                    v_.data() + first,
                    static_cast<S>(learning_rate_),
                    static_cast<S>(params_.beta_1),
                    static_cast<S>(1.0 - params_.beta_1),
                    static_cast<S>(params_.beta_2),
                    static_cast<S>(1.0 - params_.beta_2),
                    static_cast<S>(params_.epsilon)};
        }

        detail::MomentParams params_;
        double learning_rate_;
        Index t_ = 0;
        Vector<S> m_;
        Vector<S> v_;
    };

    template <class S>
    State<S> init(const Vector<S>& theta, const SolverParams& params) const {
        return {theta.size(), params};
    }

    friend bool operator==(Adam, Adam) = default;
};

}  // namespace eigenmlp
