// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <cstdlib>
#include <regex>
#include <string>
#include <vector>

#include "datasets/idx_files.hpp"
#include "examples/child_process.hpp"
#include "support/catch.hpp"

using namespace eigenmlp::test;
namespace fs = std::filesystem;

namespace {

const fs::path sample = fs::path(EIGENMLP_EXAMPLES_DATA) / "fashion-mnist";
const std::vector<std::string> picture_names = {"loss_curve", "predictions", "confusion_matrix",
                                                "first_layer_weights"};

/// One run of the example on the bundled sample, with pictures in the folder `pictures`.
struct Run {
    explicit Run(const std::vector<std::string>& options, const std::vector<std::string>& environment = {})
        : Run({}, options, environment) {}

    /// `data`: another folder than the sample
    Run(const fs::path& data, const std::vector<std::string>& options,
        const std::vector<std::string>& environment = {}) {
        std::vector<std::string> command = {EIGENMLP_FASHION_MNIST_PROGRAM, "--data",
                                            data.empty() ? sample.string() : data.string()};
        command.insert(command.end(), options.begin(), options.end());
        if (std::find(options.begin(), options.end(), "--output") == options.end())
            command.insert(command.end(), {"--output", (folder / "pictures").string()});
        ChildProcess program(command, folder.path(), environment);
        status = program.wait();
        out = program.out();
        err = program.err();
    }

    bool has(const std::string& file) const {
        return fs::exists(folder / ("pictures/" + file)) && !fs::is_empty(folder / ("pictures/" + file));
    }

    TemporaryFolder folder;
    int status = 0;
    std::string out, err;
};

std::string last_line(const std::string& text) {
    REQUIRE(text.size() > 1);
    REQUIRE(text.back() == '\n');
    const auto before = text.rfind('\n', text.size() - 2);
    return text.substr(before + 1, text.size() - before - 2);
}

bool is_final_line(const std::string& line) {
    return std::regex_match(line, std::regex("test accuracy [01]\\.[0-9]{4}"));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

bool gnuplot_is_installed() { return std::system("gnuplot --version >/dev/null 2>&1") == 0; }

const std::vector<std::string> no_program_found = {"PATH=/nonexistent"};

}  // namespace

TEST_CASE("fashion_mnist reports, draws and ends with the test accuracy") {
    const Run run({"--max-iter", "10", "--hidden", "32", "--early-stopping"});
    INFO(run.out << run.err);
    REQUIRE(run.status == 0);
    const std::string line = last_line(run.out);
    REQUIRE(is_final_line(line));
    CHECK(std::stod(line.substr(14)) > 0.6);
    for (const char* part : {"1500 training and 500 test images", "784-32-10", "precision", "macro avg",
                             "Ankle boot", "Confusion matrix", "training  "})
        CHECK(contains(run.out, part));
    for (const std::string& name : picture_names) {
        CHECK(run.has(name + ".dat"));
        CHECK(run.has(name + ".gp"));
        if (gnuplot_is_installed())
            CHECK(read_text(run.folder / ("pictures/" + name + ".png")).substr(1, 3) == "PNG");
    }
    CHECK_FALSE(contains(run.err, "fashion_mnist:"));
}

TEST_CASE("fashion_mnist --quiet prints the final line only, the same for the same seed") {
    const std::vector<std::string> options = {
        "--quiet",  "--max-iter", "2",        "--rows", "1000",         "--no-early-stopping",
        "--scalar", "double",     "--hidden", "16,8",   "--activation", "tanh"};
    const Run first(options, no_program_found), second(options, no_program_found);
    REQUIRE(first.status == 0);
    CHECK(is_final_line(first.out.substr(0, first.out.size() - 1)));
    CHECK(first.out == second.out);
}

TEST_CASE("fashion_mnist keeps data and scripts where gnuplot is missing, and says so") {
    const Run run({"--max-iter", "1", "--hidden", "8"}, no_program_found);
    CHECK(run.status == 0);
    CHECK(contains(run.err, "Note: gnuplot was not found."));
    CHECK(is_final_line(last_line(run.out)));
    for (const std::string& name : picture_names) {
        CHECK(run.has(name + ".dat"));
        CHECK(run.has(name + ".gp"));
        CHECK_FALSE(run.has(name + ".png"));
    }
}

TEST_CASE("fashion_mnist --help names every option") {
    const Run run({"--help"});
    CHECK(run.status == 0);
    for (const char* option :
         {"--data", "--rows", "--hidden", "--activation", "--solver", "--learning-rate-init", "--batch-size",
          "--max-iter", "--early-stopping", "--scalar", "--seed", "--output", "--quiet"})
        CHECK(contains(run.out, option));
}

TEST_CASE("fashion_mnist refuses a data folder that is missing or damaged") {
    const TemporaryFolder folder;
    const Run missing(folder / "absent", {});
    CHECK(missing.status == 1);
    CHECK(missing.err == "fashion_mnist: " + (folder / "absent").string() + ": no such folder.\n");
    CHECK(missing.out.empty());

    fs::copy(sample, folder / "damaged");
    const auto images = folder / "damaged/train-images-idx3-ubyte.gz";
    fs::resize_file(images, 100'000);
    const Run damaged(folder / "damaged", {});
    CHECK(damaged.status == 1);
    CHECK(damaged.err ==
          "fashion_mnist: " + images.string() + ": the gzip data ends too early, the file is truncated.\n");
}

TEST_CASE("fashion_mnist removes the pictures of an earlier run") {
    const TemporaryFolder folder;
    write_plain(folder / "predictions.png", {1});
    const Run run({"--output", folder.path().string(), "--max-iter", "1", "--hidden", "8"}, no_program_found);
    CHECK(run.status == 0);
    CHECK_FALSE(fs::exists(folder / "predictions.png"));
}

TEST_CASE("fashion_mnist finds an unwritable output folder before it trains") {
    const TemporaryFolder folder;
    write_plain(folder / "file", {1});
    const Run run(
        {"--output", (folder / "file" / "pictures").string(), "--max-iter", "100000", "--hidden", "2000"});
    CHECK(run.status == 1);
    CHECK(contains(run.err, "pictures: the output folder cannot be created: "));
    CHECK(run.out.empty());
}

TEST_CASE("fashion_mnist leaves nothing in a folder on a full disk") {
    if (!fs::exists("/dev/full")) return;
    const TemporaryFolder folder;
    fs::create_symlink("/dev/full", folder / ".probe");
    const Run run({"--output", folder.path().string()});
    CHECK(run.status == 1);
    CHECK(contains(run.err, ".probe: cannot be written: No space left on device."));
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("fashion_mnist reports a picture that could not be written, and the accuracy all the same") {
    if (!fs::exists("/dev/full")) return;
    const TemporaryFolder folder;
    fs::create_symlink("/dev/full", folder / "predictions.dat");
    const Run run({"--output", folder.path().string(), "--max-iter", "1", "--hidden", "8"}, no_program_found);
    CHECK(run.status == 1);
    CHECK(contains(run.err, "predictions.dat: cannot be written: No space left on device."));
    CHECK(is_final_line(last_line(run.out)));
}

TEST_CASE("fashion_mnist reports a picture that gnuplot left incomplete") {
    const TemporaryFolder folder;
    const std::string script = "#!/bin/sh\n[ \"$1\" = --version ] || printf '\\211PNG' > \"${1%.gp}.png\"\n";
    write_plain(folder / "gnuplot", Bytes(script.begin(), script.end()));
    fs::permissions(folder / "gnuplot", fs::perms::owner_all);
    const Run run({"--max-iter", "1", "--hidden", "8"}, {"PATH=" + folder.path().string()});
    CHECK(run.status == 1);
    CHECK(contains(run.err, "loss_curve.png: gnuplot left no complete picture."));
    CHECK(is_final_line(last_line(run.out)));
}

TEST_CASE("fashion_mnist refuses wrong options in one sentence") {
    const auto complaint = [](const std::vector<std::string>& options) {
        const Run run(options);
        CHECK(run.status != 0);
        CHECK(run.out.find("test accuracy") == std::string::npos);
        return run.err;
    };
    const std::string activation = complaint({"--activation", "sine"});
    CHECK(contains(activation, "activation"));
    CHECK(contains(activation, "sine"));
    CHECK(contains(activation, "relu"));
    CHECK(contains(complaint({"--solver", "newton"}), "sgd"));
    CHECK(contains(complaint({"--rows", "1501"}), "--rows: expected 1 to 1500"));
    CHECK(contains(complaint({"--rows", "0"}), "--rows: expected 1 to 1500"));
    CHECK(contains(complaint({"--hidden", "0"}), "hidden_layer_sizes"));
    CHECK(contains(complaint({"--scalar", "half"}), "half"));
    CHECK(contains(complaint({"--epochs", "3"}), "--epochs"));
}

TEST_CASE("Ctrl-C ends the training of fashion_mnist, not the report") {
    const TemporaryFolder folder;
    ChildProcess program({EIGENMLP_FASHION_MNIST_PROGRAM, "--data", sample.string(), "--output",
                          (folder / "pictures").string(), "--hidden", "500,500", "--max-iter", "100000",
                          "--no-early-stopping", "--learning-rate-init", "1e-5"},
                         folder.path());
    REQUIRE(program.wait_for_output("Network"));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    program.send(SIGINT);
    CHECK(program.wait() == 0);
    CHECK(contains(program.err(), "Note: interrupted after "));
    CHECK(is_final_line(last_line(program.out())));
}
