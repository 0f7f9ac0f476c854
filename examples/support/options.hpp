// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "support/help_formatter.hpp"

namespace example {

using eigenmlp::Index;

/// What the command line of `fashion_mnist` says.
struct Options {
    std::optional<std::string> data;  ///< none: the installed data set, else the bundled sample
    std::optional<Index> rows;        ///< none: all
    std::vector<Index> hidden = {100, 100};
    std::string activation = "relu";
    std::string solver = "adam";
    double learning_rate_init = 0.001;
    Index batch_size = 200;
    Index max_iter = 30;
    bool early_stopping = false;
    std::string scalar = "double";
    std::uint32_t seed = 0;
    std::string output = "fashion_mnist_output";
    bool quiet = false;
};

/// Fills `options`; returns the exit status where the program has to end: after --help and after a usage
/// error.
inline std::optional<int> parse(int argc, char** argv, Options& options) {
    CLI::App app(
        "Trains a multilayer perceptron on Fashion-MNIST, grey images of ten kinds of clothing, and reports\n"
        "how well it recognises the test images: accuracy, precision and recall of each class, confusion\n"
        "matrix, pictures. The last line of the output is 'test accuracy' and the figure. Ctrl-C ends the\n"
        "training; the report follows with the weights so far.\n",
        "fashion_mnist");
    const auto formatter = std::make_shared<HelpFormatter>();
    formatter->column_width(30);
    app.formatter(formatter);
    app.footer(
        "\nFor example: two hidden layers of other sizes, trained on a tenth of the images in double "
        "precision:\n"
        "  fashion_mnist --hidden 256,64 --rows 6000 --scalar double\n");
    app.set_help_flag("-h,--help", "Print this help and exit");

    std::string group = "Data";
    const auto add = [&](const std::string& name, auto& value, const std::string& type,
                         const std::string& description) {
        return app.add_option(name, value, description)->type_name(type)->group(group);
    };
    add("--data", options.data, "FOLDER",
        "Folder with the four IDX files [the installed data set,\nelse the bundled sample]");
    add("--rows", options.rows, "N", "Train on the first N images only [all]");

    group = "Model";
    add("--hidden", options.hidden, "N,N,...",
        fmt::format("Neurons of each hidden layer [{}]", fmt::join(options.hidden, ",")))
        ->delimiter(',');
    add("--activation", options.activation, "NAME",
        fmt::format("relu, tanh, logistic, gelu, ...; a wrong name lists all [{}]", options.activation));
    add("--scalar", options.scalar, "TYPE",
        fmt::format("Precision of all computations: float or double [{}]", options.scalar))
        ->check(CLI::IsMember({"float", "double"}).description(""));

    group = "Training";
    add("--solver", options.solver, "NAME",
        fmt::format("adam, sgd, lbfgs, adamw, ...; a wrong name lists all [{}]", options.solver));
    add("--learning-rate-init", options.learning_rate_init, "X",
        fmt::format("Step size at the start; adam and sgd [{}]", options.learning_rate_init));
    add("--batch-size", options.batch_size, "N",
        fmt::format("Images per update; adam and sgd [{}]", options.batch_size));
    add("--max-iter", options.max_iter, "N", fmt::format("Epochs at most [{}]", options.max_iter));
    app.add_flag("--early-stopping,!--no-early-stopping", options.early_stopping,
                 "Set a tenth of the images aside, stop when their accuracy\n"
                 "no longer improves, keep the best weights; adam and sgd [off]")
        ->group(group);
    add("--seed", options.seed, "N",
        fmt::format("Seed of initial weights, shuffling and splitting [{}]", options.seed));

    group = "Output";
    add("--output", options.output, "FOLDER",
        fmt::format("Folder for the pictures, created if absent\n[{}]", options.output));
    app.add_flag("--quiet", options.quiet, "Print the final line only")->group(group);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    return std::nullopt;
}

}  // namespace example
