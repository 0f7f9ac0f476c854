// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/core/large_pages.hpp"

#include "support/catch.hpp"

using namespace eigenmlp;

TEMPLATE_TEST_CASE("a vector of parameters has its size, whether pages are filled or not", "[large_pages]",
                   float, double) {
    for (const Index size : {0, 1, 1000, 3 << 20}) {
        CHECK(detail::parameter_vector<TestType>(size).size() == size);
        const Vector<TestType> zeros = detail::parameter_zeros<TestType>(size);
        CHECK(zeros.size() == size);
        CHECK(zeros.isZero(0));
    }
}
