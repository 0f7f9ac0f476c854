// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string_view>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/gzip_input.hpp"

namespace eigenmlp {

/// Content of an IDX file of unsigned bytes, the format of MNIST and its relatives.
struct IdxArray {
    std::vector<Index> shape;          ///< extent of each dimension, the slowest first
    std::vector<std::uint8_t> values;  ///< the last dimension varies fastest
};

namespace detail {

inline std::uint32_t big_endian(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

/// Checks the magic number and returns the number of dimensions: two zero bytes, element type, dimensions.
inline std::size_t read_idx_magic(GzipInput& file) {
    std::array<std::uint8_t, 4> magic{};
    if (const std::size_t got = file.read(magic.data(), magic.size()); got < magic.size())
        file.fail(fmt::format("expected the 4 bytes of an IDX magic number, found {}.", got));
    constexpr std::string_view other_types = "\x09\x0b\x0c\x0d\x0e";
    if (magic[0] == 0 && magic[1] == 0 && other_types.find(static_cast<char>(magic[2])) != other_types.npos)
        file.fail(fmt::format("expected an IDX file of unsigned bytes (type 0x08), found type 0x{:02x}.",
                              magic[2]));
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != 0x08 || magic[3] == 0)
        file.fail(fmt::format(
            "expected an IDX magic number (0x000008 and the number of dimensions), found 0x{:08x}.",
            big_endian(magic.data())));
    return magic[3];
}

inline std::vector<Index> read_idx_shape(GzipInput& file, std::size_t n_dimensions) {
    std::vector<std::uint8_t> bytes(4 * n_dimensions);
    if (const std::size_t got = file.read(bytes.data(), bytes.size()); got < bytes.size())
        file.fail(fmt::format("expected {} bytes with the sizes of {} dimension(s), found {}.", bytes.size(),
                              n_dimensions, got));
    std::vector<Index> shape;
    for (std::size_t i = 0; i < bytes.size(); i += 4) shape.push_back(Index{big_endian(&bytes[i])});
    return shape;
}

inline std::size_t idx_value_count(const GzipInput& file, const std::vector<Index>& shape) {
    Index count = 1;
    for (const Index extent : shape) {
        if (extent == 0)
            file.fail(
                fmt::format("expected at least one value, found the shape {}.", fmt::join(shape, " x ")));
        if (count > std::numeric_limits<Index>::max() / extent)
            file.fail(
                fmt::format("expected a shape that fits into memory, found {}.", fmt::join(shape, " x ")));
        count *= extent;
    }
    return static_cast<std::size_t>(count);
}

}  // namespace detail

/// Reads an IDX file of unsigned bytes, plain or compressed by gzip. Memory grows with what the file holds,
/// not with what its header claims. \throws FileError if the file is missing, unreadable, damaged, holds more
/// or fewer values than its header says, or anything but zeros after its gzip data.
inline IdxArray read_idx(const std::filesystem::path& path) {
    detail::GzipInput file(path, "an IDX file");
    IdxArray array;
    array.shape = detail::read_idx_shape(file, detail::read_idx_magic(file));
    const std::size_t count = detail::idx_value_count(file, array.shape);

    std::size_t n = 0;
    while (n < count) {
        array.values.resize(std::min(count, std::max<std::size_t>(2 * n, 1 << 16)));
        n += file.read(array.values.data() + n, array.values.size() - n);
        if (n < array.values.size())
            file.fail(
                fmt::format("expected {} = {} values, found {}.", fmt::join(array.shape, " x "), count, n));
    }
    std::uint8_t extra;
    if (file.read(&extra, 1) != 0)  // the attempt also makes zlib verify the checksum
        file.fail(fmt::format("expected {} = {} values, found more.", fmt::join(array.shape, " x "), count));
    return array;
}

}  // namespace eigenmlp
