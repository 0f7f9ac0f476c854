// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <eigenmlp/eigenmlp.hpp>

double first_draw_of_the_other_unit(unsigned seed);

int main() {
    eigenmlp::RandomState here(0);
    return here.random_sample() == first_draw_of_the_other_unit(0) ? 0 : 1;
}
