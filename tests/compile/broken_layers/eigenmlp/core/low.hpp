// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// Wrong on purpose: the layer test must see it.
#include "eigenmlp/training/high.hpp"
