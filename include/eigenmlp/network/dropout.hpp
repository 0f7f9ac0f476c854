// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Dropout (Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, 2014), inverted: in each training
/// batch a unit of a row is left out with probability `rate`, and the others are scaled by 1 / (1 - rate), so
/// that predictions take the network as it is.
///
/// Which units those are is a function of seed, batch, layer, row and unit alone: the forward and the
/// backward pass agree on it, however the rows are divided among threads.
class Dropout {
public:
    /// None.
    Dropout() = default;

    /// \param rate in [0, 1), to within 2^-33
    /// \param batch number of the first batch
    Dropout(double rate, std::uint64_t seed, std::uint64_t batch = 0)
        : rate_(rate),
          threshold_(static_cast<std::uint64_t>(std::llround(std::ldexp(rate, 32)))),
          seed_(seed),
          batch_(batch) {}

    bool active() const { return rate_ > 0.0; }
    double rate() const { return rate_; }

    /// The units that are left out are others from now on.
    void next_batch() { ++batch_; }

    /// m <- m / (1 - rate), and 0 where a unit is left out, for the activations m of a hidden layer in the
    /// rows of the batch from `first_row` on, or for the gradient with respect to them.
    template <class S>
    void apply(Index layer, Index first_row, MatrixView<S> m) const {
        const S scale = static_cast<S>(1.0 / (1.0 - rate_));
        for (Index i = 0; i < m.rows(); ++i) {
            S* const row = m.data() + i * m.outerStride();
            std::uint64_t state = row_state(layer, first_row + i);
            for (Index j = 0; j < m.cols(); j += 2) {
                const std::uint64_t word = mixed(state += step);  // half of it for each of two units
                row[j] = (word >> 32) < threshold_ ? S(0) : row[j] * scale;
                if (j + 1 < m.cols())
                    row[j + 1] = (word & 0xffffffffu) < threshold_ ? S(0) : row[j + 1] * scale;
            }
        }
    }

private:
    static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

    /// The output function of SplitMix64 (Steele, Lea and Flood, 2014).
    static constexpr std::uint64_t mixed(std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    /// Where the sequence of a row begins.
    std::uint64_t row_state(Index layer, Index row) const {
        std::uint64_t state = mixed(seed_ + step);
        for (const std::uint64_t number :
             {batch_, static_cast<std::uint64_t>(layer), static_cast<std::uint64_t>(row)})
            state = mixed(state + (number + 1) * step);
        return state;
    }

    double rate_ = 0.0;
    std::uint64_t threshold_ = 0;  // of 32 random bits
    std::uint64_t seed_ = 0;
    std::uint64_t batch_ = 0;
};

}  // namespace eigenmlp
