// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "support/settings.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "eigenmlp/core/warnings.hpp"
#include "support/help_formatter.hpp"
#include "support/report.hpp"

namespace example {
namespace {

/// Refuses numbers below 1. CLI11's own validator names the largest double, of 309 digits, instead.
CLI::Validator at_least_one() {
    return CLI::Validator(
        [](std::string& text) {
            Index n = 0;
            const char* const end = text.data() + text.size();
            return std::from_chars(text.data(), end, n).ptr == end && n >= 1
                       ? std::string()
                       : fmt::format("expected a whole number of at least 1, found {}", text);
        },
        "");
}

/// Fills `settings`; returns the exit status where the program has to end.
std::optional<int> parse(int argc, char** argv, const Experiment& experiment, Settings& settings) {
    CLI::App app(experiment.description + "\n", experiment.name);
    const auto formatter = std::make_shared<HelpFormatter>();
    formatter->column_width(24);
    app.formatter(formatter);
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.add_flag("--full", settings.full,
                 experiment.has("--full") ? "The chapter's setting, which takes longer"
                                          : "The chapter's setting, which it always is");
    const auto add = [&](const std::string& name, auto& value, const std::string& type,
                         const std::string& description) {
        return app.add_option(name, value, description)->type_name(type);
    };
    if (experiment.has("--data"))
        add("--data", settings.data, "FOLDER",
            "Folder of Fashion-MNIST's four IDX files [the installed\ndata set, else the bundled sample]");
    if (experiment.has("--rows"))
        add("--rows", settings.rows, "N", "Use the first N training rows at most")->check(at_least_one());
    if (experiment.has("--max-iter"))
        add("--max-iter", settings.max_iter, "N", "Train for N epochs at most")->check(at_least_one());
    if (experiment.has("--n-jobs"))
        add("--n-jobs", settings.n_jobs, "N", "Fits at once [as many as there are cores]");
    add("--seed", settings.seed, "N", "Seed of splits, weights and shuffling [0]");
    add("--output", settings.output, "FOLDER", fmt::format("Folder of the pictures [{}]", settings.output));
    add("--compare", settings.compare, "FILE", "What scikit_learn.py printed, to show beside our figures");
    app.add_flag("--parts", settings.parts, "Also write this experiment's parts of an HTML page");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    return std::nullopt;
}

}  // namespace

int run_experiment(int argc, char** argv, const Experiment& experiment) {
    Settings settings;
    settings.output = experiment.name + "_output";
    if (const auto status = parse(argc, argv, experiment, settings)) return *status;
    eigenmlp::set_warning_handler([](eigenmlp::WarningCategory category, const std::string& message) {
        // the number of epochs is part of an experiment
        if (category != eigenmlp::WarningCategory::ConvergenceWarning)
            fmt::print(stderr, "{}: {}\n", eigenmlp::name(category), message);
    });
    try {
        Report report(experiment, settings);
        experiment.run(settings, report);
        report.finish();
        if (std::fflush(stdout) != 0)
            throw std::runtime_error("the report could not be written to the standard output.");
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", experiment.name, error.what());
        return 1;
    }
}

}  // namespace example
