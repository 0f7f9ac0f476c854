// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// All of eigenmlp that needs nothing but Eigen and fmt, in the order of its layers. Headers that need zlib
/// (`eigenmlp/datasets/`) are included by name.

#include "eigenmlp/activations/activation.hpp"
#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/callbacks/callback.hpp"
#include "eigenmlp/callbacks/early_stopping.hpp"
#include "eigenmlp/callbacks/progress_bar.hpp"
#include "eigenmlp/callbacks/stop_on_interrupt.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/losses/any_loss.hpp"
#include "eigenmlp/losses/classification_loss.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/classification_report.hpp"
#include "eigenmlp/metrics/log_loss.hpp"
#include "eigenmlp/metrics/r2_score.hpp"
#include "eigenmlp/metrics/regression.hpp"
#include "eigenmlp/model_selection/k_fold.hpp"
#include "eigenmlp/model_selection/shuffle_split.hpp"
#include "eigenmlp/model_selection/stratified_k_fold.hpp"
#include "eigenmlp/model_selection/stratified_shuffle_split.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/preprocessing/label_binarizer.hpp"
#include "eigenmlp/preprocessing/label_encoder.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "eigenmlp/solvers/any_solver.hpp"
#include "eigenmlp/version.hpp"
