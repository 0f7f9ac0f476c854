// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/datasets/output_file.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>

#include "datasets/idx_files.hpp"
#include "eigenmlp/datasets/mapped_npy.hpp"
#include "eigenmlp/datasets/npy_writer.hpp"
#include "eigenmlp/datasets/npz.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using namespace eigenmlp::test;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

const Bytes before = {'o', 'l', 'd'};

std::ptrdiff_t count_files(const TemporaryFolder& folder) {
    return std::distance(fs::directory_iterator(folder.path()), {});
}

/// No file of this process may get longer, as on a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &limit_);
        rlimit low = limit_;
        low.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &low);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit limit_{};
    void (*handler_)(int);
};

}  // namespace

TEST_CASE("A file that is there is replaced by a whole one") {
    const TemporaryFolder folder;
    write_plain(folder / "file", before);
    fs::permissions(folder / "file", fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("file", folder / "link");

    detail::OutputFile file(folder / "link");
    file.write("new", 3);
    CHECK(read_bytes(folder / "file") == before);
    file.close();
    CHECK(read_bytes(folder / "file") == Bytes{'n', 'e', 'w'});
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(fs::status(folder / "file").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(count_files(folder) == 2);
}

TEST_CASE("A file that is there outlives one that is never completed") {
    const TemporaryFolder folder;
    write_plain(folder / "file", before);
    {
        NpyWriter<double> writer(folder / "file");
        writer.append(Eigen::MatrixXd::Zero(1000, 10));
        NpyWriter<double> moved = std::move(writer);
        moved.append(Eigen::MatrixXd::Zero(1000, 10));
    }
    CHECK(read_bytes(folder / "file") == before);
    CHECK(count_files(folder) == 1);
}

TEST_CASE("A file that is there outlives a full disk") {
    const TemporaryFolder folder;
    const Eigen::MatrixXd X = Eigen::MatrixXd::Zero(1000, 10);
    for (const bool is_there : {true, false}) {
        if (is_there) write_plain(folder / "file", before);
        {
            const FullDisk disk(1 << 14);
            CHECK_THROWS_WITH(write_npy(folder / "file", X), ContainsSubstring("file: cannot be written"));
            CHECK_THROWS_WITH(write_npz(folder / "file", {{"X", X}}),
                              ContainsSubstring("file: cannot be written"));
        }
        if (is_there) CHECK(read_bytes(folder / "file") == before);
        CHECK(count_files(folder) == 1);
        fs::remove(folder / "file");
    }
}

TEST_CASE("A file in no folder is written over") {
    const TemporaryFolder folder;
    write_plain(folder / "file", before);
    const int descriptor = open((folder / "file").c_str(), O_RDWR);
    fs::remove(folder / "file");
    write_npy("/proc/self/fd/" + std::to_string(descriptor), Eigen::Vector3d(1, 2, 3));
    CHECK(read_npy("/proc/self/fd/" + std::to_string(descriptor)).vector<double>() ==
          Eigen::Vector3d(1, 2, 3));
    close(descriptor);
    CHECK(count_files(folder) == 0);
}

TEST_CASE("A file that may not be written to is not replaced") {
    const TemporaryFolder folder;
    write_plain(folder / "file", before);
    fs::permissions(folder / "file", fs::perms::owner_read);
    if (geteuid() == 0) return;  // who may write to it all the same
    CHECK_THROWS_WITH(detail::OutputFile(folder / "file"), ContainsSubstring("Permission denied"));
    CHECK(read_bytes(folder / "file") == before);
}

TEMPLATE_TEST_CASE("A mapped file can be written anew from its own rows", "", float, double) {
    const TemporaryFolder folder;
    const Matrix<TestType> X = Matrix<TestType>::Constant(3000, 10, 2);
    write_npy(folder / "X.npy", X);
    const MappedNpy<TestType> mapped(folder / "X.npy");
    NpyWriter<TestType> writer(folder / "X.npy");
    for (Index i = 0; i < X.rows(); i += 1000)
        writer.append(Matrix<TestType>(3 * mapped.matrix().middleRows(i, 1000)));
    writer.close();
    CHECK(mapped.matrix() == X);
    CHECK(MappedNpy<TestType>(folder / "X.npy").matrix() == 3 * X);
}
