// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/model_selection/param_parts.hpp"
#include "eigenmlp/neural_network/param_fields.hpp"

namespace eigenmlp {

/// The type of `step`.
template <std::size_t... I>
struct StepPath {};

/// Which step of a pipeline or part of a union a parameter is of, where its type does not tell: `step<1>`, or
/// `step<0, 1>` for part 1 of step 0.
template <std::size_t... I>
inline constexpr StepPath<I...> step = {};

namespace detail {

/// How often the parameters `Owner` occur in `P`, in itself or in its parts.
template <class Owner, class P>
constexpr std::size_t count_owners() {
    if constexpr (std::derived_from<P, Owner>)
        return 1;
    else if constexpr (HasParts<P>)
        return []<class... Part>(std::type_identity<std::tuple<Part...>>) {
            return (std::size_t{0} + ... + count_owners<Owner, Part>());
        }(std::type_identity<parts_t<P>>());
    else
        return 0;
}

/// The first part of `P` that `Owner` occurs in.
template <class Owner, class P, std::size_t i = 0>
constexpr std::size_t part_with_owner() {
    if constexpr (count_owners<Owner, std::tuple_element_t<i, parts_t<P>>>() > 0)
        return i;
    else
        return part_with_owner<Owner, P, i + 1>();
}

/// The way from the parameters of an estimator to those that a member pointer belongs to: first along the
/// given steps, then to the only place where `Owner` occurs.
template <class Owner, std::size_t... Steps>
struct ParamPath;

template <class Owner>
struct ParamPath<Owner> {
    template <class P>
    static constexpr bool is_valid() {
        static_assert(count_owners<Owner, P>() > 0, "The estimator and its steps have no such parameter.");
        static_assert(
            count_owners<Owner, P>() <= 1,
            "Several steps have this parameter: say which, as in add(step<1>, &Params::alpha, {...}).");
        return count_owners<Owner, P>() == 1;
    }

    /// The parameters `Owner` in `params`.
    template <class P>
    requires(is_valid<P>()) static Owner& in(P& params) {
        if constexpr (std::derived_from<P, Owner>)
            return params;
        else
            return in(std::get<part_with_owner<Owner, P>()>(parts_of(params)));
    }

    /// scikit-learn's prefix of their names, such as "mlpclassifier__".
    template <class P>
    requires(is_valid<P>()) static std::string prefix() {
        if constexpr (std::derived_from<P, Owner>) {
            return "";
        } else {
            constexpr std::size_t i = part_with_owner<Owner, P>();
            return P::names()[i] + "__" + prefix<std::tuple_element_t<i, parts_t<P>>>();
        }
    }
};

template <class Owner, std::size_t step, std::size_t... more>
struct ParamPath<Owner, step, more...> {
    template <HasParts P>
    static Owner& in(P& params) {
        return ParamPath<Owner, more...>::in(std::get<step>(parts_of(params)));
    }

    template <HasParts P>
    static std::string prefix() {
        return P::names()[step] + "__" +
               ParamPath<Owner, more...>::template prefix<std::tuple_element_t<step, parts_t<P>>>();
    }
};

}  // namespace detail

/// The name of a parameter in the table of its type (`for_each_param`).
/// \throws InvalidParameterError if there is no table or it does not hold the parameter.
template <class Value, class Owner>
std::string param_name(Value Owner::*member) {
    std::string name;
    const auto compare = [&](const auto& field) {
        if constexpr (std::same_as<std::remove_cvref_t<decltype(field.member)>, Value Owner::*>)
            if (field.member == member) name = field.name;
    };
    if constexpr (requires { for_each_param<Owner>(compare); }) for_each_param<Owner>(compare);
    if (name.empty())
        throw InvalidParameterError(
            "A parameter has no name: its type must list it in a static param_fields(), or a name must be "
            "given "
            "before the member pointer, as in add(\"slope\", &Params::slope, {...}).");
    return name;
}

}  // namespace eigenmlp
