// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "eigenmlp/callbacks/training_state.hpp"

namespace eigenmlp {

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
