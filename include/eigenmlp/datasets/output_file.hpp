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
#include <memory>
#include <string>
#include <system_error>

#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp::detail {

/// A file to write bytes to. A file that is there already stays as it is until `close`, and for good if
/// writing ends before: the bytes go into another one beside it, its name with `.part`, which then takes its
/// place. Only where its folder takes no other file, or it is in none, it is written over.
class OutputFile {
public:
    /// \throws FileError if it cannot be opened.
    explicit OutputFile(const std::filesystem::path& path) : name_(path.string()) {
        std::error_code nowhere;
        replaced_ = canonical(path, nowhere);  // not the link
        if (!nowhere && is_regular_file(replaced_, nowhere)) open_part();
        if (part_) return;
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
        if (!part_) return;
        std::error_code error, ignored;
        permissions(*part_, status(replaced_).permissions(), ignored);
        rename(*part_, replaced_, error);
        if (error) throw FileError(fmt::format("{}: cannot be replaced: {}.", name_, error.message()));
        part_.reset();
    }

private:
    /// Leaves `part_` empty where the folder takes no other file.
    void open_part() {
        errno = 0;
        file_.open(replaced_, std::ios::binary | std::ios::in | std::ios::out);  // is it one to write to?
        check();
        file_.close();
        part_.reset(new std::filesystem::path(replaced_.string() + ".part"));
        file_.open(*part_, std::ios::binary | std::ios::trunc);
        if (!file_ && errno == EACCES) {
            part_.reset();
            file_.clear();
        }
        check();
    }

    void check() const {
        if (!file_)
            throw FileError(fmt::format("{}: cannot be written: {}.", name_,
                                        errno ? std::strerror(errno) : "unknown error"));
    }

    struct Remove {
        void operator()(const std::filesystem::path* part) const {
            std::error_code ignored;
            remove(*part, ignored);
            delete part;
        }
    };

    std::string name_;
    std::filesystem::path replaced_;                             // what the part is to replace
    std::unique_ptr<const std::filesystem::path, Remove> part_;  // nothing where the file was not there
    std::ofstream file_;
};

}  // namespace eigenmlp::detail
