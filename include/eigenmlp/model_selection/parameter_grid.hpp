// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/format_param.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/model_selection/param_path.hpp"
#include "eigenmlp/model_selection/parameter_candidate.hpp"

namespace eigenmlp {

/// What `ParameterGrid` and `ParameterDistributions` have in common: parameters of the estimator `Est`, each
/// with the values to try, or lists of such sets.
template <class Est, bool with_distributions>
class ParameterSpace {
public:
    using Params = typename Est::Params;
    using Candidate = ParameterCandidate<Params>;
    using Setting = std::shared_ptr<const ParameterSetting<Params>>;

    /// A parameter and its values, or how to draw one.
    struct Parameter {
        std::string name;
        std::vector<Setting> values;
        std::function<Setting(RandomState&)> draw;  ///< empty for a list
    };

    ParameterSpace() = default;

    /// A grid is also a space to draw from.
    template <std::same_as<ParameterSpace<Est, false>> Grid>
    requires with_distributions ParameterSpace(const Grid& grid) {
        sets_.clear();
        for (const auto& set : grid.sets()) {
            sets_.emplace_back();
            for (const auto& parameter : set)
                sets_.back().push_back({parameter.name, parameter.values, nullptr});
        }
    }

    /// The values to try for a parameter of the estimator or of the only step that has it: `add(&P::alpha,
    /// {1e-4, 1e-3})`.
    /// \throws InvalidParameterError for an empty list, a parameter named before, or one without a name.
    template <class Value, class Owner>
    ParameterSpace& add(Value Owner::*member, std::type_identity_t<std::vector<Value>> values) {
        return add(StepPath<>(), member, std::move(values));
    }
    /// For a parameter of a certain step: `add(step<1>, &P::alpha, {1e-4, 1e-3})`.
    template <std::size_t... I, class Value, class Owner>
    ParameterSpace& add(StepPath<I...> path, Value Owner::*member,
                        std::type_identity_t<std::vector<Value>> values) {
        return add_list(path, param_name(member), member, values);
    }
    /// For a parameter that no table names: `add("slope", &P::slope, {1, 2})`.
    template <class Value, class Owner>
    ParameterSpace& add(std::string_view name, Value Owner::*member,
                        std::type_identity_t<std::vector<Value>> values) {
        return add_list(StepPath<>(), std::string(name), member, values);
    }

    /// A distribution instead of a list: `loguniform(1e-5, 1e-1)` or any callable `(RandomState&) -> value`.
    template <class Value, class Owner, std::invocable<RandomState&> F>
    requires with_distributions ParameterSpace& add(Value Owner::*member, F draw) {
        return add_draw(StepPath<>(), param_name(member), member, std::move(draw));
    }
    template <std::size_t... I, class Value, class Owner, std::invocable<RandomState&> F>
    requires with_distributions ParameterSpace& add(StepPath<I...> path, Value Owner::*member, F draw) {
        return add_draw(path, param_name(member), member, std::move(draw));
    }
    template <class Value, class Owner, std::invocable<RandomState&> F>
    requires with_distributions ParameterSpace& add(std::string_view name, Value Owner::*member, F draw) {
        return add_draw(StepPath<>(), std::string(name), member, std::move(draw));
    }

    /// A name alone does not say where the parameter is: these do not compile.
    template <class Value>
    void add(std::string_view, std::initializer_list<Value>) {
        refuse_name<Value>();
    }
    template <class Values>
    void add(std::string_view, const Values&) {
        refuse_name<Values>();
    }

    /// scikit-learn's list of grids: the candidates of a, then those of b.
    friend ParameterSpace operator+(ParameterSpace a, const ParameterSpace& b) {
        a.sets_.insert(a.sets_.end(), b.sets_.begin(), b.sets_.end());
        return a;
    }

    /// The sets of the list, one unless some were added up; the parameters of each sorted by name.
    const std::vector<std::vector<Parameter>>& sets() const { return sets_; }

    /// Whether all parameters have lists of values, so that the candidates can be counted.
    bool all_lists() const {
        return std::all_of(sets_.begin(), sets_.end(), [](const auto& set) {
            return std::all_of(set.begin(), set.end(), [](const auto& p) { return !p.draw; });
        });
    }

    /// \throws InvalidParameterError if a set names no parameters, or a move left no set.
    void check() const {
        if (sets_.empty() ||
            std::any_of(sets_.begin(), sets_.end(), [](const Set& set) { return set.empty(); }))
            throw InvalidParameterError(
                "A parameter grid must name at least one parameter and its values. Got an empty one.");
    }

    /// Number of candidates. \pre `all_lists()`
    /// \throws InvalidParameterError if a set names no parameters or there are 2^63 candidates or more.
    Index size() const {
        check();
        Index total = 0;
        for (const auto& set : sets_)
            if (__builtin_add_overflow(total, size_of(set), &total)) refuse_size();
        return total;
    }

    /// Candidate i in scikit-learn's order: set by set, the parameter whose name comes last varying fastest.
    /// \pre `all_lists()` and 0 <= i < size()
    Candidate candidate(Index i) const {
        auto set = sets_.begin();
        for (; i >= size_of(*set); ++set) i -= size_of(*set);
        std::vector<Setting> chosen(set->size());
        for (std::size_t k = set->size(); k-- > 0;) {
            const auto n = static_cast<Index>((*set)[k].values.size());
            chosen[k] = (*set)[k].values[static_cast<std::size_t>(i % n)];
            i /= n;
        }
        Candidate candidate;
        for (Setting& setting : chosen) candidate.set(std::move(setting));
        return candidate;
    }

    /// All candidates, in that order.
    std::vector<Candidate> candidates() const {
        std::vector<Candidate> all;
        for (Index i = 0, n = size(); i < n; ++i) all.push_back(candidate(i));
        return all;
    }

private:
    using Set = std::vector<Parameter>;

    template <class Values>
    static void refuse_name() {
        static_assert(
            !std::same_as<Values, Values>,
            "A parameter of a grid is named by its member pointer: add(&Params::alpha, {1e-4, 1e-3}).");
    }

    [[noreturn]] static void refuse_size() {
        throw InvalidParameterError("A parameter grid must have less than 2^63 candidates.");
    }

    static Index size_of(const Set& set) {
        Index n = 1;
        for (const auto& parameter : set)
            if (__builtin_mul_overflow(n, static_cast<Index>(parameter.values.size()), &n)) refuse_size();
        return n;
    }

    template <class Path, class Value, class Owner>
    static Setting setting(Path, const std::string& name, Value Owner::*member, const Value& value) {
        return std::make_shared<const ParameterSetting<Params>>(
            ParameterSetting<Params>{name, detail::format_param(value),
                                     [member, value](Params& params) { Path::in(params).*member = value; }});
    }

    template <std::size_t... I, class Value, class Owner>
    ParameterSpace& add_list(StepPath<I...>, const std::string& own_name, Value Owner::*member,
                             const std::vector<Value>& values) {
        using Path = detail::ParamPath<Owner, I...>;
        const std::string name = Path::template prefix<Params>() + own_name;
        if (values.empty())
            throw InvalidParameterError(detail::format(
                "The values of the parameter '{}' in a grid must be at least one. Got none.", name));
        Parameter parameter{name, {}, nullptr};
        for (const Value& value : values) parameter.values.push_back(setting(Path(), name, member, value));
        return insert(std::move(parameter));
    }

    template <std::size_t... I, class Value, class Owner, class F>
    ParameterSpace& add_draw(StepPath<I...>, const std::string& own_name, Value Owner::*member, F draw) {
        using Path = detail::ParamPath<Owner, I...>;
        const std::string name = Path::template prefix<Params>() + own_name;
        return insert({name, {}, [name, member, draw](RandomState& rng) mutable {
                           return setting(Path(), name, member, static_cast<Value>(draw(rng)));
                       }});
    }

    ParameterSpace& insert(Parameter parameter) {
        if (sets_.empty()) sets_.emplace_back();
        Set& set = sets_.back();
        const auto place =
            std::lower_bound(set.begin(), set.end(), parameter.name,
                             [](const Parameter& a, const std::string& name) { return a.name < name; });
        if (place != set.end() && place->name == parameter.name)
            throw InvalidParameterError(detail::format(
                "A parameter grid must name each parameter once. Got '{}' twice.", parameter.name));
        set.insert(place, std::move(parameter));
        return *this;
    }

    std::vector<Set> sets_ = std::vector<Set>(1);
};

/// The values to try for parameters of the estimator `Est`, all combinations of them, in scikit-learn's
/// order: `ParameterGrid<Est>{}.add(&P::alpha, {1e-4, 1e-3}).add(&P::hidden_layer_sizes, {{50}, {100, 50}})`,
/// where P is `Est::Params` or, for a pipeline, the `Params` of one of its steps. `grid + grid` has the
/// candidates of both.
template <class Est>
using ParameterGrid = ParameterSpace<Est, false>;

/// The same with distributions to draw from among the lists, for `ParameterSampler` and `RandomizedSearchCV`.
template <class Est>
using ParameterDistributions = ParameterSpace<Est, true>;

}  // namespace eigenmlp
