// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <cmath>
#include <limits>

#include "sets.hpp"

using namespace eigenmlp;
using namespace eigenmlp::kernels;
using namespace eigenmlp::tests;

namespace {

template <class S>
struct Parameters {
    std::mt19937 generator{11};
    std::vector<S> theta, m, v, g;

    explicit Parameters(Index n) {
        std::normal_distribution<S> normal;
        for (auto* x : {&theta, &m, &v, &g})
            for (Index i = 0; i < n; ++i) x->push_back(normal(generator));
        for (auto& x : v) x *= x;
    }

    AdamArgs<S> adam() {
        return {theta.data(), m.data(), v.data(), S(0.01), S(0.9), S(0.1), S(0.999), S(0.001), S(1e-8)};
    }
    SgdArgs<S> sgd(bool nesterov) { return {theta.data(), m.data(), S(0.1), S(0.9), nesterov}; }
};

template <class S>
void require_close(const std::vector<S>& a, const std::vector<S>& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        REQUIRE(std::abs(a[i] - b[i]) <= 4 * std::numeric_limits<S>::epsilon() * (1 + std::abs(b[i])));
}

template <class S>
void require_close(const Parameters<S>& a, const Parameters<S>& b) {
    require_close(a.theta, b.theta);
    require_close(a.m, b.m);
    require_close(a.v, b.v);
}

const std::vector<Index> sizes = {1, 2, 7, 16, 31, 100, 1003};

}  // namespace

TEMPLATE_TEST_CASE("adam equals the formula for any number of parameters", "", float, double) {
    for (const Index n : sizes) {
        Parameters<TestType> expected(n);
        eigen::Kernels::adam<TestType>(expected.adam(), expected.g.data(), n);
        for_each_vector_set([&](auto set) {
            Parameters<TestType> p(n);
            set.template adam<TestType>(p.adam(), p.g.data(), n);
            require_close(p, expected);
        });
    }
}

TEMPLATE_TEST_CASE("adam's step is accurate for second moments of any size", "", float, double) {
    using S = TestType;
    constexpr S infinity = std::numeric_limits<S>::infinity();
    constexpr long double ulp = std::numeric_limits<S>::epsilon();
    std::vector<S> moments = {0, std::numeric_limits<S>::min(), std::numeric_limits<S>::max(), infinity};
    for (S v = std::numeric_limits<S>::min(); v < std::numeric_limits<S>::max() / 3; v *= S(2.7))
        moments.push_back(v);
    const auto n = Index(moments.size());
    for (const S epsilon : {S(0), S(1e-8), S(1)}) {
        for_each_vector_set([&](auto set) {
            std::vector<S> theta(moments.size(), S(0)), m(moments.size(), S(-0.7)), v = moments, g = theta;
            // Neither moment is changed: what is left is theta = 0 - rate m / (sqrt(v) + epsilon).
            const AdamArgs<S> args{theta.data(), m.data(), v.data(), S(0.001), 1, 0, 1, 0, epsilon};
            set.template adam<S>(args, g.data(), n);
            for (std::size_t i = 0; i < moments.size(); ++i) {
                INFO("v = " << moments[i] << ", epsilon = " << epsilon << ", step = " << theta[i]);
                const long double root = std::sqrt(static_cast<long double>(moments[i])) + epsilon;
                const long double expected = static_cast<long double>(S(0.001) * S(0.7)) / root;
                if (root == 0)
                    REQUIRE(!std::isfinite(theta[i]));
                else
                    REQUIRE(std::abs(theta[i] - expected) <= 3 * ulp * expected);
            }
            v.assign(moments.size(), std::numeric_limits<S>::quiet_NaN());
            set.template adam<S>(args, g.data(), n);
            for (const S t : theta) REQUIRE(std::isnan(t));
        });
    }
}

TEMPLATE_TEST_CASE("sgd equals the formula with and without Nesterov's momentum", "", float, double) {
    for (const Index n : sizes) {
        for (const bool nesterov : {false, true}) {
            Parameters<TestType> expected(n);
            eigen::Kernels::sgd<TestType>(expected.sgd(nesterov), expected.g.data(), n);
            for_each_vector_set([&](auto set) {
                Parameters<TestType> p(n);
                set.template sgd<TestType>(p.sgd(nesterov), p.g.data(), n);
                require_close(p, expected);
            });
        }
    }
}

TEMPLATE_TEST_CASE("a rank-one update equals the update with the gradient stored", "", float, double) {
    for (const Index inputs : {1, 3, 20}) {
        for (const Index units : {1, 5, 10, 16, 37, 100}) {
            const Index n = inputs * units;
            const Parameters<TestType> row(std::max(inputs, units));
            const RankOneArgs<TestType> g{row.theta.data(), row.g.data(), inputs, units, TestType(0.01)};
            Parameters<TestType> adam(n), sgd(n);
            eigen::Kernels::adam_rank_one<TestType>(adam.adam(), g);
            eigen::Kernels::sgd_rank_one<TestType>(sgd.sgd(true), g);
            for_each_vector_set([&](auto set) {
                Parameters<TestType> p(n), q(n);
                set.template adam_rank_one<TestType>(p.adam(), g);
                require_close(p, adam);
                set.template sgd_rank_one<TestType>(q.sgd(true), g);
                require_close(q, sgd);
            });
        }
    }
}

TEMPLATE_TEST_CASE("an update's bits do not depend on how the parameters are divided", "", float, double) {
    for_each_vector_set([&](auto set) {
        Parameters<TestType> whole(203), parts(203);
        set.template adam<TestType>(whole.adam(), whole.g.data(), 203);
        for (Index first = 0; first < 203; first += 29) {
            auto args = parts.adam();
            args.theta += first, args.m += first, args.v += first;
            set.template adam<TestType>(args, parts.g.data() + first, std::min<Index>(29, 203 - first));
        }
        REQUIRE(same_bits(whole.theta, parts.theta));
        REQUIRE(same_bits(whole.m, parts.m));
        REQUIRE(same_bits(whole.v, parts.v));
    });
}

TEMPLATE_TEST_CASE("after an update the caller's arithmetic knows numbers as small as before", "", float,
                   double) {
    for_each_vector_set([&](auto set) {
        Parameters<TestType> p(31);
        set.template adam<TestType>(p.adam(), p.g.data(), 31);
        set.template sgd<TestType>(p.sgd(true), p.g.data(), 31);
        set.template adam_rank_one<TestType>(p.adam(), {p.g.data(), p.g.data() + 3, 3, 10, TestType(0.1)});
        set.template sgd_rank_one<TestType>(p.sgd(true), {p.g.data(), p.g.data() + 3, 3, 10, TestType(0.1)});
        volatile TestType smallest = std::numeric_limits<TestType>::min();
        volatile TestType smaller = smallest / 4;
        REQUIRE(smaller > 0);
        REQUIRE(smaller * 4 == smallest);
    });
}

#ifdef __x86_64__
TEMPLATE_TEST_CASE("an update takes squares too small for full precision for zero", "", float, double) {
    for_each_vector_set([&](auto set) {
        Parameters<TestType> p(31);
        p.v.assign(31, TestType(0));
        p.g.assign(31, std::sqrt(std::numeric_limits<TestType>::min()));
        set.template adam<TestType>(p.adam(), p.g.data(), 31);
        for (const TestType v : p.v) REQUIRE(v == 0);
    });
}
#endif
