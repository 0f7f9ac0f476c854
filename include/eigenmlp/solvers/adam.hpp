// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

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
              m_(Vector<S>::Zero(size)),
              v_(Vector<S>::Zero(size)) {}

        /// t <- t + 1;  m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;
        /// a = lr sqrt(1 - b2^t) / (1 - b1^t);  theta <- theta - a m / (sqrt(v) + eps)
        void update(Vector<S>& theta, const Vector<S>& gradient) {
            ++t_;
            const double t = static_cast<double>(t_);
            learning_rate_ = params_.learning_rate_init * std::sqrt(1.0 - std::pow(params_.beta_2, t)) /
                             (1.0 - std::pow(params_.beta_1, t));
            constexpr Index strip = 1024;  // stays in the first-level cache over all steps
            const S a = static_cast<S>(learning_rate_), eps = static_cast<S>(params_.epsilon);
            const S b1 = static_cast<S>(params_.beta_1), c1 = static_cast<S>(1.0 - params_.beta_1);
            const S b2 = static_cast<S>(params_.beta_2), c2 = static_cast<S>(1.0 - params_.beta_2);
            for (Index i = 0; i < theta.size(); i += strip) {
                const Index n = std::min(strip, theta.size() - i);
                const auto g = gradient.segment(i, n).array();
                auto m = m_.segment(i, n).array();
                auto v = v_.segment(i, n).array();
                m = b1 * m + c1 * g;
                v = b2 * v + c2 * g.square();
                theta.segment(i, n).array() -= a * m / (v.sqrt() + eps);
            }
        }

        /// The present step size a.
        double learning_rate() const { return learning_rate_; }

    private:
        SolverParams params_;
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
