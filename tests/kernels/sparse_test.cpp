// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "kernels/sets.hpp"

using namespace eigenmlp;
using tests::Padded;

namespace {

/// A matrix of which about a fifth is not zero, dense and in compressed rows.
template <class S>
struct Both {
    Padded<S> dense;
    std::vector<int> begins = {0}, columns;
    std::vector<S> values;

    Both(Index rows, Index cols, std::mt19937& generator) : dense(rows, cols) {
        dense.random(generator);
        for (Index i = 0; i < rows; ++i) {
            for (Index j = 0; j < cols; ++j) {
                if (generator() % 5 != 0) dense(i, j) = 0;
                if (dense(i, j) == 0) continue;
                columns.push_back(static_cast<int>(j));
                values.push_back(dense(i, j));
            }
            begins.push_back(static_cast<int>(columns.size()));
        }
    }

    kernels::SparseRows<S> sparse(const Index* index) const {
        return {begins.data(), columns.data(), values.data(), index};
    }
};

}  // namespace

TEMPLATE_TEST_CASE("products with sparse rows have the bits of those with dense rows on every set", "", float,
                   double) {
    using S = TestType;
    std::mt19937 generator(3);
    const Index n = 13, k = 37;
    const Both<S> x(20, k, generator);
    std::vector<Index> index;
    for (Index i = 0; i < n; ++i) index.push_back((7 * i) % 20);
    std::vector<S> workspace(static_cast<std::size_t>(kernels::workspace_size<S>));

    for (const Index units : {1, 5, 16, 33, 100}) {
        Padded<S> w(k, units, 3), b(1, units), d(n, units, 2);
        w.random(generator), b.random(generator), d.random(generator);
        const auto& cw = w;
        const auto& cd = d;
        tests::for_each_vector_set([&](auto set) {
            Padded<S> h(n, units, 4), expected_h = h, g(k, units, 1), expected_g = g;
            for (const auto epilogue : {kernels::Epilogue::none, kernels::Epilogue::relu}) {
                set.sparse_affine(kernels::SparseAffineArgs<S>{x.sparse(index.data()), cw.block(),
                                                               b.data.data(), epilogue, h.block()});
                set.affine(kernels::AffineArgs<S>{{x.dense.data.data(), x.dense.stride, index.data()},
                                                  cw.block(),
                                                  b.data.data(),
                                                  epilogue,
                                                  expected_h.block(),
                                                  workspace.data()});
                CHECK(tests::same_bits(h.data, expected_h.data));
            }
            set.weight_gradient(kernels::GradientArgs<S>{{x.dense.data.data(), x.dense.stride, index.data()},
                                                         cd.block(),
                                                         S(0.5),
                                                         S(0.25),
                                                         cw.block(),
                                                         expected_g.block(),
                                                         workspace.data()});
            // in two parts, as two threads take them
            for (const auto& [first, size] : {std::pair<Index, Index>{0, 11}, {11, k - 11}})
                set.sparse_gradient(kernels::SparseGradientArgs<S>{
                    x.sparse(index.data()),
                    first,
                    cd.block(),
                    S(0.5),
                    S(0.25),
                    {w.data.data() + first * w.stride, size, units, w.stride},
                    {g.data.data() + first * g.stride, size, units, g.stride}});
            CHECK(tests::same_bits(g.data, expected_g.data));
        });
    }
}
