// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/idx.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"

// Reads what tests/parity/mlp_cases.py writes and describes: tables of data, and cases with scikit-learn's
// results.

namespace support {

using eigenmlp::Index;

/// Features, and further columns as they were written: targets, labels or weights.
struct Table {
    eigenmlp::Matrix<double> X;
    std::vector<std::vector<std::string>> columns;

    Eigen::VectorXd column(std::size_t j) const {
        Eigen::VectorXd numbers(X.rows());
        for (Index i = 0; i < X.rows(); ++i)
            numbers[i] = std::stod(columns.at(j)[static_cast<std::size_t>(i)]);
        return numbers;
    }
};

inline Table read_table(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("no table " + path.string());
    Index rows = 0, features = 0;
    std::size_t further = 0;
    double divisor = 1.0;
    in >> rows >> features >> further >> divisor;
    Table table{eigenmlp::Matrix<double>(rows, features),
                std::vector(further, std::vector<std::string>(static_cast<std::size_t>(rows)))};
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < features; ++j) in >> table.X(i, j);
        for (auto& column : table.columns) in >> column[static_cast<std::size_t>(i)];
    }
    if (!in) throw std::runtime_error("short table " + path.string());
    table.X /= divisor;
    return table;
}

/// The first `n` training images of the bundled Fashion-MNIST sample, scaled to [0, 1]; their class, and
/// whether it is one of the last five.
inline Table fashion_table(Index n) {
    const auto folder = std::filesystem::path(EIGENMLP_EXAMPLES_DATA) / "fashion-mnist";
    const auto images = eigenmlp::read_idx(folder / "train-images-idx3-ubyte.gz");
    const auto labels = eigenmlp::read_idx(folder / "train-labels-idx1-ubyte.gz");
    const Eigen::Map<const eigenmlp::Matrix<std::uint8_t>> pixels(images.values.data(), images.shape[0], 784);
    Table table{pixels.topRows(n).cast<double>() / 255.0, {{}, {}}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
        table.columns[0].push_back(std::to_string(labels.values[i]));
        table.columns[1].push_back(labels.values[i] >= 5 ? "1" : "0");
    }
    return table;
}

/// A table of a folder of cases.
inline Table read_table(const std::filesystem::path& folder, const std::string& name) {
    return name == "fashion" ? fashion_table(600) : read_table(folder / "data" / (name + ".txt"));
}

/// Features and labels.
struct Data {
    eigenmlp::Matrix<double> X;
    Eigen::VectorXi y;
};

inline Data read_fashion(Index n) {
    const Table table = fashion_table(n);
    return {table.X, table.column(0).cast<int>()};
}

/// "iris" or "digits" of tests/parity/data.
inline Data parity_data(const std::string& name) {
    const Table table = read_table(EIGENMLP_TEST_DATA, name);
    return {table.X, table.column(0).cast<int>()};
}

/// A matrix of a case: every `stride`-th element in row-major order and the sum of all squares.
struct ThinnedMatrix {
    Index rows, cols, stride;
    double square_sum;
    std::vector<double> values;
};

/// Calls of one method with the same rows.
struct MLPCalls {
    std::string method;
    int times = 0;
    Index first = 0, rows = 0;
};

/// A case: what is done, and what scikit-learn gave.
struct MLPFixture {
    std::string estimator, scalar, table, labels;
    std::vector<std::size_t> targets;
    int weights = -1;  ///< column of the table; -1: none
    bool sparse = false;
    std::vector<MLPCalls> calls;
    std::map<std::string, std::string> params;

    bool refused = false;
    std::vector<Index> n_iter, warned;
    Index t = 0;
    double loss = 0.0, score = 0.0;
    std::vector<double> loss_curve, validation_scores, outputs;
    std::vector<ThinnedMatrix> coefs, intercepts;
    double rounding_of_loss = 0.0, rounding = 0.0;

    bool has(const std::string& param, const std::string& value) const {
        const auto found = params.find(param);
        return found != params.end() && found->second == value;
    }
};

template <class T>
void read_list(std::istream& in, std::vector<T>& values) {
    std::size_t n = 0;
    in >> n;
    values.resize(n);
    for (T& value : values) in >> value;
}

using Readers = std::map<std::string, std::function<void(std::istream&)>>;

/// Lets the reader of `key` read the rest. \throws std::runtime_error if there is none or if it fails
inline void read_keyword(const Readers& readers, const std::string& key, std::istream& in) {
    const auto reader = readers.find(key);
    if (reader == readers.end()) throw std::runtime_error("unknown keyword " + key);
    reader->second(in);
    if (in.fail()) throw std::runtime_error("bad value of " + key);
}

/// A reader of one word, number or flag.
auto read_into(auto& value) {
    return [&value](std::istream& in) { in >> value; };
}

inline MLPFixture read_mlp_fixture(const std::filesystem::path& path) {
    MLPFixture f;
    const auto list = [](auto& values) { return [&values](std::istream& in) { read_list(in, values); }; };
    const auto matrix = [](std::vector<ThinnedMatrix>& layers) {
        return [&layers](std::istream& in) {
            std::size_t layer = 0;
            ThinnedMatrix m{};
            in >> layer >> m.rows >> m.cols >> m.stride >> m.square_sum;
            read_list(in, m.values);
            layers.push_back(m);
        };
    };
    const Readers readers = {
        {"estimator", read_into(f.estimator)},
        {"scalar", read_into(f.scalar)},
        {"table", read_into(f.table)},
        {"labels", read_into(f.labels)},
        {"targets", list(f.targets)},
        {"weights", read_into(f.weights)},
        {"sparse", read_into(f.sparse)},
        {"calls",
         [&](std::istream& in) {
             for (MLPCalls c; in >> c.method >> c.times >> c.first >> c.rows;) f.calls.push_back(c);
             in.clear();
         }},
        {"param",
         [&](std::istream& in) {
             std::string name;
             in >> name;
             std::getline(in >> std::ws, f.params[name]);
         }},
        {"refused", read_into(f.refused)},
        {"n_iter", list(f.n_iter)},
        {"warned", list(f.warned)},
        {"t", read_into(f.t)},
        {"loss", read_into(f.loss)},
        {"score", read_into(f.score)},
        {"loss_curve", list(f.loss_curve)},
        {"validation_scores", list(f.validation_scores)},
        {"coefs", matrix(f.coefs)},
        {"intercepts", matrix(f.intercepts)},
        {"outputs", list(f.outputs)},
        {"rounding", [&](std::istream& in) { in >> f.rounding_of_loss >> f.rounding; }},
    };
    std::ifstream file(path);
    if (!file) throw std::runtime_error("no case " + path.string());
    for (std::string line; std::getline(file, line);) {
        std::istringstream in(line);
        std::string key;
        in >> key;
        read_keyword(readers, key, in);
    }
    return f;
}

/// The keywords of a case as parameters.
template <class Params>
Params mlp_params(const std::map<std::string, std::string>& keywords) {
    Params p;
    std::string word;
    Index integer = 0;
    Readers readers = {
        {"hidden_layer_sizes", [&](std::istream& in) { read_list(in, p.hidden_layer_sizes); }},
        {"activation", [&](std::istream& in) { p.activation = (in >> word, word); }},
        {"solver", [&](std::istream& in) { p.solver = (in >> word, word); }},
        {"alpha", read_into(p.alpha)},
        {"batch_size", [&](std::istream& in) { p.batch_size = (in >> integer, integer); }},
        {"learning_rate",
         [&](std::istream& in) {
             in >> word;
             p.learning_rate = word == "adaptive"     ? eigenmlp::LearningRate::adaptive
                               : word == "invscaling" ? eigenmlp::LearningRate::invscaling
                                                      : eigenmlp::LearningRate::constant;
         }},
        {"learning_rate_init", read_into(p.learning_rate_init)},
        {"power_t", read_into(p.power_t)},
        {"max_iter", read_into(p.max_iter)},
        {"shuffle", read_into(p.shuffle)},
        {"random_state", [&](std::istream& in) { p.random_state = (in >> integer, integer); }},
        {"tol", read_into(p.tol)},
        {"warm_start", read_into(p.warm_start)},
        {"momentum", read_into(p.momentum)},
        {"nesterovs_momentum", read_into(p.nesterovs_momentum)},
        {"early_stopping", read_into(p.early_stopping)},
        {"validation_fraction", read_into(p.validation_fraction)},
        {"beta_1", read_into(p.beta_1)},
        {"beta_2", read_into(p.beta_2)},
        {"epsilon", read_into(p.epsilon)},
        {"n_iter_no_change", read_into(p.n_iter_no_change)},
    };
    if constexpr (requires { p.max_fun; }) readers["max_fun"] = read_into(p.max_fun);
    if constexpr (requires { p.loss; })
        readers["loss"] = [&](std::istream& in) { p.loss = (in >> word, word); };
    for (const auto& [key, value] : keywords) {
        std::istringstream in(value);
        read_keyword(readers, key, in);
    }
    return p;
}

}  // namespace support
