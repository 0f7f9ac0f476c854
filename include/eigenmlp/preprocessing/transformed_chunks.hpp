// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <type_traits>
#include <utility>

#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// Chunks whose X goes through a fitted transformer as it is read:
/// `TransformedChunks(chunks, scaler)`. Chunks given by name are referred to and have to outlive this; the
/// transformer is copied.
template <class Chunks, class Transformer>
class TransformedChunks {
    using Source = std::remove_reference_t<Chunks>;

public:
    using Scalar = typename Source::Scalar;
    using Targets = typename Source::Targets;

    TransformedChunks(Chunks&& chunks, Transformer transformer)
        : chunks_(std::forward<Chunks>(chunks)), transformer_(std::move(transformer)) {}

    Index n_samples() const { return chunks_.n_samples(); }
    Index chunk_size() const { return chunks_.chunk_size(); }
    bool sequential() requires requires(Source& source) { source.sequential(); }
    { return chunks_.sequential(); }

    /// \throws what reading and the transformer throw
    void read(Index first, Index n, Matrix<Scalar>& X, Targets& y) {
        chunks_.read(first, n, original_, y);
        X = transformer_.transform(original_);
    }

private:
    Chunks chunks_;
    Transformer transformer_;
    Matrix<Scalar> original_;
};

template <class Chunks, class Transformer>
TransformedChunks(Chunks&&, Transformer) -> TransformedChunks<Chunks, Transformer>;

}  // namespace eigenmlp
