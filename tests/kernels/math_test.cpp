// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <cmath>
#include <cstring>
#include <limits>

#include "sets.hpp"

using namespace eigenmlp;
using namespace eigenmlp::kernels;
using namespace eigenmlp::tests;

namespace {

/// Distance of `value` from the exact result, in units of the last place of the exact result's type S.
template <class S>
double ulps(S value, long double exact) {
    const S rounded = static_cast<S>(exact);
    if (std::isnan(value) || std::isnan(rounded)) return std::isnan(value) && std::isnan(rounded) ? 0 : 1e30;
    if (std::isinf(value) || std::isinf(rounded)) return value == rounded ? 0 : 1e30;
    const S magnitude = std::max(std::abs(rounded), std::numeric_limits<S>::min());
    const long double unit =
        static_cast<long double>(std::nextafter(magnitude, std::numeric_limits<S>::infinity())) -
        static_cast<long double>(magnitude);
    return static_cast<double>(std::abs(static_cast<long double>(value) - exact) / unit);
}

/// Numbers evenly spread over [low, high], then over all magnitudes from the smallest subnormal up, of both
/// signs, then the special ones.
template <class S>
std::vector<S> arguments(double low, double high) {
    std::vector<S> x;
    for (int i = 0; i <= 20000; ++i) x.push_back(static_cast<S>(low + (high - low) * i / 20000));
    for (int exponent = std::numeric_limits<S>::min_exponent - std::numeric_limits<S>::digits;
         exponent < std::numeric_limits<S>::max_exponent; ++exponent)
        for (const S mantissa : {S(1), S(1.2), S(1.37), S(1.5), S(1.9)})
            for (const S sign : {S(1), S(-1)}) x.push_back(sign * std::ldexp(mantissa, exponent));
    for (const S special :
         {S(0), S(-0.0), S(1), S(-1), std::numeric_limits<S>::infinity(), -std::numeric_limits<S>::infinity(),
          std::numeric_limits<S>::quiet_NaN(), std::numeric_limits<S>::max(),
          std::numeric_limits<S>::lowest(), std::numeric_limits<S>::min()})
        x.push_back(special);
    return x;
}

template <class S, class Kernel, class Exact>
void require_accurate(const std::vector<S>& x, double bound, Kernel kernel, Exact exact) {
    for_each_vector_set([&](auto set) {
        std::vector<S> y(x.size());
        kernel(set, x.data(), y.data(), Index(x.size()));
        double worst = 0;
        S worst_at = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double error = ulps(y[i], exact(static_cast<long double>(x[i])));
            if (error > worst) worst = error, worst_at = x[i];
        }
        INFO("largest error at " << double(worst_at));
        REQUIRE(worst <= bound);
    });
}

}  // namespace

TEMPLATE_TEST_CASE("exp is accurate over the whole range", "", float, double) {
    const double high = sizeof(TestType) == 4 ? 92 : 720;
    require_accurate(
        arguments<TestType>(-high * 1.1, high), 2,
        [](auto set, const TestType* x, TestType* y, Index n) { set.exp(x, y, n); },
        [](long double x) { return std::exp(x); });
}

TEMPLATE_TEST_CASE("log is accurate over the whole range", "", float, double) {
    require_accurate(
        arguments<TestType>(0.01, 3), 2,
        [](auto set, const TestType* x, TestType* y, Index n) { set.log(x, y, n); },
        [](long double x) { return std::log(x); });
}

TEMPLATE_TEST_CASE("tanh is accurate over the whole range and keeps the sign of zero", "", float, double) {
    require_accurate(
        arguments<TestType>(-25, 25), 4,
        [](auto set, const TestType* x, TestType* y, Index n) { set.tanh(x, y, n); },
        [](long double x) { return std::tanh(x); });
    for_each_vector_set([&](auto set) {
        const TestType x = TestType(-0.0);
        TestType y = 1;
        set.tanh(&x, &y, 1);
        REQUIRE(std::signbit(y));
    });
}

TEMPLATE_TEST_CASE("logistic is accurate over the whole range, small results included", "", float, double) {
    require_accurate(
        arguments<TestType>(-120, 50), 4,
        [](auto set, const TestType* x, TestType* y, Index n) { set.logistic(x, y, n); },
        [](long double x) { return 1 / (1 + std::exp(-x)); });
}

TEMPLATE_TEST_CASE("dot_log sums y log p with p clipped and keeps NaN", "", float, double) {
    const TestType least = std::numeric_limits<TestType>::epsilon();
    std::mt19937 generator(5);
    std::uniform_real_distribution<TestType> uniform(0, 1);
    for (const Index n : {1, 7, 16, 33, 150, 5000}) {
        std::vector<TestType> y, p;
        for (Index i = 0; i < n; ++i) {
            y.push_back(TestType(i % 3 == 0));
            p.push_back(i % 5 == 0 ? TestType(i % 2) : uniform(generator));
        }
        double expected = 0;
        for (std::size_t i = 0; i < y.size(); ++i)
            expected += double(y[i]) * std::log(std::clamp(double(p[i]), double(least), 1 - double(least)));
        for_each_vector_set([&](auto set) {
            REQUIRE(set.dot_log(y.data(), p.data(), least, n) ==
                    Approx(expected).epsilon(100 * double(least)).margin(double(least)));
            auto with_nan = p;
            with_nan.back() = std::numeric_limits<TestType>::quiet_NaN();
            REQUIRE(std::isnan(set.dot_log(y.data(), with_nan.data(), least, n)));
        });
    }
}

TEMPLATE_TEST_CASE("an element's result does not depend on its place in the array", "", float, double) {
    const auto x = arguments<TestType>(-5, 5);
    for_each_vector_set([&](auto set) {
        std::vector<TestType> whole(40), single(1);
        for (const Index n : {1, 3, 15, 17, 40}) {
            set.tanh(x.data() + 7, whole.data(), n);
            for (Index i = 0; i < n; ++i) {
                set.tanh(x.data() + 7 + i, single.data(), 1);
                REQUIRE(single[0] == whole[std::size_t(i)]);
            }
        }
    });
}

TEMPLATE_TEST_CASE("softmax equals Eigen's for rows of any number and length", "", float, double) {
    for (const Index units : {1, 2, 3, 7, 8, 10, 16, 17, 33, 100}) {
        std::mt19937 generator(3);
        Padded<TestType> z(21, units, 2, TestType(-77));
        z.random(generator);
        z(3, units / 2) = 300;
        auto expected = z;
        eigen::Kernels::softmax(expected.block());
        for_each_vector_set([&](auto set) {
            auto p = z;
            set.softmax(p.block());
            for (Index i = 0; i < z.rows; ++i) {
                TestType sum = 0;
                for (Index j = 0; j < units; ++j) {
                    REQUIRE(p(i, j) ==
                            Approx(expected(i, j)).epsilon(20 * std::numeric_limits<TestType>::epsilon()));
                    sum += p(i, j);
                }
                REQUIRE(sum == Approx(1));
                if (i + 1 < z.rows) REQUIRE(p(i, units) == p.gap);
            }
        });
    }
}

TEMPLATE_TEST_CASE("softmax of a row with NaN or inf is NaN, and leaves other rows alone", "", float,
                   double) {
    for (const TestType bad :
         {std::numeric_limits<TestType>::quiet_NaN(), std::numeric_limits<TestType>::infinity()}) {
        for_each_vector_set([&](auto set) {
            Padded<TestType> z(2, 5, 0, TestType(0));
            z(0, 3) = bad;
            set.softmax(z.block());
            REQUIRE(std::isnan(z(0, 3)));
            REQUIRE(z(1, 3) == Approx(0.2));
        });
    }
}
