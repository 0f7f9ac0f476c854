// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <concepts>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/solvers/any_solver.hpp"

namespace eigenmlp {

/// One activation for all hidden layers, or a list of one per hidden layer.
template <class Activation>
class PerLayer {
public:
    PerLayer() : activations_{Activation()} {}

    template <std::convertible_to<Activation> T>
    PerLayer(T&& activation) : activations_{Activation(std::forward<T>(activation))} {}

    PerLayer(std::initializer_list<Activation> activations) : activations_(activations) {}

    /// One activation for each of `n_hidden` layers.
    /// \throws InvalidParameterError if a list of another length was given.
    std::vector<Activation> for_layers(std::size_t n_hidden) const {
        if (activations_.size() == 1) return std::vector<Activation>(n_hidden, activations_.front());
        if (activations_.size() != n_hidden)
            throw InvalidParameterError(
                fmt::format("The 'activation' parameter must be one activation or a list of one per hidden "
                            "layer ({}). Got {} "
                            "activations instead.",
                            n_hidden, activations_.size()));
        return activations_;
    }

    friend bool operator==(const PerLayer&, const PerLayer&) = default;

private:
    std::vector<Activation> activations_;
};

/// Parameters of `MLPClassifier`, in the order of scikit-learn's signature and with its defaults. Checked by
/// `fit`.
template <class Activation = AnyActivation, class Solver = AnySolver>
struct MLPClassifierParams {
    std::vector<Index> hidden_layer_sizes = {
        100};                              ///< units of each hidden layer; empty gives a linear model
    PerLayer<Activation> activation = {};  ///< "identity", "logistic", "tanh", "relu" or a functor
    Solver solver = {};                    ///< "adam", "sgd" or a solver value
    double alpha = 0.0001;                 ///< strength of the L2 regularisation of the coefs
    std::optional<Index> batch_size = {};  ///< rows per batch; empty: min(200, number of rows)
    LearningRate learning_rate = LearningRate::constant;  ///< schedule, sgd only
    double learning_rate_init = 0.001;                    ///< step size
    double power_t = 0.5;                                 ///< exponent of LearningRate::invscaling
    Index max_iter = 200;                                 ///< epochs at most
    bool shuffle = true;                                  ///< visit the rows in a new order in each epoch
    RandomStateParam random_state = {};                   ///< initial weights, validation split and shuffling
    double tol = 1e-4;                                    ///< smallest improvement that counts as one
    bool verbose = false;                                 ///< print each epoch's loss to stdout
    bool warm_start = false;                              ///< `fit` goes on from the present weights
    double momentum = 0.9;                                ///< sgd only
    bool nesterovs_momentum = true;                       ///< sgd only
    bool early_stopping = false;  ///< hold out rows, stop when their score no longer improves, keep the best
    double validation_fraction = 0.1;  ///< share of the rows held out by early_stopping
    double beta_1 = 0.9;               ///< decay of the first moment, adam only
    double beta_2 = 0.999;             ///< decay of the second moment, adam only
    double epsilon = 1e-8;             ///< adam only
    Index n_iter_no_change = 10;       ///< epochs without improvement that are borne before the stop
    Index n_threads = 0;  ///< 0: as many as there are cores, but one for small work; no effect on results

    bool operator==(const MLPClassifierParams&) const = default;
};

namespace detail {

/// Checks parameters one by one for an estimator of the given name.
class ParameterCheck {
public:
    explicit ParameterCheck(std::string_view estimator) : estimator_(estimator) {}

    /// \throws InvalidParameterError unless `valid`; `expected` names the accepted values.
    template <class T>
    void operator()(bool valid, std::string_view parameter, std::string_view expected, const T& given) const {
        if (!valid)
            throw InvalidParameterError(fmt::format("The '{}' parameter of {} must be {}. Got {} instead.",
                                                    parameter, estimator_, expected, given));
    }

private:
    std::string_view estimator_;
};

}  // namespace detail

/// Refuses parameters out of range, also those that the chosen solver does not use.
/// \throws InvalidParameterError naming the parameter, `estimator`, the range and the value.
template <class Params>
void validate(const Params& p, std::string_view estimator) {
    const detail::ParameterCheck check(estimator);
    // comparisons are written so that NaN fails them
    const auto from_zero = [](double x) { return x >= 0.0 && std::isfinite(x); };
    const auto positive = [](double x) { return x > 0.0 && std::isfinite(x); };
    const auto below_one = [](double x) { return x >= 0.0 && x < 1.0; };
    for (const Index units : p.hidden_layer_sizes)
        if (units <= 0)
            throw InvalidParameterError(fmt::format("hidden_layer_sizes must be > 0, got [{}].",
                                                    fmt::join(p.hidden_layer_sizes, ", ")));
    check(from_zero(p.alpha), "alpha", "a float in the range [0, inf)", p.alpha);
    check(p.batch_size.value_or(1) >= 1, "batch_size", "empty ('auto') or an int in the range [1, inf)",
          p.batch_size.value_or(1));
    check(positive(p.learning_rate_init), "learning_rate_init", "a float in the range (0, inf)",
          p.learning_rate_init);
    check(from_zero(p.power_t), "power_t", "a float in the range [0, inf)", p.power_t);
    check(p.max_iter >= 1, "max_iter", "an int in the range [1, inf)", p.max_iter);
    check(from_zero(p.tol), "tol", "a float in the range [0, inf)", p.tol);
    check(p.momentum >= 0.0 && p.momentum <= 1.0, "momentum", "a float in the range [0, 1]", p.momentum);
    check(below_one(p.validation_fraction) && (p.validation_fraction > 0.0 || !p.early_stopping),
          "validation_fraction", "a float in the range [0, 1), above 0 with early_stopping",
          p.validation_fraction);
    check(below_one(p.beta_1), "beta_1", "a float in the range [0, 1)", p.beta_1);
    check(below_one(p.beta_2), "beta_2", "a float in the range [0, 1)", p.beta_2);
    check(positive(p.epsilon), "epsilon", "a float in the range (0, inf)", p.epsilon);
    check(p.n_iter_no_change >= 1, "n_iter_no_change", "an int in the range [1, inf)", p.n_iter_no_change);
    check(p.n_threads >= 0 && p.n_threads <= 1024, "n_threads", "an int in the range [0, 1024]", p.n_threads);
}

}  // namespace eigenmlp
