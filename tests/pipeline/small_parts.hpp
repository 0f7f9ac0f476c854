// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/types.hpp"

/// Steps as a user writes them, with no more than they must have.
namespace parts {

using eigenmlp::Index;
using eigenmlp::Matrix;
using eigenmlp::Vector;

/// Names as fixtures hold them, with stars for blanks.
inline std::vector<std::string> starred(std::vector<std::string> names) {
    for (std::string& name : names) std::replace(name.begin(), name.end(), ' ', '*');
    return names;
}

/// Subtracts the mean of the targets: a transformer that learns from y, and is its own parameters.
struct TargetShift {
    double factor = 1;
    double mean = 0;

    TargetShift& fit(const Matrix<double>&, const Vector<double>& y) {
        mean = y.mean();
        return *this;
    }
    Matrix<double> transform(const Matrix<double>& X) const { return (X.array() - factor * mean).matrix(); }
};

struct SumParams {
    double slope = 1;
    bool fails = false;
};

/// What a step of an own kind takes with its fit.
struct SumOptions {
    double shift = 0;
};

/// Predicts the sum of the features times `slope` plus what `fit` was told to add.
class SumRegressor {
public:
    using Params = SumParams;
    template <class>
    using FitOptionsOf = SumOptions;

    SumRegressor(const Params& params = {}) : params_(params) {}
    const Params& params() const { return params_; }
    void set_params(const Params& params) { params_ = params; }

    SumRegressor& fit(const Matrix<double>& X, const Vector<double>&, const SumOptions& options = {}) {
        if (params_.fails) throw std::runtime_error("SumRegressor fails");
        n_features_ = X.cols();
        shift_ = options.shift;
        return *this;
    }
    /// Calls `callback` with the first value that it sees.
    template <class Callback>
    requires requires(Callback callback) { callback(1.0); }
    SumRegressor& fit(const Matrix<double>& X, const Vector<double>& y, Callback&& callback) {
        callback(X(0, 0));
        return fit(X, y);
    }
    Vector<double> predict(const Matrix<double>& X) const {
        return (params_.slope * X.rowwise().sum().array() + shift_).matrix();
    }
    double score(const Matrix<double>& X, const Vector<double>& y) const { return (predict(X) - y).norm(); }
    double score(const Matrix<double>& X, const Vector<double>& y, double weight) const {
        return weight * score(X, y);
    }
    Index n_features() const { return n_features_; }

private:
    Params params_;
    Index n_features_ = 0;
    double shift_ = 0;
};

}  // namespace parts
