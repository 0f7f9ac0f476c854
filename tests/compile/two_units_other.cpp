// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <eigenmlp/eigenmlp.hpp>

double first_draw_of_the_other_unit(unsigned seed);

double first_draw_of_the_other_unit(unsigned seed) { return eigenmlp::RandomState(seed).random_sample(); }
