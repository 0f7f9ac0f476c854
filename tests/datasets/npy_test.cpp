// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/npy.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

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

NpyArray read(const std::string& key) {
    const TemporaryFolder folder;
    write_plain(folder / "file.npy", file_of(key));
    return read_npy(folder / "file.npy");
}

/// A file with the dictionary given and the values after it.
Bytes npy_bytes(const std::string& dictionary, const Bytes& values = {}) {
    Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, static_cast<std::uint8_t>(dictionary.size()), 0};
    bytes.insert(bytes.end(), dictionary.begin(), dictionary.end());
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

/// The message after the path with which it has to begin; empty if reading succeeds.
std::string complaint(const Bytes& bytes) {
    const TemporaryFolder folder;
    const auto path = folder / "file.npy";
    write_plain(path, bytes);
    try {
        read_npy(path);
    } catch (const FileError& error) {
        const std::string prefix = path.string() + ": ";
        const std::string message = error.what();
        REQUIRE(message.substr(0, prefix.size()) == prefix);
        return message.substr(prefix.size());
    }
    return "";
}

template <class T>
void check_type(const std::string& dtype) {
    for (const char* order : {"<", ">"}) {
        CAPTURE(order, dtype);
        const NpyArray array = read(order + dtype);
        REQUIRE(std::holds_alternative<std::vector<T>>(array.values));
        CHECK(array.shape == std::vector<Index>{2, 3});
        const T last = dtype == "b1" ? 1 : 100;
        CHECK(std::get<std::vector<T>>(array.values)[5] == last);
        if (dtype != "b1")
            CHECK(array.matrix<double>() == (Matrix<double>(2, 3) << 1, 2, 3, 4, 5, 100).finished());
    }
}

}  // namespace

TEST_CASE("read_npy reads every type of number in both byte orders") {
    check_type<std::uint8_t>("b1");
    check_type<std::int8_t>("i1");
    check_type<std::int16_t>("i2");
    check_type<std::int32_t>("i4");
    check_type<std::int64_t>("i8");
    check_type<std::uint8_t>("u1");
    check_type<std::uint16_t>("u2");
    check_type<std::uint32_t>("u4");
    check_type<std::uint64_t>("u8");
    check_type<float>("f2");
    check_type<float>("f4");
    check_type<double>("f8");
}

TEST_CASE("read_npy brings Fortran order into rows") {
    for (const char* key : {"cube", "fortran_cube"}) {
        const NpyArray cube = read(key);
        CHECK(cube.shape == std::vector<Index>{2, 3, 4});
        const Matrix<int> rows = cube.matrix<int>();
        REQUIRE(rows.cols() == 12);
        for (int i = 0; i < 24; ++i) CHECK(rows.data()[i] == i);
    }
    CHECK(read("fortran_big_endian").matrix<float>() ==
          (Matrix<float>(2, 3) << 1, 2, 3, 4, 5, 100).finished());
}

TEST_CASE("read_npy reads vectors, single numbers, empty arrays and all versions of the format") {
    CHECK(read("vector").vector<double>() ==
          Eigen::Vector3d(0.5, -1e300, std::numeric_limits<double>::infinity()));
    CHECK(read("vector").matrix<double>().cols() == 1);
    CHECK(read("scalar").shape.empty());
    CHECK(std::get<std::vector<std::int64_t>>(read("scalar").values) == std::vector<std::int64_t>{7});
    CHECK(read("empty").matrix<double>().rows() == 0);
    CHECK(read("empty").matrix<double>().cols() == 3);
    CHECK(read("version_2").vector<double>() == Eigen::Vector3d(0, 1, 2));
    CHECK(read("version_3").vector<double>() == Eigen::Vector3d(0, 1, 2));
}

TEST_CASE("read_npy reads files compressed by gzip") {
    const TemporaryFolder folder;
    write_gzip(folder / "file.npy.gz", file_of("cube"));
    CHECK(read_npy(folder / "file.npy.gz").size() == 24);
}

TEST_CASE("write_npy writes the bytes that NumPy writes") {
    const TemporaryFolder folder;
    const auto path = folder / "file.npy";
    Eigen::MatrixXd table(2, 3);  // column-major
    table << 1, 2, 3, 4, 5, 100;
    write_npy(path, table);
    CHECK(read_bytes(path) == file_of("<f8"));
    write_npy(path, table.cast<std::uint8_t>());
    CHECK(read_bytes(path) == file_of("<u1"));
    write_npy(path, table.cast<long>());
    CHECK(read_bytes(path) == file_of("<i8"));
    write_npy(path, std::vector<double>{0.5, -1e300, std::numeric_limits<double>::infinity()});
    CHECK(read_bytes(path) == file_of("vector"));
    write_npy(path, NpyArray({}, std::vector<std::int64_t>{7}));
    CHECK(read_bytes(path) == file_of("scalar"));
    write_npy(path, Eigen::MatrixXd(0, 3));
    CHECK(read_bytes(path) == file_of("empty"));
}

TEST_CASE("write_npy refuses folders and shapes that are not those of the values") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(write_npy(folder.path(), Eigen::Vector2d(1, 2)), FileError);
    CHECK_THROWS_WITH(write_npy(folder / "absent" / "file", Eigen::Vector2d(1, 2)),
                      ContainsSubstring("cannot be written: No such file"));
    CHECK_THROWS_AS(write_npy(folder / "file", NpyArray({3}, std::vector<float>{1})), InvalidDataError);
    CHECK_FALSE(std::filesystem::exists(folder / "file"));
}

TEST_CASE("Arrays are no vectors or integers where they do not fit") {
    CHECK_THROWS_WITH(read("cube").vector<int>(), ContainsSubstring("found the shape (2, 3, 4)"));
    CHECK_THROWS_WITH(read("scalar").matrix<int>(), ContainsSubstring("found a single number"));
    CHECK_THROWS_WITH(read("vector").vector<int>(), ContainsSubstring("found 0.5 at position 0"));
    CHECK_THROWS_WITH(NpyArray(Eigen::Vector2i(3, -1)).vector<std::uint8_t>(),
                      ContainsSubstring("Expected integers of 8 bits, found -1 at position 1"));
    CHECK_THROWS_AS(NpyArray({3}, std::vector<float>{1}).matrix<float>(), InvalidDataError);
    CHECK_THROWS_AS(NpyArray({3}, std::vector<float>{1}).vector<float>(), InvalidDataError);
}

TEST_CASE("read_npy refuses what is no array of numbers") {
    CHECK(complaint(file_of("refused.object")) ==
          "expected an array of numbers, found Python objects (dtype '|O').");
    CHECK_THAT(complaint(file_of("refused.text")), ContainsSubstring("found dtype '<U2'"));
    CHECK_THAT(complaint(file_of("refused.complex")), ContainsSubstring("found dtype '<c16'"));
    CHECK_THAT(complaint(file_of("refused.record")), ContainsSubstring("one of records"));
    CHECK_THAT(complaint(file_of("refused.long_double")), ContainsSubstring("found dtype '<f16'"));
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(read_npy(folder / "absent"), ContainsSubstring("no such file"));
    CHECK_THROWS_WITH(read_npy(folder.path()), ContainsSubstring("expected an NPY file, found a folder"));
}

TEST_CASE("read_npy refuses damaged headers") {
    CHECK_THAT(complaint({}), ContainsSubstring("does not begin with"));
    CHECK_THAT(complaint({'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}), ContainsSubstring("does not begin with"));
    CHECK_THAT(complaint({0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0}), ContainsSubstring("found 9.0"));
    CHECK_THAT(complaint({0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 255, 255, 255, 255}),
               ContainsSubstring("at most 65536 bytes, found 4294967295"));
    for (const char* dictionary :
         {"", "{", "{}", "[]", "{'descr': '<f8'}", "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (1}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x", "{'descr': '<f8"})
        CHECK_THAT(complaint(npy_bytes(dictionary)), ContainsSubstring("expected an NPY header with"));
    CHECK_THAT(complaint(npy_bytes("{'descr': '', 'fortran_order': False, 'shape': (1,)}")),
               ContainsSubstring("found dtype ''"));
}

TEST_CASE("read_npy reads headers in any order and spacing") {
    CHECK(complaint(npy_bytes("{\"shape\":(2,1),'fortran_order':True,'descr':'|u1'}", {1, 2})).empty());
    CHECK(complaint(npy_bytes("{'shape': ( 2 , ) , 'fortran_order': False, 'descr': 'u1', }\n", {1, 2}))
              .empty());
}

TEST_CASE("read_npy refuses more and fewer values than the header says without allocating them") {
    const auto claim = [](const std::string& shape) {
        return npy_bytes("{'descr': '<f8', 'fortran_order': True, 'shape': " + shape + "}", Bytes(12));
    };
    CHECK(complaint(claim("(1000000000, 1000000)")) ==
          "expected (1000000000, 1000000) = 1000000000000000 values, found 1; the file is truncated.");
    CHECK_THAT(complaint(claim("(4000000000, 4000000000)")),
               ContainsSubstring("a shape that fits into memory"));
    CHECK(complaint(claim("(1,)")) == "expected (1) values, found more.");
    CHECK_THAT(complaint(claim("(0, 4611686018427387904, 4)")),
               ContainsSubstring("a shape that fits into memory"));
    const NpyArray impossible({0, Index{1} << 62, 4}, std::vector<double>());
    CHECK_THROWS_AS(impossible.matrix<double>(), InvalidDataError);
}

TEST_CASE("read_npy survives every truncation and every flipped bit of a file") {
    const TemporaryFolder folder;
    const auto path = folder / "file.npy";
    const Bytes valid = npy_bytes("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }", Bytes(12, 1));
    for (std::size_t length = 0; length < valid.size(); ++length) {
        INFO("length " << length);
        CHECK_FALSE(
            complaint(Bytes(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(length))).empty());
    }
    for (std::size_t bit = 0; bit < 8 * valid.size(); ++bit) {
        Bytes flipped = valid;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        write_plain(path, flipped);
        INFO("bit " << bit);
        if (complaint(flipped).empty()) CHECK_NOTHROW(read_npy(path).check_shape());
    }
}
