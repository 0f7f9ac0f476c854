// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/file_chunks.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "datasets/idx_files.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/datasets/mapped_npy.hpp"
#include "eigenmlp/datasets/npy.hpp"
#include "eigenmlp/datasets/npy_writer.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "eigenmlp/preprocessing/transformed_chunks.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A file with the dictionary given and the values after it.
Bytes npy_bytes(const std::string& dictionary, const Bytes& values) {
    Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, static_cast<std::uint8_t>(dictionary.size()), 0};
    bytes.insert(bytes.end(), dictionary.begin(), dictionary.end());
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

Bytes counting(std::size_t n) {
    Bytes values(n);
    for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<std::uint8_t>(i * 7 % 251);
    return values;
}

template <class S>
Matrix<S> counting_matrix(Index rows, Index cols) {
    Matrix<S> X(rows, cols);
    for (Index i = 0; i < X.size(); ++i) X.data()[i] = static_cast<S>(i * 7 % 101);
    return X;
}

/// All chunks one below the other, and how many there were.
template <class S>
struct Collected {
    Matrix<S> X = {};
    Eigen::VectorXi y = {};
    int n_chunks = 0;
};

template <class S = double, class Chunks>
Collected<S> collect(Chunks&& chunks) {
    Collected<S> all;
    for_each_chunk(chunks, [&all](const Matrix<S>& X, const Eigen::VectorXi& y) {
        ++all.n_chunks;
        all.X.conservativeResize(all.X.rows() + X.rows(), X.cols());
        all.X.bottomRows(X.rows()) = X;
        all.y.conservativeResize(all.y.size() + y.size());
        all.y.tail(y.size()) = y;
    });
    return all;
}

struct Files {
    TemporaryFolder folder;
    std::filesystem::path X = folder / "X.npy", y = folder / "y.npy";

    explicit Files(Index n = 7, Index n_features = 3) {
        write_npy(X, counting_matrix<double>(n, n_features));
        write_npy(y, counting_matrix<int>(n, 1).col(0).eval());
    }
};

}  // namespace

TEMPLATE_TEST_CASE("FileChunks reads NPY files of any element type in chunks", "", float, double) {
    Files files;
    const auto check = [&files]<class Stored>(Stored) {
        write_npy(files.X, counting_matrix<Stored>(7, 3));
        const auto all =
            collect<TestType>(FileChunks<TestType>({.X = files.X, .y = files.y, .chunk_size = 3}));
        CHECK(all.n_chunks == 3);
        CHECK(all.X == counting_matrix<TestType>(7, 3));
        CHECK(all.y == counting_matrix<int>(7, 1).col(0));
    };
    check(float{});
    check(double{});
    check(std::int8_t{});
    check(std::uint16_t{});
    check(std::int32_t{});
    check(std::uint64_t{});
}

TEST_CASE("FileChunks swaps the bytes of other machines and reads truth values and half precision") {
    Files files(2);
    const auto X_of = [&files](const std::string& dtype, const Bytes& values) {
        write_plain(
            files.X,
            npy_bytes("{'descr': '" + dtype + "', 'fortran_order': False, 'shape': (2, 1), }", values));
        return collect(FileChunks<>({.X = files.X, .y = files.y})).X;
    };
    CHECK(X_of(">i2", {1, 0, 0xff, 0xff}) == Eigen::Vector2d(256, -1));
    CHECK(X_of("<f2", {0x00, 0x3e, 0x00, 0xc0}) == Eigen::Vector2d(1.5, -2));
    CHECK(X_of("|b1", {0, 2}) == Eigen::Vector2d(0, 1));
}

TEST_CASE("FileChunks reads IDX files plain and compressed and divides X") {
    const TemporaryFolder folder;
    const Bytes X = counting(5 * 4), y = {3, 1, 4, 1, 5};
    write_plain(folder / "X", idx_bytes({5, 2, 2}, X));
    write_plain(folder / "y", idx_bytes({5}, y));
    write_gzip(folder / "X.gz", idx_bytes({5, 2, 2}, X));
    write_gzip(folder / "y.gz", idx_bytes({5}, y));
    const Matrix<double> expected =
        Eigen::Map<const Matrix<std::uint8_t>>(X.data(), 5, 4).cast<double>() / 255.0;
    for (const std::string ending : {"", ".gz"}) {
        FileChunks<> chunks(
            {.X = folder / ("X" + ending), .y = folder / ("y" + ending), .chunk_size = 2, .X_divisor = 255});
        CHECK(chunks.n_samples() == 5);
        CHECK(chunks.n_features() == 4);
        CHECK(chunks.sequential() == !ending.empty());
        for (int pass = 0; pass < 2; ++pass) {  // a compressed file begins again
            const auto all = collect(chunks);
            CHECK(all.X == expected);
            CHECK(all.y == Eigen::Map<const Vector<std::uint8_t>>(y.data(), 5).cast<int>());
        }
    }
}

TEST_CASE("FileChunks reads several targets into a matrix") {
    Files files(3, 2);
    write_npy(files.y, counting_matrix<float>(3, 2));
    FileChunks<double, Matrix<double>> chunks({.X = files.X, .y = files.y});
    Matrix<double> X, Y;
    chunks.read(1, 2, X, Y);
    CHECK(Y == counting_matrix<double>(3, 2).bottomRows(2));
    CHECK_THROWS_WITH(FileChunks<>({.X = files.X, .y = files.y}),
                      ContainsSubstring("y.npy: expected one target per sample, found 2."));
}

TEST_CASE("FileChunks refuses files that do not fit together and options out of range") {
    Files files;
    CHECK_THROWS_WITH(FileChunks<>({.X = files.X, .y = files.y, .chunk_size = 0}),
                      "chunk_size must be >= 1. Got 0 instead.");
    CHECK_THROWS_WITH(FileChunks<>({.X = files.X, .y = files.y, .X_divisor = 0}),
                      "X_divisor must be positive and finite. Got 0 instead.");
    write_npy(files.y, std::vector<int>(6));
    CHECK_THROWS_AS(FileChunks<>({.X = files.X, .y = files.y}), InvalidDataError);
    CHECK_THROWS_WITH(FileChunks<>({.X = files.X, .y = files.y}),
                      ContainsSubstring("X.npy has 7") && ContainsSubstring("y.npy has 6."));
}

TEST_CASE("FileChunks refuses at once what plain files cannot hold") {
    Files files(2);
    const auto complaint = [&files](const Bytes& bytes) -> std::string {
        write_plain(files.X, bytes);
        try {
            FileChunks<> chunks({.X = files.X, .y = files.y});
        } catch (const FileError& error) {
            return error.what();
        }
        return "";
    };
    const auto npy = [](const std::string& dtype, const std::string& shape, std::size_t n_bytes,
                        bool by_columns = false) {
        return npy_bytes("{'descr': '" + dtype + "', 'fortran_order': " + (by_columns ? "True" : "False") +
                             ", 'shape': " + shape + ", }",
                         counting(n_bytes));
    };
    CHECK(complaint(npy("<f8", "(2, 1)", 16)).empty());
    CHECK_THAT(complaint(npy("<f8", "(2, 3)", 47)), ContainsSubstring("it is truncated"));
    CHECK_THAT(complaint(npy("<f8", "(2, 1000000000000)", 16)), ContainsSubstring("it is truncated"));
    CHECK_THAT(complaint(npy("<f8", "(2, 1)", 17)), ContainsSubstring("found more"));
    CHECK_THAT(complaint(npy("|O", "(2, 1)", 16)), ContainsSubstring("found Python objects"));
    CHECK_THAT(complaint(npy("<f8", "(2, 0)", 0)), ContainsSubstring("at least one value"));
    CHECK_THAT(complaint(npy("<f8", "()", 8)), ContainsSubstring("found a single number"));
    CHECK_THAT(complaint(npy("|u1", "(2, 3)", 6, true)), ContainsSubstring("Fortran order"));
    CHECK_THAT(complaint(npy("|u1", "(1, 2, 3)", 6, true)), ContainsSubstring("Fortran order"));
    CHECK(complaint(npy("|u1", "(2, 1)", 2, true)).empty());
    CHECK_THAT(complaint({}), ContainsSubstring("found an empty one"));
    CHECK_THAT(complaint({'a', 'b'}), ContainsSubstring("found neither"));
    CHECK_THAT(complaint(idx_bytes({2, 3}, counting(5))), ContainsSubstring("it is truncated"));
    CHECK_THAT(complaint(idx_bytes({0, 3}, {})), ContainsSubstring("at least one value"));
}

TEST_CASE("FileChunks finds that a compressed file is truncated or too long when it comes there") {
    Files files(100, 1);
    const auto path = files.folder / "X.gz";
    write_gzip(path, idx_bytes({100, 50}, counting(5000)));
    const Bytes whole = read_bytes(path);
    Matrix<double> X;
    Eigen::VectorXi y;

    write_plain(path, Bytes(whole.begin(), whole.end() - 20));
    FileChunks<> truncated({.X = path, .y = files.y});
    truncated.read(0, 10, X, y);
    CHECK_THROWS_AS(truncated.read(10, 90, X, y), FileError);

    write_gzip(path, idx_bytes({100, 50}, counting(5001)));
    FileChunks<> longer({.X = path, .y = files.y});
    CHECK_THROWS_WITH(longer.read(90, 10, X, y), ContainsSubstring("found more"));
    write_gzip(path, idx_bytes({100, 50}, counting(4999)));
    FileChunks<> shorter({.X = path, .y = files.y});
    CHECK_THROWS_WITH(shorter.read(90, 10, X, y), ContainsSubstring("found 4999; the file is truncated"));

    write_gzip(path, idx_bytes({100, 2000000000}, counting(5000)));  // deflate cannot have packed so much
    CHECK_THROWS_WITH(FileChunks<>({.X = path, .y = files.y}), ContainsSubstring("it is truncated"));
}

TEST_CASE("FileChunks refuses targets that are no whole numbers where labels are wanted") {
    Files files(3);
    write_npy(files.y, std::vector<double>{0, 1.5, 2});
    CHECK_THROWS_WITH(collect(FileChunks<>({.X = files.X, .y = files.y, .chunk_size = 1})),
                      ContainsSubstring("y.npy: expected integers of 32 bits, found 1.5 at position 1."));
}

TEMPLATE_TEST_CASE("NpyWriter writes what write_npy writes at once", "", float, std::int16_t) {
    const TemporaryFolder folder;
    const Matrix<TestType> X = counting_matrix<TestType>(12, 3);
    write_npy(folder / "whole.npy", X);
    NpyWriter<TestType> writer(folder / "chunks.npy");
    writer.append(X.topRows(5));
    writer.append(Eigen::Matrix<TestType, -1, -1>(X.bottomRows(7)));  // columns one after the other
    writer.close();
    CHECK(read_bytes(folder / "chunks.npy") == read_bytes(folder / "whole.npy"));

    NpyWriter<TestType> vector(folder / "vector.npy");
    vector.append(X.col(0).head(2));
    vector.append(X.col(0).tail(10));
    CHECK_THROWS_AS(vector.append(X), InvalidDataError);
    vector.close();
    write_npy(folder / "whole.npy", X.col(0));
    CHECK(read_bytes(folder / "vector.npy") == read_bytes(folder / "whole.npy"));
}

TEST_CASE("NpyWriter refuses rows of another length and a file without any") {
    const TemporaryFolder folder;
    NpyWriter<double> writer(folder / "file.npy");
    CHECK_THROWS_AS(writer.close(), InvalidDataError);
    writer.append(Eigen::MatrixXd::Zero(2, 3));
    CHECK_THROWS_WITH(writer.append(Eigen::MatrixXd::Zero(2, 4)),
                      "NpyWriter expected rows of 3 columns as before. Got rows of 4 columns instead.");
    writer.close();
    CHECK(read_npy(folder / "file.npy").shape == std::vector<Index>{2, 3});
}

TEMPLATE_TEST_CASE("MappedNpy gives a matrix without reading it", "", float, double, std::uint8_t) {
    const TemporaryFolder folder;
    const Matrix<TestType> X = counting_matrix<TestType>(9, 4);
    write_npy(folder / "X.npy", X);
    MappedNpy<TestType> mapped(folder / "X.npy");
    CHECK(mapped.matrix() == X);
    CHECK_THROWS_AS(mapped.vector(), InvalidDataError);
    const MappedNpy<TestType> moved = std::move(mapped);
    CHECK(moved.matrix().rows() == 9);
    CHECK(moved.matrix()(8, 3) == X(8, 3));

    write_npy(folder / "y.npy", X.col(1));
    CHECK(MappedNpy<TestType>(folder / "y.npy").vector() == X.col(1));
}

TEST_CASE("a vector of a mapped file has one dimension of more than one number") {
    const TemporaryFolder folder;
    const auto vector_of = [path = folder / "X.npy"](const std::vector<Index>& shape) {
        write_npy(path, NpyArray(shape, std::vector<double>(6, 2.5)));
        return Vector<double>(MappedNpy<double>(path).vector());
    };
    for (const std::vector<Index>& shape : std::vector<std::vector<Index>>{{6}, {1, 6}, {6, 1}, {1, 6, 1}})
        CHECK(vector_of(shape) == Vector<double>::Constant(6, 2.5));
    CHECK_THROWS_WITH(vector_of({1, 2, 3}), "Expected an array of one dimension, found the shape (1, 2, 3).");
    CHECK_THROWS_AS(vector_of({2, 1, 3}), InvalidDataError);
}

TEST_CASE("a mapped file is empty where it was moved from") {
    const TemporaryFolder folder;
    write_npy(folder / "X.npy", counting_matrix<double>(9, 4));
    write_npy(folder / "y.npy", counting_matrix<double>(3, 1));
    MappedNpy<double> mapped(folder / "X.npy"), other(folder / "y.npy");
    const auto check_empty = [](const MappedNpy<double>& from) {
        CHECK(from.rows() == 0);
        CHECK(from.cols() == 0);
        CHECK(from.matrix().size() == 0);
        CHECK(from.vector().size() == 0);
    };
    const MappedNpy<double> made = std::move(mapped);
    check_empty(mapped);
    mapped = std::move(other);
    check_empty(other);
    CHECK(mapped.vector() == counting_matrix<double>(3, 1).col(0));
}

TEST_CASE("MappedNpy refuses what it cannot give as it is") {
    const TemporaryFolder folder;
    const auto path = folder / "X.npy";
    const auto complaint = [&path](const Bytes& bytes) -> std::string {
        write_plain(path, bytes);
        try {
            MappedNpy<double> mapped(path);
        } catch (const FileError& error) {
            return error.what();
        }
        return "";
    };
    const auto npy = [](const std::string& dtype, const std::string& shape, std::size_t n,
                        std::string order = "False") {
        std::string header =
            "{'descr': '" + dtype + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        header.resize(118, ' ');
        return npy_bytes(header, counting(n));
    };
    CHECK(complaint(npy("<f8", "(2, 3)", 48)).empty());
    CHECK_THAT(complaint(npy("<f4", "(2, 3)", 24)),
               ContainsSubstring("expected numbers of type f8 to map them, found f4."));
    CHECK_THAT(complaint(npy(">f8", "(2, 3)", 48)), ContainsSubstring("byte order"));
    CHECK_THAT(complaint(npy("|O", "(2, 3)", 48)), ContainsSubstring("found Python objects"));
    CHECK_THAT(complaint(npy("<f8", "(2, 3)", 48, "True")), ContainsSubstring("Fortran order"));
    CHECK_THAT(complaint(npy("<f8", "(2, 3)", 47)), ContainsSubstring("found 5; the file is truncated."));
    CHECK_THAT(complaint(npy("<f8", "(2, 1000000000000)", 48)), ContainsSubstring("truncated"));
    CHECK_THAT(complaint(npy("<f8", "(2, 3)", 49)), ContainsSubstring("found more"));
    CHECK_THAT(complaint(npy("<f8", "(0, 3)", 0)), ContainsSubstring("at least one value"));
    CHECK_THAT(complaint(npy_bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", counting(8))),
               ContainsSubstring("no multiple of 8"));
    CHECK_THAT(complaint({}), ContainsSubstring("expected an NPY file, found none"));
    write_gzip(path, npy("<f8", "(2, 3)", 48));
    CHECK_THAT(complaint(read_bytes(path)), ContainsSubstring("compressed by gzip"));
    CHECK_THROWS_WITH(MappedNpy<double>(folder / "absent"), ContainsSubstring("no such file"));
}

TEST_CASE("matrix_chunks reads a mapped file as numbers of another type") {
    const TemporaryFolder folder;
    write_npy(folder / "X.npy", counting_matrix<std::uint8_t>(5, 2));
    const MappedNpy<std::uint8_t> mapped(folder / "X.npy");
    const Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(5, 0, 4);
    auto chunks = matrix_chunks<float>(mapped.matrix(), y, 2);
    const auto all = collect<float>(chunks);
    CHECK(all.n_chunks == 3);
    CHECK(all.X == counting_matrix<float>(5, 2));
    CHECK(all.y == y);
    CHECK_THROWS_AS(matrix_chunks<float>(mapped.matrix(), y.head(4), 2), InvalidDataError);
    CHECK_THROWS_AS(collect<float>(matrix_chunks<float>(mapped.matrix(), y, 0)), InvalidParameterError);
}

TEST_CASE("matrix_chunks keeps views by value, matrices by name, and takes no matrix without one") {
    using Held = MatrixChunks<double, Matrix<double>, Eigen::VectorXi>;
    Matrix<double> X = counting_matrix<double>(5, 3);
    Eigen::VectorXi y = Eigen::VectorXi::LinSpaced(5, 0, 4);
    auto named = matrix_chunks<double>(X, y, 2);
    STATIC_REQUIRE(std::is_same_v<decltype(named), Held>);
    auto views = matrix_chunks<double>(X.leftCols(2) * 2.0, y.head(5), 2);
    X.setConstant(7.0);
    y.setConstant(1);
    CHECK(collect(named).X == X);
    CHECK(collect(views).X == Matrix<double>::Constant(5, 2, 14.0));
    CHECK(collect(views).y == y);

    const auto takes = []<class XType, class Y>(XType&&, Y&&) {
        return requires(XType && matrix, Y && targets) {
            matrix_chunks<double>(std::forward<XType>(matrix), std::forward<Y>(targets), 2);
        };
    };
    CHECK(takes(X, y));
    CHECK(takes(X.topRows(5), y.head(5)));
    CHECK_FALSE(takes(Matrix<double>(X), y));
    CHECK_FALSE(takes(X, Eigen::VectorXi(y)));
    CHECK_FALSE(takes(Eigen::Ref<const Matrix<double>>(X), y));
    CHECK_FALSE(takes(std::move(std::as_const(X)), y));
}

TEST_CASE("a scaler that learnt from chunks scales chunks") {
    Files files;
    FileChunks<> chunks({.X = files.X, .y = files.y, .chunk_size = 4});
    StandardScaler<> scaler;
    for_each_chunk(chunks, [&scaler](const auto& X, const auto&) { scaler.partial_fit(X); });
    CHECK(scaler.n_samples_seen() == 7);
    const auto all = collect(TransformedChunks(chunks, scaler));
    CHECK(all.X == scaler.transform(counting_matrix<double>(7, 3)));
    CHECK(all.y.size() == 7);
    CHECK(TransformedChunks(FileChunks<>({.X = files.X, .y = files.y}), scaler).n_samples() == 7);
}
