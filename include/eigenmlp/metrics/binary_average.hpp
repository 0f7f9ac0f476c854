// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/validation.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/sample_weights.hpp"
#include "eigenmlp/metrics/targets.hpp"

namespace eigenmlp::detail {

/// Scores of several binary problems, samples x problems: targets 0 or 1, a score of each, a weight per
/// sample.
template <Floating S>
struct BinaryProblems {
    Matrix<S> y_true, y_score;
    Vector<S> weight;
};

template <Floating S>
void check_score_shape(const Matrix<S>& y_score, Index rows, Index cols) {
    check_target_lengths(rows, y_score.rows(), "y_score");
    if (y_score.cols() != cols)
        throw InvalidDataError(
            detail::format("y_score must have {} columns, one per class. Got {}.", cols, y_score.cols()));
    check_finite(y_score, "y_score");
}

/// Scores per class, samples x classes, and the column of each sample's class.
template <Floating S>
struct ScoredClasses {
    ClassCodes codes;
    Matrix<S> y_score;

    /// One problem per class: is a sample of it?
    BinaryProblems<S> one_versus_rest(Vector<S> weight) const {
        Matrix<S> one_hot = Matrix<S>::Zero(y_score.rows(), y_score.cols());
        for (Index i = 0; i < codes.size(); ++i) one_hot(i, codes[i]) = 1;
        return {std::move(one_hot), y_score, std::move(weight)};
    }
};

/// \throws InvalidDataError for shapes that do not fit, labels outside `labels`, and scores that are not
/// finite
template <LabelSequence Y, class Derived>
ScoredClasses<double> scored_classes(const Y& y_true, const Eigen::MatrixBase<Derived>& y_score,
                                     const std::vector<label_t<Y>>& labels) {
    using Label = label_t<Y>;
    check_not_continuous(y_true, "y_true");
    std::vector<Label> ascending = labels;
    sort_unique(ascending);
    if (ascending != labels) throw InvalidParameterError("Parameter 'labels' must be unique and ordered.");
    const std::vector<Label> classes = labels.empty() ? find_classes<Label>(y_true, "y_true") : labels;
    ScoredClasses<double> scored{find_class_codes(classes, y_true), y_score.template cast<double>()};
    check_target_lengths(scored.codes.size(), scored.y_score.rows(), "y_score");
    if (any_unseen(scored.codes))
        throw InvalidDataError(
            detail::format("y_true contains labels {} that are not in the parameter labels.",
                           format_labels(find_unseen_labels(classes, y_true))));
    check_score_shape(scored.y_score, scored.codes.size(), static_cast<Index>(classes.size()));
    return scored;
}

template <class True, class Score>
BinaryProblems<double> multilabel_problems(const True& y_true, const Score& y_score,
                                           const SampleWeight& weight) {
    BinaryProblems<double> problems{multilabel_table(y_true, "y_true"), y_score.template cast<double>(), {}};
    check_score_shape(problems.y_score, problems.y_true.rows(), problems.y_true.cols());
    problems.weight = sample_weights(weight, problems.y_true.rows());
    return problems;
}

/// `metric(positive, scores, weights)` of each problem.
template <Floating S>
Vector<S> score_problems(const BinaryProblems<S>& p, const auto& metric) {
    Vector<S> scores(p.y_true.cols());
    for (Index k = 0; k < scores.size(); ++k) scores[k] = metric(p.y_true.col(k), p.y_score.col(k), p.weight);
    return scores;
}

/// The average of a binary metric over problems. scikit-learn's `_average_binary_score`.
/// \throws InvalidParameterError for `Average::none` and `binary`
template <Floating S>
S average_binary_score(const BinaryProblems<S>& p, const auto& metric, Average average,
                       std::string_view name) {
    switch (average) {
        case Average::micro: {
            // all problems as one: rows after rows
            const Index n = p.y_true.size();
            Matrix<S> weights(p.y_true.rows(), p.y_true.cols());
            weights.colwise() = p.weight;
            const auto flat = [n](const Matrix<S>& m) { return Eigen::Map<const Vector<S>>(m.data(), n); };
            return metric(flat(p.y_true), flat(p.y_score), flat(weights));
        }
        case Average::macro:
            return score_problems(p, metric).mean();
        case Average::weighted: {
            const Vector<S> support = p.y_true.transpose() * p.weight;
            if (std::abs(support.sum()) <= 1e-8) return 0;
            const Vector<S> scores = score_problems(p, metric);
            return (support.array() == 0).select(S(0), scores.array() * support.array()).sum() /
                   support.sum();
        }
        case Average::samples: {
            const BinaryProblems<S> rows{p.y_true.transpose(), p.y_score.transpose(),
                                         Vector<S>::Ones(p.y_true.cols())};
            const S total = weight_sum(p.weight);
            const Vector<S> scores = score_problems(rows, metric);
            return (p.weight.array() == 0).select(S(0), scores.array() * p.weight.array()).sum() / total;
        }
        case Average::none:
        case Average::binary:
            break;
    }
    throw InvalidParameterError(detail::format(
        "average of {} must be one of 'micro', 'macro', 'weighted', 'samples'; a score per class "
        "comes with raw_values. Got '{}' instead.",
        name, eigenmlp::name(average)));
}

}  // namespace eigenmlp::detail
