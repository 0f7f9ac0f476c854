// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// Sum in the order of NumPy's `sum` of a row, so that equal scores tie as they do there.
inline double numpy_sum(const double* x, Index n) {
    if (n < 8) return std::accumulate(x, x + n, 0.0);
    if (n > 128) {
        const Index half = n / 2 - n / 2 % 8;
        return numpy_sum(x, half) + numpy_sum(x + half, n - half);
    }
    std::array<double, 8> r;
    std::copy_n(x, 8, r.begin());
    Index i = 8;
    for (; i + 8 <= n; i += 8)
        for (std::size_t k = 0; k < 8; ++k) r[k] += x[i + static_cast<Index>(k)];
    const double blocks = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    return std::accumulate(x + i, x + n, blocks);
}

/// NumPy's `argsort`, a quicksort (median of three, insertion sort of 16 and fewer), with its order of equal
/// values. NaN come last.
class NumpyArgsort {
public:
    explicit NumpyArgsort(const std::vector<double>& values) : v_(values), order_(values.size()) {
        std::iota(order_.begin(), order_.end(), Index{0});
        if (!values.empty())
            sort(0, static_cast<Index>(values.size()) - 1,
                 2 * (static_cast<int>(std::bit_width(values.size())) - 1));
    }

    const std::vector<Index>& order() const { return order_; }

private:
    double value(Index i) const { return v_[static_cast<std::size_t>(at(i))]; }
    Index& at(Index i) { return order_[static_cast<std::size_t>(i)]; }
    const Index& at(Index i) const { return order_[static_cast<std::size_t>(i)]; }
    static bool less(double a, double b) { return a < b || (b != b && a == a); }
    void order_pair(Index i, Index j) {
        if (less(value(j), value(i))) std::swap(at(i), at(j));
    }

    void sort(Index first, Index last, int depth) {
        constexpr Index small = 15;
        while (last - first > small) {
            if (depth-- < 0) {  // NumPy falls back on heapsort here, whose order of equal values may differ
                std::stable_sort(order_.begin() + first, order_.begin() + last + 1, [&](Index a, Index b) {
                    return less(v_[static_cast<std::size_t>(a)], v_[static_cast<std::size_t>(b)]);
                });
                return;
            }
            const Index middle = partition(first, last);
            sort(middle + 1, last, depth);
            last = middle - 1;
        }
        for (Index i = first + 1; i <= last; ++i) {
            const Index moved = at(i);
            const double x = value(i);
            Index j = i;
            for (; j > first && less(x, value(j - 1)); --j) at(j) = at(j - 1);
            at(j) = moved;
        }
    }

    /// The place of the pivot, with nothing greater before it and nothing less behind it.
    Index partition(Index first, Index last) {
        const Index middle = first + (last - first) / 2;
        order_pair(first, middle);
        order_pair(middle, last);
        order_pair(first, middle);
        const double pivot = value(middle);
        Index i = first, j = last - 1;
        std::swap(at(middle), at(j));
        for (;;) {
            do ++i;
            while (less(value(i), pivot));
            do --j;
            while (less(pivot, value(j)));
            if (i >= j) break;
            std::swap(at(i), at(j));
        }
        std::swap(at(i), at(last - 1));
        return i;
    }

    const std::vector<double>& v_;
    std::vector<Index> order_;
};

}  // namespace eigenmlp::detail
