// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"

#if __has_include(<sys/mman.h>)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <fstream>
#include <memory>
#endif

namespace eigenmlp::detail {

/// The bytes of a file, to read: mapped into memory where the system can, so that only what is looked at is
/// read, and elsewhere read as a whole.
class MappedFile {
public:
    /// \param format what the file should be, for messages: "an NPY file"
    MappedFile(const std::filesystem::path& path, std::string_view format) : name_(path.string()) {
        std::error_code ignored;
        const auto status = std::filesystem::status(path, ignored);
        if (status.type() == std::filesystem::file_type::not_found) fail("no such file.");
        if (is_directory(status)) fail(fmt::format("expected {}, found a folder.", format));
        errno = 0;
        open();
    }

    MappedFile(MappedFile&& other) noexcept { swap(other); }
    MappedFile& operator=(MappedFile&& other) noexcept {
        MappedFile taken(std::move(other));
        swap(taken);
        return *this;
    }

    /// Begin at a multiple of 16.
    const std::uint8_t* data() const { return data_; }
    std::size_t size() const { return size_; }

    [[noreturn]] void fail(std::string_view sentence) const {
        throw FileError(fmt::format("{}: {}", name_, sentence));
    }

private:
    [[noreturn]] void fail_to_open() const {
        fail(fmt::format("cannot be opened: {}.", std::strerror(errno)));
    }

    void swap(MappedFile& other) noexcept {
        std::swap(name_, other.name_);
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
#if !__has_include(<sys/mman.h>)
        std::swap(content_, other.content_);
#endif
    }

    std::string name_;
    const std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;

#if __has_include(<sys/mman.h>)
public:
    ~MappedFile() {
        if (data_) munmap(const_cast<std::uint8_t*>(data_), size_);
    }

private:
    void open() {
        struct Descriptor {
            int number;
            ~Descriptor() {
                if (number >= 0) ::close(number);
            }
        };
        const Descriptor file{::open(name_.c_str(), O_RDONLY | O_CLOEXEC)};
        struct stat about {};
        if (file.number < 0 || fstat(file.number, &about) != 0) fail_to_open();
        if (about.st_size <= 0) return;  // an empty one cannot be mapped
        const auto size = static_cast<std::size_t>(about.st_size);
        void* const data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
        if (data == MAP_FAILED) fail(fmt::format("cannot be mapped: {}.", std::strerror(errno)));
        data_ = static_cast<const std::uint8_t*>(data);
        size_ = size;
    }
#else
    void open() {
        std::ifstream file(name_, std::ios::binary | std::ios::ate);
        if (!file) fail_to_open();
        size_ = static_cast<std::size_t>(file.tellg());
        content_ = std::make_unique<Block[]>(size_ / sizeof(Block) + 1);
        file.seekg(0);
        if (!file.read(reinterpret_cast<char*>(content_.get()), static_cast<std::streamsize>(size_)))
            fail("cannot be read.");
        data_ = content_.get()->bytes;
    }

    struct alignas(16) Block {
        std::uint8_t bytes[16];
    };
    std::unique_ptr<Block[]> content_;
#endif
};

}  // namespace eigenmlp::detail
