// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"

namespace eigenmlp::detail {

/// The number in the first `n` bytes, the lowest first.
inline std::uint64_t little_endian(const std::uint8_t* bytes, int n) {
    std::uint64_t value = 0;
    for (int i = 0; i < n; ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
    return value;
}

/// A member of a ZIP archive, from its central directory.
struct ZipMember {
    std::string name;
    std::uint64_t packed_size, size, offset;  ///< offset of the local header
    std::uint32_t crc;
    unsigned method;  ///< 0 stored, 8 deflated
};

/// The directory of a ZIP archive (PKWARE's APPNOTE 6.3), also of one in the ZIP64 format.
class ZipReader {
public:
    /// \param format what the file should be, for messages: "an NPZ file"
    ZipReader(const std::filesystem::path& path, std::string_view format)
        : name_(path.string()), format_(format) {
        std::error_code ignored;
        const auto status = std::filesystem::status(path, ignored);
        if (status.type() == std::filesystem::file_type::not_found) fail("no such file.");
        if (is_directory(status)) fail(fmt::format("expected {}, found a folder.", format));
        errno = 0;
        file_.open(path, std::ios::binary);
        if (!file_) fail(fmt::format("cannot be opened: {}.", std::strerror(errno)));
        file_.seekg(0, std::ios::end);
        file_size_ = static_cast<std::uint64_t>(std::max<std::streamoff>(file_.tellg(), 0));
        read_directory();
    }

    const std::vector<ZipMember>& members() const { return members_; }

    /// Where the data of a member begin.
    std::uint64_t find_data(const ZipMember& member) {
        std::array<std::uint8_t, 30> local{};
        read_at(member.offset, local.data(), local.size());
        if (little_endian(&local[0], 4) != 0x04034b50) fail_damaged();
        return member.offset + local.size() + little_endian(&local[26], 2) + little_endian(&local[28], 2);
    }

    /// \throws FileError if the file does not reach so far.
    void read_at(std::uint64_t offset, std::uint8_t* to, std::size_t n) {
        if (offset > file_size_ || n > file_size_ - offset)
            fail("the ZIP archive ends too early or is damaged.");
        file_.seekg(static_cast<std::streamoff>(offset));
        file_.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(n));
        if (!file_) fail("cannot be read.");
    }

    [[noreturn]] void fail(std::string_view sentence) const {
        throw FileError(fmt::format("{}: {}", name_, sentence));
    }

private:
    [[noreturn]] void fail_damaged() const { fail("the ZIP archive is damaged."); }

    /// The place of the end record: 22 bytes and a comment at the end of the file.
    std::uint64_t find_end_record() {
        constexpr std::uint64_t length = 22, longest_comment = 65535;
        const std::uint64_t n = std::min(file_size_, length + longest_comment);
        std::vector<std::uint8_t> tail(n);
        if (n > 0) read_at(file_size_ - n, tail.data(), tail.size());
        for (std::uint64_t i = n; i >= length; --i)
            if (little_endian(&tail[i - length], 4) == 0x06054b50) return file_size_ - n + i - length;
        fail(fmt::format("expected {}, found no ZIP archive, or one that ends too early.", format_));
    }

    void read_directory() {
        const std::uint64_t end = find_end_record();
        std::array<std::uint8_t, 22> record{};
        read_at(end, record.data(), record.size());
        std::uint64_t n = little_endian(&record[10], 2), size = little_endian(&record[12], 4),
                      offset = little_endian(&record[16], 4);
        constexpr std::uint64_t locator_size = 20;
        std::array<std::uint8_t, locator_size> locator{};
        if (end >= locator_size) read_at(end - locator_size, locator.data(), locator.size());
        if (little_endian(&locator[0], 4) == 0x07064b50) {
            std::array<std::uint8_t, 56> record64{};
            read_at(little_endian(&locator[8], 8), record64.data(), record64.size());
            if (little_endian(&record64[0], 4) != 0x06064b50) fail_damaged();
            n = little_endian(&record64[32], 8);
            size = little_endian(&record64[40], 8);
            offset = little_endian(&record64[48], 8);
        }
        if (offset > end || size > end - offset) fail_damaged();
        std::vector<std::uint8_t> directory(size);
        if (size > 0) read_at(offset, directory.data(), directory.size());
        read_members(directory, n);
    }

    void read_members(const std::vector<std::uint8_t>& directory, std::uint64_t n) {
        constexpr std::size_t fixed = 46;
        std::size_t at = 0;
        for (; n > 0; --n) {
            if (directory.size() - at < fixed) fail_damaged();
            const std::uint8_t* entry = &directory[at];
            const std::size_t name_size = little_endian(entry + 28, 2),
                              extra_size = little_endian(entry + 30, 2),
                              comment_size = little_endian(entry + 32, 2);
            if (little_endian(entry, 4) != 0x02014b50 ||
                directory.size() - at - fixed < name_size + extra_size + comment_size)
                fail_damaged();
            ZipMember member{.name = {reinterpret_cast<const char*>(entry + fixed), name_size},
                             .packed_size = little_endian(entry + 20, 4),
                             .size = little_endian(entry + 24, 4),
                             .offset = little_endian(entry + 42, 4),
                             .crc = static_cast<std::uint32_t>(little_endian(entry + 16, 4)),
                             .method = static_cast<unsigned>(little_endian(entry + 10, 2))};
            if (little_endian(entry + 8, 2) & 1)
                fail(fmt::format("expected plain members, found an encrypted one: {}.", member.name));
            read_zip64_extra(entry + fixed + name_size, extra_size, member);
            members_.push_back(std::move(member));
            at += fixed + name_size + extra_size + comment_size;
        }
    }

    /// Fields that do not fit into 32 bits are all ones and stand, in this order, in the extra field 1.
    void read_zip64_extra(const std::uint8_t* extra, std::size_t size, ZipMember& member) const {
        constexpr std::uint64_t elsewhere = 0xffffffff;
        while (size >= 4) {
            const std::size_t id = little_endian(extra, 2), length = little_endian(extra + 2, 2);
            if (length > size - 4) fail_damaged();
            if (id == 1) {
                std::size_t at = 0;
                for (std::uint64_t* field : {&member.size, &member.packed_size, &member.offset}) {
                    if (*field != elsewhere) continue;
                    if (length - at < 8) fail_damaged();
                    *field = little_endian(extra + 4 + at, 8);
                    at += 8;
                }
            }
            extra += 4 + length;
            size -= 4 + length;
        }
    }

    std::string name_, format_;
    std::ifstream file_;
    std::uint64_t file_size_ = 0;
    std::vector<ZipMember> members_;
};

/// The bytes of one member, unpacked as they are read. At the end size and checksum are verified.
class ZipMemberInput {
public:
    /// \throws FileError for other methods than storing and deflating.
    ZipMemberInput(ZipReader& archive, const ZipMember& member)
        : archive_(archive),
          member_(member),
          position_(archive.find_data(member)),
          packed_left_(member.packed_size),
          input_(1 << 16) {
        if (member.method != 0 && member.method != 8)
            fail(fmt::format("expected a stored or deflated member, found method {}.", member.method));
        if (member.method == 8 && inflateInit2(&stream_, -MAX_WBITS) != Z_OK)
            fail("zlib cannot be initialised.");
    }
    ZipMemberInput(const ZipMemberInput&) = delete;
    ZipMemberInput& operator=(const ZipMemberInput&) = delete;
    ~ZipMemberInput() {
        if (member_.method == 8) inflateEnd(&stream_);
    }

    /// Reads `n` bytes, fewer only at the end of the member; returns their number.
    std::size_t read(std::uint8_t* to, std::size_t n) {
        std::size_t total = 0;
        while (total < n && !ended_) {
            const std::size_t got =
                member_.method == 8 ? inflate_some(to + total, n - total) : copy_some(to + total, n - total);
            crc_ = crc32_z(crc_, to + total, got);
            size_ += got;
            total += got;
            if (ended_) verify();
        }
        return total;
    }

    [[noreturn]] void fail(std::string_view sentence) const {
        archive_.fail(fmt::format("{}: {}", member_.name, sentence));
    }

private:
    void verify() const {
        if (size_ != member_.size || crc_ != member_.crc)
            fail("the data are damaged: size or checksum differ from those in the directory.");
    }

    std::size_t copy_some(std::uint8_t* to, std::size_t n) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>({n, packed_left_, 1 << 20}));
        archive_.read_at(position_, to, part);
        position_ += part;
        packed_left_ -= part;
        ended_ = packed_left_ == 0 && part < n;
        return part;
    }

    std::size_t inflate_some(std::uint8_t* to, std::size_t n) {
        if (stream_.avail_in == 0) {
            const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(packed_left_, input_.size()));
            archive_.read_at(position_, input_.data(), part);
            position_ += part;
            packed_left_ -= part;
            stream_.next_in = input_.data();
            stream_.avail_in = static_cast<unsigned>(part);
        }
        const auto room = static_cast<unsigned>(std::min<std::size_t>(n, 1 << 20));
        stream_.next_out = to;
        stream_.avail_out = room;
        const int code = inflate(&stream_, Z_NO_FLUSH);
        if (code == Z_BUF_ERROR) fail("the compressed data end too early.");
        if (code != Z_OK && code != Z_STREAM_END) fail("the compressed data are damaged.");
        ended_ = code == Z_STREAM_END;
        return room - stream_.avail_out;
    }

    ZipReader& archive_;
    const ZipMember& member_;
    std::uint64_t position_, packed_left_;
    std::vector<std::uint8_t> input_;
    z_stream stream_{};
    std::uint64_t size_ = 0;
    unsigned long crc_ = 0;
    bool ended_ = false;
};

}  // namespace eigenmlp::detail
