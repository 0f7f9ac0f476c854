// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// How much the samples of each class count in the loss: all the same, "balanced" (inversely to the number of
/// samples: n / (n_classes n_c), as in scikit-learn's other classifiers), or a number for some classes and 1
/// for the others.
template <class Label>
class ClassWeight {
public:
    ClassWeight() noexcept {}  // not defaulted: see AnySolver

    /// \throws InvalidParameterError for any other name than "balanced".
    ClassWeight(std::string_view name) : balanced_(true) {
        if (name != "balanced")
            throw InvalidParameterError(detail::format(
                "The 'class_weight' parameter must be 'balanced' or a weight per class. Got '{}' instead.",
                name));
    }
    ClassWeight(const char* name) : ClassWeight(std::string_view(name)) {}
    ClassWeight(std::map<Label, double> weights) : weights_(std::move(weights)) {}
    ClassWeight(std::initializer_list<std::pair<const Label, double>> weights) : weights_(weights) {}

    bool given() const { return balanced_ || !weights_.empty(); }
    bool balanced() const { return balanced_; }
    const std::map<Label, double>& weights() const { return weights_; }

    /// The weight of each of `classes` for samples with these codes.
    /// \throws InvalidParameterError for a weight of a label that is no class, or one that is negative or not
    /// finite.
    Vector<double> for_classes(const std::vector<Label>& classes, const ClassCodes& codes) const {
        Vector<double> weight = Vector<double>::Ones(static_cast<Index>(classes.size()));
        if (balanced_) {
            weight.setZero();
            for (const Index code : codes) weight[code] += 1.0;
            const auto n = static_cast<double>(codes.size());
            double k = 0.0;
            for (const double w : weight) k += w > 0.0 ? 1.0 : 0.0;
            for (double& w : weight) w = w > 0.0 ? n / (k * w) : 0.0;
        }
        for (const auto& [label, value] : weights_) {
            const Index code = detail::find_class(classes, label);
            if (code < 0 || !(value >= 0.0 && std::isfinite(value)))
                throw InvalidParameterError(detail::format(
                    "The 'class_weight' parameter must give classes of y, {}, a finite weight >= "
                    "0. Got {}: {}.",
                    detail::format_labels(classes), detail::format_label(label), value));
            weight[code] = value;
        }
        return weight;
    }

    friend bool operator==(const ClassWeight&, const ClassWeight&) = default;

private:
    bool balanced_ = false;
    std::map<Label, double> weights_;
};

namespace detail {

/// The samples' weights times those of their classes; empty if there are neither.
/// \throws InvalidParameterError for class weights of multilabel targets, and as `for_classes`
template <class Label, class Y>
Vector<double> weigh_classes(const ClassWeight<Label>& class_weight, const std::vector<Label>& classes,
                             const Y& y, Vector<double> sample_weight) {
    if (!class_weight.given()) return sample_weight;
    if constexpr (LabelSequence<Y>) {
        const ClassCodes codes = find_class_codes(classes, y);
        const Vector<double> of_class = class_weight.for_classes(classes, codes);
        if (sample_weight.size() == 0) sample_weight.setOnes(codes.size());
        for (Index i = 0; i < codes.size(); ++i) sample_weight[i] *= of_class[codes[i]];
        return sample_weight;
    } else {
        throw InvalidParameterError("The 'class_weight' parameter is not supported for multilabel targets.");
    }
}

}  // namespace detail
}  // namespace eigenmlp
