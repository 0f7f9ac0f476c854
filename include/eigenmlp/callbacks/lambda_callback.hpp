// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/training_state.hpp"
#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp {

namespace detail {

/// A function of the training state in float, in double or in both; empty ones do nothing.
class HookOfAnyScalar {
public:
    HookOfAnyScalar() = default;

    template <class F>
    requires(!std::same_as<std::remove_cvref_t<F>, HookOfAnyScalar> &&
             (std::invocable<F&, TrainingState<double>&> || std::invocable<F&, TrainingState<float>&>))
        HookOfAnyScalar(F&& f) {
        if constexpr (std::invocable<F&, TrainingState<double>&>) in_double_ = f;
        if constexpr (std::invocable<F&, TrainingState<float>&>) in_float_ = std::forward<F>(f);
    }

    /// \throws InvalidParameterError if the function takes the other scalar type only.
    template <class S>
    void operator()(TrainingState<S>& state) const {
        if (const auto& f = of<S>())
            f(state);
        else if (in_double_ || in_float_)
            throw InvalidParameterError(std::is_same_v<S, float>
                                            ? "LambdaCallback: a function takes TrainingState<double>&, but "
                                              "training is in float; auto& fits both."
                                            : "LambdaCallback: a function takes TrainingState<float>&, but "
                                              "training is in double; auto& fits both.");
    }

private:
    template <class S>
    const auto& of() const {
        if constexpr (std::is_same_v<S, double>)
            return in_double_;
        else
            return in_float_;
    }

    std::function<void(TrainingState<double>&)> in_double_;
    std::function<void(TrainingState<float>&)> in_float_;
};

}  // namespace detail

/// A callback made of functions of the training state, `[](auto& state) { ... }`; those not given are
/// skipped. A function with a state of its own is copied for each scalar type: let it refer to what it
/// counts.
struct LambdaCallback {
    using Function = detail::HookOfAnyScalar;

    Function on_train_begin = {};
    Function on_epoch_begin = {};
    Function on_batch_end = {};
    Function on_epoch_end = {};
    Function on_train_end = {};
};

}  // namespace eigenmlp
