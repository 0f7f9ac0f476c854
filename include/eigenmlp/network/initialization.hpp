// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "eigenmlp/activations/activation.hpp"
#include "eigenmlp/core/large_pages.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/network/parameters.hpp"

namespace eigenmlp {

/// Initial parameters (Glorot and Bengio, 2010): layer by layer the coefs, then the intercepts, all uniform
/// in [-B, B], B = sqrt(init_factor / (fan_in + fan_out)). Drawn in double, in scikit-learn's order. The
/// output layer takes the factor of the last hidden one.
/// \param hidden the activation of each hidden layer, or one for all, also where there is no hidden layer
template <class S, class Activation>
Vector<S> initial_parameters(const ParameterLayout& layout, const std::vector<Activation>& hidden,
                             RandomState& random) {
    Vector<S> theta = detail::parameter_vector<S>(layout.size());
    for (Index i = 0; i < layout.n_weight_layers(); ++i) {
        const auto layer = std::min(static_cast<std::size_t>(i), hidden.size() - 1);
        const double factor = hidden.empty() ? 6.0 : init_factor(hidden[layer]);
        const double bound = std::sqrt(factor / static_cast<double>(layout.fan_in(i) + layout.fan_out(i)));
        auto coefs = layout.coefs(theta, i);
        for (Index r = 0; r < coefs.rows(); ++r)
            for (Index c = 0; c < coefs.cols(); ++c)
                coefs(r, c) = static_cast<S>(random.uniform(-bound, bound));
        for (S& intercept : layout.intercepts(theta, i))
            intercept = static_cast<S>(random.uniform(-bound, bound));
    }
    return theta;
}

}  // namespace eigenmlp
