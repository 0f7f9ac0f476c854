// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <cmath>
#include <limits>
#include <utility>

#include "sets.hpp"

using namespace eigenmlp;
using namespace eigenmlp::kernels;
using namespace eigenmlp::tests;

namespace {

struct Shape {
    Index n, k, u;
};

// Batches, layers and output layers of all kinds of raggedness; depths beyond one block; columns beyond one
// round.
const std::vector<Shape> shapes = {{1, 1, 1},    {1, 7, 3},    {2, 4, 10},   {3, 5, 1},     {4, 4, 4},
                                   {5, 9, 17},   {7, 2, 31},   {8, 8, 8},    {9, 33, 12},   {13, 100, 10},
                                   {16, 16, 48}, {17, 3, 100}, {20, 64, 25}, {31, 50, 50},  {150, 4, 10},
                                   {150, 10, 3}, {1, 784, 99}, {6, 600, 7},  {600, 11, 13}, {33, 21, 210},
                                   {12, 520, 5}, {1, 3, 300},  {10, 210, 9}, {1100, 9, 5},  {3, 1030, 65}};

template <class S>
void require_close(const Padded<S>& result, const Padded<S>& expected, Index depth) {
    const S tolerance = std::numeric_limits<S>::epsilon() * S(8 * std::sqrt(double(depth)) + 8);
    for (Index i = 0; i < expected.rows; ++i) {
        for (Index j = 0; j < expected.cols; ++j) {
            INFO("at " << i << ", " << j);
            REQUIRE(std::abs(result(i, j) - expected(i, j)) <= tolerance * (1 + S(std::sqrt(double(depth)))));
        }
        for (Index j = expected.cols; j < expected.stride && i + 1 < expected.rows; ++j)
            REQUIRE(result(i, j) == result.gap);
    }
}

template <class S>
struct Layer {
    std::mt19937 generator{7};
    Shape shape;
    Padded<S> x, w, b, d;
    std::vector<Index> index;
    std::vector<S> workspace = std::vector<S>(std::size_t(workspace_size<S>));

    explicit Layer(Shape s, Index extra = 3)
        : shape(s), x(s.n + 5, s.k, extra), w(s.k, s.u, extra), b(1, s.u), d(s.n, s.u, extra) {
        for (auto* m : {&x, &w, &b, &d}) m->random(generator);
        for (Index i = 0; i < s.n; ++i) index.push_back(Index(generator() % std::uint32_t(s.n + 5)));
    }

    Rows<S> rows(bool indexed) const { return {x.data.data(), x.stride, indexed ? index.data() : nullptr}; }
    Padded<S> output(Index rows, Index cols) const { return {rows, cols, 2, S(-77)}; }
};

}  // namespace

TEMPLATE_TEST_CASE("affine equals Eigen's product and squared norm for any shape stride and choice of rows",
                   "", float, double) {
    for (const Shape s : shapes) {
        Layer<TestType> layer(s);
        for (const bool indexed : {false, true}) {
            for (const Epilogue epilogue : {Epilogue::none, Epilogue::relu}) {
                auto expected = layer.output(s.n, s.u);
                const TestType* const b = layer.b.data.data();
                double expected_norm = 0;
                eigen::Kernels::affine<TestType>({layer.rows(indexed), std::as_const(layer.w).block(), b,
                                                  epilogue, expected.block(), nullptr, &expected_norm});
                for_each_vector_set([&](auto set) {
                    INFO(s.n << " x " << s.k << " x " << s.u);
                    auto h = layer.output(s.n, s.u);
                    double squared_norm = -1;
                    set.template affine<TestType>({layer.rows(indexed), std::as_const(layer.w).block(), b,
                                                   epilogue, h.block(), layer.workspace.data(),
                                                   indexed ? &squared_norm : nullptr});
                    require_close(h, expected, s.k);
                    if (indexed)
                        REQUIRE(
                            squared_norm ==
                            Approx(expected_norm).epsilon(100 * std::numeric_limits<TestType>::epsilon()));
                });
            }
        }
    }
}

TEMPLATE_TEST_CASE("backward_delta equals Eigen's product and is zero where relu was", "", float, double) {
    for (const Shape s : shapes) {
        Layer<TestType> layer(s);
        Padded<TestType> mask(s.n, s.k, 1);
        mask.random(layer.generator);
        for (auto& h : mask.data) h = h < 0 ? 0 : h;
        const auto d = std::as_const(layer.d).block(), w = std::as_const(layer.w).block();
        for (const bool masked : {false, true}) {
            const Block<const TestType> m = masked ? std::as_const(mask).block() : Block<const TestType>{};
            auto expected = layer.output(s.n, s.k);
            eigen::Kernels::backward_delta<TestType>({d, w, m, expected.block(), nullptr});
            for_each_vector_set([&](auto set) {
                INFO(s.n << " x " << s.k << " x " << s.u);
                auto result = layer.output(s.n, s.k);
                set.template backward_delta<TestType>({d, w, m, result.block(), layer.workspace.data()});
                require_close(result, expected, s.u);
                if (s.n == 1) {
                    auto row = layer.output(1, s.k);
                    set.template backward_delta_row<TestType>({d, w, m, row.block(), nullptr});
                    require_close(row, expected, s.u);
                }
            });
        }
    }
}

TEMPLATE_TEST_CASE("weight_gradient equals Eigen's product, scaled, with weight decay", "", float, double) {
    for (const Shape s : shapes) {
        Layer<TestType> layer(s);
        const auto d = std::as_const(layer.d).block(), w = std::as_const(layer.w).block();
        for (const bool indexed : {false, true}) {
            auto expected = layer.output(s.k, s.u);
            eigen::Kernels::weight_gradient<TestType>(
                {layer.rows(indexed), d, TestType(0.25), TestType(0.125), w, expected.block(), nullptr});
            for_each_vector_set([&](auto set) {
                INFO(s.n << " x " << s.k << " x " << s.u);
                auto g = layer.output(s.k, s.u);
                set.template weight_gradient<TestType>({layer.rows(indexed), d, TestType(0.25),
                                                        TestType(0.125), w, g.block(),
                                                        layer.workspace.data()});
                require_close(g, expected, s.n);
            });
        }
    }
}

TEMPLATE_TEST_CASE("column_sums and squared_norm equal Eigen's", "", float, double) {
    for (const Shape s : shapes) {
        Layer<TestType> layer(s);
        Padded<TestType> expected(1, s.u);
        eigen::Kernels::column_sums(std::as_const(layer.d).block(), TestType(0.5), expected.data.data());
        const Padded<TestType> flat = Padded<TestType>(1, s.n * s.u).random(layer.generator);
        const TestType norm = eigen::Kernels::squared_norm(flat.data.data(), s.n * s.u);
        for_each_vector_set([&](auto set) {
            Padded<TestType> sums(1, s.u);
            set.column_sums(std::as_const(layer.d).block(), TestType(0.5), sums.data.data());
            require_close(sums, expected, s.n);
            REQUIRE(set.squared_norm(flat.data.data(), s.n * s.u) ==
                    Approx(norm).epsilon(100 * std::numeric_limits<TestType>::epsilon()));
        });
    }
}

TEMPLATE_TEST_CASE("the bits of a product do not depend on how its outputs are divided", "", float, double) {
    for (const Shape s :
         {Shape{37, 45, 29}, Shape{203, 784, 100}, Shape{64, 1030, 310}, Shape{530, 33, 70}}) {
        Layer<TestType> layer(s);
        const auto d = std::as_const(layer.d).block(), w = std::as_const(layer.w).block();
        auto* const workspace = layer.workspace.data();
        const auto cut = [](Block<const TestType> m, Index i, Index j, Index rows, Index cols) {
            return Block<const TestType>{m.data + i * m.stride + j, rows, cols, m.stride};
        };
        const auto cut_out = [](Block<TestType> m, Index i, Index j, Index rows, Index cols) {
            return Block<TestType>{m.data + i * m.stride + j, rows, cols, m.stride};
        };
        // One division into single rows and columns' remainders, one into uneven blocks.
        for (const Index step : {Index(1), Index(11), Index(50)}) {
            for_each_vector_set([&](auto set) {
                auto whole = layer.output(s.n, s.u), parts = whole;
                set.template affine<TestType>(
                    {layer.rows(true), w, layer.b.data.data(), Epilogue::relu, whole.block(), workspace});
                for (Index i = 0; i < s.n; i += step)
                    for (Index j = 0; j < s.u; j += 3 * step) {
                        const Index rows = std::min(step, s.n - i), cols = std::min(3 * step, s.u - j);
                        set.template affine<TestType>(
                            {{layer.x.data.data(), layer.x.stride, layer.index.data() + i},
                             cut(w, 0, j, s.k, cols),
                             layer.b.data.data() + j,
                             Epilogue::relu,
                             cut_out(parts.block(), i, j, rows, cols),
                             workspace});
                    }
                REQUIRE(same_bits(whole.data, parts.data));

                auto delta = layer.output(s.n, s.k), delta_parts = delta;
                set.template backward_delta<TestType>({d, w, {}, delta.block(), workspace});
                for (Index i = 0; i < s.n; i += 3 * step)
                    for (Index j = 0; j < s.k; j += 2 * step) {
                        const Index rows = std::min(3 * step, s.n - i), cols = std::min(2 * step, s.k - j);
                        set.template backward_delta<TestType>({cut(d, i, 0, rows, s.u),
                                                               cut(w, j, 0, cols, s.u),
                                                               {},
                                                               cut_out(delta_parts.block(), i, j, rows, cols),
                                                               workspace});
                    }
                REQUIRE(same_bits(delta.data, delta_parts.data));

                auto g = layer.output(s.k, s.u), g_parts = g;
                set.template weight_gradient<TestType>(
                    {layer.rows(true), d, TestType(0.3), TestType(0.1), w, g.block(), workspace});
                for (Index i = 0; i < s.k; i += 3 * step)
                    for (Index j = 0; j < s.u; j += 2 * step) {
                        const Index rows = std::min(3 * step, s.k - i), cols = std::min(2 * step, s.u - j);
                        set.template weight_gradient<TestType>(
                            {{layer.x.data.data() + i, layer.x.stride, layer.index.data()},
                             cut(d, 0, j, s.n, cols),
                             TestType(0.3),
                             TestType(0.1),
                             cut(w, i, j, rows, cols),
                             cut_out(g_parts.block(), i, j, rows, cols),
                             workspace});
                    }
                REQUIRE(same_bits(g.data, g_parts.data));
            });
        }
    }
}

TEMPLATE_TEST_CASE("relu in affine keeps NaN, which must not pass for zero", "", float, double) {
    Layer<TestType> layer({9, 5, 19});
    layer.x(4, 2) = std::numeric_limits<TestType>::quiet_NaN();
    for_each_vector_set([&](auto set) {
        auto h = layer.output(9, 19);
        set.template affine<TestType>({layer.rows(false), std::as_const(layer.w).block(), layer.b.data.data(),
                                       Epilogue::relu, h.block(), layer.workspace.data()});
        for (Index i = 0; i < 9; ++i)
            for (Index j = 0; j < 19; ++j) REQUIRE(std::isnan(h(i, j)) == (i == 4));
    });
}

TEMPLATE_TEST_CASE("affine finds NaN and infinity wherever they are in x", "", float, double) {
    for (const Shape s : shapes) {
        Layer<TestType> layer(s);
        std::uniform_int_distribution<Index> any_row(0, s.n - 1), any_column(0, s.k - 1);
        for (const TestType bad : {TestType(1), std::numeric_limits<TestType>::quiet_NaN(),
                                   -std::numeric_limits<TestType>::infinity()}) {
            TestType& x = layer.x(any_row(layer.generator), any_column(layer.generator));
            const TestType former = std::exchange(x, bad);
            for_each_vector_set([&](auto set) {
                INFO(s.n << " x " << s.k << " x " << s.u);
                auto h = layer.output(s.n, s.u);
                bool finite = true;
                set.template affine<TestType>({layer.rows(false), std::as_const(layer.w).block(),
                                               layer.b.data.data(), Epilogue::relu, h.block(),
                                               layer.workspace.data(), nullptr, &finite});
                REQUIRE(finite == std::isfinite(bad));
            });
            x = former;
        }
    }
}
