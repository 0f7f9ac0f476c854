// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/npz.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "datasets/idx_files.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const Fixture& fixture() {
    static const Fixture files("npy");
    return files;
}

Bytes file_of(const std::string& key) { return hex_bytes(fixture().words(key)[0]); }

std::string complaint(const std::filesystem::path& path) {
    try {
        read_npz(path);
    } catch (const FileError& error) {
        return error.what();
    }
    return "";
}

/// Replaces the last occurrence of a text in a file: in an archive, that in the directory.
Bytes replaced(Bytes bytes, const std::string& from, const std::string& to) {
    const auto at = std::find_end(bytes.begin(), bytes.end(), from.begin(), from.end());
    std::copy(to.begin(), to.end(), at);
    return bytes;
}

}  // namespace

TEST_CASE("read_npz reads the files of NumPy, compressed or not") {
    const TemporaryFolder folder;
    for (const char* key : {"npz", "npz_compressed"}) {
        write_plain(folder / "file.npz", file_of(key));
        const NpzArrays arrays = read_npz(folder / "file.npz");
        REQUIRE(arrays.size() == 2);
        CHECK(arrays.at("X").matrix<double>() == fixture().matrix("npz_X", 40));
        CHECK(arrays.at("y").vector<int>() == Eigen::Vector4i(0, 1, 2, 3));
    }
}

TEST_CASE("write_npz writes what read_npz reads") {
    const TemporaryFolder folder;
    const Eigen::MatrixXf X = Eigen::MatrixXf::Random(300, 400);
    const Eigen::VectorXi y = Eigen::VectorXi::Zero(100'000);
    std::uintmax_t sizes[2];
    for (const bool compressed : {false, true}) {
        write_npz(folder / "file.npz", {{"X", X}, {"label y", y}}, {.compressed = compressed});
        sizes[compressed] = std::filesystem::file_size(folder / "file.npz");
        const NpzArrays arrays = read_npz(folder / "file.npz");
        REQUIRE(arrays.size() == 2);
        CHECK(arrays.at("X").matrix<float>() == X);
        CHECK(arrays.at("label y").vector<int>() == y);
    }
    CHECK(sizes[1] + 300'000 < sizes[0]);
    write_npz(folder / "none.npz", {});
    CHECK(read_npz(folder / "none.npz").empty());
}

TEST_CASE("write_npz refuses what it cannot write") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(write_npz(folder.path(), {{"y", Eigen::Vector2d(1, 2)}}), FileError);
    CHECK_THROWS_AS(write_npz(folder / "file", {{"", Eigen::Vector2d(1, 2)}}), InvalidParameterError);
}

TEST_CASE("an archive refuses the member with which it would be too large and keeps the others") {
    const TemporaryFolder folder;
    const auto path = folder / "file.npz";
    const std::string bytes(1000, 'x');
    for (const bool compressed : {false, true}) {
        const auto write = [&](std::uint64_t max_size) {
            detail::ZipWriter archive(path, max_size);
            archive.add("first", bytes, compressed);
            try {
                archive.add("second", bytes, compressed);
            } catch (const FileError&) {
                archive.close();
                throw;
            }
            archive.close();
        };
        write(10'000);
        const auto size = std::filesystem::file_size(path);
        CHECK_NOTHROW(write(size));
        CHECK(std::filesystem::file_size(path) == size);
        CHECK_THROWS_WITH(write(size - 1),
                          path.string() + ": cannot be written: second makes the archive reach 4 GiB.");
        const detail::ZipReader archive(path, "an archive");
        REQUIRE(archive.members().size() == 1);
        CHECK(archive.members()[0].name == "first");
    }
}

TEST_CASE("read_npz names what is wrong with a file") {
    const TemporaryFolder folder;
    const auto path = folder / "file.npz";
    CHECK(complaint(path) == path.string() + ": no such file.");
    CHECK(complaint(folder.path()) == folder.path().string() + ": expected an NPZ file, found a folder.");
    write_plain(path, {});
    CHECK_THAT(complaint(path), ContainsSubstring("expected an NPZ file, found no ZIP archive"));
    write_plain(path, file_of("npz_object"));
    CHECK_THAT(complaint(path),
               ContainsSubstring("y.npy: expected an array of numbers, found Python objects"));
    const Bytes plain = file_of("npz");
    write_npz(path, {{"x", Eigen::Vector2d(1, 2)}, {"y", Eigen::Vector2d(3, 4)}});
    write_plain(path, replaced(read_bytes(path), "y.npy", "x.npy"));
    CHECK_THAT(complaint(path), ContainsSubstring("expected one array of each name, found two called x"));
    write_plain(path, replaced(plain, "y.npy", "y.txt"));
    CHECK_THAT(complaint(path), ContainsSubstring("expected arrays (.npy) only, found the member y.txt"));
    write_plain(path, Bytes(plain.begin(), plain.end() - 10));
    CHECK_THAT(complaint(path), ContainsSubstring("or one that ends too early"));
    write_plain(path, Bytes(plain.begin() + 10, plain.end()));
    CHECK_THAT(complaint(path), ContainsSubstring("the ZIP archive is damaged"));
}

TEST_CASE("read_npz survives every truncation and notices every flipped bit of the values") {
    const TemporaryFolder folder;
    const auto path = folder / "file.npz";
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(6, 0, 5);
    for (const bool compressed : {false, true}) {
        write_npz(path, {{"y", y}}, {.compressed = compressed});
        const Bytes valid = read_bytes(path);
        for (std::size_t length = 0; length < valid.size(); ++length) {
            write_plain(path, Bytes(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(length)));
            INFO("length " << length);
            CHECK_FALSE(complaint(path).empty());
        }
        for (std::size_t bit = 0; bit < 8 * valid.size(); ++bit) {
            Bytes flipped = valid;
            flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
            write_plain(path, flipped);
            INFO("bit " << bit);
            if (complaint(path).empty() && !read_npz(path).empty())
                CHECK(read_npz(path).begin()->second.vector<int>() == y);
        }
    }
}
