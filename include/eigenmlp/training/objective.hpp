// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>

#include "eigenmlp/network/multilayer_perceptron.hpp"

namespace eigenmlp {

/// The function that a solver minimises: a network's loss with L2 regularisation on the samples of `data`.
/// Refers to network and data, owns the workspace.
template <class S, class Network, class X = ConstMatrixView<S>>
class Objective {
public:
    /// \param max_rows the most rows that one evaluation names
    Objective(const Network& network, const TrainingData<S, X>& data, double alpha, Index max_rows,
              Index n_threads = 1, const Dropout& dropout = {})
        : network_(network), data_(data), alpha_(alpha), workspace_(network.layout(), max_rows, n_threads) {
        workspace_.dropout() = dropout;
    }

    /// Loss at `theta` over the rows named; its gradient goes into `gradient`.
    double operator()(const Vector<S>& theta, std::span<const Index> rows, Vector<S>& gradient) {
        return network_.loss_and_gradient(theta, data_, rows, alpha_, workspace_, gradient);
    }

    /// The same, handing over parts of the gradient as soon as they are there: see
    /// `MultilayerPerceptron::loss_and_gradient`.
    template <class Done>
    double operator()(const Vector<S>& theta, std::span<const Index> rows, Vector<S>& gradient,
                      const Done& done) {
        return network_.loss_and_gradient(theta, data_, rows, alpha_, workspace_, gradient, done);
    }

private:
    const Network& network_;
    TrainingData<S, X> data_;
    double alpha_;
    TrainingWorkspace<S> workspace_;
};

}  // namespace eigenmlp
