// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/solvers/elementwise_state.hpp"
#include "eigenmlp/solvers/multiples.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// RMSprop (Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012): steps divided
/// by the root of a moving average of the squared gradient, optionally with momentum. Reads the keywords
/// learning_rate_init and epsilon.
struct RMSprop {
    static constexpr std::string_view name = "rmsprop";

    double rho = 0.9;       ///< decay of the squared gradient's average, in [0, 1)
    double momentum = 0.0;  ///< in [0, 1)

    template <class S>
    class Rule {
    public:
        Rule(Index size, double rho, double momentum, const SolverParams& params)
            : rho_(static_cast<S>(rho)),
              rest_(static_cast<S>(1.0 - rho)),
              momentum_(static_cast<S>(momentum)),
              params_(params),
              v_(detail::parameter_zeros<S>(size)),
              w_(detail::parameter_zeros<S>(momentum > 0.0 ? size : 0)) {}

        void begin_update() {}

        /// v <- rho v + (1 - rho) g^2;  u = g / (sqrt(v) + eps);  theta <- theta - lr u
        /// with momentum: w <- mu w + u;  theta <- theta - lr w
        void move(Stretch<S> theta, ConstStretch<S> g, Index first) {
            const auto rate = static_cast<S>(params_.learning_rate_init);
            if (w_.size() == 0) return move_normalized(theta.data(), g, first, rate);
            StretchBuffer<S> minus_u{};
            move_normalized(minus_u.data(), g, first, S(1));
            S* const w = w_.data() + first;
            detail::set_multiple<S>(momentum_, w, w, g.size());
            detail::add_multiple<S>(S(-1), minus_u.data(), w, g.size());
            detail::add_multiple<S>(-rate, w, theta.data(), g.size());
        }

        double learning_rate() const { return params_.learning_rate_init; }
        void set_learning_rate(double rate) { params_.learning_rate_init = rate; }

    private:
        /// x <- x - rate u: Adam whose first moment is the gradient.
        void move_normalized(S* x, ConstStretch<S> g, Index first, S rate) {
            StretchBuffer<S> m{};
            kernels::adam<S>({x, m.data(), v_.data() + first, rate, S(0), S(1), rho_, rest_,
                              static_cast<S>(params_.epsilon)},
                             g.data(), g.size());
        }

        S rho_, rest_, momentum_;
        detail::MomentParams params_;
        Vector<S> v_;
        Vector<S> w_;  // empty without momentum
    };

    /// \throws InvalidParameterError if rho or momentum is not in [0, 1).
    template <class S>
    ElementwiseState<S, Rule<S>> init(const Vector<S>& theta, const SolverParams& params) const {
        detail::check_field(rho >= 0.0 && rho < 1.0, "rho", "RMSprop", "a float in the range [0, 1)", rho);
        detail::check_field(momentum >= 0.0 && momentum < 1.0, "momentum", "RMSprop",
                            "a float in the range [0, 1)", momentum);
        return ElementwiseState<S, Rule<S>>(Rule<S>(theta.size(), rho, momentum, params));
    }

    friend bool operator==(RMSprop, RMSprop) = default;
};

}  // namespace eigenmlp
