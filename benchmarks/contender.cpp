// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
// eigenmlp in the comparison: fits or predicts once for each line of its input and answers with the seconds.

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <eigenmlp/core/warnings.hpp>
#include <eigenmlp/neural_network/mlp_classifier.hpp>
#include <exception>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "protocol.hpp"

namespace {

using benchmark::Options;
using eigenmlp::Index;
using eigenmlp::Matrix;

template <class T>
void read_binary(const std::string& path, T* values, Index n) {
    std::ifstream file(path, std::ios::binary);
    const auto bytes = n * static_cast<std::streamsize>(sizeof(T));
    if (!file.read(reinterpret_cast<char*>(values), bytes))
        throw std::runtime_error(fmt::format("{}: expected {} bytes", path, bytes));
}

/// A figure of /proc/self/status in bytes, 0 where there is none.
double process_memory(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(name + ":", 0) == 0) return 1024.0 * std::stod(line.substr(name.size() + 1));
    return 0.0;
}

void forget_peak_memory() { std::ofstream("/proc/self/clear_refs") << 5; }

template <class S>
class Contender {
    using Classifier = eigenmlp::MLPClassifier<S>;

public:
    explicit Contender(const Options& options)
        : options_(options),
          params_(make_params(options)),
          X_(options.integer("rows"), options.integer("features")),
          y_(X_.rows()) {
        read_binary(options.text("data") + "." + options.text("scalar"), X_.data(), X_.size());
        read_binary(options.text("data") + ".labels", y_.data(), y_.size());
    }

    void serve() {
        const std::string& task = options_.text("task");
        if (task == "memory")
            benchmark::serve("{}", [this] { return fit_memory(); });
        else if (task == "fit") {
            fit_some();
            benchmark::serve("{}", [this] { return fit_seconds(); });
        } else {
            const Classifier clf = fit_some();
            benchmark::serve("{}", [&] { return predict_seconds(clf); });
        }
    }

private:
    static typename Classifier::Params make_params(const Options& options) {
        typename Classifier::Params p;
        p.hidden_layer_sizes.clear();
        for (const long units : options.integers("hidden")) p.hidden_layer_sizes.push_back(units);
        p.batch_size = options.integer("batch_size");
        p.max_iter = options.integer("max_iter");
        p.tol = options.number("tol");
        p.n_iter_no_change = options.integer("n_iter_no_change");
        p.random_state = static_cast<std::uint32_t>(options.integer("seed"));
        if constexpr (requires { p.n_threads; })
            p.n_threads = options.integer("threads");
        else if (options.integer("threads") != 1)
            throw std::invalid_argument("this version of eigenmlp has no parameter n_threads");
        return p;
    }

    /// A short fit: it warms up the caches and gives a model that predicts.
    Classifier fit_some() const {
        auto params = params_;
        params.max_iter = 1;
        Classifier clf(params);
        const Index n = std::min<Index>(X_.rows(), 2 * *params.batch_size + 500);
        clf.fit(X_.topRows(n), y_.head(n));
        return clf;
    }

    std::string fit_seconds() const {
        Classifier clf(params_);
        const double seconds =
            benchmark::mean_seconds(options_.number("min_seconds"), [&] { clf.fit(X_, y_); });
        return fmt::format(R"({{"seconds": {}, "n_iter": {}, "hash": "{:016x}"}})", seconds, clf.n_iter(),
                           hash(clf));
    }

    std::string predict_seconds(const Classifier& clf) const {
        const Index n = options_.integer("predict_rows");
        Index first = 0;
        const double seconds = benchmark::mean_seconds(options_.number("min_seconds"), [&] {
            [[maybe_unused]] volatile int sink = clf.predict(X_.middleRows(first, n))[0];
            first = first + 2 * n <= X_.rows() ? first + n : 0;
        });
        return fmt::format(R"({{"seconds": {}}})", seconds);
    }

    std::string fit_memory() const {
        forget_peak_memory();
        const double before = process_memory("VmRSS");
        Classifier clf(params_);
        clf.fit(X_, y_);
        return fmt::format(R"({{"bytes": {}}})", process_memory("VmHWM") - before);
    }

    /// Of the bits of all weights: the same for any number of threads.
    static std::size_t hash(const Classifier& clf) {
        std::string bits;
        for (const Matrix<S> W : clf.coefs())
            bits.append(reinterpret_cast<const char*>(W.data()),
                        static_cast<std::size_t>(W.size()) * sizeof(S));
        return std::hash<std::string>()(bits);
    }

    const Options& options_;
    typename Classifier::Params params_;
    Matrix<S> X_;
    Eigen::VectorXi y_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        const Options options(argc, argv);
        eigenmlp::set_warning_handler([](eigenmlp::WarningCategory, const std::string&) {});
        if (options.text("scalar") == "float")
            Contender<float>(options).serve();
        else
            Contender<double>(options).serve();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return EXIT_FAILURE;
    }
}
