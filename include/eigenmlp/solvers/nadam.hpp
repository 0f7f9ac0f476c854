// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>

#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/solvers/elementwise_state.hpp"
#include "eigenmlp/solvers/multiples.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// Adam with Nesterov's momentum (Dozat 2016), the decay of the first moment being constant. Reads the
/// keywords learning_rate_init, beta_1, beta_2 and epsilon.
struct Nadam {
    static constexpr std::string_view name = "nadam";

    template <class S>
    class Rule {
    public:
        Rule(Index size, const SolverParams& params)
            : params_(params), m_(detail::parameter_zeros<S>(size)), v_(detail::parameter_zeros<S>(size)) {}

        /// m^ = b1 / (1 - b1^(t+1)) m + (1 - b1) / (1 - b1^t) g;  v^ = v / (1 - b2^t);  with c = sqrt(1 -
        /// b2^t) lr m^ / (sqrt(v^) + eps) = lr c m^ / (sqrt(v) + c eps)
        void begin_update() {
            const double t = static_cast<double>(++t_);
            const double c = std::sqrt(1.0 - std::pow(params_.beta_2, t));
            from_moment_ = static_cast<S>(params_.beta_1 / (1.0 - std::pow(params_.beta_1, t + 1.0)));
            from_gradient_ = static_cast<S>((1.0 - params_.beta_1) / (1.0 - std::pow(params_.beta_1, t)));
            step_ = static_cast<S>(params_.learning_rate_init * c);
            epsilon_ = static_cast<S>(c * params_.epsilon);
        }

        /// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2;  theta <- theta - lr m^ / (sqrt(v^) + eps)
        void move(Stretch<S> theta, ConstStretch<S> g, Index first) {
            S* const m = m_.data() + first;
            S* const v = v_.data() + first;
            const Index n = g.size();
            StretchBuffer<S> aside{}, corrected;
            // Adam's step moves m and v, and instead of theta what is thrown away ...
            kernels::adam<S>({aside.data(), m, v, S(0), static_cast<S>(params_.beta_1),
                              static_cast<S>(1.0 - params_.beta_1), static_cast<S>(params_.beta_2),
                              static_cast<S>(1.0 - params_.beta_2), epsilon_},
                             g.data(), n);
            detail::set_multiple<S>(from_gradient_, g.data(), corrected.data(), n);
            detail::add_multiple<S>(from_moment_, m, corrected.data(), n);
            // ... and with zeros for gradient and moments that stay moves theta by m^
            aside.fill(S(0));
            kernels::adam<S>({theta.data(), corrected.data(), v, step_, S(1), S(0), S(1), S(0), epsilon_},
                             aside.data(), n);
        }

        double learning_rate() const { return params_.learning_rate_init; }
        void set_learning_rate(double rate) { params_.learning_rate_init = rate; }

    private:
        detail::MomentParams params_;
        Index t_ = 0;
        S from_moment_{}, from_gradient_{}, step_{}, epsilon_{};  // of the present batch
        Vector<S> m_;
        Vector<S> v_;
    };

    template <class S>
    ElementwiseState<S, Rule<S>> init(const Vector<S>& theta, const SolverParams& params) const {
        return ElementwiseState<S, Rule<S>>(Rule<S>(theta.size(), params));
    }

    friend bool operator==(Nadam, Nadam) = default;
};

}  // namespace eigenmlp
