// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// The version, in one place: the build scripts read these lines.
#define EIGENMLP_VERSION_MAJOR 0
#define EIGENMLP_VERSION_MINOR 1
#define EIGENMLP_VERSION_PATCH 0
