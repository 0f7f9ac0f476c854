// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/model_selection/scorer.hpp"

namespace eigenmlp {

/// A scorer under a name: that of its metric, or one of its own.
template <class E, class X, class Y>
struct NamedScorer {
    NamedScorer(std::string_view metric) : name(metric), scorer(metric) {}
    NamedScorer(const char* metric) : NamedScorer(std::string_view(metric)) {}
    NamedScorer(std::string own_name, Scorer<E, X, Y> own_scorer)
        : name(std::move(own_name)), scorer(std::move(own_scorer)) {}

    std::string name;
    Scorer<E, X, Y> scorer;
};

/// One scorer or several: whatever makes a `Scorer`, whose scores are then called "score"; a list of names of
/// metrics, `{"accuracy", "f1_macro"}`; or names of one's own, `{{"error", function}, {"f1", "f1_micro"}}`.
template <class E, class X, class Y>
class ScorerList {
public:
    ScorerList() : ScorerList(Scorer<E, X, Y>()) {}

    template <class S>
    requires std::convertible_to<S, Scorer<E, X, Y>> ScorerList(S scorer)
        : names_{"score"}, scorers_{Scorer<E, X, Y>(std::move(scorer))} {}

    /// \throws InvalidParameterError for no scorers, or two of the same name
    ScorerList(std::initializer_list<NamedScorer<E, X, Y>> scorers)
        : ScorerList(std::vector<NamedScorer<E, X, Y>>(scorers)) {}
    ScorerList(const std::vector<NamedScorer<E, X, Y>>& scorers) {
        if (scorers.empty())
            throw InvalidParameterError("scoring must hold at least one scorer. Got an empty list.");
        for (const auto& [name, scorer] : scorers) {
            for (const std::string& other : names_)
                if (other == name)
                    throw InvalidParameterError(
                        detail::format("The names in scoring must differ. Got '{}' twice.", name));
            names_.push_back(name);
            scorers_.push_back(scorer);
        }
    }

    const std::vector<std::string>& names() const { return names_; }
    const std::vector<Scorer<E, X, Y>>& scorers() const { return scorers_; }

private:
    std::vector<std::string> names_;
    std::vector<Scorer<E, X, Y>> scorers_;
};

}  // namespace eigenmlp
