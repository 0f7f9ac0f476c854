// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

/// Any bytes as a file for the reader that the environment variable EIGENMLP_FUZZ names: idx, csv, npy, npz,
/// chunks (of IDX and NPY files) or mapped (NPY files). A reader may throw FileError, and nothing else; what
/// it reads can be used and, where there is a writer, written and read again. With libFuzzer, which adds what
/// it finds to the folder corpus/READER:
///     EIGENMLP_FUZZ=npy ./fuzz_readers -max_total_time=600

#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "datasets/idx_files.hpp"
#include "eigenmlp/core/sample_chunks.hpp"
#include "eigenmlp/datasets/csv.hpp"
#include "eigenmlp/datasets/file_chunks.hpp"
#include "eigenmlp/datasets/idx.hpp"
#include "eigenmlp/datasets/mapped_npy.hpp"
#include "eigenmlp/datasets/npz.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;

namespace {

/// A file in memory, that goes with the process.
std::filesystem::path make_file(const char* name) {
    return "/proc/self/fd/" + std::to_string(memfd_create(name, 0));
}

const std::filesystem::path& input_path() {
    static const std::filesystem::path path = make_file("input");
    return path;
}

void require(bool holds) {
    if (!holds) std::abort();
}

void use_array(const NpyArray& array) {
    array.check_shape();
    if (array.shape.empty()) return;
    require(array.matrix<double>().size() == array.size());
    static const std::filesystem::path path = make_file("again");
    write_npy(path, array);
    const NpyArray again = read_npy(path);
    require(again.shape == array.shape && again.values.index() == array.values.index() &&
            again.size() == array.size());
}

void read_as_idx() {
    const IdxArray array = read_idx(input_path());
    Index count = 1;
    for (const Index extent : array.shape) count *= extent;
    require(static_cast<Index>(array.values.size()) == count);
}

void read_as_csv() {
    const CsvTable table = read_csv(input_path());
    std::size_t length = 0;
    for (Index i = 0; i < table.rows(); ++i)
        for (Index j = 0; j < table.cols(); ++j) length += table.field(i, j).size();
    require(length < (std::size_t{1} << 31));
    try {
        table.labels(0, std::optional<std::string>("none"));
        require(table.matrix({.fill = std::numeric_limits<double>::quiet_NaN()}).rows() == table.rows());
    } catch (const FileError&) {  // not all fields are numbers
    }
}

void read_as_npy() { use_array(read_npy(input_path())); }

void read_as_npz() {
    const NpzArrays arrays = read_npz(input_path());
    for (const auto& [name, array] : arrays) use_array(array);
}

bool same(const Matrix<double>& a, const Matrix<double>& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           (a.array() == b.array() || (a.array().isNaN() && b.array().isNaN())).all();
}

Matrix<double> whole_input() {
    IdxArray array;
    try {
        array = read_idx(input_path());
    } catch (const FileError&) {
        return read_npy(input_path()).matrix<double>();
    }
    const Index n = array.shape.at(0);
    return Eigen::Map<const Matrix<std::uint8_t>>(array.values.data(), n, std::ssize(array.values) / n)
        .cast<double>();
}

/// What can be read in chunks can be read at once.
void read_in_chunks() {
    FileChunks<double, Matrix<double>> chunks({.X = input_path(), .y = input_path(), .chunk_size = 2});
    Matrix<double> X(0, chunks.n_features());
    for_each_chunk(chunks, [&X](const Matrix<double>& x, const Matrix<double>& y) {
        require(same(x, y));
        X.conservativeResize(X.rows() + x.rows(), Eigen::NoChange);
        X.bottomRows(x.rows()) = x;
    });
    require(same(X, whole_input()));
    FileChunks<float, Matrix<int>> integers({.X = input_path(), .y = input_path(), .X_divisor = 255});
    for_each_chunk(integers, [](const auto& x, const auto& y) { require(x.rows() == y.rows()); });
}

template <class T>
void read_as_mapped() {
    const MappedNpy<T> mapped(input_path());
    require(same(mapped.matrix().template cast<double>(), read_npy(input_path()).matrix<double>()));
}

void read_mapped() {
    bool right_type = false;
    const auto attempt = [&right_type](auto read) {
        try {
            read();
            right_type = true;
        } catch (const FileError&) {
        }
    };
    attempt(read_as_mapped<double>);
    attempt(read_as_mapped<float>);
    attempt(read_as_mapped<std::int16_t>);
    attempt(read_as_mapped<std::uint8_t>);
    if (!right_type) read_as_mapped<std::int64_t>();
}

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

/// What `write` writes.
template <class Write>
Bytes written(Write&& write) {
    write(input_path());
    return read_bytes(input_path());
}

struct Reader {
    void (*read)();
    std::vector<Bytes> seeds;
};

std::map<std::string, Reader> make_readers() {
    const Eigen::MatrixXd X = Eigen::MatrixXd::Constant(3, 2, 0.5);
    const std::vector<int> y{1, 2, 3};
    std::vector<Bytes> npy, npz;
    npy.push_back(written([&](const auto& path) { write_npy(path, X); }));
    npy.push_back(written([&](const auto& path) { write_npy(path, y); }));
    for (const std::string shape : {"(2, 3)", "(1000000000, 1000000)"}) {  // the second is a mere claim
        const std::string header = "{'descr': '>i2', 'fortran_order': True, 'shape': " + shape + ", }";
        Bytes bytes = bytes_of("\x93NUMPY\1");
        bytes.insert(bytes.end(), {0, static_cast<std::uint8_t>(header.size()), 0});
        for (const std::string& part : {header, std::string("abcdefghijkl")})
            bytes.insert(bytes.end(), part.begin(), part.end());
        npy.push_back(bytes);
    }
    for (const bool compressed : {false, true})
        npz.push_back(written([&](const auto& path) {
            write_npz(path, {{"X", X}, {"y", y}}, {.compressed = compressed});
        }));
    const Bytes idx = idx_bytes({2, 3}, Bytes(6, 1));
    const auto gzip = [](const Bytes& bytes) {
        return written([&](const auto& path) { write_gzip(path, bytes); });
    };
    const Bytes packed = gzip(idx);
    std::vector<Bytes> chunks = npy, mapped = npy;
    chunks.insert(chunks.end(), {idx, packed, gzip(npy.front())});
    for (const std::string type : {"|u1", "<f4", "<f2", ">i8"}) {
        const std::string header =
            "{'descr': '" + type + "', 'fortran_order': False, 'shape': (3, 2), }" + std::string(59, ' ');
        Bytes bytes = bytes_of("\x93NUMPY\1");
        bytes.insert(bytes.end(), {0, static_cast<std::uint8_t>(header.size()), 0});
        bytes.insert(bytes.end(), header.begin(), header.end());
        bytes.resize(bytes.size() + 6 * static_cast<std::size_t>(type[2] - '0'), 7);
        chunks.push_back(bytes);
        mapped.push_back(bytes);
    }
    return {{"idx", {read_as_idx, {idx, packed, idx_bytes({0x7fffffff, 0x7fffffff}, Bytes(6, 1))}}},
            {"csv",
             {read_as_csv,
              {bytes_of("a,b,c\n1,2.5,x\n-3,,y\r\n"), bytes_of("\xEF\xBB\xBF\"a\"\"\",\"b\n\"\n1,nan\n")}}},
            {"npy", {read_as_npy, npy}},
            {"npz", {read_as_npz, npz}},
            {"chunks", {read_in_chunks, chunks}},
            {"mapped", {read_mapped, mapped}}};
}

const Reader& reader() {
    static const std::map<std::string, Reader> readers = make_readers();
    const char* name = std::getenv("EIGENMLP_FUZZ");
    if (name == nullptr || readers.count(name) == 0) {
        std::fputs("EIGENMLP_FUZZ must be idx, csv, npy, npz, chunks or mapped.\n", stderr);
        std::exit(2);
    }
    return readers.at(name);
}

}  // namespace

/// Writes the first files of the corpus and names its folder to libFuzzer.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    const std::vector<Bytes>& seeds = reader().seeds;
    static std::string folder = std::string("corpus/") + std::getenv("EIGENMLP_FUZZ");
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < seeds.size(); ++i)
        write_plain(folder + "/seed" + std::to_string(i), seeds[i]);
    static std::vector<char*> arguments(*argv, *argv + *argc);
    arguments.push_back(folder.data());
    arguments.push_back(nullptr);
    *argv = arguments.data();
    ++*argc;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    write_plain(input_path(), Bytes(data, data + size));
    try {
        reader().read();
    } catch (const FileError&) {
    }
    return 0;
}
