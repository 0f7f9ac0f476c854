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
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/gzip_input.hpp"
#include "eigenmlp/datasets/npy_array.hpp"
#include "eigenmlp/datasets/npy_header.hpp"
#include "eigenmlp/datasets/output_file.hpp"

namespace eigenmlp {

namespace detail {

/// Reads `count` values; memory grows with what is there.
template <class T, class Source>
std::vector<T> read_npy_values(Source& source, const NpyHeader& header, std::size_t count) {
    std::vector<T> values;
    std::size_t n = 0;
    while (n < count) {
        values.resize(std::min(count, std::max<std::size_t>(2 * n, 1 << 16)));
        auto* to = reinterpret_cast<std::uint8_t*>(values.data() + n);
        const std::size_t wanted = (values.size() - n) * sizeof(T);
        if (const std::size_t got = source.read(to, wanted); got < wanted)
            source.fail(fmt::format("expected ({}) = {} values, found {}; the file is truncated.",
                                    fmt::join(header.shape, ", "), count, n + got / sizeof(T)));
        n = values.size();
    }
    if (header.swapped)
        for (T& value : values) {
            auto* bytes = reinterpret_cast<std::uint8_t*>(&value);
            std::reverse(bytes, bytes + sizeof(T));
        }
    return values;
}

/// Brings values of which the first dimension varies fastest into the order in which the last one does.
template <class T>
std::vector<T> order_by_rows(const std::vector<T>& by_columns, const std::vector<Index>& shape) {
    std::vector<std::size_t> strides, position(shape.size());
    std::size_t stride = 1;
    for (const Index extent : shape) {
        strides.push_back(stride);
        stride *= static_cast<std::size_t>(extent);
    }
    std::vector<T> by_rows;
    by_rows.reserve(by_columns.size());
    for (std::size_t from = 0; by_rows.size() < by_columns.size();) {
        by_rows.push_back(by_columns[from]);
        for (std::size_t k = shape.size(); k-- > 0;) {  // count up, the last dimension first
            from += strides[k];
            if (++position[k] < static_cast<std::size_t>(shape[k])) break;
            from -= strides[k] * position[k];
            position[k] = 0;
        }
    }
    return by_rows;
}

/// Reads values stored as `T` into an alternative of `NpyArray`.
template <class T, class Source>
NpyArray::Values read_npy_values_as(Source& source, const NpyHeader& header) {
    const std::size_t count = npy_value_count(source, header.shape);
    std::vector<T> values = read_npy_values<T>(source, header, count);
    return header.by_columns ? order_by_rows(values, header.shape) : std::move(values);
}

template <class Source>
NpyArray::Values read_half_precision(Source& source, const NpyHeader& header) {
    const auto bits = std::get<std::vector<std::uint16_t>>(read_npy_values_as<std::uint16_t>(source, header));
    std::vector<float> values;
    values.reserve(bits.size());
    for (const std::uint16_t b : bits)
        values.push_back(Eigen::half_impl::half_to_float(Eigen::half_impl::raw_uint16_to_half(b)));
    return values;
}

template <class Source>
NpyArray::Values read_npy_values_of(Source& source, const NpyHeader& header) {
    const bool is_signed = header.kind == 'i';
    if (header.kind == 'b') {
        auto values = read_npy_values_as<std::uint8_t>(source, header);
        for (std::uint8_t& value : std::get<std::vector<std::uint8_t>>(values)) value = value != 0;
        return values;
    }
    if (header.kind == 'f')
        return header.width == 2   ? read_half_precision(source, header)
               : header.width == 4 ? read_npy_values_as<float>(source, header)
                                   : read_npy_values_as<double>(source, header);
    switch (header.width) {
        case 1:
            return is_signed ? read_npy_values_as<std::int8_t>(source, header)
                             : read_npy_values_as<std::uint8_t>(source, header);
        case 2:
            return is_signed ? read_npy_values_as<std::int16_t>(source, header)
                             : read_npy_values_as<std::uint16_t>(source, header);
        case 4:
            return is_signed ? read_npy_values_as<std::int32_t>(source, header)
                             : read_npy_values_as<std::uint32_t>(source, header);
        default:
            return is_signed ? read_npy_values_as<std::int64_t>(source, header)
                             : read_npy_values_as<std::uint64_t>(source, header);
    }
}

/// Reads one array, with which the source has to end.
template <class Source>
NpyArray read_npy_from(Source& source) {
    NpyHeader header = read_npy_header(source);
    auto values = read_npy_values_of(source, header);
    std::uint8_t extra;
    if (source.read(&extra, 1) != 0)  // the attempt also makes a compressed source verify its checksum
        source.fail(fmt::format("expected ({}) values, found more.", fmt::join(header.shape, ", ")));
    return {std::move(header.shape), std::move(values)};
}

/// Hands the bytes of an NPY file to `put(data, size)`.
template <class Put>
void write_npy_to(const NpyArray& array, Put&& put) {
    std::visit(
        [&](const auto& values) {
            using T = typename std::remove_cvref_t<decltype(values)>::value_type;
            const std::string header = make_npy_header(npy_kind<T>, sizeof(T), array.shape);
            put(header.data(), header.size());
            put(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        },
        array.values);
}

}  // namespace detail

/// Reads a file that NumPy's `save` wrote, also one compressed by gzip: numbers of either byte order, by rows
/// or by columns (Fortran order). Truth values become 0 and 1 of 8 bits, half precision becomes `float`.
/// Memory grows with what the file holds, not with what its header claims.
/// \throws FileError if the file is missing, unreadable, damaged, holds more or fewer values than its header
/// says or anything but numbers: Python objects, records, texts, complex numbers, dates.
inline NpyArray read_npy(const std::filesystem::path& path) {
    detail::GzipInput file(path, "an NPY file");
    return detail::read_npy_from(file);
}

/// Writes a matrix, a vector or an `NpyArray` as NumPy's `save` does, rows after each other.
/// \throws FileError if the file cannot be written; one that was there before then stays.
/// \throws InvalidDataError if the values of an `NpyArray` are not as many as its shape says.
inline void write_npy(const std::filesystem::path& path, const NpyArray& array) {
    array.check_shape();
    detail::OutputFile file(path);
    detail::write_npy_to(array, [&file](const char* data, std::size_t size) { file.write(data, size); });
    file.close();
}

}  // namespace eigenmlp
