// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp::detail {

/// `partial_fit` of an estimator over chunks: for each epoch the order of the chunks is drawn (where
/// `shuffle` is set and they are not sequential), then `partial_fit` takes them one by one. All draws are of
/// one generator. The estimator changes when all has gone well, and an exception leaves a generator of the
/// user's own as it was.
template <class Estimator, class Chunks, class Options>
void partial_fit_chunks(Estimator& estimator, Chunks& chunks, const Options& options) {
    ChunkReader<Chunks> reader(chunks);
    const Vector<double> weight = options.sample_weight.for_samples(chunks.n_samples());
    Options of_chunk = options;
    of_chunk.n_epochs = 1;

    auto params = estimator.params();
    const auto random = params.random_state.generator();
    params.random_state = random;
    const RandomState before = *random;
    try {
        Estimator next = estimator;
        next.set_params(params);
        for (Index epoch = 0; epoch < options.n_epochs; ++epoch)
            for (const Index chunk : reader.order(params.shuffle, *random)) {
                reader.read(chunk);
                const Index first = reader.first(), n = reader.X().rows();
                if (weight.size() > 0)
                    of_chunk.sample_weight =
                        std::vector<double>(weight.data() + first, weight.data() + first + n);
                try {
                    next.partial_fit(reader.X(), reader.y(), of_chunk);
                } catch (const InvalidDataError& error) {
                    throw InvalidDataError(
                        format("In the chunk of samples {} to {}: {}", first, first + n - 1, error.what()));
                }
            }
        next.set_params(estimator.params());
        estimator = std::move(next);
    } catch (...) {
        *random = before;
        throw;
    }
}

}  // namespace eigenmlp::detail
