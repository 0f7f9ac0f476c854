// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/random.hpp"
#include "eigenmlp/core/types.hpp"

// Estimators that compile and fit in no time, made by a user who knows nothing of the library's own.

namespace support {

using eigenmlp::Index;

struct MeanParams {
    double shift = 0.0;
    Index rows_needed = 0;
    eigenmlp::RandomStateParam random_state = {};
};

/// Predicts the mean of y, shifted and with a drawn number added; `fit` wants some rows.
class Mean {
public:
    using Params = MeanParams;
    struct FitOptions {
        Eigen::VectorXd sample_weight;
    };

    Mean(Params params = {}) : params_(std::move(params)) {}
    const Params& params() const { return params_; }
    void set_params(Params params) { params_ = std::move(params); }

    template <class X>
    void fit(const X& x, const Eigen::VectorXd& y) {
        fit(x, y, FitOptions{Eigen::VectorXd::Ones(y.size())});
    }
    template <class X>
    void fit(const X& x, const Eigen::VectorXd& y, const FitOptions& options) {
        if (x.rows() < params_.rows_needed) throw std::runtime_error("too few rows");
        mean_ = y.dot(options.sample_weight) / options.sample_weight.sum() + params_.shift;
        if (params_.random_state.seed() || params_.random_state == params_.random_state.unshared()) return;
        drawn_ = params_.random_state.generator()->random_sample();
    }

    template <class X>
    Eigen::VectorXd predict(const X& x) const {
        return Eigen::VectorXd::Constant(x.rows(), mean_ + drawn_);
    }
    /// Minus the mean error.
    template <class X>
    double score(const X& x, const Eigen::VectorXd& y) const {
        return (predict(x) - y).mean();
    }

private:
    Params params_;
    double mean_ = 0.0, drawn_ = 0.0;
};

struct NoParams {};

/// Predicts the most frequent class, the first of several.
template <class Label>
class Majority {
public:
    using Params = NoParams;

    Majority(Params = {}) {}
    const Params& params() const { return params_; }
    void set_params(Params) {}

    template <class X, eigenmlp::LabelSequence Y>
    void fit(const X&, const Y& y) {
        counts_.clear();
        partial_fit(0, y);
    }
    struct PartialFitOptions {
        std::vector<Label> classes = {};
    };
    template <class X, eigenmlp::LabelSequence Y>
    void partial_fit(const X&, const Y& y, const PartialFitOptions& options = {}) {
        for (const Label& label : options.classes) counts_[label] += 0;
        for (Index i = 0; i < eigenmlp::label_count(y); ++i) ++counts_[eigenmlp::label_at(y, i)];
        classes_.clear();
        for (const auto& [label, count] : counts_) classes_.push_back(label);
    }
    template <class X>
    eigenmlp::LabelVector<Label> predict(const X& x) const {
        const auto most = std::max_element(counts_.begin(), counts_.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        auto labels = eigenmlp::make_labels<Label>(x.rows());
        for (Index i = 0; i < x.rows(); ++i) eigenmlp::set_label<Label>(labels, i, most->first);
        return labels;
    }
    template <class X, eigenmlp::LabelSequence Y>
    double score(const X& x, const Y& y) const {
        const auto predicted = predict(x);
        double right = 0;
        for (Index i = 0; i < x.rows(); ++i)
            right += eigenmlp::label_at(predicted, i) == eigenmlp::label_at(y, i);
        return right / static_cast<double>(x.rows());
    }
    const std::vector<Label>& classes() const { return classes_; }

private:
    Params params_;
    std::map<Label, int> counts_;
    std::vector<Label> classes_;
};

}  // namespace support
