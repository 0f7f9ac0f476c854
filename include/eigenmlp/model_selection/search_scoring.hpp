// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/predict_as.hpp"
#include "eigenmlp/model_selection/scorer.hpp"

namespace eigenmlp {

namespace detail {

/// What the metrics of a search compare: labels of a classifier, numbers of a regressor, and tables of them.
template <class E>
struct ScoredTargets {
    using Vector = Eigen::VectorXd;
    using Table = Matrix<double>;
};
template <class E>
requires is_classifier<E>
struct ScoredTargets<E> {
    using Label = class_label_t<E>;
    using Vector = LabelVector<Label>;
    using Table = Matrix<int>;
};

template <class Output>
constexpr bool is_float_output = requires {
    requires std::same_as < scalar_t<Output>,
    float > ;
};

/// Whether an estimator computes in float, as its probabilities or predictions tell.
template <class E, class X = Matrix<double>>
constexpr bool computes_in_float() {
    if constexpr (!requires(const E& e, const X& x) { e.predict(x); })
        return true;
    else if constexpr (requires(const E& e, const X& x) { e.predict_proba(x); })
        return is_float_output<decltype(std::declval<const E&>().predict_proba(std::declval<const X&>()))>;
    else
        return is_float_output<decltype(std::declval<const E&>().predict(std::declval<const X&>()))>;
}

/// What a search's scorer of an estimator gets as X.
template <class E>
using scored_samples_t = Matrix<std::conditional_t<computes_in_float<E>(), float, double>>;

/// `y` as a metric of a search takes it.
template <class Wanted, class Y>
Wanted scored_labels(const Y& y) {
    using Label = label_t<Wanted>;
    Wanted labels = make_labels<Label>(label_count(y));
    for (Index i = 0; i < label_count(y); ++i) {
        const std::optional<Label> label = convert_label<Label>(label_at(y, i));
        if (!label)
            throw InvalidDataError(detail::format("y contains {}, which is no label of the estimator.",
                                                  format_label(label_at(y, i))));
        set_label<Label>(labels, i, *label);
    }
    return labels;
}

}  // namespace detail

/// One `scoring` of a search: empty for the estimator's own score, a name of scikit-learn's, a metric
/// `(y_true, y_pred) -> double` of vectors or of tables, or a function `(estimator, X, y) -> double` of a
/// row-major dense X. Greater is better. Metrics get labels in the estimator's type, and numbers in double.
template <class E>
class SearchScoring {
    using Targets = typename detail::ScoredTargets<E>::Vector;
    using Table = typename detail::ScoredTargets<E>::Table;
    using Samples = detail::scored_samples_t<E>;

public:
    SearchScoring() = default;
    SearchScoring(std::string_view name) : name_(name) {}
    SearchScoring(const char* name) : name_(name) {}
    SearchScoring(const std::string& name) : name_(name) {}

    template <class F>
    requires(!std::convertible_to<F, std::string_view> &&
             std::is_invocable_r_v<double, F&, const Targets&, const Targets&>) SearchScoring(F metric)
        : metric_(metric) {
        if constexpr (!is_classifier<E>)
            if constexpr (std::is_invocable_r_v<double, F&, const Table&, const Table&>)
                table_metric_ = std::move(metric);
    }
    /// Of multilabel targets, samples x labels of 0 and 1, or of several outputs.
    template <class F>
    requires(!std::convertible_to<F, std::string_view> &&
             !std::is_invocable_v<F&, const Targets&, const Targets&> &&
             std::is_invocable_r_v<double, F&, const Table&, const Table&>) SearchScoring(F metric)
        : table_metric_(std::move(metric)) {}

    template <class F>
    requires std::is_invocable_r_v<double, F&, const E&, const Samples&, const Targets&> SearchScoring(
        F score)
        : score_(std::move(score)) {}

    /// scikit-learn's name; empty for a function and the estimator's own score.
    const std::string& name() const { return name_; }

    /// The scorer for samples and targets of these types.
    /// \throws InvalidParameterError for an unknown name, and where the metric takes no such targets
    template <class X, class Y>
    Scorer<E, X, Y> for_types() const {
        if (!name_.empty()) return Scorer<E, X, Y>(name_);
        if (score_) return scorer_of_estimator<X, Y>();
        if (!metric_ && !table_metric_) return {};
        if constexpr (LabelSequence<Y>)
            return scorer_of_vectors<X, Y>();
        else
            return scorer_of_tables<X, Y>();
    }

private:
    template <class X, class Y>
    Scorer<E, X, Y> scorer_of_estimator() const {
        using Entry = scalar_t<Samples>;
        if constexpr (requires(const X& x) { x.template cast<Entry>(); })
            return [score = score_](const E& estimator, const X& x, const Y& y) {
                return score(estimator, Samples(x.template cast<Entry>()), as_vector(y));
            };
        else
            throw InvalidParameterError("The 'scoring' is a function of a matrix X, but X is none.");
    }

    template <class X, class Y>
    Scorer<E, X, Y> scorer_of_vectors() const {
        if (!metric_) throw InvalidParameterError("The 'scoring' compares tables, but y is a vector.");
        return [metric = metric_](const E& estimator, const X& x, const Y& y) {
            return metric(as_vector(y), as_vector(detail::predict_as<Y>(estimator, x)));
        };
    }

    template <class X, class Y>
    Scorer<E, X, Y> scorer_of_tables() const {
        if (!table_metric_) throw InvalidParameterError("The 'scoring' compares vectors, but y is a table.");
        return [metric = table_metric_](const E& estimator, const X& x, const Y& y) {
            using Entry = scalar_t<Table>;
            return metric(Table(y.template cast<Entry>()),
                          Table(detail::predict_as<Y>(estimator, x).template cast<Entry>()));
        };
    }

    template <class Y>
    static Targets as_vector(const Y& y) {
        if constexpr (!LabelSequence<Y>)
            throw InvalidParameterError("The 'scoring' takes a vector, but y is a table.");
        else if constexpr (is_classifier<E>)
            return detail::scored_labels<Targets>(y);
        else
            return detail::to_table(y).col(0);
    }

    std::string name_;
    std::function<double(const Targets&, const Targets&)> metric_;
    std::function<double(const Table&, const Table&)> table_metric_;
    std::function<double(const E&, const Samples&, const Targets&)> score_;
};

/// The `scoring` of a search: one, or several, each with a name: `{"accuracy", "f1_macro"}` or
/// `{{"acc", "accuracy"}, {"own", metric}}`.
template <class E>
class SearchScorings {
public:
    using Named = std::pair<std::string, SearchScoring<E>>;

    SearchScorings() : all_{Named("score", {})} {}
    template <std::convertible_to<SearchScoring<E>> T>
    SearchScorings(T&& scoring) : all_{Named("score", std::forward<T>(scoring))} {}
    SearchScorings(std::initializer_list<const char*> names) : multimetric_(true) {
        for (const char* name : names) add({name, name});
    }
    SearchScorings(std::initializer_list<Named> scorings) : multimetric_(true) {
        for (const Named& scoring : scorings) add(scoring);
    }

    /// Whether they came as a list, also of one.
    bool multimetric() const { return multimetric_; }
    const std::vector<Named>& all() const { return all_; }

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& [name, scoring] : all_) names.push_back(name);
        return names;
    }

    /// The position of a scoring. \throws InvalidParameterError
    std::size_t index(std::string_view name) const {
        for (std::size_t i = 0; i < all_.size(); ++i)
            if (all_[i].first == name) return i;
        throw InvalidParameterError(
            detail::format("'{}' is none of the scorings {{{}}}.", name, detail::join(names())));
    }

private:
    void add(const Named& scoring) {
        if (std::any_of(all_.begin(), all_.end(), [&](const Named& n) { return n.first == scoring.first; }))
            throw InvalidParameterError(
                detail::format("Each scoring must have a name of its own. Got '{}' twice.", scoring.first));
        all_.push_back(scoring);
    }

    bool multimetric_ = false;
    std::vector<Named> all_;
};

/// Whether a search fits the best candidate to all samples in the end, and with several scorings, by which
/// one it is the best.
class Refit {
public:
    Refit(std::same_as<bool> auto refit) : refits_(refit) {}
    Refit(const char* scoring) : refits_(true), scoring_(scoring) {}
    Refit(const std::string& scoring) : refits_(true), scoring_(scoring) {}

    bool refits() const { return refits_; }
    /// Empty if none was given.
    const std::string& scoring() const { return scoring_; }

private:
    bool refits_;
    std::string scoring_;
};

}  // namespace eigenmlp
