// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// sum_i s_i loss(y_i, p_i) / sum_i s_i for targets Y and outputs P, samples x outputs.
/// \param weight `weight(i)` gives s_i
template <class S, class Loss, class Weight>
double weighted_mean_loss(const Loss& loss, MatrixView<S> Y, MatrixView<S> P, const Weight& weight) {
    double sum = 0.0, total = 0.0;
    for (Index i = 0; i < Y.rows(); ++i) {
        const double s = static_cast<double>(weight(i));
        total += s;
        if (s != 0.0) sum += s * loss.value(view_rows(Y, i, 1), view_rows(P, i, 1));
    }
    return sum / total;
}

}  // namespace eigenmlp
