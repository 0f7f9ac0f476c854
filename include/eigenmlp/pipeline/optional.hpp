// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_name.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/pipeline/step.hpp"
#include "eigenmlp/pipeline/step_params.hpp"
#include "eigenmlp/pipeline/transformer.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"

namespace eigenmlp {

/// What becomes of the transformer in an `Optional`.
enum class StepUse {
    transformer,  ///< it does its work
    passthrough,  ///< the samples stay what they are
    drop          ///< no columns: of use in a `FeatureUnion`
};

/// The word for it, scikit-learn's of the last two.
constexpr std::string_view name(StepUse use) {
    constexpr std::array<std::string_view, 3> words{"transformer", "passthrough", "drop"};
    return words[static_cast<std::size_t>(use)];
}

inline std::string param_text(StepUse use) { return '\'' + std::string(name(use)) + '\''; }

/// Parameters of `Optional`: those of the transformer, and what becomes of it.
template <class T>
struct OptionalParams : step_params_t<T> {
    StepUse use = StepUse::transformer;

    static constexpr auto param_fields() { return std::tuple{ParamField{"use", &OptionalParams::use}}; }
};

/// A transformer that a parameter switches off, as in scikit-learn the words 'passthrough' and 'drop' do
/// where they stand for one, so that a search can try both:
///
///     auto pipe = make_pipeline(Optional(StandardScaler<>{}), MLPClassifier<>{});
///     &OptionalParams<StandardScaler<>>::use    // StepUse::passthrough or StepUse::transformer
///
/// Whatever is chosen, the result is of the transformer's type.
template <class T>
class Optional {
public:
    using Params = OptionalParams<T>;

    Optional(T transformer = {}, StepUse use = StepUse::transformer)
        : params_{detail::params_of(transformer), use}, transformer_(std::move(transformer)) {}
    explicit(false) Optional(Params params) : params_(std::move(params)), transformer_(own_params()) {}

    const Params& params() const { return params_; }
    /// What was learnt stays.
    void set_params(Params params) {
        detail::set_params_of<T>(transformer_, params);
        params_ = std::move(params);
    }

    /// Lets the transformer learn if it is in use. \throws what it throws
    template <class X, class... Y>
    requires Transformer<T, X, Y...> Optional& fit(const X& x, const Y&... y) {
        if (params_.use == StepUse::transformer) {
            T next = detail::to_be_fitted<T>(transformer_, params_);
            detail::fit_step(next, x, y...);
            transformer_ = std::move(next);
        }
        if constexpr (requires { x.cols(); }) n_features_in_ = x.cols();
        return *this;
    }

    /// What the transformer makes of X, or X itself, or a table without columns.
    /// \throws InvalidParameterError for another use where the type of the transformer's result cannot hold
    /// X, and what the transformer throws
    template <class X>
    requires detail::Transforms<T, X> detail::transformed_t<T, X> transform(const X& x)
    const {
        using Result = detail::transformed_t<T, X>;
        if (params_.use == StepUse::transformer) return transformer_.transform(x);
        if constexpr (std::convertible_to<const X&, Result>)
            if (params_.use == StepUse::passthrough) return Result(x);
        if constexpr (requires { Result(x.rows(), Index{0}); })
            if (params_.use == StepUse::drop) return Result(x.rows(), Index{0});
        throw InvalidParameterError(detail::format(
            "The 'use' parameter of an optional {} must be StepUse::transformer for samples of this type. "
            "Got StepUse::{} instead.",
            class_name<T>(), name(params_.use)));
    }

    /// The original of what `transform` gave, or X itself.
    /// \throws InvalidParameterError for StepUse::drop, and what the transformer throws
    template <class X>
    requires requires(const T& t, const X& x) { t.inverse_transform(x); }
    auto inverse_transform(const X& x) const {
        using Result = detail::plain_t<decltype(transformer_.inverse_transform(x))>;
        if constexpr (std::convertible_to<const X&, Result>)
            if (params_.use == StepUse::passthrough) return Result(x);
        if (params_.use != StepUse::transformer)
            throw InvalidParameterError(
                detail::format("What was left out by StepUse::{} of an optional {} cannot be inverted.",
                               name(params_.use), class_name<T>()));
        return Result(transformer_.inverse_transform(x));
    }

    /// The transformer's names of its features, or the names themselves, or none.
    /// \throws what the transformer throws, and InvalidDataError for another number of names than of features
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const requires detail::NamesFeatures<T> {
        if (params_.use == StepUse::drop) return {};
        if (params_.use == StepUse::transformer) return transformer_.get_feature_names_out(input_features);
        return detail::feature_names_in(input_features, n_features_in_, "optional " + class_name<T>());
    }

    /// The transformer, fitted if it was in use.
    const T& transformer() const { return transformer_; }

    /// \throws NotFittedError before `fit`
    Index n_features_in() const { return detail::fitted(n_features_in_, "optional " + class_name<T>()); }

private:
    const step_params_t<T>& own_params() const { return params_; }

    Params params_;
    T transformer_;
    detail::Learnt<Index> n_features_in_;
};

namespace detail {

/// The transformer's name, since in scikit-learn a word stands where it stood.
template <class T>
struct StepName<Optional<T>> : StepName<T> {};

template <class T>
struct StepIsDropped<Optional<T>> {
    static bool get(const Optional<T>& step) { return step.params().use == StepUse::drop; }
};

}  // namespace detail
}  // namespace eigenmlp
