// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstddef>
#include <filesystem>
#include <string>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/npy_array.hpp"
#include "eigenmlp/datasets/npy_header.hpp"
#include "eigenmlp/datasets/output_file.hpp"

namespace eigenmlp {

/// Writes an NPY file of numbers of type `T` chunk by chunk, so that they need not fit into memory. Until
/// `close` its header says that it is empty; a file that was there before, mapped or read in chunks perhaps,
/// stays as it is until then.
template <NpyElement T>
class NpyWriter {
public:
    /// \throws FileError if the file cannot be opened.
    explicit NpyWriter(const std::filesystem::path& path) : file_(path) {}

    /// Adds the rows of a matrix, or the numbers of a vector by type, as the first call did.
    /// \throws InvalidDataError if they have another number of columns or dimensions than those before.
    /// \throws FileError if they cannot be written.
    template <class Derived>
    requires std::same_as<typename Derived::Scalar, T>
    void append(const Eigen::DenseBase<Derived>& rows) {
        constexpr bool is_vector = Derived::IsVectorAtCompileTime;
        std::vector<Index> shape = {0};
        if (!is_vector) shape.push_back(rows.cols());
        if (shape_.empty()) {
            shape_ = shape;
            write_header();
        }
        shape[0] = shape_[0];
        if (shape != shape_)
            throw InvalidDataError(fmt::format("NpyWriter expected {} as before. Got {} instead.",
                                               kind_of(shape_), kind_of(shape)));
        const Matrix<T> values = rows.derived();
        file_.write(reinterpret_cast<const char*>(values.data()),
                    static_cast<std::size_t>(values.size()) * sizeof(T));
        shape_[0] += is_vector ? rows.size() : rows.rows();
    }

    /// Completes the file.
    /// \throws InvalidDataError if nothing was added.
    /// \throws FileError if it cannot be written.
    void close() {
        if (shape_.empty())
            throw InvalidDataError("NpyWriter has to write a file to which nothing was added.");
        file_.seek(0);
        write_header();
        file_.close();
    }

private:
    static std::string kind_of(const std::vector<Index>& shape) {
        return shape.size() == 1 ? "a vector" : fmt::format("rows of {} columns", shape[1]);
    }

    void write_header() {
        const std::string header = detail::make_npy_header(detail::npy_kind<T>, sizeof(T), shape_);
        file_.write(header.data(), header.size());
    }

    detail::OutputFile file_;
    std::vector<Index> shape_;
};

}  // namespace eigenmlp
