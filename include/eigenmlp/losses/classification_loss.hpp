// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "eigenmlp/losses/binary_log_loss.hpp"
#include "eigenmlp/losses/log_loss.hpp"
#include "eigenmlp/losses/loss_variant.hpp"

namespace eigenmlp {

/// The loss that a classifier chooses once it has seen the classes.
using ClassificationLoss = LossVariant<LogLoss, BinaryLogLoss>;

}  // namespace eigenmlp
