// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/kernels/kernels.hpp"
#include "eigenmlp/solvers/elementwise_state.hpp"
#include "eigenmlp/solvers/multiples.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): besides Adam's step each batch takes the
/// coefs, not the intercepts, closer to 0 by the factor 1 - learning rate * weight_decay. Reads the keywords
/// learning_rate_init, beta_1, beta_2 and epsilon. Set alpha to 0 unless you want the L2 penalty too.
/// \note Without SolverParams::n_coefs, that is outside an estimator, all parameters decay. Unlike in `Adam`,
/// epsilon is added to the corrected root, as in the paper.
struct AdamW {
    static constexpr std::string_view name = "adamw";

    double weight_decay = 0.01;  ///< from 0

    template <class S>
    class Rule {
    public:
        Rule(Index size, double weight_decay, const SolverParams& params)
            : params_(params),
              weight_decay_(weight_decay),
              n_coefs_(params.n_coefs.value_or(size)),
              m_(detail::parameter_zeros<S>(size)),
              v_(detail::parameter_zeros<S>(size)) {}

        /// m^ = m / (1 - b1^t);  v^ = v / (1 - b2^t);  with c = sqrt(1 - b2^t)
        /// lr m^ / (sqrt(v^) + eps) = lr c / (1 - b1^t) m / (sqrt(v) + c eps)
        void begin_update() {
            const double t = static_cast<double>(++t_);
            const double c = std::sqrt(1.0 - std::pow(params_.beta_2, t));
            step_ = static_cast<S>(params_.learning_rate_init * c / (1.0 - std::pow(params_.beta_1, t)));
            epsilon_ = static_cast<S>(c * params_.epsilon);
            kept_ = static_cast<S>(1.0 - params_.learning_rate_init * weight_decay_);
        }

        /// theta <- (1 - lr wd) theta;  theta <- theta - lr m^ / (sqrt(v^) + eps)
        void move(Stretch<S> theta, ConstStretch<S> g, Index first) {
            detail::set_multiple<S>(kept_, theta.data(), theta.data(),
                                    std::clamp(n_coefs_ - first, Index{0}, theta.size()));
            kernels::adam<S>({theta.data(), m_.data() + first, v_.data() + first, step_,
                              static_cast<S>(params_.beta_1), static_cast<S>(1.0 - params_.beta_1),
                              static_cast<S>(params_.beta_2), static_cast<S>(1.0 - params_.beta_2), epsilon_},
                             g.data(), g.size());
        }

        double learning_rate() const { return params_.learning_rate_init; }
        void set_learning_rate(double rate) { params_.learning_rate_init = rate; }

    private:
        detail::MomentParams params_;
        double weight_decay_;
        Index n_coefs_;
        Index t_ = 0;
        S step_{}, epsilon_{}, kept_{};  // of the present batch
        Vector<S> m_;
        Vector<S> v_;
    };

    /// \throws InvalidParameterError if weight_decay is negative or not finite.
    template <class S>
    ElementwiseState<S, Rule<S>> init(const Vector<S>& theta, const SolverParams& params) const {
        detail::check_field(weight_decay >= 0.0 && std::isfinite(weight_decay), "weight_decay", "AdamW",
                            "a float in the range [0, inf)", weight_decay);
        return ElementwiseState<S, Rule<S>>(Rule<S>(theta.size(), weight_decay, params));
    }

    friend bool operator==(AdamW, AdamW) = default;
};

}  // namespace eigenmlp
