// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/mapped_file.hpp"
#include "eigenmlp/datasets/npy_array.hpp"
#include "eigenmlp/datasets/npy_header.hpp"

namespace eigenmlp {

namespace detail {

/// Reads the bytes of a mapped file from the front.
struct MappedSource {
    const MappedFile& file;
    std::size_t position = 0;

    std::size_t read(std::uint8_t* to, std::size_t n) {
        n = std::min(n, file.size() - position);
        if (n > 0) std::memcpy(to, file.data() + position, n);
        position += n;
        return n;
    }
    [[noreturn]] void fail(std::string_view sentence) const { file.fail(sentence); }
};

}  // namespace detail

/// The array in an NPY file of numbers of type `T`, mapped into memory: the system reads what is looked at
/// and may forget it again, so the file may be larger than memory. `matrix()` goes wherever a matrix goes, as
/// X of `fit` and `predict` or, in chunks and as another type, through `matrix_chunks`. Movable, and
/// empty once moved from; the file must not get shorter while it is mapped. Where the system cannot map
/// files, they are read as a whole.
template <NpyElement T>
class MappedNpy {
public:
    using MatrixMap = Eigen::Map<const Matrix<T>>;
    using VectorMap = Eigen::Map<const Vector<T>>;

    /// \throws FileError if the file is missing, unreadable, damaged, compressed, has more or fewer values
    /// than its header says, or anything but numbers of type `T` in this machine's byte order, one row after
    /// the other (not in Fortran order): `FileChunks` and `read_npy` convert.
    explicit MappedNpy(const std::filesystem::path& path) : file_(path, "an NPY file") {
        constexpr std::string_view gzip = "\x1f\x8b";
        if (file_.size() >= gzip.size() && std::memcmp(file_.data(), gzip.data(), gzip.size()) == 0)
            file_.fail("is compressed by gzip and cannot be mapped: read it in chunks (FileChunks).");
        detail::MappedSource source{file_};
        const detail::NpyHeader header = detail::read_npy_header(source);
        check_type(header);
        check_shape(header, source.position);
        if (source.position % alignof(T) != 0)
            file_.fail(fmt::format("its values begin at byte {}, no multiple of {}, and cannot be mapped.",
                                   source.position, alignof(T)));
        begin_ = source.position;
    }

    Index rows() const { return is_open() ? shape_[0] : 0; }
    Index cols() const { return is_open() ? cols_ : 0; }

    /// The first dimension as rows, all others as columns; one dimension is one column. Valid as long as
    /// this.
    MatrixMap matrix() const { return {values(), rows(), cols()}; }

    /// The numbers of an array of one dimension, or of several of which all but one are 1. Valid as long as
    /// this. \throws InvalidDataError if it is none
    VectorMap vector() const {
        if (is_open()) detail::check_npy_vector(shape_);
        return {values(), rows() * cols()};
    }

private:
    bool is_open() const { return file_.data() != nullptr; }
    const T* values() const {
        return is_open() ? reinterpret_cast<const T*>(file_.data() + begin_) : nullptr;
    }

    void check_type(const detail::NpyHeader& header) const {
        constexpr char kind = detail::npy_kind<T>;
        if (header.kind != kind || header.width != int{sizeof(T)})
            file_.fail(fmt::format("expected numbers of type {}{} to map them, found {}{}.", kind, sizeof(T),
                                   header.kind, header.width));
        if (header.swapped)
            file_.fail("its numbers have the byte order of other machines and cannot be mapped.");
    }

    void check_shape(const detail::NpyHeader& header, std::size_t begin) {
        const std::size_t count = detail::check_npy_rows(file_, header);
        shape_ = header.shape;
        cols_ = static_cast<Index>(count) / shape_[0];
        if (const std::size_t found = (file_.size() - begin) / sizeof(T); found < count)
            file_.fail(fmt::format("expected ({}) = {} values, found {}; the file is truncated.",
                                   fmt::join(header.shape, ", "), count, found));
        if (file_.size() - begin > count * sizeof(T))
            file_.fail(fmt::format("expected ({}) values, found more.", fmt::join(header.shape, ", ")));
    }

    detail::MappedFile file_;
    std::size_t begin_ = 0;  // of the values
    std::vector<Index> shape_;
    Index cols_ = 0;
};

}  // namespace eigenmlp
