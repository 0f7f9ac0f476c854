// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "eigenmlp/solvers/multiples.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// A stretch of consecutive elements of a vector that someone else owns.
template <class S>
using Stretch = Eigen::Map<Eigen::Array<S, Eigen::Dynamic, 1>>;
template <class S>
using ConstStretch = Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, 1>>;

/// The longest stretch that a rule is given, and room for one.
inline constexpr Index max_stretch = 512;
template <class S>
using StretchBuffer = std::array<S, max_stretch>;

/// The state of a solver that moves each element on its own, made of the rule by which it does:
/// `rule.begin_update()` before each batch, then `rule.move(theta, g, first)` for stretches of theta, which
/// begin at element `first`, and of the gradient. The stretches are short, so that a rule in several
/// expressions reads memory once.
template <class S, class Rule>
class ElementwiseState {
public:
    explicit ElementwiseState(Rule rule) : rule_(std::move(rule)) {}

    void update(Vector<S>& theta, const Vector<S>& gradient) {
        begin_update();
        update(theta, gradient, 0, theta.size());
    }

    void begin_update() { rule_.begin_update(); }

    void update(Vector<S>& theta, const Vector<S>& gradient, Index first, Index size) {
        for (Index at = first; at < first + size; at += max_stretch) {
            const Index n = std::min(max_stretch, first + size - at);
            move(theta, gradient.data() + at, at, n);
        }
    }

    /// g = x d^T + l2 theta, a stretch at a time
    void update(Vector<S>& theta, const RankOneGradient<S>& factors, Index first) {
        StretchBuffer<S> g;
        for (Index i = 0; i < factors.inputs; ++i)
            for (Index j = 0; j < factors.units; j += max_stretch) {
                const Index n = std::min(max_stretch, factors.units - j);
                const Index at = first + i * factors.units + j;
                detail::set_multiple<S>(factors.l2, theta.data() + at, g.data(), n);
                detail::add_multiple<S>(factors.x[i], factors.d + j, g.data(), n);
                move(theta, g.data(), at, n);
            }
    }

    /// The present step size, as set or with the correction that the rule makes.
    double learning_rate() const { return rule_.learning_rate(); }
    /// Replaces learning_rate_init from the next batch on.
    void set_learning_rate(double rate) { rule_.set_learning_rate(rate); }

private:
    void move(Vector<S>& theta, const S* g, Index at, Index n) {
        rule_.move(Stretch<S>(theta.data() + at, n), ConstStretch<S>(g, n), at);
    }

    Rule rule_;
};

}  // namespace eigenmlp
