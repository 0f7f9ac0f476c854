// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/kernels/arguments.hpp"

namespace eigenmlp::detail {

/// Refers to any `done` of `MultilayerPerceptron::loss_and_gradient`.
template <class S>
class GradientTaker {
    using Factors = kernels::RankOneArgs<S>;

public:
    template <class Done>
    explicit GradientTaker(const Done& done)
        : done_(&done),
          take_([](const void* d, Index first, Index size) { (*static_cast<const Done*>(d))(first, size); }) {
        if constexpr (std::invocable<const Done&, Index, const Factors&>)
            take_factors_ = [](const void* d, Index first, const Factors& factors) {
                (*static_cast<const Done*>(d))(first, factors);
            };
    }

    /// Elements [first, first + size) of the gradient are there.
    void operator()(Index first, Index size) const { take_(done_, first, size); }
    /// So are the factors of those from `first` on.
    void operator()(Index first, const Factors& factors) const { take_factors_(done_, first, factors); }
    bool takes_factors() const { return take_factors_ != nullptr; }

private:
    const void* done_;
    void (*take_)(const void*, Index, Index);
    void (*take_factors_)(const void*, Index, const Factors&) = nullptr;
};

}  // namespace eigenmlp::detail
