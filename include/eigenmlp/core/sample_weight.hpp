// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <initializer_list>
#include <type_traits>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// How much each sample counts: a number per sample (an Eigen vector or a `std::vector`), one number for all,
/// or nothing, which counts all the same. Negative weights are allowed, as in scikit-learn.
class SampleWeight {
public:
    SampleWeight() = default;

    template <LabelSequence W>
    requires std::is_arithmetic_v<label_t<W>> SampleWeight(const W& weights)
        : weights_(label_count(weights)) {
        for (Index i = 0; i < weights_.size(); ++i) weights_[i] = static_cast<double>(label_at(weights, i));
        given_ = true;
    }
    SampleWeight(std::initializer_list<double> weights) : SampleWeight(std::vector<double>(weights)) {}

    template <class T>
    requires std::is_arithmetic_v<T> SampleWeight(T for_all)
        : weights_(Vector<double>::Constant(1, static_cast<double>(for_all))), given_(true), same_(true) {}

    /// Whether there are weights.
    bool given() const { return given_; }

    /// The weight of each of `n` samples; empty without weights.
    /// \throws InvalidDataError if their number is another one, if one is not finite or if all are zero.
    Vector<double> for_samples(Index n) const {
        Vector<double> weights = finite_for_samples(n);
        if (given_ && (weights.array() == 0).all())
            throw InvalidDataError("sample_weight must have at least one number that is not zero.");
        return weights;
    }

    /// The same, where all may be zero.
    Vector<double> finite_for_samples(Index n) const {
        if (!given_) return {};
        const Vector<double> weights = same_ ? Vector<double>::Constant(n, weights_[0]).eval() : weights_;
        if (weights.size() != n)
            throw InvalidDataError(
                detail::format("sample_weight.shape == ({},), expected ({},)!", weights.size(), n));
        for (Index i = 0; i < n; ++i)
            if (!std::isfinite(weights[i]))
                throw InvalidDataError(
                    detail::format("sample_weight must be finite. Got {} at row {}.", weights[i], i));
        return weights;
    }

private:
    Vector<double> weights_;
    bool given_ = false;
    bool same_ = false;
};

}  // namespace eigenmlp
