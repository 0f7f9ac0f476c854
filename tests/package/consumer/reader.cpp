// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <eigenmlp/datasets/idx.hpp>

int main() {}
