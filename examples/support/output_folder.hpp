// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "eigenmlp/core/exceptions.hpp"

namespace example {

/// Writes a whole file. \throws eigenmlp::FileError if any byte could not be written.
inline void write_file(const std::filesystem::path& path, std::string_view content) {
    errno = 0;
    std::ofstream file(path, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file)
        throw eigenmlp::FileError(
            fmt::format("{}: cannot be written: {}.", path.string(), std::strerror(errno)));
}

/// Creates `folder` if need be and proves, by a file that it removes again, that it can be written to.
/// \throws eigenmlp::FileError if not.
inline void prepare_output_folder(const std::filesystem::path& folder) {
    std::error_code error;
    create_directories(folder, error);
    if (error)
        throw eigenmlp::FileError(
            fmt::format("{}: the output folder cannot be created: {}.", folder.string(), error.message()));
    const auto probe = folder / ".probe";
    try {
        write_file(probe, "probe\n");
    } catch (...) {
        remove(probe, error);
        throw;
    }
    remove(probe, error);
}

}  // namespace example
