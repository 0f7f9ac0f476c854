// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#define EIGENMLP_EXAMPLE_INSTANCE
#include "support/instances.hpp"
