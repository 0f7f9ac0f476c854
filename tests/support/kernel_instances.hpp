// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// Included before every test file: the kernels of all instruction sets are compiled once for a test program,
// in kernel_instances.cpp, rather than in each of its files.

#include "eigenmlp/kernels/kernels.hpp"

#ifndef EIGENMLP_TEST_INSTANCE
#define EIGENMLP_TEST_INSTANCE extern
#endif

namespace eigenmlp::kernels {

#define EIGENMLP_TEST_KERNELS(S)                                                                   \
    EIGENMLP_TEST_INSTANCE template void affine(const AffineArgs<S>&);                             \
    EIGENMLP_TEST_INSTANCE template void affine(const SparseAffineArgs<S>&);                       \
    EIGENMLP_TEST_INSTANCE template void backward_delta(const DeltaArgs<S>&);                      \
    EIGENMLP_TEST_INSTANCE template void backward_delta_row(const DeltaArgs<S>&);                  \
    EIGENMLP_TEST_INSTANCE template void weight_gradient(const GradientArgs<S>&);                  \
    EIGENMLP_TEST_INSTANCE template void weight_gradient(const SparseGradientArgs<S>&);            \
    EIGENMLP_TEST_INSTANCE template void column_sums(const Block<const S>&, S, S*);                \
    EIGENMLP_TEST_INSTANCE template S squared_norm(const S*, Index);                               \
    EIGENMLP_TEST_INSTANCE template void adam(const AdamArgs<S>&, const S*, Index);                \
    EIGENMLP_TEST_INSTANCE template void sgd(const SgdArgs<S>&, const S*, Index);                  \
    EIGENMLP_TEST_INSTANCE template void adam_rank_one(const AdamArgs<S>&, const RankOneArgs<S>&); \
    EIGENMLP_TEST_INSTANCE template void sgd_rank_one(const SgdArgs<S>&, const RankOneArgs<S>&);   \
    EIGENMLP_TEST_INSTANCE template void softmax(const Block<S>&);                                 \
    EIGENMLP_TEST_INSTANCE template void exp(const S*, S*, Index);                                 \
    EIGENMLP_TEST_INSTANCE template void log(const S*, S*, Index);                                 \
    EIGENMLP_TEST_INSTANCE template double dot_log(const S*, const S*, S, Index);                  \
    EIGENMLP_TEST_INSTANCE template void tanh(const S*, S*, Index);                                \
    EIGENMLP_TEST_INSTANCE template void logistic(const S*, S*, Index);

EIGENMLP_TEST_KERNELS(float)
EIGENMLP_TEST_KERNELS(double)

}  // namespace eigenmlp::kernels
