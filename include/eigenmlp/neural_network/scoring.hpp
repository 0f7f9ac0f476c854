// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"

namespace eigenmlp {

/// What is watched on the validation samples, and early stopping goes by: the estimator's own score, "loss",
/// or a scorer `(y_true, y_pred) -> double`, where greater is better.
template <class Targets>
class Scoring {
public:
    using Scorer = std::function<double(const Targets& y_true, const Targets& y_pred)>;
    using MultilabelScorer = std::function<double(const Matrix<int>& y_true, const Matrix<int>& y_pred)>;

    Scoring() noexcept {}  // not defaulted: see AnySolver

    /// \throws InvalidParameterError for any other name than "loss".
    Scoring(std::string_view name) : loss_(true) {
        if (name != "loss")
            throw InvalidParameterError(detail::format(
                "The 'scoring' parameter must be 'loss' or a scorer. Got '{}' instead.", name));
    }
    Scoring(const char* name) : Scoring(std::string_view(name)) {}

    template <std::invocable<const Targets&, const Targets&> F>
    requires(!std::convertible_to<F, std::string_view>) Scoring(F scorer)
        : scorer_(std::make_shared<const Scorer>(std::move(scorer))) {}

    /// A classifier's scorer for multilabel targets, which takes samples x labels of 0 and 1.
    static Scoring multilabel(MultilabelScorer scorer) requires(!std::same_as<Targets, Matrix<double>>) {
        Scoring scoring;
        scoring.multilabel_scorer_ = std::make_shared<const MultilabelScorer>(std::move(scorer));
        return scoring;
    }

    /// The estimator's own score.
    bool is_default() const { return !loss_ && !scorer_ && !multilabel_scorer_; }
    bool is_loss() const { return loss_; }

    double operator()(const Targets& y_true, const Targets& y_pred) const {
        return (*scorer_)(y_true, y_pred);
    }

    /// The scorer of multilabel targets; null if there is none.
    const MultilabelScorer* multilabel_scorer() const { return multilabel_scorer_.get(); }

    /// Two scorers are equal if one is a copy of the other.
    friend bool operator==(const Scoring&, const Scoring&) = default;

private:
    bool loss_ = false;
    std::shared_ptr<const Scorer> scorer_;
    std::shared_ptr<const MultilabelScorer> multilabel_scorer_;
};

}  // namespace eigenmlp
