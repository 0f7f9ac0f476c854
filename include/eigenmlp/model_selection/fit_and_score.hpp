// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstddef>
#include <exception>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/sample_weight.hpp"
#include "eigenmlp/core/stopwatch.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/scorer.hpp"
#include "eigenmlp/model_selection/split.hpp"
#include "eigenmlp/model_selection/taken_rows.hpp"

namespace eigenmlp {

/// An estimator whose `fit` takes rows of such samples and targets.
template <class E, class X, class Y>
concept FitsRows = requires(E& estimator, const taken_rows_t<X>& x, const taken_rows_t<Y>& y) {
    estimator.fit(x, y);
};

/// What stands for the score where a fit or a scorer throws: a number, NaN by default, after a warning; or
/// "raise", which lets the exception through.
class ErrorScore {
public:
    ErrorScore() = default;

    template <class T>
    requires std::is_arithmetic_v<T> ErrorScore(T score) : score_(static_cast<double>(score)) {}

    /// \throws InvalidParameterError for another word than "raise"
    ErrorScore(const char* word) : raises_(true) {
        if (std::string_view(word) != "raise")
            throw InvalidParameterError(
                detail::format("error_score must be 'raise' or a number. Got '{}' instead.", word));
    }

    bool raises() const { return raises_; }
    double score() const { return score_; }

private:
    double score_ = std::numeric_limits<double>::quiet_NaN();
    bool raises_ = false;
};

/// A search ended before any candidate was complete, or by Ctrl-C inside of another cross validation.
struct SearchInterruptedError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

namespace detail {

/// Whether the calling thread fits for a cross validation or a search.
inline thread_local bool inside_cross_validation = false;

/// Says so while it lives.
class CrossValidationMark {
public:
    CrossValidationMark() : former_(std::exchange(inside_cross_validation, true)) {}
    CrossValidationMark(const CrossValidationMark&) = delete;
    CrossValidationMark& operator=(const CrossValidationMark&) = delete;
    ~CrossValidationMark() { inside_cross_validation = former_; }

private:
    bool former_;
};

/// A number as Python prints it.
inline std::string format_score(double score) {
    return std::isnan(score) ? "nan" : detail::format("{:#}", score);
}

/// What a fit on one training part and its scores gave.
struct FoldScores {
    std::vector<double> test_scores;   ///< of each scorer
    std::vector<double> train_scores;  ///< the same, if asked for
    double fit_time = 0.0;             ///< seconds
    double score_time = 0.0;           ///< seconds for the test scores
    std::string fit_error;             ///< message of the exception that `fit` threw; empty if it did not
    bool failed = false;               ///< whether it did
};

/// The weights of some of the samples; none where there are none.
inline Vector<double> take_weights(const Vector<double>& weights, const std::vector<Index>& rows) {
    return weights.size() > 0 ? take_samples(weights, rows) : weights;
}

/// Fits with or without weights (scikit-learn's `fit_params={"sample_weight": ...}`).
/// \throws InvalidParameterError for weights where `fit` takes none
template <class E, class X, class Y>
void fit_weighted(E& estimator, const X& x, const Y& y, const Vector<double>& weights) {
    const CrossValidationMark mark;
    if (weights.size() == 0)
        estimator.fit(x, y);
    else if constexpr (requires { estimator.fit(x, y, {.sample_weight = weights}); })
        estimator.fit(x, y, {.sample_weight = weights});
    else
        throw InvalidParameterError("sample_weight was given, but the estimator's fit takes none.");
}

/// The score, or what stands for it after a warning.
/// \throws SearchInterruptedError of a search within a scorer, and what else scorers throw if `error_score`
/// raises
template <class Scorers, class E, class X, class Y>
std::vector<double> score_all(const Scorers& scorers, const E& estimator, const X& x, const Y& y,
                              const ErrorScore& error_score) {
    const CrossValidationMark mark;
    std::vector<double> scores;
    for (const auto& scorer : scorers) {
        try {
            scores.push_back(scorer(estimator, x, y));
        } catch (const SearchInterruptedError&) {
            throw;
        } catch (const std::exception& error) {
            if (error_score.raises()) throw;
            scores.push_back(error_score.score());
            warn(WarningCategory::UserWarning,
                 detail::format("Scoring failed. The score on this train-test partition for these parameters "
                                "will be set to {}. Details: {}",
                                format_score(error_score.score()), error.what()));
        }
    }
    return scores;
}

/// What all fits of one call have in common.
template <class E, class X, class Y>
struct FitAndScoreSettings {
    std::vector<scorer_for<E, X, Y>> scorers;
    ErrorScore error_score = {};
    bool return_train_score = false;
    Vector<double> sample_weight = {};  ///< of all rows; empty for none
};

/// Fits `estimator`, which stays fitted, to the training rows and scores it on the test rows. Where `fit`
/// throws, the scores are `error_score`; `check_fits` then warns.
/// \throws what `fit` and the scorers throw if `error_score` raises, and SearchInterruptedError
template <class E, class X, class Y>
FoldScores fit_and_score(E& estimator, const X& x, const Y& y, const std::vector<Index>& train,
                         const std::vector<Index>& test, const FitAndScoreSettings<E, X, Y>& settings) {
    const ErrorScore& error_score = settings.error_score;
    const auto x_train = TakenRows<X>::take(x, train);
    const auto y_train = TakenRows<Y>::take(y, train);
    FoldScores scores;
    const Stopwatch fit_watch;
    try {
        fit_weighted(estimator, x_train, y_train, take_weights(settings.sample_weight, train));
    } catch (const SearchInterruptedError&) {
        throw;
    } catch (const std::exception& error) {
        if (error_score.raises()) throw;
        scores.fit_time = fit_watch.seconds();
        scores.fit_error = error.what();
        scores.failed = true;
        scores.test_scores.assign(settings.scorers.size(), error_score.score());
        if (settings.return_train_score) scores.train_scores = scores.test_scores;
        return scores;
    }
    scores.fit_time = fit_watch.seconds();
    const auto x_test = TakenRows<X>::take(x, test);
    const auto y_test = TakenRows<Y>::take(y, test);
    const Stopwatch score_watch;
    scores.test_scores = score_all(settings.scorers, estimator, x_test, y_test, error_score);
    scores.score_time = score_watch.seconds();
    if (settings.return_train_score)
        scores.train_scores = score_all(settings.scorers, estimator, x_train, y_train, error_score);
    return scores;
}

/// Warns of fits that failed.
/// \throws InvalidParameterError if all did
inline void check_fits(const std::vector<FoldScores>& fits, const ErrorScore& error_score) {
    std::vector<std::pair<std::string_view, std::size_t>> errors;  // in the order of their first fits
    std::size_t n_failed = 0;
    for (const FoldScores& fit : fits) {
        if (!fit.failed) continue;
        ++n_failed;
        std::size_t k = 0;
        while (k < errors.size() && errors[k].first != fit.fit_error) ++k;
        if (k == errors.size()) errors.emplace_back(fit.fit_error, 0);
        ++errors[k].second;
    }
    if (n_failed == 0) return;
    std::string summary;
    for (const auto& [message, n] : errors)
        summary += detail::format("\n{}\n{} fits failed with the following error:\n{}", std::string(80, '-'),
                                  n, message);
    if (n_failed == fits.size())
        throw InvalidParameterError(detail::format(
            "All the {} fits failed.\nIt is very likely that your model is misconfigured.\nYou "
            "can try to debug the error by setting error_score='raise'.\n\nBelow are more "
            "details about the failures:{}",
            n_failed, summary));
    warn(
        WarningCategory::FitFailedWarning,
        detail::format("{} fits failed out of a total of {}.\nThe score on these train-test partitions for "
                       "these parameters will be set to {}.\nIf these failures are not expected, you can try "
                       "to debug them by setting error_score='raise'.\n\nBelow are more details about the "
                       "failures:{}",
                       n_failed, fits.size(), format_score(error_score.score()), summary));
}

}  // namespace detail
}  // namespace eigenmlp
