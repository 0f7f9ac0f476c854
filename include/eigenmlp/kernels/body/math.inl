// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Elementary functions of a whole vector, by argument reduction and power series.

template <class S>
struct Format;

template <>
struct Format<float> {
    static constexpr int mantissa = 23, bias = 127, exp_terms = 8, log_terms = 5, subnormal_shift = 25;
    static constexpr std::int32_t half_sqrt_bits = 0x3f3504f3;  // 1 / sqrt(2)
    static constexpr float to_int = 0x1.8p23f, smallest_normal = 0x1p-126f;
    static constexpr float exp_low = -110, exp_high = 90, tanh_high = 11;
};

template <>
struct Format<double> {
    static constexpr int mantissa = 52, bias = 1023, exp_terms = 14, log_terms = 11, subnormal_shift = 54;
    static constexpr std::int64_t half_sqrt_bits = 0x3fe6a09e667f3bcd;
    static constexpr double to_int = 0x1.8p52, smallest_normal = 0x1p-1022;
    static constexpr double exp_low = -760, exp_high = 720, tanh_high = 22;
};

// Their sum is log(2); the first has few enough bits for an exact product with any exponent.
inline constexpr double ln_2_high = 0x1.62e4p-1, ln_2_low = 1.4286068203094172321e-6;

template <class S>
struct Series {
    S inverse_factorial[16] = {};
    S log[16] = {};
};

template <class S>
constexpr Series<S> make_series() {
    Series<S> series;
    double factorial = 1;
    for (int k = 0; k < 16; ++k) {
        factorial *= k > 1 ? k : 1;
        series.inverse_factorial[k] = S(1 / factorial);
        series.log[k] = S(2.0 / (2 * k + 1));
    }
    return series;
}

template <class S>
inline constexpr Series<S> series_of = make_series<S>();

template <int N, class S>
[[gnu::always_inline]] inline IntVec<S, N> bits(const Vec<S, N>& x) {
    return reinterpret_cast<IntVec<S, N>>(x);
}

template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> absolute(const Vec<S, N>& x) {
    return reinterpret_cast<Vec<S, N>>(bits<N, S>(x) & ~bits<N, S>(broadcast<N>(S(-0.0))));
}

/// 2^n for n within the exponents of normal numbers.
template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> power_of_2(const IntVec<S, N>& n) {
    return reinterpret_cast<Vec<S, N>>((n + Format<S>::bias) << Format<S>::mantissa);
}

/// Splits exp(x) = 2^n (1 + p) with |p| < 0.42 and returns p.
template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> exp_parts(const Vec<S, N>& x, IntVec<S, N>& n) {
    constexpr S to_int = Format<S>::to_int;
    const Vec<S, N> shifted = S(1.4426950408889634074) * x + to_int;
    n = bits<N, S>(shifted) - bits<N, S>(broadcast<N>(to_int));
    const Vec<S, N> whole = shifted - to_int;
    const Vec<S, N> nearly = x - whole * S(ln_2_high);
    const Vec<S, N> r = nearly - whole * S(ln_2_low);
    // exp(r) - 1 = r + r^2 (1/2! + r/3! + ...)
    constexpr const S(&c)[16] = series_of<S>.inverse_factorial;
    Vec<S, N> sum = broadcast<N>(c[Format<S>::exp_terms - 1]);
#pragma GCC unroll 16
    for (int k = Format<S>::exp_terms - 2; k >= 2; --k) sum = sum * r + c[k];
    return r + (r * r) * sum;
}

template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> exp(Vec<S, N> x) {
    x = x < Format<S>::exp_low ? broadcast<N>(Format<S>::exp_low) : x;
    x = x > Format<S>::exp_high ? broadcast<N>(Format<S>::exp_high) : x;
    IntVec<S, N> n;
    const Vec<S, N> p = exp_parts<S, N>(x, n);
    // In two steps, for results whose exponent is beyond that of a normal number.
    const IntVec<S, N> half = n >> 1;
    return (p + 1) * power_of_2<S, N>(half) * power_of_2<S, N>(n - half);
}

template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> log(const Vec<S, N>& given) {
    using F = Format<S>;
    Vec<S, N> x = absolute<S, N>(given);
    const IntVec<S, N> subnormal = x < F::smallest_normal;
    x = subnormal ? x * S(std::int64_t(1) << F::subnormal_shift) : x;
    // x = 2^k (1 + f) with 1 + f in [1/sqrt(2), sqrt(2)).
    const IntVec<S, N> shifted = bits<N, S>(x) - F::half_sqrt_bits;
    IntVec<S, N> k = shifted >> F::mantissa;
    const Vec<S, N> f = reinterpret_cast<Vec<S, N>>(bits<N, S>(x) - (k << F::mantissa)) - 1;
    k = subnormal ? k - F::subnormal_shift : k;
    const Vec<S, N> exponent =
        reinterpret_cast<Vec<S, N>>(k + bits<N, S>(broadcast<N>(F::to_int))) - F::to_int;
    // log(1 + f) = 2 atanh(s) = f - s (f - R) with s = f / (2 + f), R = 2 s^2/3 + 2 s^4/5 + ...
    const Vec<S, N> s = f / (f + 2);
    const Vec<S, N> z = s * s;
    constexpr const S(&c)[16] = series_of<S>.log;
    Vec<S, N> sum = broadcast<N>(c[F::log_terms - 1]);
#pragma GCC unroll 16
    for (int i = F::log_terms - 2; i >= 1; --i) sum = sum * z + c[i];
    const Vec<S, N> half_square = S(0.5) * f * f;
    const Vec<S, N> small = s * (half_square + z * sum) + exponent * S(ln_2_low);
    const Vec<S, N> y = exponent * S(ln_2_high) - ((half_square - small) - f);

    constexpr S infinity = S(__builtin_inf());
    Vec<S, N> result = given == infinity || given != given ? given : y;
    result = given == 0 ? broadcast<N>(-infinity) : result;
    return given < 0 ? broadcast<N>(S(__builtin_nan(""))) : result;
}

/// tanh|x| = e / (e + 2) with e = exp(2|x|) - 1 = (2^n - 1) + 2^n p
template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> tanh(const Vec<S, N>& x) {
    Vec<S, N> magnitude = absolute<S, N>(x);
    magnitude = magnitude > Format<S>::tanh_high ? broadcast<N>(Format<S>::tanh_high) : magnitude;
    IntVec<S, N> n;
    const Vec<S, N> p = exp_parts<S, N>(magnitude + magnitude, n);
    const Vec<S, N> scale = power_of_2<S, N>(n);
    const Vec<S, N> e = (scale - 1) + scale * p;
    const Vec<S, N> y = e / (e + 2);
    const IntVec<S, N> sign = bits<N, S>(x) & bits<N, S>(broadcast<N>(S(-0.0)));
    return reinterpret_cast<Vec<S, N>>(bits<N, S>(y) | sign);
}

/// 1 / (1 + exp(-x)), from exp(-|x|) so that small results keep their digits.
template <class S, int N>
[[gnu::always_inline]] inline Vec<S, N> logistic(const Vec<S, N>& x) {
    const Vec<S, N> e = exp<S, N>(-absolute<S, N>(x));
    return (x < 0 ? e : broadcast<N>(S(1))) / (e + 1);
}

template <class S, int N>
[[gnu::always_inline]] inline S maximum_of(const Vec<S, N>& x) {
    if constexpr (N == 2) {
        return x[0] > x[1] ? x[0] : x[1];
    } else {
        alignas(64) S lane[std::size_t(N)];
        store<N>(lane, x);
        const Vec<S, N / 2> a = load<N / 2>(lane), b = load<N / 2>(lane + N / 2);
        return maximum_of<S, N / 2>(a > b ? a : b);
    }
}

/// The sum of y log(p), p moved into [least, 1 - least].
template <class S>
struct DotLog {
    const S *y, *p;
    S least;
    Vec<S> sum = {};

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        constexpr int N = lanes<S>;
        const Vec<S> low = broadcast<N>(least), high = broadcast<N>(1 - least);
        Vec<S> x = load<N>(p + i, part);
        x = low > x ? low : x;
        x = high < x ? high : x;
        sum += load<N>(y + i, part) * log<S, N>(x);
    }
};

struct Exp {
    template <class S>
    [[gnu::always_inline]] static Vec<S> of(const Vec<S>& x) {
        return exp<S, lanes<S>>(x);
    }
};
struct Log {
    template <class S>
    [[gnu::always_inline]] static Vec<S> of(const Vec<S>& x) {
        return log<S, lanes<S>>(x);
    }
};
struct Tanh {
    template <class S>
    [[gnu::always_inline]] static Vec<S> of(const Vec<S>& x) {
        return tanh<S, lanes<S>>(x);
    }
};
struct Logistic {
    template <class S>
    [[gnu::always_inline]] static Vec<S> of(const Vec<S>& x) {
        return logistic<S, lanes<S>>(x);
    }
};

/// y = f(x), element by element; x and y may be the same.
template <class Function, class S>
struct Map {
    const S* x;
    S* y;

    template <class Part>
    [[gnu::always_inline]] void operator()(Index i, Part part) {
        store<lanes<S>>(y + i, Function::template of<S>(load<lanes<S>>(x + i, part)), part);
    }
};

template <class Function, class S>
void map(const S* x, S* y, Index n) {
    Map<Function, S> f{x, y};
    each_vector<S>(n, f);
}
