// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/class_codes.hpp"
#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/labels.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/metrics/average.hpp"
#include "eigenmlp/metrics/average_precision_score.hpp"
#include "eigenmlp/metrics/brier_score_loss.hpp"
#include "eigenmlp/metrics/classification.hpp"
#include "eigenmlp/metrics/confusion_scores.hpp"
#include "eigenmlp/metrics/d2_scores.hpp"
#include "eigenmlp/metrics/jaccard_score.hpp"
#include "eigenmlp/metrics/log_loss.hpp"
#include "eigenmlp/metrics/precision_recall_fscore.hpp"
#include "eigenmlp/metrics/r2_score.hpp"
#include "eigenmlp/metrics/regression.hpp"
#include "eigenmlp/metrics/regression_targets.hpp"
#include "eigenmlp/metrics/roc_auc_score.hpp"
#include "eigenmlp/metrics/targets.hpp"
#include "eigenmlp/metrics/top_k_accuracy_score.hpp"
#include "eigenmlp/metrics/tweedie_deviance.hpp"
#include "eigenmlp/model_selection/estimator.hpp"
#include "eigenmlp/model_selection/predict_as.hpp"
#include "eigenmlp/model_selection/scorer_names.hpp"

namespace eigenmlp::detail {

/// A metric of numbers, samples x outputs.
struct NumberMetric {
    std::string_view name;
    double (*score)(const Matrix<double>& y_true, const Matrix<double>& y_pred);
};

/// A template of a return type that is not deduced, so that it costs nothing where no name is used; `Table`
/// is `Matrix<double>`.
template <class Table>
std::vector<NumberMetric> number_metrics() {
    using T = const Table&;
    return {
        NumberMetric{"d2_absolute_error_score", [](T y, T p) { return d2_absolute_error_score(y, p); }},
        NumberMetric{"explained_variance", [](T y, T p) { return explained_variance_score(y, p); }},
        NumberMetric{"max_error", [](T y, T p) { return -max_error(y, p); }},
        NumberMetric{"neg_mean_absolute_error", [](T y, T p) { return -mean_absolute_error(y, p); }},
        NumberMetric{"neg_mean_absolute_percentage_error",
                     [](T y, T p) { return -mean_absolute_percentage_error(y, p); }},
        NumberMetric{"neg_mean_gamma_deviance", [](T y, T p) { return -mean_gamma_deviance(y, p); }},
        NumberMetric{"neg_mean_poisson_deviance", [](T y, T p) { return -mean_poisson_deviance(y, p); }},
        NumberMetric{"neg_mean_squared_error", [](T y, T p) { return -mean_squared_error(y, p); }},
        NumberMetric{"neg_mean_squared_log_error", [](T y, T p) { return -mean_squared_log_error(y, p); }},
        NumberMetric{"neg_median_absolute_error", [](T y, T p) { return -median_absolute_error(y, p); }},
        NumberMetric{"neg_root_mean_squared_error", [](T y, T p) { return -root_mean_squared_error(y, p); }},
        NumberMetric{"neg_root_mean_squared_log_error",
                     [](T y, T p) { return -root_mean_squared_log_error(y, p); }},
        NumberMetric{"r2", [](T y, T p) { return r2_score(y, p); }}};
}

/// A metric of labels or of multilabel targets, averaged over classes in some way.
template <class Y, class P>
struct LabelMetric {
    std::string_view name;
    double (*score)(const Y& y_true, const P& y_pred, Average average);
    bool averages;  ///< whether there is one with each average
};

template <class Y, class P>
std::vector<LabelMetric<Y, P>> label_metrics() {
    std::vector<LabelMetric<Y, P>> metrics{
        {"accuracy", [](const Y& y, const P& p, Average) { return accuracy_score(y, p); }, false},
        {"f1", [](const Y& y, const P& p, Average a) { return f1_score(y, p, {.average = a}); }, true},
        {"jaccard",
         [](const Y& y, const P& p, Average a) -> double { return jaccard_score(y, p, {.average = a}); },
         true},
        {"precision", [](const Y& y, const P& p, Average a) { return precision_score(y, p, {.average = a}); },
         true},
        {"recall", [](const Y& y, const P& p, Average a) { return recall_score(y, p, {.average = a}); },
         true}};
    if constexpr (LabelSequence<Y>) {
        metrics.push_back({"balanced_accuracy",
                           [](const Y& y, const P& p, Average) { return balanced_accuracy_score(y, p); },
                           false});
        metrics.push_back({"matthews_corrcoef",
                           [](const Y& y, const P& p, Average) { return matthews_corrcoef(y, p); }, false});
        metrics.push_back(
            {"neg_negative_likelihood_ratio",
             [](const Y& y, const P& p, Average) { return -class_likelihood_ratios(y, p).negative; }, false});
        metrics.push_back(
            {"positive_likelihood_ratio",
             [](const Y& y, const P& p, Average) { return class_likelihood_ratios(y, p).positive; }, false});
    }
    return metrics;
}

/// Which of two classes a metric takes for the positive one, as the estimator knows them.
template <class Y>
struct PositiveClass {
    using Label = target_label_t<Y>;
    Index column_of_1 = 1;        ///< of the class 1, or of the larger one if neither is 1
    std::optional<Label> larger;  ///< the class of the second column, if it is known and a label of y

    template <class E>
    explicit PositiveClass(const E& estimator) {
        if constexpr (LabelSequence<Y> && is_classifier<E>) {
            const std::vector<class_label_t<E>> classes(estimator.classes());
            if (classes.size() != 2) return;
            if constexpr (LabelConvertibleTo<int, class_label_t<E>>)
                if (find_class(classes, 1) == 0) column_of_1 = 0;
            if constexpr (LabelConvertibleTo<class_label_t<E>, Label>)
                larger = convert_label<Label, class_label_t<E>>(classes[1]);
        }
    }
};

/// A metric of probabilities, samples x classes or labels.
template <class Y, class P>
struct ProbabilityMetric {
    std::string_view name;
    double (*score)(const Y& y_true, const P& proba, const PositiveClass<Y>& positive);
};

/// Refuses probabilities of a classifier that was fitted to a single class: which class they are of is not
/// what a score of two would take them for. \throws InvalidDataError
template <class E, class Y, class P>
void check_two_classes(const E& estimator, const Y& y, const P& proba) {
    if constexpr (LabelSequence<Y>) {
        if (proba.cols() > 2 || unique_labels(y).size() > 2) return;
        if (proba.cols() != 2)
            throw InvalidDataError(detail::format(
                "got predict_proba of shape ({}, {}), but need classifier with two classes for binary "
                "scoring",
                proba.rows(), proba.cols()));
        if constexpr (requires { estimator.classes().size(); })
            if (estimator.classes().size() != 2)
                throw InvalidDataError(
                    detail::format("Binary scoring needs a classifier fitted to two classes. Got {}.",
                                   static_cast<Index>(estimator.classes().size())));
    }
}

/// Probabilities of one of two classes, by default the larger, or of each label.
/// \throws InvalidDataError for more classes
template <class Y, class P>
Matrix<double> decision_scores(const Y& y, const P& proba, Index column = 1) {
    if constexpr (LabelSequence<Y>) {
        if (unique_labels(y).size() > 2) throw InvalidDataError("multiclass format is not supported");
        if (proba.cols() > 2) throw InvalidDataError("Binary scoring needs a classifier of two classes.");
        return proba.col(column).template cast<double>();
    } else {
        return proba.template cast<double>();
    }
}

template <class Y, class P>
std::vector<ProbabilityMetric<Y, P>> probability_metrics() {
    using C = const PositiveClass<Y>&;
    std::vector<ProbabilityMetric<Y, P>> metrics{
        {"average_precision",
         [](const Y& y, const P& p, C positive) {
             return average_precision_score(y, decision_scores(y, p, positive.column_of_1));
         }},
        {"neg_log_loss", [](const Y& y, const P& p, C) { return -log_loss(y, p); }},
        {"roc_auc", [](const Y& y, const P& p, C) { return roc_auc_score(y, decision_scores(y, p)); }}};
    if constexpr (LabelSequence<Y>) {
        static constexpr auto auc = [](const Y& y, const P& p, MultiClass way, Average average) {
            const Matrix<double> scores = p.rightCols(p.cols() == 2 ? 1 : p.cols()).template cast<double>();
            return roc_auc_score(y, scores, {.average = average, .multi_class = way});
        };
        using enum MultiClass;
        using enum Average;
        metrics.insert(
            metrics.end(),
            {{"neg_brier_score",
              [](const Y& y, const P& p, C positive) {
                  return -brier_score_loss(y, Vector<double>(decision_scores(y, p)),
                                           {.pos_label = positive.larger});
              }},
             {"roc_auc_ovo", [](const Y& y, const P& p, C) { return auc(y, p, ovo, macro); }},
             {"roc_auc_ovo_weighted", [](const Y& y, const P& p, C) { return auc(y, p, ovo, weighted); }},
             {"roc_auc_ovr", [](const Y& y, const P& p, C) { return auc(y, p, ovr, macro); }},
             {"roc_auc_ovr_weighted", [](const Y& y, const P& p, C) { return auc(y, p, ovr, weighted); }},
             {"top_k_accuracy", [](const Y& y, const P& p, C) { return top_k_accuracy_score(y, p); }}});
    }
    return metrics;
}

/// The names of all averages of a metric: "f1" and "f1_macro", "f1_micro" and so on.
inline std::string averaged_name(std::string_view metric, Average average) {
    return average == Average::binary ? std::string(metric) : detail::format("{}_{}", metric, name(average));
}

constexpr std::array named_averages{Average::binary, Average::macro, Average::micro, Average::samples,
                                    Average::weighted};

/// The function that scores an estimator by the metric of that name.
/// \throws InvalidParameterError
template <class E, class X, class Y>
std::function<double(const E&, const X&, const Y&)> named_scorer(std::string_view name) {
    using P = predicted_t<E, X, Y>;
    if constexpr (RegressionTargets<Y> && RegressionTargets<P>)
        for (const auto& metric : number_metrics<Matrix<double>>())
            if (metric.name == name)
                return [score = metric.score](const E& estimator, const X& x, const Y& y) {
                    return score(to_table(y), to_table(predict_as<Y>(estimator, x)));
                };
    if constexpr (ComparableLabels<Y, P>)
        for (const auto& metric : label_metrics<Y, P>())
            for (const Average average : named_averages)
                if ((metric.averages || average == Average::binary) &&
                    averaged_name(metric.name, average) == name)
                    return [score = metric.score, average](const E& estimator, const X& x, const Y& y) {
                        return score(y, predict_as<Y>(estimator, x), average);
                    };
    if constexpr ((LabelSequence<Y> || MultilabelMatrix<Y>)&&requires(const E& e, const X& x) {
                      e.predict_proba(x);
                  }) {
        using Probabilities = decltype(std::declval<const E&>().predict_proba(std::declval<const X&>()));
        for (const auto& metric : probability_metrics<Y, Probabilities>())
            if (metric.name == name)
                return [score = metric.score](const E& estimator, const X& x, const Y& y) {
                    const Probabilities proba = estimator.predict_proba(x);
                    check_two_classes(estimator, y, proba);
                    return score(y, proba, PositiveClass<Y>(estimator));
                };
    }
    throw_no_scorer(name);
}

}  // namespace eigenmlp::detail
