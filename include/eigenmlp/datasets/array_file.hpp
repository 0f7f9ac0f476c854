// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/gzip_input.hpp"
#include "eigenmlp/datasets/idx.hpp"
#include "eigenmlp/datasets/npy_header.hpp"

namespace eigenmlp::detail {

/// The array in an IDX or NPY file, plain or compressed by gzip, of which rows are read: the first dimension
/// are rows, all others columns. Numbers of all types that `read_idx` and `read_npy` read, of either byte
/// order, are converted. Keeps nothing of the array in memory.
class ArrayFile {
public:
    /// \throws FileError if the file is missing, unreadable, damaged, empty, holds more or fewer values than
    /// its header says (of compressed files that shows at the end of the rows), anything but numbers, or
    /// columns after each other (Fortran order).
    explicit ArrayFile(const std::filesystem::path& path) : file_(path, "an IDX or NPY file") {
        std::uint8_t first = 0;
        if (file_.read(&first, 1) == 0) file_.fail("expected an IDX or NPY file, found an empty one.");
        file_.seek(0);
        if (first == 0x93) {
            header_ = read_npy_header(file_);
        } else if (first == 0) {
            header_.kind = 'u';
            header_.width = 1;
            header_.shape = read_idx_shape(file_, read_idx_magic(file_));
        } else {
            file_.fail(
                "expected an IDX or NPY file, found neither: it begins with none of their magic numbers.");
        }
        begin_ = file_.position();
        const std::size_t count = check_npy_rows(file_, header_);
        cols_ = static_cast<Index>(count) / rows();
        check_size(path, count * width());
    }

    Index rows() const { return header_.shape[0]; }
    /// Numbers in a row.
    Index cols() const { return cols_; }
    bool compressed() const { return file_.compressed(); }

    /// Reads rows [first, first + n) to `to`, one after the other.
    /// \throws FileError if they are not there, or a value is none of the integer type `T`
    template <class T>
    void read_rows(Index first, Index n, T* to) {
        const auto start = static_cast<std::size_t>(first * cols_),
                   count = static_cast<std::size_t>(n * cols_);
        file_.seek(begin_ + start * width());
        switch (header_.kind) {
            case 'b':
                read<std::uint8_t>(start, count, to, [](std::uint8_t x) { return x != 0 ? 1 : 0; });
                break;
            case 'f':
                read_floating(start, count, to);
                break;
            default:
                read_integers(start, count, to);
        }
        std::uint8_t extra;
        if (first + n == rows() && compressed() && file_.read(&extra, 1) != 0)  // verifies the checksum, too
            file_.fail(fmt::format("expected {} values, found more.", shape()));
    }

    [[noreturn]] void fail(std::string_view sentence) const { file_.fail(sentence); }

private:
    std::size_t width() const { return static_cast<std::size_t>(header_.width); }
    std::string shape() const { return fmt::format("({})", fmt::join(header_.shape, ", ")); }

    /// What the header claims must be in the file, or at least be possible.
    void check_size(const std::filesystem::path& path, std::uintmax_t claimed) const {
        std::error_code error;
        const std::uintmax_t found = std::filesystem::file_size(path, error);
        if (error) file_.fail(fmt::format("its size cannot be had: {}.", error.message()));
        constexpr std::uintmax_t greatest_ratio = 1032;  // of deflate
        if (compressed() ? found < claimed / greatest_ratio : found < begin_ + claimed)
            file_.fail(
                fmt::format("expected {} values of {} byte(s), found a file of {} bytes; it is truncated.",
                            shape(), header_.width, found));
        if (!compressed() && found > begin_ + claimed)
            file_.fail(fmt::format("expected {} values, found more.", shape()));
    }

    template <class T>
    void read_floating(std::size_t start, std::size_t count, T* to) {
        if (header_.width == 2)
            read<std::uint16_t>(start, count, to, [](std::uint16_t bits) {
                return Eigen::half_impl::half_to_float(Eigen::half_impl::raw_uint16_to_half(bits));
            });
        else if (header_.width == 4)
            read<float>(start, count, to);
        else
            read<double>(start, count, to);
    }

    template <class T>
    void read_integers(std::size_t start, std::size_t count, T* to) {
        const bool is_signed = header_.kind == 'i';
        switch (header_.width) {
            case 1:
                return is_signed ? read<std::int8_t>(start, count, to) : read<std::uint8_t>(start, count, to);
            case 2:
                return is_signed ? read<std::int16_t>(start, count, to)
                                 : read<std::uint16_t>(start, count, to);
            case 4:
                return is_signed ? read<std::int32_t>(start, count, to)
                                 : read<std::uint32_t>(start, count, to);
            default:
                return is_signed ? read<std::int64_t>(start, count, to)
                                 : read<std::uint64_t>(start, count, to);
        }
    }

    /// Reads `count` values stored as `Stored`, the first of which is the array's value `start`.
    template <class Stored, class T, class Decode = std::identity>
    void read(std::size_t start, std::size_t count, T* to, Decode decode = {}) {
        constexpr std::size_t most = (1 << 16) / sizeof(Stored);
        std::vector<Stored> buffer(std::min(count, most));
        for (std::size_t i = 0; i < count;) {
            const std::size_t n = std::min(count - i, most), size = n * sizeof(Stored);
            auto* const bytes = reinterpret_cast<std::uint8_t*>(buffer.data());
            if (const std::size_t got = file_.read(bytes, size); got < size)
                file_.fail(fmt::format("expected {} values, found {}; the file is truncated.", shape(),
                                       start + i + got / sizeof(Stored)));
            for (std::size_t k = 0; k < n; ++k, ++i) {
                if (header_.swapped)
                    std::reverse(bytes + k * sizeof(Stored), bytes + (k + 1) * sizeof(Stored));
                to[i] = convert<T>(decode(buffer[k]), start + i);
            }
        }
    }

    template <class T, class From>
    T convert(From from, std::size_t position) const {
        if constexpr (std::floating_point<T>) {
            return static_cast<T>(from);
        } else {
            const std::optional<T> value = convert_label<T>(from);
            if (!value)
                file_.fail(fmt::format("expected integers of {} bits, found {} at position {}.",
                                       8 * sizeof(T), from, position));
            return *value;
        }
    }

    GzipInput file_;
    NpyHeader header_;         // also of IDX files, as if they were of the other kind
    std::uint64_t begin_ = 0;  // of the values
    Index cols_ = 1;
};

}  // namespace eigenmlp::detail
