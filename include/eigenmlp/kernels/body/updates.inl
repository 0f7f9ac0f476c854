// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What becomes of a gradient. Each rule's apply(at, g, part) takes the gradient of the parameters from offset
// `at` on, one vector of them.

/// Fetches what an update of large layers reads and writes from beyond the second-level cache.
template <class S>
[[gnu::always_inline]] inline void fetch_ahead_of(S* p) {
    __builtin_prefetch(p + 4096 / sizeof(S), 1);
}

/// x / (sqrt(v) + epsilon) for v >= 0, within 3 units in the last place. Where the set has estimates of
/// reciprocals, Newton's method makes them exact sooner than a processor divides and takes square roots.
template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> divide_by_root(const Vec<S, N>& x, const Vec<S, N>& v, S epsilon) {
    if constexpr (requires { inverse_root_estimate(v); }) {
        constexpr S largest = std::numeric_limits<S>::max();
        Vec<S, N> inverse = inverse_root_estimate(v);
        if constexpr (sizeof(S) == 8) inverse += inverse * (S(0.5) - S(0.5) * (v * inverse) * inverse);
        Vec<S, N> root = v * inverse;
        root += root * (S(0.5) - S(0.5) * inverse * root);
        const auto regular = (v > 0) & (v <= largest);  // Newton's method makes NaN of 0 and of infinity.
        const Vec<S, N> d = (regular ? root : v) + epsilon;
        const Vec<S, N> estimate = inverse_estimate(d);
        inverse = estimate;
        if constexpr (sizeof(S) == 8) inverse += inverse * (S(1) - d * inverse);
        Vec<S, N> quotient = x * inverse;
        quotient += (x - quotient * d) * inverse;
        return d <= largest ? quotient : x * estimate;
    } else {
        return x / (square_root(v) + epsilon);
    }
}

template <class S>
struct Adam {
    AdamArgs<S> args;

    template <int N, class Part>
    [[gnu::always_inline]] void apply(Index at, const Vec<S, N>& g, Part part) const {
        fetch_ahead_of(args.theta + at);
        fetch_ahead_of(args.m + at);
        fetch_ahead_of(args.v + at);
        const Vec<S, N> m = args.beta_1 * load<N>(args.m + at, part) + args.rest_1 * g;
        const Vec<S, N> v = args.beta_2 * load<N>(args.v + at, part) + args.rest_2 * (g * g);
        store<N>(args.m + at, m, part);
        store<N>(args.v + at, v, part);
        const Vec<S, N> step = divide_by_root<S, N>(args.rate * m, v, args.epsilon);
        store<N>(args.theta + at, load<N>(args.theta + at, part) - step, part);
    }
};

template <class S>
struct Sgd {
    SgdArgs<S> args;

    template <int N, class Part>
    [[gnu::always_inline]] void apply(Index at, const Vec<S, N>& g, Part part) const {
        fetch_ahead_of(args.theta + at);
        fetch_ahead_of(args.velocity + at);
        const Vec<S, N> step = args.rate * g;
        const Vec<S, N> velocity = args.momentum * load<N>(args.velocity + at, part) - step;
        store<N>(args.velocity + at, velocity, part);
        const Vec<S, N> move = args.nesterov ? args.momentum * velocity - step : velocity;
        store<N>(args.theta + at, load<N>(args.theta + at, part) + move, part);
    }
};

/// As long as it lives, arithmetic takes numbers too small for full precision (below 1e-38 in float, 1e-308
/// in double) for zero. What only the L2 term moves, such as the weights of a pixel that is always 0, soon
/// has a gradient whose square is that small, and arithmetic with such numbers takes many times as long; in a
/// step, divided by epsilon at least, it makes no difference.
struct FlushToZero {
#ifdef __x86_64__
    static constexpr unsigned flush_results = 0x8000, flush_operands = 0x0040;
    unsigned former = __builtin_ia32_stmxcsr();

    FlushToZero() { __builtin_ia32_ldmxcsr(former | flush_results | flush_operands); }
    FlushToZero(const FlushToZero&) = delete;
    FlushToZero& operator=(const FlushToZero&) = delete;
    ~FlushToZero() { __builtin_ia32_ldmxcsr(former); }
#endif
};

/// Applies a rule to n parameters with gradient g.
template <class S, class Rule>
[[gnu::always_inline]] inline void update(const Rule rule, const S* g, Index n) {
    constexpr int N = lanes<S>;
    [[maybe_unused]] const FlushToZero flush;
    Index i = 0;
    for (; i + N <= n; i += N) rule.template apply<N>(i, load<N>(g + i), Whole{});
    if (i < n) rule.template apply<N>(i, load<N>(g + i, First{n - i}), First{n - i});
}

/// Applies a rule to weights w (inputs x units) with gradient x d^T + l2 * w, which is never stored.
template <class S, class Rule>
[[gnu::always_inline]] inline void update_rank_one(const Rule rule, const RankOneArgs<S>& args) {
    constexpr int N = lanes<S>;
    [[maybe_unused]] const FlushToZero flush;
    const S l2 = args.l2;
    const S* const d = args.d;
    const Index units = args.units;
    for (Index i = 0; i < args.inputs; ++i) {
        const S x = args.x[i];
        const Index at = i * units;
        Index j = 0;
        for (; j + N <= units; j += N) {
            const Vec<S, N> decay = l2 * load<N>(rule.args.theta + at + j);
            rule.template apply<N>(at + j, decay + x * load<N>(d + j), Whole{});
        }
        if (j < units) {
            const First rest{units - j};
            const Vec<S, N> decay = l2 * load<N>(rule.args.theta + at + j, rest);
            rule.template apply<N>(at + j, decay + x * load<N>(d + j, rest), rest);
        }
    }
}
