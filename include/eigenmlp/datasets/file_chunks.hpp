// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <type_traits>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/array_file.hpp"

namespace eigenmlp {

/// Where `FileChunks` reads.
struct FileChunksOptions {
    std::filesystem::path X;  ///< IDX or NPY file of samples x features; further dimensions are features, too
    std::filesystem::path y;  ///< IDX or NPY file of as many targets
    Index chunk_size = 10'000;  ///< samples in memory at a time
    double X_divisor = 1.0;     ///< what X is divided by: 255 brings grey values into [0, 1]
};

/// Samples of two IDX or NPY files in chunks, for `partial_fit`, where X does not fit into memory. Numbers of
/// any type and byte order are converted to `Scalar` and to the elements of `Targets`, an Eigen vector or
/// (multilabel targets, several outputs) a matrix. Plain files are read in any order of chunks; of files
/// compressed by gzip chunks are `sequential()`.
template <Floating ScalarType = double, class TargetsType = Eigen::VectorXi>
class FileChunks {
public:
    using Scalar = ScalarType;
    using Targets = TargetsType;

    /// \throws InvalidParameterError if the chunk size or the divisor is not positive.
    /// \throws InvalidDataError if the files hold different numbers of samples.
    /// \throws FileError if a file is missing, unreadable, damaged, truncated, has anything after its values,
    /// or holds anything but numbers, one row after the other (Fortran order is refused); or if the targets
    /// are several columns and `Targets` is a vector.
    explicit FileChunks(const FileChunksOptions& options)
        : X_(options.X), y_(options.y), chunk_size_(options.chunk_size), X_divisor_(options.X_divisor) {
        if (chunk_size_ < 1)
            throw InvalidParameterError(fmt::format("chunk_size must be >= 1. Got {} instead.", chunk_size_));
        if (!(X_divisor_ > 0.0 && std::isfinite(X_divisor_)))
            throw InvalidParameterError(
                fmt::format("X_divisor must be positive and finite. Got {} instead.", X_divisor_));
        if (X_.rows() != y_.rows())
            throw InvalidDataError(
                fmt::format("Found input files with inconsistent numbers of samples: {} has {}, {} has {}.",
                            options.X.string(), X_.rows(), options.y.string(), y_.rows()));
        if (Targets::IsVectorAtCompileTime && y_.cols() != 1)
            y_.fail(fmt::format("expected one target per sample, found {}.", y_.cols()));
    }

    Index n_samples() const { return X_.rows(); }
    Index n_features() const { return X_.cols(); }
    Index chunk_size() const { return chunk_size_; }
    /// Whether a file is compressed: to go back is to begin again.
    bool sequential() const { return X_.compressed() || y_.compressed(); }

    /// Reads samples [first, first + n).
    /// \throws FileError if a compressed file is damaged or holds fewer or more values than its header says,
    /// if a plain one got shorter, or if a target is none of the integer type of `Targets`
    void read(Index first, Index n, Matrix<Scalar>& X, Targets& y) {
        X.resize(n, X_.cols());
        X_.read_rows(first, n, X.data());
        if (X_divisor_ != 1.0) X /= static_cast<Scalar>(X_divisor_);
        if constexpr (Targets::IsVectorAtCompileTime)
            y.resize(n);
        else
            y.resize(n, y_.cols());
        y_.read_rows(first, n, y.data());
    }

private:
    static_assert(Targets::IsVectorAtCompileTime || Targets::IsRowMajor,
                  "Targets must be a vector or a row-major matrix, eigenmlp::Matrix<T>.");

    detail::ArrayFile X_, y_;
    Index chunk_size_;
    double X_divisor_;
};

}  // namespace eigenmlp
