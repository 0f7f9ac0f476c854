// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp::detail {

/// A file read through zlib, which inflates gzip and passes anything else through.
class GzipInput {
public:
    /// \param format what the file should be, for messages: "an IDX file"
    GzipInput(const std::filesystem::path& path, std::string_view format) : name_(path.string()) {
        std::error_code ignored;
        const auto status = std::filesystem::status(path, ignored);
        if (status.type() == std::filesystem::file_type::not_found) fail("no such file.");
        if (is_directory(status)) fail(fmt::format("expected {}, found a folder.", format));
        errno = 0;
        file_.reset(gzopen(name_.c_str(), "rb"));
        if (!file_) fail(fmt::format("cannot be opened: {}.", std::strerror(errno)));
    }

    /// Reads `n` bytes, fewer only at the end of the file; returns their number.
    std::size_t read(std::uint8_t* to, std::size_t n) {
        constexpr std::size_t longest = 1 << 20;
        std::size_t total = 0;
        while (total < n) {
            const int got =
                gzread(file_.get(), to + total, static_cast<unsigned>(std::min(n - total, longest)));
            if (got <= 0) {
                check_stream();
                break;
            }
            total += static_cast<std::size_t>(got);
        }
        return total;
    }

    /// Goes on reading at a position of the inflated data: what was read before is inflated again.
    void seek(std::uint64_t position) {
        const auto offset = static_cast<z_off_t>(position);
        if (offset < 0 || static_cast<std::uint64_t>(offset) != position ||
            gzseek(file_.get(), offset, SEEK_SET) != offset) {
            check_stream();
            fail(fmt::format("byte {} cannot be reached.", position));
        }
    }

    /// Where reading goes on.
    std::uint64_t position() const { return static_cast<std::uint64_t>(gztell(file_.get())); }

    /// Whether the data are being inflated.
    bool compressed() const { return gzdirect(file_.get()) == 0; }

    [[noreturn]] void fail(std::string_view sentence) const {
        throw FileError(fmt::format("{}: {}", name_, sentence));
    }

private:
    void check_stream() const {
        int code = Z_OK;
        std::string_view message = gzerror(file_.get(), &code);
        if (code == Z_OK || code == Z_STREAM_END) return;
        if (code == Z_BUF_ERROR) fail("the gzip data ends too early, the file is truncated.");
        const std::string prefix = name_ + ": ";
        if (message.substr(0, prefix.size()) == prefix) message.remove_prefix(prefix.size());
        fail(fmt::format("cannot be read, the file is damaged: {}.", message));
    }

    struct Close {
        void operator()(gzFile file) const { gzclose(file); }
    };

    std::string name_;
    std::unique_ptr<gzFile_s, Close> file_;
};

}  // namespace eigenmlp::detail
