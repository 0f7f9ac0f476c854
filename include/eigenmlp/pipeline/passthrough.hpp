// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/pipeline/step_params.hpp"
#include "eigenmlp/pipeline/transformer.hpp"
#include "eigenmlp/preprocessing/feature_names.hpp"

namespace eigenmlp {

/// The step that leaves the samples what they are, scikit-learn's 'passthrough': in a `Pipeline` as if there
/// were none, in a `FeatureUnion` the features themselves. See `Optional` for a choice at run time.
struct Passthrough {
    template <class X>
    Passthrough& fit(const X&) {
        return *this;
    }
    template <class X>
    detail::plain_t<X> transform(const X& x) const {
        return x;
    }
    template <class X>
    detail::plain_t<X> inverse_transform(const X& x) const {
        return x;
    }
    /// The names themselves. \throws InvalidDataError for none, since it has not counted the features
    std::vector<std::string> get_feature_names_out(
        const std::vector<std::string>& input_features = {}) const {
        return detail::feature_names_in(input_features, {}, "Passthrough");
    }
};

/// The transformer of a `FeatureUnion` that gives no columns, scikit-learn's 'drop'.
struct Dropped {
    template <class X>
    Dropped& fit(const X&) {
        return *this;
    }
    /// A table without columns.
    template <class X>
    requires requires(const X& x) {
        typename X::Scalar;
        x.rows();
    }
    Matrix<typename X::Scalar> transform(const X& x) const { return {x.rows(), 0}; }
    /// None.
    std::vector<std::string> get_feature_names_out(const std::vector<std::string>& = {}) const { return {}; }
};

namespace detail {

template <class Step>
constexpr bool passes_through = std::same_as<Step, Passthrough>;
template <class Step>
constexpr bool learns_nothing = passes_through<Step> || std::same_as<Step, Dropped>;

/// scikit-learn's word.
template <>
struct StepName<Dropped> {
    static std::string get() { return "drop"; }
};

/// Whether a union leaves the step out.
template <class Step>
struct StepIsDropped {
    static bool get(const Step&) { return std::same_as<Step, Dropped>; }
};

}  // namespace detail
}  // namespace eigenmlp
