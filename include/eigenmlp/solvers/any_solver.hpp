// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/named_variant.hpp"
#include "eigenmlp/solvers/adam.hpp"
#include "eigenmlp/solvers/adamw.hpp"
#include "eigenmlp/solvers/lbfgs.hpp"
#include "eigenmlp/solvers/nadam.hpp"
#include "eigenmlp/solvers/rmsprop.hpp"
#include "eigenmlp/solvers/sgd.hpp"
#include "eigenmlp/solvers/solver.hpp"

namespace eigenmlp {

/// A solver chosen at run time: by name ("lbfgs", "sgd", "adam" as in scikit-learn, "adamw", "nadam",
/// "rmsprop") or as a value of a built-in type. Visited once per batch.
class AnySolver {
    using Stochastic =
        std::variant<Adam, Sgd, AdamW, Nadam, RMSprop>;  // a new built-in is one more entry here
    using FullBatch = std::variant<Lbfgs>;               // or here

    template <class First, class Second>
    struct Joined;
    template <class... First, class... Second>
    struct Joined<std::variant<First...>, std::variant<Second...>> {
        using type = std::variant<First..., Second...>;
    };
    using Variant = Joined<Stochastic, FullBatch>::type;

    template <class Solver>
    static constexpr bool is_full_batch_type = detail::AlternativeOf<Solver, FullBatch>;

    template <class S, class V>
    struct StateVariant;
    template <class S, class... Solvers>
    struct StateVariant<S, std::variant<Solvers...>> {
        using type = std::variant<solver_state_t<Solvers, S>...>;
    };

public:
    template <class S>
    class State {
        using Variant = typename StateVariant<S, Stochastic>::type;

    public:
        template <detail::AlternativeOf<Variant> Chosen>
        explicit State(Chosen state) : state_(std::move(state)) {}

        void update(Vector<S>& theta, const Vector<S>& gradient) {
            detail::visit([&](auto& state) { state.update(theta, gradient); }, state_);
        }
        void begin_update() {
            detail::visit([](auto& state) { state.begin_update(); }, state_);
        }
        void update(Vector<S>& theta, const Vector<S>& gradient, Index first, Index size) {
            detail::visit([&](auto& state) { state.update(theta, gradient, first, size); }, state_);
        }
        void update(Vector<S>& theta, const RankOneGradient<S>& gradient, Index first) {
            detail::visit([&](auto& state) { state.update(theta, gradient, first); }, state_);
        }
        void iteration_ends(Index t) {
            detail::visit([&](auto& state) { eigenmlp::iteration_ends(state, t); }, state_);
        }
        StopDecision trigger_stopping() {
            return detail::visit([](auto& state) { return eigenmlp::trigger_stopping(state); }, state_);
        }
        double learning_rate() const {
            return detail::visit([](const auto& state) { return state.learning_rate(); }, state_);
        }
        void set_learning_rate(double rate) {
            detail::visit([&](auto& state) { state.set_learning_rate(rate); }, state_);
        }

    private:
        Variant state_;
    };

    AnySolver() noexcept {
    }  // not defaulted: g++ 12 cannot deduce its exception specification in a member initialiser

    /// \throws InvalidParameterError listing the known names.
    AnySolver(std::string_view name) : value_(detail::variant_from_name<Variant>("solver", name)) {}
    AnySolver(const char* name) : AnySolver(std::string_view(name)) {}
    AnySolver(const std::string& name) : AnySolver(std::string_view(name)) {}

    template <detail::AlternativeOf<Variant> Solver>
    AnySolver(Solver solver) : value_(solver) {}

    /// Says what to do with a solver of the user's own.
    template <class Solver>
    requires(!std::same_as<Solver, AnySolver> && !detail::AlternativeOf<Solver, Variant> &&
             requires(const Solver solver, Vector<double> theta, SolverParams p) { solver.init(theta, p); })
        AnySolver(const Solver&) {
        static_assert(detail::AlternativeOf<Solver, Variant>,
                      "A solver of your own is a template argument of the estimator, after the activation: "
                      "MLPClassifier<double, int, AnyActivation, Yours>.");
    }

    /// Name of the chosen solver.
    std::string_view name() const {
        return detail::visit([](const auto& solver) { return solver.name; }, value_);
    }

    /// Whether the chosen solver has `minimize`; otherwise it has `init`.
    bool is_full_batch() const {
        return detail::visit([]<class Solver>(const Solver&) { return is_full_batch_type<Solver>; }, value_);
    }

    /// \throws InvalidParameterError if the chosen solver is a full-batch solver.
    template <class S>
    State<S> init(const Vector<S>& theta, const SolverParams& params) const {
        return detail::visit(
            [&]<class Solver>(const Solver& solver) -> State<S> {
                if constexpr (is_full_batch_type<Solver>)
                    throw InvalidParameterError(detail::format(
                        "The 'solver' parameter must be a stochastic solver where single batches "
                        "are learned from. Got '{}' instead, which needs all rows at once.",
                        solver.name));
                else
                    return State<S>(solver.init(theta, params));
            },
            value_);
    }

    /// \throws InvalidParameterError if the chosen solver is a stochastic solver.
    template <class S, class Objective, class OnIteration>
    MinimizeResult minimize(Objective&& objective, Vector<S>& theta, const SolverParams& params,
                            OnIteration&& on_iteration) const {
        return detail::visit(
            [&]<class Solver>(const Solver& solver) -> MinimizeResult {
                if constexpr (is_full_batch_type<Solver>)
                    return solver.minimize(objective, theta, params, on_iteration);
                else
                    throw InvalidParameterError(detail::format(
                        "The 'solver' parameter must be a full-batch solver where a function is "
                        "minimised. Got '{}' instead, which takes batches.",
                        solver.name));
            },
            value_);
    }

    friend bool operator==(const AnySolver&, const AnySolver&) = default;

private:
    Variant value_;
};

}  // namespace eigenmlp
