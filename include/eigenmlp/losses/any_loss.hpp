// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/losses/absolute_error.hpp"
#include "eigenmlp/losses/huber.hpp"
#include "eigenmlp/losses/loss_variant.hpp"
#include "eigenmlp/losses/pinball_loss.hpp"
#include "eigenmlp/losses/poisson_loss.hpp"
#include "eigenmlp/losses/squared_error.hpp"

namespace eigenmlp {

/// A regression loss chosen at run time: by name ("squared_error", "poisson", "absolute_error", "huber",
/// "quantile"; the first two are those of scikit-learn's MLPRegressor) or as a value of a built-in type, such
/// as `Huber{.threshold = 0.5}`.
using AnyLoss = LossVariant<SquaredError, PoissonLoss, AbsoluteError, Huber,
                            PinballLoss>;  // a new built-in is one more entry here

}  // namespace eigenmlp
