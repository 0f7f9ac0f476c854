// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/core/types.hpp"

/// Reads what make_tools_fixtures.py wrote: lines of a key and its values.
class Fixture {
public:
    explicit Fixture(const std::string& name) {
        std::ifstream file(path(name));
        if (!file) throw std::runtime_error("no fixture " + path(name));
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::string key;
            words >> key;
            values_[key] = {std::istream_iterator<std::string>(words), {}};
        }
    }

    static std::string path(const std::string& name) {
        return std::string(EIGENMLP_TEST_DATA) + "/tools/" + name + ".txt";
    }

    /// The whole of a text file.
    static std::string text(const std::string& name) {
        std::ifstream file(path(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    bool has(const std::string& key) const { return values_.count(key) > 0; }

    const std::vector<std::string>& words(const std::string& key) const { return values_.at(key); }

    template <class Integer>
    std::vector<Integer> integers(const std::string& key) const {
        std::vector<Integer> numbers;
        for (const std::string& word : words(key)) numbers.push_back(static_cast<Integer>(std::stoll(word)));
        return numbers;
    }

    /// Values row by row in as many rows as there are samples.
    eigenmlp::Matrix<double> matrix(const std::string& key, eigenmlp::Index rows) const {
        const eigenmlp::Vector<double> values = vector(key);
        return Eigen::Map<const eigenmlp::Matrix<double>>(values.data(), rows, values.size() / rows);
    }

    eigenmlp::Vector<double> vector(const std::string& key) const {
        eigenmlp::Vector<double> numbers(static_cast<eigenmlp::Index>(words(key).size()));
        for (eigenmlp::Index i = 0; i < numbers.size(); ++i)
            numbers[i] = std::stod(words(key)[static_cast<std::size_t>(i)]);
        return numbers;
    }

    double real(const std::string& key) const { return vector(key)[0]; }

private:
    std::map<std::string, std::vector<std::string>> values_;
};
