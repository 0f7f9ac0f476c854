// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>

#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp::detail {

/// A file to write bytes to.
class OutputFile {
public:
    /// \throws FileError if it cannot be opened.
    explicit OutputFile(const std::filesystem::path& path) : name_(path.string()) {
        errno = 0;
        file_.open(path, std::ios::binary | std::ios::trunc);
        check();
    }

    void write(const char* data, std::size_t size) {
        file_.write(data, static_cast<std::streamsize>(size));
        check();
    }

    /// Goes on writing at a byte of what is there.
    void seek(std::streamoff position) {
        file_.seekp(position);
        check();
    }

    /// \throws FileError if not all has been written.
    void close() {
        file_.close();
        check();
    }

private:
    void check() const {
        if (!file_)
            throw FileError(fmt::format("{}: cannot be written: {}.", name_,
                                        errno ? std::strerror(errno) : "unknown error"));
    }

    std::string name_;
    std::ofstream file_;
};

}  // namespace eigenmlp::detail
