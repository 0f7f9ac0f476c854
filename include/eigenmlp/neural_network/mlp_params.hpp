// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <vector>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/neural_network/class_weight.hpp"
#include "eigenmlp/neural_network/per_layer.hpp"
#include "eigenmlp/neural_network/scoring.hpp"
#include "eigenmlp/solvers/any_solver.hpp"

namespace eigenmlp {

/// Parameters of `MLPClassifier`, in the order of scikit-learn's signature and with its defaults, then those
/// that scikit-learn has not. Checked by `fit`; printed as scikit-learn prints them (param_format.hpp).
template <class Label = int, class Activation = AnyActivation, class Solver = AnySolver>
struct MLPClassifierParams {
    std::vector<Index> hidden_layer_sizes = {
        100};                              ///< units of each hidden layer; empty gives a linear model
    PerLayer<Activation> activation = {};  ///< "identity", "logistic", "tanh", "relu" or a functor
    Solver solver = {};                    ///< a name ("adam", "sgd", "lbfgs"; see AnySolver) or a value
    double alpha = 0.0001;                 ///< strength of the L2 regularisation of the coefs
    std::optional<Index> batch_size = {};  ///< rows per batch; empty: min(200, number of rows)
    LearningRateSchedule learning_rate = LearningRate::constant;  ///< sgd only, or a schedule for any solver
    double learning_rate_init = 0.001;                            ///< step size
    double power_t = 0.5;                                         ///< exponent of LearningRate::invscaling
    Index max_iter = 200;                                         ///< epochs at most, or iterations of lbfgs
    bool shuffle = true;                 ///< visit the rows in a new order in each epoch
    RandomStateParam random_state = {};  ///< initial weights, validation split and shuffling
    double tol = 1e-4;        ///< smallest improvement that counts as one; lbfgs: largest gradient at the end
    bool verbose = false;     ///< print each epoch's loss to stdout
    bool warm_start = false;  ///< `fit` goes on from the present weights
    double momentum = 0.9;    ///< sgd only
    bool nesterovs_momentum = true;  ///< sgd only
    bool early_stopping = false;  ///< hold out rows, stop when their score no longer improves, keep the best
    double validation_fraction = 0.1;  ///< share of the rows held out by early_stopping
    double beta_1 = 0.9;               ///< decay of the first moment, adam and its like only
    double beta_2 = 0.999;             ///< decay of the second moment, adam and its like only
    double epsilon = 1e-8;             ///< adam and its like and rmsprop only
    Index n_iter_no_change = 10;       ///< epochs without improvement that are borne before the stop
    Index max_fun = 15000;             ///< evaluations of the loss at most, lbfgs only

    // not in scikit-learn
    Index n_threads = 0;   ///< 0: as many as there are cores, but one for small work; no effect on results
    double dropout = 0.0;  ///< probability that a hidden unit is left out of a training step; not lbfgs
    ClassWeight<Label> class_weight = {};      ///< "balanced" or weights of the classes in the loss
    double label_smoothing = 0.0;              ///< share of each target that all classes get alike
    bool stratify_validation = false;          ///< keep the classes' shares also with three or more classes
    Scoring<LabelVector<Label>> scoring = {};  ///< what early stopping goes by; default: accuracy

    bool operator==(const MLPClassifierParams&) const = default;
};

/// Parameters of `MLPRegressor`, in the same way.
template <class Activation = AnyActivation, class Solver = AnySolver, class Loss = AnyLoss>
struct MLPRegressorParams {
    Loss loss = {};  ///< "squared_error", "poisson" or a loss value
    std::vector<Index> hidden_layer_sizes = {
        100};                              ///< units of each hidden layer; empty gives a linear model
    PerLayer<Activation> activation = {};  ///< "identity", "logistic", "tanh", "relu" or a functor
    Solver solver = {};                    ///< a name ("adam", "sgd", "lbfgs"; see AnySolver) or a value
    double alpha = 0.0001;                 ///< strength of the L2 regularisation of the coefs
    std::optional<Index> batch_size = {};  ///< rows per batch; empty: min(200, number of rows)
    LearningRateSchedule learning_rate = LearningRate::constant;  ///< sgd only, or a schedule for any solver
    double learning_rate_init = 0.001;                            ///< step size
    double power_t = 0.5;                                         ///< exponent of LearningRate::invscaling
    Index max_iter = 200;                                         ///< epochs at most, or iterations of lbfgs
    bool shuffle = true;                 ///< visit the rows in a new order in each epoch
    RandomStateParam random_state = {};  ///< initial weights, validation split and shuffling
    double tol = 1e-4;        ///< smallest improvement that counts as one; lbfgs: largest gradient at the end
    bool verbose = false;     ///< print each epoch's loss to stdout
    bool warm_start = false;  ///< `fit` goes on from the present weights
    double momentum = 0.9;    ///< sgd only
    bool nesterovs_momentum = true;  ///< sgd only
    bool early_stopping = false;  ///< hold out rows, stop when their score no longer improves, keep the best
    double validation_fraction = 0.1;  ///< share of the rows held out by early_stopping
    double beta_1 = 0.9;               ///< decay of the first moment, adam and its like only
    double beta_2 = 0.999;             ///< decay of the second moment, adam and its like only
    double epsilon = 1e-8;             ///< adam and its like and rmsprop only
    Index n_iter_no_change = 10;       ///< epochs without improvement that are borne before the stop
    Index max_fun = 15000;             ///< evaluations of the loss at most, lbfgs only

    // not in scikit-learn
    Index n_threads = 0;   ///< 0: as many as there are cores, but one for small work; no effect on results
    double dropout = 0.0;  ///< probability that a hidden unit is left out of a training step; not lbfgs
    Scoring<Matrix<double>> scoring = {};  ///< what early stopping goes by; default: R squared

    bool operator==(const MLPRegressorParams&) const = default;
};

}  // namespace eigenmlp
