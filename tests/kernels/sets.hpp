// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <random>
#include <string>
#include <vector>

#include "eigenmlp/kernels/kernels.hpp"
#include "support/catch.hpp"

namespace eigenmlp::tests {

/// Calls f(set) with each set of vector kernels that this machine has.
template <class F>
void for_each_vector_set(F f) {
    using kernels::Isa;
    const Isa fastest = kernels::fastest_isa();
    if constexpr (kernels::has_vector_extensions) {
        for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
            if (isa > fastest) break;
            INFO("instruction set " << int(isa));
            kernels::active_isa() = isa;
            kernels::dispatch(f);
        }
        kernels::active_isa() = kernels::isa_from_environment();
    }
}

/// A row-major matrix in a buffer of its exact size, whose rows lie further apart than they are long. The
/// gaps hold `gap`, so that a kernel that reads them shows it in its results and one that writes them is
/// found out.
template <class S>
struct Padded {
    Index rows, cols, stride;
    S gap;
    std::vector<S> data;

    Padded(Index n, Index m, Index extra = 0, S fill = std::numeric_limits<S>::quiet_NaN())
        : rows(n), cols(m), stride(m + extra), gap(fill), data(std::size_t((n - 1) * stride + m), fill) {}

    Padded& random(std::mt19937& generator) {
        std::normal_distribution<S> normal;
        for (Index i = 0; i < rows; ++i)
            for (Index j = 0; j < cols; ++j) (*this)(i, j) = normal(generator);
        return *this;
    }

    S& operator()(Index i, Index j) { return data[std::size_t(i * stride + j)]; }
    const S& operator()(Index i, Index j) const { return data[std::size_t(i * stride + j)]; }

    kernels::Block<S> block() { return {data.data(), rows, cols, stride}; }
    kernels::Block<const S> block() const { return {data.data(), rows, cols, stride}; }
    kernels::Rows<S> all_rows() const { return {data.data(), stride, nullptr}; }
};

/// The bits of two buffers are the same; NaN equals NaN.
template <class S>
bool same_bits(const std::vector<S>& a, const std::vector<S>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(S)) == 0;
}

}  // namespace eigenmlp::tests
