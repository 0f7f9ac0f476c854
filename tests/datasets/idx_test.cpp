// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/idx.hpp"

#include <filesystem>
#include <numeric>
#include <string>

#include "datasets/idx_files.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// The message after the path with which it has to begin; empty if reading succeeds.
std::string complaint(const std::filesystem::path& path) {
    try {
        read_idx(path);
    } catch (const FileError& error) {
        const std::string prefix = path.string() + ": ";
        const std::string message = error.what();
        REQUIRE(message.substr(0, prefix.size()) == prefix);
        return message.substr(prefix.size());
    }
    return "";
}

Bytes counting(std::size_t n) {
    Bytes values(n);
    for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<std::uint8_t>(i * 7 % 251);
    return values;
}

}  // namespace

TEST_CASE("read_idx returns shape and values of plain and of compressed files") {
    const TemporaryFolder folder;
    const Bytes values = counting(2 * 3 * 4);
    write_plain(folder / "plain", idx_bytes({2, 3, 4}, values));
    write_gzip(folder / "packed.gz", idx_bytes({2, 3, 4}, values));
    for (const char* name : {"plain", "packed.gz"}) {
        const IdxArray array = read_idx(folder / name);
        CHECK(array.shape == std::vector<Index>{2, 3, 4});
        CHECK(array.values == values);
    }
}

TEST_CASE("read_idx reads files longer than its buffer") {
    const TemporaryFolder folder;
    const Bytes values = counting(3'000'001);
    write_gzip(folder / "long.gz", idx_bytes({3'000'001}, values));
    CHECK(read_idx(folder / "long.gz").values == values);
}

TEST_CASE("read_idx names what is wrong with a path") {
    const TemporaryFolder folder;
    CHECK(complaint(folder / "absent") == "no such file.");
    CHECK(complaint(folder.path()) == "expected an IDX file, found a folder.");
}

TEST_CASE("read_idx refuses a wrong magic number") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    write_plain(path, {'P', 'K', 3, 4, 0, 0, 0, 1});
    CHECK(complaint(path) ==
          "expected an IDX magic number (0x000008 and the number of dimensions), found 0x504b0304.");
    write_plain(path, {0, 0, 8, 0});
    CHECK(complaint(path).find("found 0x00000800") != std::string::npos);
    write_plain(path, {0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0});
    CHECK(complaint(path) == "expected an IDX file of unsigned bytes (type 0x08), found type 0x0d.");
}

TEST_CASE("read_idx refuses a truncated header") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    write_plain(path, {});
    CHECK(complaint(path) == "expected the 4 bytes of an IDX magic number, found 0.");
    write_plain(path, {0, 0, 8});
    CHECK(complaint(path) == "expected the 4 bytes of an IDX magic number, found 3.");
    write_plain(path, {0, 0, 8, 3, 0, 0, 0, 2, 0});
    CHECK(complaint(path) == "expected 12 bytes with the sizes of 3 dimension(s), found 5.");
}

TEST_CASE("read_idx refuses fewer and more values than the header says") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    write_plain(path, idx_bytes({2, 3}, counting(5)));
    CHECK(complaint(path) == "expected 2 x 3 = 6 values, found 5.");
    write_plain(path, idx_bytes({2, 3}, counting(7)));
    CHECK(complaint(path) == "expected 2 x 3 = 6 values, found more.");
    write_gzip(path, idx_bytes({2, 3}, counting(7)));
    CHECK(complaint(path) == "expected 2 x 3 = 6 values, found more.");
}

TEST_CASE("read_idx does not allocate what a header merely claims") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    write_plain(path, idx_bytes({0xffffffff, 0x7fffffff}, counting(3)));
    CHECK(complaint(path) == "expected 4294967295 x 2147483647 = 9223372030412324865 values, found 3.");
}

TEST_CASE("read_idx refuses empty and unrepresentable shapes") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    write_plain(path, idx_header({0, 28, 28}));
    CHECK(complaint(path) == "expected at least one value, found the shape 0 x 28 x 28.");
    write_plain(path, idx_header({0xffffffff, 0xffffffff, 0xffffffff}));
    CHECK(complaint(path) ==
          "expected a shape that fits into memory, found 4294967295 x 4294967295 x 4294967295.");
}

TEST_CASE("read_idx refuses truncated and damaged gzip data") {
    const TemporaryFolder folder;
    const auto path = folder / "file.gz";
    write_gzip(path, idx_bytes({10'000}, counting(10'000)));
    const Bytes whole = read_bytes(path);

    write_plain(path, Bytes(whole.begin(), whole.end() - 20));
    CHECK(complaint(path) == "the gzip data ends too early, the file is truncated.");
    write_plain(path, Bytes(whole.begin(), whole.end() - 4));  // all values, but not the length after them
    CHECK(complaint(path) == "the gzip data ends too early, the file is truncated.");

    Bytes wrong_checksum = whole;
    wrong_checksum[whole.size() - 8] ^= 1;
    write_plain(path, wrong_checksum);
    CHECK(complaint(path) == "cannot be read, the file is damaged: incorrect data check.");
}

TEST_CASE("read_idx takes gzip members one after the other, and zeros, as Python's gzip does") {
    const TemporaryFolder folder;
    const auto path = folder / "file.gz";
    const Bytes values = counting(200'000), whole = idx_bytes({200'000}, values);
    const auto packed = [&](std::size_t from, std::size_t to) {
        write_gzip(path, Bytes(whole.begin() + static_cast<std::ptrdiff_t>(from),
                               whole.begin() + static_cast<std::ptrdiff_t>(to)));
        return read_bytes(path);
    };
    const auto joined = [](std::vector<Bytes> parts) {
        Bytes all;
        for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
        return all;
    };
    const Bytes first = packed(0, 3), second = packed(3, 100'000), third = packed(100'000, whole.size());
    const Bytes none = packed(0, 0), all = packed(0, whole.size()), zeros(100'000, 0);
    for (const Bytes& bytes : {joined({first, second, third}), joined({all, zeros}),
                               joined({first, zeros, second, none, third})}) {
        write_plain(path, bytes);
        CHECK(read_idx(path).values == values);
    }
    for (const Bytes& garbage : {Bytes{'x'}, Bytes{0, 0, 'x', 'y'}, Bytes{0x1f}, Bytes{0x1f, 0x8c}, whole}) {
        write_plain(path, joined({all, garbage}));
        CHECK_THAT(complaint(path), ContainsSubstring("after the gzip data, found 0x") ||
                                        ContainsSubstring("ends too early") ||
                                        ContainsSubstring("incorrect header check"));
    }
    write_plain(path, joined({all, {'x'}}));
    CHECK(complaint(path) ==
          "expected the end of the file, zeros or more gzip data after the gzip data, found 0x78.");
    write_plain(path, joined({all, none, all}));
    CHECK(complaint(path) == "expected 200000 = 200000 values, found more.");
}

TEST_CASE("read_idx survives every truncation and every flipped bit of a file") {
    const TemporaryFolder folder;
    const auto path = folder / "file";
    const Bytes plain = idx_bytes({2, 3}, counting(6));
    write_gzip(path, plain);
    const Bytes packed = read_bytes(path);

    for (const Bytes& valid : {plain, packed}) {
        for (std::size_t length = 0; length < valid.size(); ++length) {
            write_plain(path, Bytes(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(length)));
            INFO("length " << length << " of " << valid.size());
            CHECK_FALSE(complaint(path).empty());
        }
        for (std::size_t bit = 0; bit < 8 * valid.size(); ++bit) {
            Bytes flipped = valid;
            flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
            write_plain(path, flipped);
            INFO("bit " << bit);
            if (complaint(path).empty()) {
                const IdxArray array = read_idx(path);
                const Index count = std::accumulate(array.shape.begin(), array.shape.end(), Index{1},
                                                    [](Index a, Index b) { return a * b; });
                CHECK(array.values.size() == static_cast<std::size_t>(count));
            }
        }
    }
}
