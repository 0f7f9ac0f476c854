// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/datasets/output_file.hpp"

namespace eigenmlp::detail {

inline void append_little_endian(std::string& bytes, std::uint64_t value, int n) {
    for (int i = 0; i < n; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
}

/// `bytes` as a raw deflate stream.
inline std::string deflate_bytes(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw FileError("zlib cannot be initialised.");
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<unsigned>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<unsigned>(packed.size());
    const int code = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (code != Z_STREAM_END) throw FileError("zlib cannot compress the data.");
    return packed;
}

/// Writes a ZIP archive, each member from memory.
class ZipWriter {
public:
    /// \param max_size bytes that the archive may have: without ZIP64 less than 4 GiB
    explicit ZipWriter(const std::filesystem::path& path, std::uint64_t max_size = 0xffffffff)
        : name_(path.string()), file_(path), max_size_(max_size) {}

    /// \throws FileError if the archive would reach 4 GiB with this member, which is then left out, or on
    /// write errors.
    void add(const std::string& name, std::string_view bytes, bool compressed) {
        constexpr std::uint64_t max_input = 0xff000000;  // leaves room for what deflate may add
        if (bytes.size() > max_input) fail_to_add(name);
        const std::string packed = compressed ? deflate_bytes(bytes) : std::string();
        const std::string_view stored = compressed ? packed : bytes;
        constexpr std::uint64_t local_header = 30, directory_entry = 46, end_record = 22;
        if (offset_ + local_header + name.size() + stored.size() + directory_.size() + directory_entry +
                name.size() + end_record >
            max_size_)
            fail_to_add(name);

        std::string fields;                                   // that the local header and the directory share
        append_little_endian(fields, 20, 2);                  // version that can unpack it
        append_little_endian(fields, 1 << 11, 2);             // names are UTF-8
        append_little_endian(fields, compressed ? 8 : 0, 2);  // method
        append_little_endian(fields, 0x21 << 16, 4);  // 1 January 1980, for equal files from equal data
        append_little_endian(fields, crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()),
                             4);
        append_little_endian(fields, stored.size(), 4);
        append_little_endian(fields, bytes.size(), 4);
        append_little_endian(fields, name.size(), 2);
        append_little_endian(fields, 0, 2);  // extra fields

        append_little_endian(directory_, 0x02014b50, 4);
        append_little_endian(directory_, 20, 2);  // version that made it
        directory_ += fields;
        append_little_endian(directory_, 0, 8);  // comment, disk, attributes
        append_little_endian(directory_, 0, 2);
        append_little_endian(directory_, offset_, 4);
        directory_ += name;
        ++n_members_;

        std::string header;
        append_little_endian(header, 0x04034b50, 4);
        header += fields;
        header += name;
        write(header);
        write(stored);
    }

    /// Writes the directory; nothing may be added afterwards.
    void close() {
        std::string end;
        append_little_endian(end, 0x06054b50, 4);
        append_little_endian(end, 0, 4);  // disks
        append_little_endian(end, n_members_, 2);
        append_little_endian(end, n_members_, 2);
        append_little_endian(end, directory_.size(), 4);
        append_little_endian(end, offset_, 4);
        append_little_endian(end, 0, 2);  // comment
        write(directory_);
        write(end);
        file_.close();
    }

private:
    [[noreturn]] void fail_to_add(const std::string& name) const {
        throw FileError(fmt::format("{}: cannot be written: {} makes the archive reach 4 GiB.", name_, name));
    }

    void write(std::string_view bytes) {
        file_.write(bytes.data(), bytes.size());
        offset_ += bytes.size();
    }

    std::string name_;
    OutputFile file_;
    std::string directory_;
    std::uint64_t max_size_, offset_ = 0, n_members_ = 0;
};

}  // namespace eigenmlp::detail
