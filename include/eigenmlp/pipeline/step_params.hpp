// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "eigenmlp/core/class_name.hpp"
#include "eigenmlp/core/param_field.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

namespace detail {

template <class Step>
struct StepParams {
    using type = Step;
};

template <class Step>
requires requires { typename Step::Params; }
struct StepParams<Step> {
    using type = typename Step::Params;
};

/// The name of a step before it is numbered.
template <class Step>
struct StepName {
    static std::string get() { return class_name<Step>(); }
};

template <class... Steps>
std::vector<std::string> step_names() {
    return numbered_names({StepName<Steps>::get()...});
}

}  // namespace detail

/// The parameters of a step: `Step::Params`, or the step itself, not fitted, where it has none.
template <class Step>
using step_params_t = typename detail::StepParams<Step>::type;

namespace detail {

template <class Step>
constexpr bool has_params = requires {
    typename Step::Params;
};

template <class Step>
step_params_t<Step> params_of(const Step& step) {
    if constexpr (has_params<Step>)
        return step.params();
    else
        return step;
}

/// Gives a step, also one that is fitted, other parameters. One that is its own parameters gets them with the
/// next fit: see `to_be_fitted`.
template <class Step>
void set_params_of(Step& step, const step_params_t<Step>& params) {
    if constexpr (has_params<Step>) step.set_params(params);
}

/// What to call `fit` of: the step as it is, so that it may go on from there, or as it was before any fit.
template <class Step>
Step to_be_fitted(const Step& step, const step_params_t<Step>& params) {
    if constexpr (has_params<Step>)
        return step;
    else
        return params;
}

}  // namespace detail

/// Parameters of `Pipeline`.
template <class... Steps>
struct PipelineParams {
    /// Those of each step, in their order.
    std::tuple<step_params_t<Steps>...> steps;
    /// Whether `fit` prints how long each step took.
    bool verbose = false;

    /// scikit-learn's names of the steps, such as "standardscaler" and "mlpclassifier".
    static std::vector<std::string> names() { return detail::step_names<Steps...>(); }

    static constexpr auto param_fields() {
        return std::tuple{ParamField{"verbose", &PipelineParams::verbose}};
    }
};

/// Parameters of `FeatureUnion`.
template <class... Transformers>
struct FeatureUnionParams {
    /// Those of each transformer, in their order.
    std::tuple<step_params_t<Transformers>...> transformers;
    /// Number of threads that share the transformers, -1 for as many as there are cores; changes no bit of
    /// the results.
    Index n_jobs = 1;
    /// What the columns of each transformer are multiplied by; empty for 1.
    std::vector<double> transformer_weights = {};
    /// Whether `fit` prints how long each transformer took.
    bool verbose = false;

    /// scikit-learn's names of the transformers.
    static std::vector<std::string> names() { return detail::step_names<Transformers...>(); }

    static constexpr auto param_fields() {
        using P = FeatureUnionParams;
        return std::tuple{ParamField{"n_jobs", &P::n_jobs},
                          ParamField{"transformer_weights", &P::transformer_weights},
                          ParamField{"verbose", &P::verbose}};
    }
};

}  // namespace eigenmlp
