// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// A solver's learning rate, which callbacks may read and set.
struct LearningRateAccess {
    void* solver = nullptr;
    double (*get)(const void* solver) = nullptr;       ///< null if the solver has no learning rate
    void (*set)(void* solver, double rate) = nullptr;  ///< null if it cannot be set

    /// By the members `learning_rate()` and `set_learning_rate(rate)` of a solver's state, if it has them.
    template <class Solver>
    static LearningRateAccess of(Solver& solver) {
        LearningRateAccess access{.solver = &solver};
        if constexpr (requires { solver.learning_rate(); })
            access.get = [](const void* s) { return static_cast<const Solver*>(s)->learning_rate(); };
        if constexpr (requires(double rate) { solver.set_learning_rate(rate); })
            access.set = [](void* s, double rate) { static_cast<Solver*>(s)->set_learning_rate(rate); };
        return access;
    }
};

/// What callbacks see of a running `fit`.
template <class S>
struct TrainingState {
    Vector<S>& theta;  ///< the parameters as they stand; a callback may change them
    Index max_iter;    ///< epochs at most in this call
    Index n_batches;   ///< mini-batches per epoch

    Index epoch = 0;          ///< number of the present epoch in this call, from 1
    Index batch = 0;          ///< number of batches done in the present epoch
    double batch_loss = not_a_number;  ///< loss of the last batch, before its update; NaN before any
    double loss = not_a_number;        ///< mean loss of the last complete epoch; NaN before any
    std::optional<double> validation_score =
        {};                                      ///< of the last complete epoch, if there are validation rows
    std::optional<double> validation_loss = {};  ///< of the last complete epoch, if there are validation rows
    std::optional<std::string> stop_reason = {};  ///< set once someone asked for the stop

    LearningRateAccess learning_rate_access = {};  ///< for the members below

    /// The solver's present step size; NaN if it has none.
    double learning_rate() const {
        return learning_rate_access.get ? learning_rate_access.get(learning_rate_access.solver)
                                        : not_a_number;
    }

    /// Gives the solver another learning rate, from the next batch on. It stands for learning_rate_init: what
    /// the solver makes of that (Adam's correction, say) it makes of this.
    /// \throws InvalidParameterError if the rate is negative or not finite, or the solver's is not to be set,
    /// also because the parameter `learning_rate` is a function of the epoch.
    void set_learning_rate(double rate) {
        if (!learning_rate_access.set)
            throw InvalidParameterError(detail::format(
                "A callback wants the learning rate {}, but the 'solver' has none that can be set: "
                "it needs a stochastic solver with set_learning_rate.",
                rate));
        if (!(rate >= 0.0 && std::isfinite(rate)))
            throw InvalidParameterError(detail::format(
                "set_learning_rate: the rate must be a float in the range [0, inf). Got {} instead.", rate));
        learning_rate_access.set(learning_rate_access.solver, rate);
    }

    /// Ends training after the present hook. During an epoch the rest of it is dropped and it does not count.
    void request_stop(std::string reason) { stop_reason = std::move(reason); }

private:
    static constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
};

namespace detail {

/// The hooks in the order of `Hook`; each calls the member of that name, if the callback has it.
enum Hook : std::size_t { train_begin, epoch_begin, batch_end, epoch_end, train_end, n_hooks };

template <Hook hook, class C, class S>
constexpr bool has_hook = [] {
    using State = TrainingState<S>;
    if constexpr (hook == train_begin) return requires(C c, State & s) {
            c.on_train_begin(s);
        };
    if constexpr (hook == epoch_begin) return requires(C c, State & s) {
            c.on_epoch_begin(s);
        };
    if constexpr (hook == batch_end) return requires(C c, State & s) {
            c.on_batch_end(s);
        };
    if constexpr (hook == epoch_end) return requires(C c, State & s) {
            c.on_epoch_end(s);
        };
    if constexpr (hook == train_end) return requires(C c, State & s) {
            c.on_train_end(s);
        };
}();

template <Hook hook, class C, class S>
void call_hook(void* callback, TrainingState<S>& state) {
    C& c = *static_cast<C*>(callback);
    if constexpr (hook == train_begin) c.on_train_begin(state);
    if constexpr (hook == epoch_begin) c.on_epoch_begin(state);
    if constexpr (hook == batch_end) c.on_batch_end(state);
    if constexpr (hook == epoch_end) c.on_epoch_end(state);
    if constexpr (hook == train_end) c.on_train_end(state);
}

template <class C>
void call_teardown(void* callback) {
    static_cast<C*>(callback)->teardown();
}

}  // namespace detail

/// A callback has at least one of `on_train_begin`, `on_epoch_begin`, `on_batch_end`, `on_epoch_end` and
/// `on_train_end`, each taking a `TrainingState<S>&` (or `auto&`). It is passed to `fit` by reference and may
/// be read afterwards.
///
/// If it has `teardown()`, that is called when `fit` ends, also by an exception, whatever hooks were called
/// before; it must not throw.
template <class C, class S = double>
concept Callback = requires(C c, TrainingState<S>& state) {
    c.on_train_begin(state);
}
|| requires(C c, TrainingState<S>& state) { c.on_epoch_begin(state); }
|| requires(C c, TrainingState<S>& state) { c.on_batch_end(state); }
|| requires(C c, TrainingState<S>& state) { c.on_epoch_end(state); }
|| requires(C c, TrainingState<S>& state) { c.on_train_end(state); };

/// References to callbacks of any types for the duration of one `fit`. Their hooks are called in the order
/// given; at the end of this list's life their teardown, in the reverse order.
template <class S>
class CallbackList {
public:
    template <Callback<S>... C>
    explicit CallbackList(C&... callbacks) {
        (entries_.push_back(entry(callbacks)), ...);
    }
    CallbackList(const CallbackList&) = delete;
    CallbackList& operator=(const CallbackList&) = delete;
    ~CallbackList() {
        for (auto e = entries_.rbegin(); e != entries_.rend(); ++e)
            if (e->teardown) e->teardown(e->callback);
    }

    void on_train_begin(TrainingState<S>& state) const { call<detail::train_begin>(state); }
    void on_epoch_begin(TrainingState<S>& state) const { call<detail::epoch_begin>(state); }
    void on_batch_end(TrainingState<S>& state) const { call<detail::batch_end>(state); }
    void on_epoch_end(TrainingState<S>& state) const { call<detail::epoch_end>(state); }
    void on_train_end(TrainingState<S>& state) const { call<detail::train_end>(state); }

private:
    using HookFunction = void (*)(void*, TrainingState<S>&);
    struct Entry {
        void* callback;
        std::array<HookFunction, detail::n_hooks> hooks;
        void (*teardown)(void*);
    };

    template <class C>
    static Entry entry(C& callback) {
        return {const_cast<std::remove_const_t<C>*>(&callback),
                {hook<detail::train_begin, C>(), hook<detail::epoch_begin, C>(), hook<detail::batch_end, C>(),
                 hook<detail::epoch_end, C>(), hook<detail::train_end, C>()},
                teardown<C>()};
    }

    template <class C>
    static constexpr auto teardown() -> void (*)(void*) {
        if constexpr (requires(C c) { c.teardown(); })
            return &detail::call_teardown<C>;
        else
            return nullptr;
    }

    template <detail::Hook h, class C>
    static constexpr HookFunction hook() {
        if constexpr (detail::has_hook<h, C, S>)
            return &detail::call_hook<h, C, S>;
        else
            return nullptr;
    }

    template <detail::Hook h>
    void call(TrainingState<S>& state) const {
        for (const Entry& e : entries_)
            if (e.hooks[h]) e.hooks[h](e.callback, state);
    }

    std::vector<Entry> entries_;
};

}  // namespace eigenmlp
