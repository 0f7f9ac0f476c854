// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "eigenmlp/pipeline/passthrough.hpp"
#include "eigenmlp/pipeline/transformer.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"

/// What a pipeline asks of its steps.
namespace eigenmlp::detail {

template <class T, class X>
concept Predicts = requires(const T t, const X& x) {
    t.predict(x);
};

/// A step that names its features, given the names of those that it gets.
template <class T>
concept NamesFeatures = requires(const T t, const std::vector<std::string>& input_features) {
    { t.get_feature_names_out(input_features) } -> std::convertible_to<std::vector<std::string>>;
};

/// What a chain or a union of steps calls its input: as given or, if it knows the number, x0, x1, ...
template <class Steps>
std::vector<std::string> input_names(const Steps& steps, const std::vector<std::string>& given) {
    if constexpr (requires { steps.n_features_in(); })
        return feature_names_in(given, steps.n_features_in());
    else
        return given;
}

/// A last step that takes the targets and what comes after them, or of itself wants no targets.
template <class T, class X, class Y, class... Args>
concept FitsWith = requires(T t, const X& x, const Y& y, std::remove_reference_t<Args>&... args) {
    t.fit(x, y, args...);
}
|| (sizeof...(Args) == 0 && Fits<T, X>);

/// What `T` takes for options of its fit to targets of type `Y`; there is no `type` where it takes none.
template <class T, class Y>
struct OptionsOfFit {};
template <class T, class Y>
requires requires { typename T::template FitOptionsOf<Y>; }
struct OptionsOfFit<T, Y> {
    using type = typename T::template FitOptionsOf<Y>;
};

template <class T, class Y, class Arg>
constexpr bool is_fit_options = false;
template <class T, class Y, class Arg>
requires requires { typename OptionsOfFit<T, Y>::type; }
constexpr bool is_fit_options<T, Y, Arg> =
    std::same_as<std::remove_cvref_t<Arg>, typename OptionsOfFit<T, Y>::type>;

struct SomeFit {
    void fit();
};
struct SomeTransform {
    void transform();
};
struct SomeInverse {
    void inverse_transform();
};
template <class T, class Other>
struct Both : T, Other {};

/// Whether a class has members of these names, of any type: beside another one a name is ambiguous. Of a
/// final class this cannot be told, and it passes.
template <class T>
constexpr bool looks_like_transformer = std::is_final_v<T>;
template <class T>
requires(std::is_class_v<T> && !std::is_final_v<T>) constexpr bool looks_like_transformer<T> = !requires {
    &Both<T, SomeFit>::fit;
}
&&!requires { &Both<T, SomeTransform>::transform; };

template <class T>
constexpr bool has_inverse_transform = std::is_final_v<T>;
template <class T>
requires(std::is_class_v<T> && !std::is_final_v<T>) constexpr bool has_inverse_transform<T> = !requires {
    &Both<T, SomeInverse>::inverse_transform;
};

template <class Step, class... Rest>
constexpr bool all_but_last_transform = [] {
    if constexpr (sizeof...(Rest) == 0)
        return true;
    else
        return looks_like_transformer<Step> && all_but_last_transform<Rest...>;
}();

/// The number of the first step that is not `Passthrough` (nor `Dropped`), since those learn nothing.
template <class... Steps>
constexpr std::size_t n_passing_through = [] {
    std::size_t n = 0;
    static_cast<void>((... && (learns_nothing<Steps> && ++n > 0)));
    return n;
}();

}  // namespace eigenmlp::detail
