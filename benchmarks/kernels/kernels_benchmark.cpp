// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Each kernel on its own, with its share of the FMA peak measured just before it, or its memory traffic.

#include <benchmark/benchmark.h>
#include <eigenmlp/kernels/kernels.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "fma_peak.hpp"

namespace {

using eigenmlp::Index;
using namespace eigenmlp::kernels;

template <class S>
std::vector<S> numbers(Index n) {
    std::mt19937 generator(1);
    std::uniform_real_distribution<S> uniform(S(-1), S(1));
    std::vector<S> x(static_cast<std::size_t>(n));
    for (S& xi : x) xi = uniform(generator);
    return x;
}

/// A batch of n rows, drawn from a larger X, and a layer of k inputs and u units.
template <class S>
struct Layer {
    static constexpr Index samples = 20000;

    Index n, k, u;
    std::vector<S> x = numbers<S>(samples * k), w = numbers<S>(k * u), b = numbers<S>(u),
                   h = numbers<S>(n * u);
    std::vector<S> d = numbers<S>(n * u), d_previous = numbers<S>(n * k), g = numbers<S>(k * u);
    std::vector<S> workspace = numbers<S>(workspace_size<S>);
    std::vector<Index> order;
    Index batch = 0;

    explicit Layer(const benchmark::State& state) : n(state.range(0)), k(state.range(1)), u(state.range(2)) {
        for (Index i = 0; i < samples; ++i) order.push_back(i);
        std::shuffle(order.begin(), order.end(), std::mt19937(2));
    }

    Rows<S> rows() const { return {x.data(), k, order.data() + batch}; }
    Rows<S> next_rows() {
        batch = (batch + n) % (samples - n);
        return rows();
    }
    Block<const S> weights() const { return {w.data(), k, u, u}; }
    Block<const S> delta() const { return {d.data(), n, u, u}; }
};

/// Runs f and states its share of the peak.
template <class S, class F>
void measure_share(benchmark::State& state, double operations, F f) {
    const double peak = benchmark::FmaPeak<S>().measure(0.05);
    for (auto _ : state) {
        f();
        benchmark::ClobberMemory();
    }
    operations *= static_cast<double>(state.iterations());
    state.counters["FLOP/s"] = benchmark::Counter(operations, benchmark::Counter::kIsRate);
    state.counters["of_peak"] = benchmark::Counter(operations / peak, benchmark::Counter::kIsRate);
}

template <class S>
void affine_relu(benchmark::State& state) {
    Layer<S> layer(state);
    const auto [n, k, u] = std::tuple(layer.n, layer.k, layer.u);
    measure_share<S>(state, 2.0 * static_cast<double>(n * k * u), [&, n = n, u = u] {
        affine<S>({layer.next_rows(),
                   layer.weights(),
                   layer.b.data(),
                   Epilogue::relu,
                   {layer.h.data(), n, u, u},
                   layer.workspace.data()});
    });
}

template <class S>
void delta(benchmark::State& state) {
    Layer<S> layer(state);
    const auto [n, k, u] = std::tuple(layer.n, layer.k, layer.u);
    measure_share<S>(state, 2.0 * static_cast<double>(n * k * u), [&, n = n, k = k] {
        backward_delta<S>(
            {layer.delta(), layer.weights(), {}, {layer.d_previous.data(), n, k, k}, layer.workspace.data()});
    });
}

/// The same rows again and again: in training the forward product has just brought them into the cache.
template <class S>
void gradient(benchmark::State& state) {
    Layer<S> layer(state);
    const auto [n, k, u] = std::tuple(layer.n, layer.k, layer.u);
    measure_share<S>(state, 2.0 * static_cast<double>(n * k * u), [&, k = k, u = u] {
        weight_gradient<S>({layer.rows(),
                            layer.delta(),
                            S(0.005),
                            S(1e-6),
                            layer.weights(),
                            {layer.g.data(), k, u, u},
                            layer.workspace.data()});
    });
}

template <class S>
void adam_step(benchmark::State& state) {
    const Index n = state.range(0);
    auto theta = numbers<S>(n), m = numbers<S>(n), v = numbers<S>(n), g = numbers<S>(n);
    for (S& vi : v) vi *= vi;
    for (auto _ : state)
        adam<S>({theta.data(), m.data(), v.data(), S(1e-3), S(0.9), S(0.1), S(0.999), S(0.001), S(1e-8)},
                g.data(), n);
    state.SetBytesProcessed(state.iterations() * n * static_cast<Index>(7 * sizeof(S)));
}

template <class S>
void adam_step_rank_one(benchmark::State& state) {
    const Index k = state.range(0), u = state.range(1), n = k * u;
    auto theta = numbers<S>(n), m = numbers<S>(n), v = numbers<S>(n);
    const auto x = numbers<S>(k), d = numbers<S>(u);
    for (S& vi : v) vi *= vi;
    for (auto _ : state)
        adam_rank_one<S>(
            {theta.data(), m.data(), v.data(), S(1e-3), S(0.9), S(0.1), S(0.999), S(0.001), S(1e-8)},
            {x.data(), d.data(), k, u, S(1e-4)});
    state.SetBytesProcessed(state.iterations() * n * static_cast<Index>(6 * sizeof(S)));
}

template <class S, void (*kernel)(const S*, S*, Index)>
void elementwise(benchmark::State& state) {
    const auto x = numbers<S>(4096);
    auto y = x;
    for (auto _ : state) {
        kernel(x.data(), y.data(), 4096);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 4096);
}

void layers(benchmark::internal::Benchmark* b) {
    for (const std::vector<std::int64_t>& shape : {std::vector<std::int64_t>{200, 784, 100},
                                                   {200, 100, 100},
                                                   {200, 100, 10},
                                                   {256, 784, 1024},
                                                   {256, 1024, 1024},
                                                   {256, 4096, 4096},
                                                   {1, 784, 100}})
        b->Args(shape);
    b->Unit(benchmark::kMicrosecond);
}

BENCHMARK_TEMPLATE(affine_relu, float)->Apply(layers);
BENCHMARK_TEMPLATE(affine_relu, double)->Apply(layers);
BENCHMARK_TEMPLATE(delta, float)->Apply(layers);
BENCHMARK_TEMPLATE(delta, double)->Apply(layers);
BENCHMARK_TEMPLATE(gradient, float)->Apply(layers);
BENCHMARK_TEMPLATE(gradient, double)->Apply(layers);
BENCHMARK_TEMPLATE(adam_step, float)->Arg(89610)->Arg(1863690)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(adam_step, double)->Arg(89610)->Arg(1863690)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(adam_step_rank_one, float)->Args({784, 500})->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(adam_step_rank_one, double)->Args({784, 500})->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(elementwise, float, eigenmlp::kernels::exp<float>);
BENCHMARK_TEMPLATE(elementwise, double, eigenmlp::kernels::exp<double>);
BENCHMARK_TEMPLATE(elementwise, float, eigenmlp::kernels::log<float>);
BENCHMARK_TEMPLATE(elementwise, double, eigenmlp::kernels::log<double>);
BENCHMARK_TEMPLATE(elementwise, float, eigenmlp::kernels::tanh<float>);
BENCHMARK_TEMPLATE(elementwise, double, eigenmlp::kernels::tanh<double>);
BENCHMARK_TEMPLATE(elementwise, float, eigenmlp::kernels::logistic<float>);
BENCHMARK_TEMPLATE(elementwise, double, eigenmlp::kernels::logistic<double>);

}  // namespace
