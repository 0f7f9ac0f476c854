// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"

namespace eigenmlp {

/// Samples that are read a chunk at a time, so that they need not fit into memory: `FileChunks`,
/// `MatrixChunks`, `TransformedChunks`, or a type of the user's own. `read(first, n, X, y)` puts the samples
/// [first, first + n) into X (n x features) and y, which come with what the last call left in them. It is
/// asked for [0, c), [c, 2 c), ... with c = `chunk_size()`, the last chunk maybe smaller. `Scalar` is the
/// element type of X, `Targets` the type of y.
///
/// Where an optional `sequential()` returns true, chunks are read in ascending order only, from the first one
/// on again and again; elsewhere in any order.
template <class Chunks, class S>
concept SampleChunks = requires(std::remove_reference_t<Chunks>& chunks, Index i, Matrix<S>& X,
                                typename std::remove_reference_t<Chunks>::Targets& y) {
    requires std::same_as<typename std::remove_reference_t<Chunks>::Scalar, S>;
    { chunks.n_samples() } -> std::convertible_to<Index>;
    { chunks.chunk_size() } -> std::convertible_to<Index>;
    chunks.read(i, i, X, y);
};

/// One chunk after the other in the same memory.
template <class Chunks>
class ChunkReader {
public:
    using Scalar = typename Chunks::Scalar;
    using Targets = typename Chunks::Targets;

    /// \throws InvalidParameterError if the chunk size is not positive.
    /// \throws InvalidDataError if there are no samples.
    explicit ChunkReader(Chunks& chunks) : chunks_(chunks) {
        if (chunks.chunk_size() < 1)
            throw InvalidParameterError(
                detail::format("chunk_size must be >= 1. Got {} instead.", chunks.chunk_size()));
        if (chunks.n_samples() < 1)
            throw InvalidDataError(detail::format(
                "Found chunks of {} samples while a minimum of 1 is required.", chunks.n_samples()));
    }

    Index n_chunks() const { return (chunks_.n_samples() - 1) / chunks_.chunk_size() + 1; }

    bool sequential() const {
        if constexpr (requires { chunks_.sequential(); })
            return chunks_.sequential();
        else
            return false;
    }

    /// The chunks of an epoch: as they are, or in an order drawn at random unless they are sequential.
    std::vector<Index> order(bool shuffle, RandomState& random) const {
        if (shuffle && !sequential()) return random.permutation(n_chunks());
        std::vector<Index> order(static_cast<std::size_t>(n_chunks()));
        std::iota(order.begin(), order.end(), Index{0});
        return order;
    }

    /// Reads a chunk into `X()` and `y()`.
    /// \throws InvalidDataError if it has another number of samples than it was asked for, and what reading
    /// throws
    void read(Index chunk) {
        first_ = chunk * chunks_.chunk_size();
        const Index n = std::min<Index>(chunks_.chunk_size(), chunks_.n_samples() - first_);
        chunks_.read(first_, n, X_, y_);
        check_consistent_length(n, X_.rows(), "the chunk", "X");
        if constexpr (LabelSequence<Targets>)
            check_consistent_length(n, label_count(y_), "the chunk", "y");
        else
            check_consistent_length(n, y_.rows(), "the chunk", "y");
    }

    /// Number of the first sample of the chunk.
    Index first() const { return first_; }
    const Matrix<Scalar>& X() const { return X_; }
    const Targets& y() const { return y_; }

private:
    Chunks& chunks_;
    Index first_ = 0;
    Matrix<Scalar> X_;
    Targets y_;
};

/// Calls `f(X, y)` for each chunk, in ascending order: to fit a scaler by its `partial_fit`, to count, to
/// score. \throws what `ChunkReader`, reading and `f` throw
template <class Chunks, class F>
requires SampleChunks<Chunks, typename std::remove_reference_t<Chunks>::Scalar>
void for_each_chunk(Chunks&& chunks, F&& f) {
    ChunkReader<std::remove_reference_t<Chunks>> reader(chunks);
    for (Index i = 0; i < reader.n_chunks(); ++i) {
        reader.read(i);
        f(reader.X(), reader.y());
    }
}

namespace detail {

/// How Eigen's expressions keep `X`: a reference to a matrix or a `Ref`, which may own one, and a copy of any
/// other view.
template <class X>
using held_t = typename Eigen::internal::ref_selector<std::remove_cvref_t<X>>::type;

/// An argument of which no more than its numbers has to outlive the chunks, or one that has a name.
template <class X>
concept HeldArgument = std::is_lvalue_reference_v<X> || !std::is_reference_v<held_t<X>>;

}  // namespace detail

/// Samples of a matrix and a vector (or matrix) of targets in chunks: of matrices in memory, or of a file
/// that is mapped into it, whose numbers may be of any type. Matrices, also those of `Eigen::Ref`, have to
/// outlive this; of maps, blocks and other views only the numbers.
template <Floating S, class XType, class Y>
class MatrixChunks {
public:
    using Scalar = S;
    using Targets = std::remove_cvref_t<decltype(std::declval<const Y&>().middleRows(0, 0).eval())>;

    /// \throws InvalidDataError if X and y have different numbers of samples.
    MatrixChunks(const XType& X, const Y& y, Index chunk_size) : X_(X), y_(y), chunk_size_(chunk_size) {
        check_consistent_length(X.rows(), y.rows());
    }

    Index n_samples() const { return X_.rows(); }
    Index chunk_size() const { return chunk_size_; }

    void read(Index first, Index n, Matrix<S>& X, Targets& y) const {
        X = X_.middleRows(first, n).template cast<S>();
        y = y_.middleRows(first, n);
    }

private:
    detail::held_t<XType> X_;
    detail::held_t<Y> y_;
    Index chunk_size_;
};

/// `MatrixChunks` of X and y as numbers of type `S`, `chunk_size` samples at a time. A matrix or a `Ref`
/// needs a name, so that it outlives them; other views may be given as they are made:
/// `matrix_chunks<float>(mapped.matrix(), y, 100)`.
template <Floating S, detail::HeldArgument XType, detail::HeldArgument Y>
MatrixChunks<S, std::remove_cvref_t<XType>, std::remove_cvref_t<Y>> matrix_chunks(XType&& X, Y&& y,
                                                                                  Index chunk_size) {
    return {X, y, chunk_size};
}

}  // namespace eigenmlp
