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
#include <vector>

#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp::detail {

/// A file that is inflated if it is gzip and read as it is if not. As Python's gzip does, it takes several
/// members, one after the other, with zeros between and after them, and refuses anything else there: zlib's
/// own reader of files would ignore it.
class GzipInput {
public:
    /// \param format what the file should be, for messages: "an IDX file"
    GzipInput(const std::filesystem::path& path, std::string_view format) : name_(path.string()) {
        std::error_code ignored;
        const auto status = std::filesystem::status(path, ignored);
        if (status.type() == std::filesystem::file_type::not_found) fail("no such file.");
        if (is_directory(status)) fail(fmt::format("expected {}, found a folder.", format));
        errno = 0;
        file_.reset(std::fopen(name_.c_str(), "rb"));
        if (!file_) fail(fmt::format("cannot be opened: {}.", std::strerror(errno)));
        std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // else a file that changed would be read as it was
        std::uint8_t magic[2] = {};
        if (read_file(magic, 2) == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
            stream_.reset(new z_stream{});
            constexpr int gzip_only = 16 + MAX_WBITS;
            if (inflateInit2(stream_.get(), gzip_only) != Z_OK) fail("zlib cannot be initialised.");
            packed_.resize(1 << 16);
        }
        rewind();
    }

    /// Reads `n` bytes, fewer only at the end of the file; returns their number.
    std::size_t read(std::uint8_t* to, std::size_t n) {
        std::size_t total = 0;
        if (!compressed()) total = read_file(to, n);
        while (compressed() && total < n && !ended_) total += inflate_some(to + total, n - total);
        position_ += total;
        return total;
    }

    /// Goes on reading at a position of the inflated data: what was read before is inflated again.
    void seek(std::uint64_t position) {
        if (position == position_) return;
        if (compressed()) {
            if (position < position_) rewind();
            std::vector<std::uint8_t> skipped(1 << 16);
            while (position_ < position) {
                const std::uint64_t rest = position - position_;
                if (read(skipped.data(), std::min<std::uint64_t>(rest, skipped.size())) == 0) return;
            }
        } else {
            const auto offset = static_cast<long>(position);
            if (offset < 0 || static_cast<std::uint64_t>(offset) != position ||
                std::fseek(file_.get(), offset, SEEK_SET) != 0)
                fail(fmt::format("byte {} cannot be reached.", position));
            position_ = position;
        }
    }

    /// Where reading goes on.
    std::uint64_t position() const { return position_; }

    /// Whether the data are being inflated.
    bool compressed() const { return stream_ != nullptr; }

    [[noreturn]] void fail(std::string_view sentence) const {
        throw FileError(fmt::format("{}: {}", name_, sentence));
    }

private:
    std::size_t read_file(std::uint8_t* to, std::size_t n) {
        errno = 0;
        const std::size_t got = std::fread(to, 1, n, file_.get());
        if (got < n && std::ferror(file_.get()) != 0)
            fail(fmt::format("cannot be read: {}.", std::strerror(errno)));
        return got;
    }

    void rewind() {
        std::rewind(file_.get());
        position_ = 0;
        ended_ = false;
        if (!compressed()) return;
        stream_->avail_in = 0;
        inflateReset(stream_.get());
    }

    /// Whether there are packed bytes left; reads some if need be.
    bool refill() {
        if (stream_->avail_in > 0) return true;
        stream_->next_in = packed_.data();
        stream_->avail_in = static_cast<unsigned>(read_file(packed_.data(), packed_.size()));
        return stream_->avail_in > 0;
    }

    std::size_t inflate_some(std::uint8_t* to, std::size_t n) {
        if (!refill()) fail("the gzip data ends too early, the file is truncated.");
        const auto room = static_cast<unsigned>(std::min<std::size_t>(n, 1 << 20));
        stream_->next_out = to;
        stream_->avail_out = room;
        const int code = inflate(stream_.get(), Z_NO_FLUSH);
        if (code == Z_STREAM_END)
            begin_next_member();
        else if (code != Z_OK)
            fail(fmt::format("cannot be read, the file is damaged: {}.",
                             stream_->msg ? stream_->msg : "the gzip data make no sense"));
        return room - stream_->avail_out;
    }

    void begin_next_member() {
        while (refill() && *stream_->next_in == 0) {
            ++stream_->next_in;
            --stream_->avail_in;
        }
        ended_ = stream_->avail_in == 0;
        if (ended_) return;
        if (*stream_->next_in != 0x1f)
            fail(fmt::format(
                "expected the end of the file, zeros or more gzip data after the gzip data, found 0x{:02x}.",
                *stream_->next_in));
        inflateReset(stream_.get());
    }

    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
        void operator()(z_stream* stream) const {
            inflateEnd(stream);
            delete stream;
        }
    };

    std::string name_;
    std::unique_ptr<std::FILE, Close> file_;
    std::unique_ptr<z_stream, Close> stream_;  ///< empty for a file that is not compressed
    std::vector<std::uint8_t> packed_;
    std::uint64_t position_ = 0;
    bool ended_ = false;  ///< whether the last member is
};

}  // namespace eigenmlp::detail
