// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#define EIGENMLP_TEST_INSTANCE
#include "support/kernel_instances.hpp"
