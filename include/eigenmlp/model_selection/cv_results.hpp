// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eigenmlp/core/exceptions.hpp"
#include "eigenmlp/core/format.hpp"
#include "eigenmlp/core/types.hpp"
#include "eigenmlp/core/warnings.hpp"
#include "eigenmlp/model_selection/fit_and_score.hpp"
#include "eigenmlp/model_selection/numpy_order.hpp"
#include "eigenmlp/model_selection/param_path.hpp"
#include "eigenmlp/model_selection/parameter_candidate.hpp"

namespace eigenmlp {

/// Scores or times of all candidates: of each split, their mean and standard deviation (divided by the number
/// of splits).
struct SplitStatistics {
    Matrix<double> split;  ///< candidates x splits
    Vector<double> mean, std;

    SplitStatistics() = default;
    explicit SplitStatistics(Matrix<double> values)
        : split(std::move(values)), mean(split.rows()), std(split.rows()) {
        const auto n = static_cast<double>(split.cols());
        for (Index i = 0; i < split.rows(); ++i) {
            mean[i] = detail::numpy_sum(&split(i, 0), split.cols()) / n;
            std::vector<double> squares;
            for (Index j = 0; j < split.cols(); ++j)
                squares.push_back((split(i, j) - mean[i]) * (split(i, j) - mean[i]));
            std[i] = std::sqrt(detail::numpy_sum(squares.data(), split.cols()) / n);
        }
    }
};

namespace detail {

/// 1 for the greatest; equal ones share the smaller rank, and NaN come last.
inline std::vector<Index> ranks(const Vector<double>& means) {
    std::vector<Index> ranks;
    for (const double mean : means) {
        Index better = 0;
        for (const double other : means) better += std::isnan(mean) ? !std::isnan(other) : other > mean;
        ranks.push_back(1 + better);
    }
    return ranks;
}

/// A field of a CSV line, quoted where needed.
inline std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

inline std::string csv_field(double number) {
    return std::isnan(number) ? "nan" : detail::format("{}", number);
}

}  // namespace detail

/// What a search found: scikit-learn's `cv_results_`, one row per candidate in the order in which they were
/// tried. With several scorings the scores need the name of one.
template <class Params>
class CVResults {
public:
    /// \param fits of all splits of the first candidate, then of the second and so on
    /// \param base the parameters that the candidates change
    CVResults(std::vector<ParameterCandidate<Params>> candidates, const std::vector<detail::FoldScores>& fits,
              std::vector<std::string> scorings, const Params& base)
        : candidates_(std::move(candidates)), scorings_(std::move(scorings)) {
        for (const auto& candidate : candidates_) params_.push_back(candidate.applied_to(base));
        fit_time_ = statistics(fits, [](const auto& fit) { return fit.fit_time; });
        score_time_ = statistics(fits, [](const auto& fit) { return fit.score_time; });
        for (std::size_t k = 0; k < scorings_.size(); ++k) {
            test_.push_back(statistics(fits, [k](const auto& fit) { return fit.test_scores[k]; }));
            ranks_.push_back(detail::ranks(test_.back().mean));
            if (!fits.empty() && !fits.front().train_scores.empty())
                train_.push_back(statistics(fits, [k](const auto& fit) { return fit.train_scores[k]; }));
        }
    }

    Index n_candidates() const { return static_cast<Index>(candidates_.size()); }
    Index n_splits() const { return fit_time_.split.cols(); }
    const std::vector<std::string>& scorings() const { return scorings_; }

    /// The candidates (scikit-learn's `params`); each prints as `{'alpha': 0.001}`.
    const std::vector<ParameterCandidate<Params>>& candidates() const { return candidates_; }
    /// All parameters of the estimator for each candidate.
    const std::vector<Params>& params() const { return params_; }
    /// The values of one parameter (scikit-learn's `param_NAME`): `param(&P::alpha)`.
    template <class Value, class Owner>
    std::vector<Value> param(Value Owner::*member) const {
        return param(StepPath<>(), member);
    }
    /// The same for a step of a pipeline: `param(step<1>, &P::alpha)`.
    template <std::size_t... I, class Value, class Owner>
    std::vector<Value> param(StepPath<I...>, Value Owner::*member) const {
        std::vector<Value> values;
        for (Params params : params_) values.push_back(detail::ParamPath<Owner, I...>::in(params).*member);
        return values;
    }

    ///@{ Seconds.
    const Vector<double>& mean_fit_time() const { return fit_time_.mean; }
    const Vector<double>& std_fit_time() const { return fit_time_.std; }
    const Vector<double>& mean_score_time() const { return score_time_.mean; }
    const Vector<double>& std_score_time() const { return score_time_.std; }
    ///@}

    ///@{ \throws InvalidParameterError for an unknown scoring, or none where there are several
    /// candidates x splits
    const Matrix<double>& split_test_score(std::string_view scoring = {}) const {
        return test_[index(scoring)].split;
    }
    const Vector<double>& mean_test_score(std::string_view scoring = {}) const {
        return test_[index(scoring)].mean;
    }
    const Vector<double>& std_test_score(std::string_view scoring = {}) const {
        return test_[index(scoring)].std;
    }
    /// 1 for the best; those that tie share the smaller rank, and candidates that failed are last.
    const std::vector<Index>& rank_test_score(std::string_view scoring = {}) const {
        return ranks_[index(scoring)];
    }
    ///@}

    bool has_train_score() const { return !train_.empty(); }
    ///@{ \throws InvalidParameterError also without `return_train_score`
    const Matrix<double>& split_train_score(std::string_view scoring = {}) const {
        return train(scoring).split;
    }
    const Vector<double>& mean_train_score(std::string_view scoring = {}) const {
        return train(scoring).mean;
    }
    const Vector<double>& std_train_score(std::string_view scoring = {}) const { return train(scoring).std; }
    ///@}

    ///@{ Of halving searches only: the iteration of each row, and what its candidate was given.
    const std::vector<Index>& iter() const { return iter_; }
    const std::vector<Index>& n_resources() const { return n_resources_; }
    void set_iterations(std::vector<Index> iter, std::vector<Index> n_resources) {
        iter_ = std::move(iter);
        n_resources_ = std::move(n_resources);
    }
    ///@}

    /// Warns of scores that are not finite.
    void warn_not_finite() const {
        const auto check = [](std::string_view part, const SplitStatistics& scores) {
            if (scores.mean.allFinite()) return;
            std::string means;
            for (const double mean : scores.mean)
                means += (means.empty() ? "" : " ") + detail::format_score(mean);
            warn(WarningCategory::UserWarning,
                 detail::format("One or more of the {} scores are non-finite: [{}]", part, means));
        };
        for (const auto& scores : test_) check("test", scores);
        for (const auto& scores : train_) check("train", scores);
    }

    /// A table in CSV with scikit-learn's columns in its order, under a line of their names.
    std::string to_csv() const {
        std::vector<std::pair<std::string, std::function<std::string(Index)>>> columns;
        const auto add = [&](const std::string& name, const Vector<double>& values) {
            columns.emplace_back(name, [&values](Index i) { return detail::csv_field(values[i]); });
        };
        const auto count = [&](const std::string& name, const std::vector<Index>& values) {
            columns.emplace_back(name, [&values](Index i) {
                return detail::format("{}", values[static_cast<std::size_t>(i)]);
            });
        };
        const auto add_scores = [&](std::string_view kind, std::size_t k, const SplitStatistics& scores) {
            const std::string name = detail::format("{}_{}", kind, scorings_[k]);
            for (Index j = 0; j < n_splits(); ++j)
                columns.emplace_back(detail::format("split{}_{}", j, name),
                                     [&scores, j](Index i) { return detail::csv_field(scores.split(i, j)); });
            add("mean_" + name, scores.mean);
            add("std_" + name, scores.std);
            if (kind == "test") count("rank_" + name, ranks_[k]);
        };
        if (!iter_.empty()) {
            count("iter", iter_);
            count("n_resources", n_resources_);
        }
        add("mean_fit_time", fit_time_.mean);
        add("std_fit_time", fit_time_.std);
        add("mean_score_time", score_time_.mean);
        add("std_score_time", score_time_.std);
        for (const std::string& name : param_names())
            columns.emplace_back("param_" + name, [this, name](Index i) {
                return detail::csv_field(candidates_[static_cast<std::size_t>(i)].text(name).value_or(""));
            });
        columns.emplace_back("params", [this](Index i) {
            return detail::csv_field(to_string(candidates_[static_cast<std::size_t>(i)]));
        });
        for (std::size_t k = 0; k < scorings_.size(); ++k) {
            add_scores("test", k, test_[k]);
            if (has_train_score()) add_scores("train", k, train_[k]);
        }
        std::string text;
        for (Index row = -1; row < n_candidates(); ++row)
            for (std::size_t c = 0; c < columns.size(); ++c)
                text += (row < 0 ? detail::csv_field(columns[c].first) : columns[c].second(row)) +
                        (c + 1 < columns.size() ? ',' : '\n');
        return text;
    }

private:
    SplitStatistics statistics(const std::vector<detail::FoldScores>& fits, auto value) const {
        const auto n_rows = static_cast<Index>(candidates_.size());
        Matrix<double> values(n_rows, n_rows > 0 ? static_cast<Index>(fits.size()) / n_rows : 0);
        for (Index i = 0; i < values.size(); ++i) values.data()[i] = value(fits[static_cast<std::size_t>(i)]);
        return SplitStatistics(std::move(values));
    }

    std::size_t index(std::string_view scoring) const {
        if (scoring.empty() && scorings_.size() == 1) return 0;
        const auto found = std::find(scorings_.begin(), scorings_.end(), scoring);
        if (found == scorings_.end())
            throw InvalidParameterError(detail::format("'{}' is none of the scorings of this search: {}.",
                                                       scoring, detail::join(scorings_)));
        return static_cast<std::size_t>(found - scorings_.begin());
    }

    const SplitStatistics& train(std::string_view scoring) const {
        if (!has_train_score())
            throw InvalidParameterError(
                "The scores on the training parts are there only with return_train_score = true.");
        return train_[index(scoring)];
    }

    /// In the order in which they come first.
    std::vector<std::string> param_names() const {
        std::vector<std::string> names;
        for (const auto& candidate : candidates_)
            for (const std::string& name : candidate.names())
                if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        return names;
    }

    std::vector<ParameterCandidate<Params>> candidates_;
    std::vector<std::string> scorings_;
    std::vector<Params> params_;
    SplitStatistics fit_time_, score_time_;
    std::vector<SplitStatistics> test_, train_;
    std::vector<std::vector<Index>> ranks_;
    std::vector<Index> iter_, n_resources_;
};

}  // namespace eigenmlp
