// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"
#include "eigenmlp/datasets/idx.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"

namespace support {

using eigenmlp::Index;

struct Data {
    eigenmlp::Matrix<double> X;
    Eigen::VectorXi y;
};

/// A table of tests/parity/data: the numbers of rows and columns, then each row with its label.
inline Data read_table(const std::string& name) {
    std::ifstream in(std::filesystem::path(EIGENMLP_TEST_DATA) / "data" / (name + ".txt"));
    if (!in) throw std::runtime_error("no table " + name);
    Index rows = 0, cols = 0;
    in >> rows >> cols;
    Data data{eigenmlp::Matrix<double>(rows, cols), Eigen::VectorXi(rows)};
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) in >> data.X(i, j);
        in >> data.y[i];
    }
    if (!in) throw std::runtime_error("short table " + name);
    return data;
}

/// The first `n` training images of the bundled Fashion-MNIST sample, scaled to [0, 1].
inline Data read_fashion(Index n) {
    const auto folder = std::filesystem::path(EIGENMLP_EXAMPLES_DATA) / "fashion-mnist";
    const auto images = eigenmlp::read_idx(folder / "train-images-idx3-ubyte.gz");
    const auto labels = eigenmlp::read_idx(folder / "train-labels-idx1-ubyte.gz");
    const Eigen::Map<const eigenmlp::Matrix<std::uint8_t>> pixels(images.values.data(), images.shape[0], 784);
    const Eigen::Map<const eigenmlp::Vector<std::uint8_t>> classes(labels.values.data(), labels.shape[0]);
    return {pixels.topRows(n).cast<double>() / 255.0, classes.head(n).cast<int>()};
}

/// The data sets that tests/parity/make_mlp_fixtures.py names.
inline Data parity_data(const std::string& name) {
    Data data;
    if (name.starts_with("iris")) data = read_table("iris");
    if (name.starts_with("digits")) {
        data = read_table("digits");
        data.X /= 16.0;
    }
    if (name.starts_with("fashion")) data = read_fashion(600);
    if (name == "iris_binary") data.y = (data.y.array() == 1).cast<int>();
    if (name == "digits_binary") data.y = data.y.unaryExpr([](int label) { return label % 2; });
    if (name == "fashion_binary") data.y = (data.y.array() >= 5).cast<int>();
    return data;
}

/// A matrix of a fixture: every `stride`-th element in row-major order and the sum of all squares.
struct ThinnedMatrix {
    Index rows, cols, stride;
    double square_sum;
    std::vector<double> values;
};

/// What scikit-learn gave for one case.
struct MLPFixture {
    std::string data, scalar, calls;
    std::map<std::string, std::string> params;
    std::vector<Index> n_iter;
    Index t = 0;
    double loss = 0.0, score = 0.0;
    std::vector<double> loss_curve, validation_scores, probabilities;
    std::vector<ThinnedMatrix> coefs, intercepts;
};

template <class T>
std::vector<T> read_values(std::istream& in, std::size_t n) {
    std::vector<T> values(n);
    for (T& value : values) in >> value;
    return values;
}

inline MLPFixture read_mlp_fixture(const std::filesystem::path& path) {
    MLPFixture f;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream in(line);
        std::string key, name;
        std::size_t n = 0;
        in >> key;
        if (key == "data") in >> f.data;
        if (key == "scalar") in >> f.scalar;
        if (key == "calls") std::getline(in >> std::ws, f.calls);
        if (key == "param") {
            in >> name;
            std::getline(in >> std::ws, f.params[name]);
        }
        if (key == "n_iter") f.n_iter = (in >> n, read_values<Index>(in, n));
        if (key == "t") in >> f.t;
        if (key == "loss") in >> f.loss;
        if (key == "score") in >> f.score;
        if (key == "loss_curve") f.loss_curve = (in >> n, read_values<double>(in, n));
        if (key == "validation_scores") f.validation_scores = (in >> n, read_values<double>(in, n));
        if (key == "probabilities")
            for (double p = 0.0; in >> p;) f.probabilities.push_back(p);
        if (key == "coefs" || key == "intercepts") {
            ThinnedMatrix m{};
            in >> n >> m.rows >> m.cols >> m.stride >> m.square_sum >> n;
            m.values = read_values<double>(in, n);
            (key == "coefs" ? f.coefs : f.intercepts).push_back(m);
        }
        if (in.fail() && key != "probabilities")
            throw std::runtime_error(path.string() + ": bad line " + key);
    }
    return f;
}

/// The fixture's keywords as parameters.
template <class Params>
Params mlp_params(const std::map<std::string, std::string>& keywords) {
    Params p;
    for (const auto& [key, value] : keywords) {
        std::istringstream in(value);
        std::size_t n = 0;
        Index integer = 0;
        if (key == "hidden_layer_sizes")
            p.hidden_layer_sizes = (in >> n, read_values<Index>(in, n));
        else if (key == "activation")
            p.activation = value;
        else if (key == "solver")
            p.solver = value;
        else if (key == "alpha")
            in >> p.alpha;
        else if (key == "batch_size")
            p.batch_size = (in >> integer, integer);
        else if (key == "learning_rate")
            p.learning_rate =
                value == "adaptive" ? eigenmlp::LearningRate::adaptive : eigenmlp::LearningRate::invscaling;
        else if (key == "learning_rate_init")
            in >> p.learning_rate_init;
        else if (key == "power_t")
            in >> p.power_t;
        else if (key == "max_iter")
            in >> p.max_iter;
        else if (key == "shuffle")
            in >> p.shuffle;
        else if (key == "random_state")
            p.random_state = (in >> integer, integer);
        else if (key == "tol")
            in >> p.tol;
        else if (key == "warm_start")
            in >> p.warm_start;
        else if (key == "momentum")
            in >> p.momentum;
        else if (key == "nesterovs_momentum")
            in >> p.nesterovs_momentum;
        else if (key == "early_stopping")
            in >> p.early_stopping;
        else if (key == "validation_fraction")
            in >> p.validation_fraction;
        else if (key == "beta_1")
            in >> p.beta_1;
        else if (key == "beta_2")
            in >> p.beta_2;
        else if (key == "epsilon")
            in >> p.epsilon;
        else if (key == "n_iter_no_change")
            in >> p.n_iter_no_change;
        else
            throw std::runtime_error("unknown keyword " + key);
        if (in.fail()) throw std::runtime_error("bad value of " + key);
    }
    return p;
}

}  // namespace support
