// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace support {

/// All coefs, then all intercepts of a fitted estimator.
std::vector<double> parameters_of(const auto& estimator) {
    std::vector<double> all;
    const auto append = [&](const auto& views) {
        for (const auto& m : views)
            for (std::ptrdiff_t i = 0; i < m.size(); ++i) all.push_back(static_cast<double>(m.data()[i]));
    };
    append(estimator.coefs());
    append(estimator.intercepts());
    return all;
}

}  // namespace support
