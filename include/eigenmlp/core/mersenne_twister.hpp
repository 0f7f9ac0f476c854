// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>

namespace eigenmlp {

/// The generator MT19937 (Matsumoto and Nishimura, 1998): the words of `std::mt19937`, made in loops that
/// compilers turn into vector instructions, on half of its memory.
class MersenneTwister {
public:
    explicit MersenneTwister(std::uint32_t seed) {
        state_[0] = seed;
        for (std::uint32_t i = 1; i < n; ++i)
            state_[i] = 1812433253u * (state_[i - 1] ^ state_[i - 1] >> 30) + i;
    }

    std::uint32_t operator()() {
        if (next_ == n) refill();
        return words_[next_++];
    }

    /// Draws one word after the other, its place among them in a register rather than in memory.
    class Draws {
    public:
        explicit Draws(MersenneTwister& twister) : twister_(twister), next_(twister.next_) {}
        Draws(const Draws&) = delete;
        Draws& operator=(const Draws&) = delete;
        ~Draws() { twister_.next_ = next_; }

        std::uint32_t operator()() {
            if (next_ == n) {
                twister_.refill();
                next_ = 0;
            }
            return twister_.words_[next_++];
        }

    private:
        MersenneTwister& twister_;
        std::size_t next_;
    };

    friend bool operator==(const MersenneTwister&, const MersenneTwister&) = default;

private:
    static constexpr std::size_t n = 624, m = 397;

    static std::uint32_t twisted(std::uint32_t high, std::uint32_t low) {
        const std::uint32_t y = (high & 0x80000000u) | (low & 0x7FFFFFFFu);
        return y >> 1 ^ (0x9908B0DFu & -(y & 1u));
    }

    /// The next n words. The counts of the loops are multiples of four where they can be: g++'s -O2 makes
    /// vector instructions of no others.
    [[gnu::noinline]] void refill() {
        constexpr std::size_t multiple = (n - m) / 4 * 4;
        for (std::size_t i = 0; i < multiple; ++i)
            state_[i] = state_[i + m] ^ twisted(state_[i], state_[i + 1]);
        for (std::size_t i = multiple; i < n - m; ++i)
            state_[i] = state_[i + m] ^ twisted(state_[i], state_[i + 1]);
        for (std::size_t i = n - m; i < n - 1; ++i)
            state_[i] = state_[i - (n - m)] ^ twisted(state_[i], state_[i + 1]);
        state_[n - 1] = state_[m - 1] ^ twisted(state_[n - 1], state_[0]);
        for (std::size_t i = 0; i < n; ++i) {
            std::uint32_t word = state_[i];
            word ^= word >> 11;
            word ^= word << 7 & 0x9D2C5680u;
            word ^= word << 15 & 0xEFC60000u;
            words_[i] = word ^ word >> 18;
        }
        next_ = 0;
    }

    std::uint32_t state_[n];
    std::uint32_t words_[n] = {};
    std::size_t next_ = n;
};

}  // namespace eigenmlp
