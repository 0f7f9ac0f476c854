// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// Included before every example: the classifier that most of them use is compiled once for all, in
// instances.cpp. It saves time, nothing else; the examples do without.

#include "eigenmlp/neural_network/mlp_classifier.hpp"

#ifndef EIGENMLP_EXAMPLE_INSTANCE
#define EIGENMLP_EXAMPLE_INSTANCE extern
#endif

namespace eigenmlp {

EIGENMLP_EXAMPLE_INSTANCE template MLPClassifier<double>& MLPClassifier<double>::fit(const Matrix<double>&,
                                                                                     const Eigen::VectorXi&);
EIGENMLP_EXAMPLE_INSTANCE template LabelVector<int> MLPClassifier<double>::predict(
    const Matrix<double>&) const;
EIGENMLP_EXAMPLE_INSTANCE template double MLPClassifier<double>::score(const Matrix<double>&,
                                                                       const Eigen::VectorXi&,
                                                                       const SampleWeight&) const;

}  // namespace eigenmlp
