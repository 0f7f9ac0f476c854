// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/datasets/npy.hpp"
#include "eigenmlp/datasets/npy_array.hpp"
#include "eigenmlp/datasets/zip_reader.hpp"
#include "eigenmlp/datasets/zip_writer.hpp"

namespace eigenmlp {

/// The arrays of an NPZ file by their names, which do not include `.npy`.
using NpzArrays = std::map<std::string, NpyArray>;

/// Options of `write_npz`.
struct WriteNpzOptions {
    /// Whether to compress, as NumPy's `savez_compressed` does.
    bool compressed = false;
};

/// Reads all arrays of a file that NumPy's `savez` or `savez_compressed` wrote. \see read_npy
/// \throws FileError if the file is missing, unreadable or damaged, has two arrays of one name, or holds
/// anything but arrays of numbers.
inline NpzArrays read_npz(const std::filesystem::path& path) {
    constexpr std::string_view ending = ".npy";
    detail::ZipReader archive(path, "an NPZ file");
    NpzArrays arrays;
    for (const detail::ZipMember& member : archive.members()) {
        if (!std::string_view(member.name).ends_with(ending))
            archive.fail(fmt::format("expected arrays (.npy) only, found the member {}.", member.name));
        const std::string name = member.name.substr(0, member.name.size() - ending.size());
        if (arrays.count(name) > 0)
            archive.fail(fmt::format("expected one array of each name, found two called {}.", name));
        detail::ZipMemberInput input(archive, member);
        arrays.emplace(name, detail::read_npy_from(input));
    }
    return arrays;
}

/// Writes arrays as NumPy's `savez` or `savez_compressed` does: `write_npz(path, {{"X", X}, {"y", y}})`.
/// \throws FileError if the file cannot be written or would reach 4 GiB; one that was there before then
/// stays. \throws InvalidDataError if the values of an `NpyArray` are not as many as its shape says.
inline void write_npz(const std::filesystem::path& path, const NpzArrays& arrays,
                      const WriteNpzOptions& options = {}) {
    for (const auto& [name, array] : arrays) {
        array.check_shape();
        if (name.empty() || name.size() > 65000)
            throw InvalidParameterError(
                fmt::format("The name of an array must have 1 to 65000 bytes. Got {}.", name.size()));
    }
    if (arrays.size() > 65534)
        throw InvalidParameterError(
            fmt::format("An NPZ file holds at most 65534 arrays. Got {}.", arrays.size()));
    detail::ZipWriter archive(path);
    for (const auto& [name, array] : arrays) {
        std::string bytes;
        detail::write_npy_to(array,
                             [&bytes](const char* data, std::size_t size) { bytes.append(data, size); });
        archive.add(name + ".npy", bytes, options.compressed);
    }
    archive.close();
}

}  // namespace eigenmlp
