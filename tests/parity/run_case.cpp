// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "parity/run_case.hpp"

#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>
#include <exception>
#include <filesystem>
#include <numeric>
#include <type_traits>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/neural_network/sparse.hpp"
#include "support/mlp_fixture.hpp"
#include "support/recorded_warnings.hpp"

namespace parity {

namespace {

using eigenmlp::Index;
using eigenmlp::Matrix;
using support::MLPFixture;
using support::Table;

/// Collects what is compared.
class Comparison {
public:
    Comparison(const MLPFixture& f, bool is_float, bool is_lbfgs) {
        of_loss_ = is_float ? (is_lbfgs ? 1e-4 : 2e-5) : (is_lbfgs ? 1e-8 : 1e-10);
        of_weights_ = is_float ? (is_lbfgs ? 1e-2 : 2e-5) : (is_lbfgs ? 1e-6 : 1e-10);
        of_loss_ = std::max(of_loss_, 30 * f.rounding_of_loss);
        of_weights_ = std::max(of_weights_, 30 * f.rounding);
    }

    void loss(double ours, double theirs) { add("loss", relative({ours}, {theirs}), of_loss_); }
    void values(const std::string& quantity, const std::vector<double>& ours,
                const std::vector<double>& theirs) {
        add(quantity, relative(ours, theirs), of_weights_);
    }
    void layer(const auto& coefs, const auto& intercepts, const support::ThinnedMatrix& their_coefs,
               const support::ThinnedMatrix& their_intercepts) {
        const double scale = std::max(largest(their_coefs.values), largest(their_intercepts.values));
        matrix("coefs", coefs, their_coefs, scale);
        matrix("intercepts", intercepts, their_intercepts, scale);
    }
    void matrix(const std::string& quantity, const auto& ours, const support::ThinnedMatrix& theirs,
                double scale) {
        std::vector<double> kept;
        double square_sum = 0.0;
        for (Index k = 0; k < ours.size(); ++k) {
            const auto x = static_cast<double>(ours(k / ours.cols(), k % ours.cols()));
            square_sum += x * x;
            if (k % theirs.stride == 0) kept.push_back(x);
        }
        add(quantity, absolute(kept, theirs.values) / scale, of_weights_);
        add(quantity,
            std::abs(std::sqrt(square_sum) - std::sqrt(theirs.square_sum)) /
                std::max(std::sqrt(theirs.square_sum), scale),
            of_weights_);
        if (ours.size() != theirs.rows * theirs.cols) add(quantity, INFINITY, of_weights_);
    }
    void scores(const std::string& quantity, const std::vector<double>& ours,
                const std::vector<double>& theirs) {
        add(quantity, absolute(ours, theirs) / (1.0 + largest(theirs)), of_weights_);
    }
    template <class T>
    void exact(const std::string& quantity, const T& ours, const T& theirs) {
        add(quantity, ours == theirs ? 0.0 : INFINITY, 0.0);
    }

    const std::vector<Deviation>& all() const { return all_; }

private:
    /// One entry for each quantity: the worst.
    void add(const std::string& quantity, double value, double tolerance) {
        for (Deviation& d : all_)
            if (d.quantity == quantity) {
                if (!(value <= d.value)) d.value = value;
                return;
            }
        all_.push_back({quantity, value, tolerance});
    }
    static double largest(const std::vector<double>& values) {
        double magnitude = 0.0;
        for (const double x : values) magnitude = std::max(magnitude, std::abs(x));
        return magnitude;
    }
    static double absolute(const std::vector<double>& ours, const std::vector<double>& theirs) {
        if (ours.size() != theirs.size()) return INFINITY;
        double difference = 0.0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const double d = std::abs(ours[i] - theirs[i]);
            if (!(d <= difference)) difference = d;
        }
        return difference;
    }
    static double relative(const std::vector<double>& ours, const std::vector<double>& theirs) {
        return absolute(ours, theirs) / std::max(largest(theirs), 1e-300);
    }

    double of_loss_, of_weights_;
    std::vector<Deviation> all_;
};

/// Rows of a matrix, a vector or a std::vector.
template <class Y>
Y some_rows(const Y& y, Index first, Index n) {
    if constexpr (requires { y.middleRows(first, n); })
        return y.middleRows(first, n);
    else
        return Y(y.begin() + first, y.begin() + first + n);
}

/// What scikit-learn calls the classes: the distinct labels, or the numbers of the columns of a 0/1 matrix.
template <class Y>
auto classes_of(const Y& y) {
    if constexpr (std::is_same_v<Y, Eigen::MatrixXi>) {
        std::vector<int> columns(static_cast<std::size_t>(y.cols()));
        std::iota(columns.begin(), columns.end(), 0);
        return columns;
    } else {
        std::vector all(y.begin(), y.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
}

template <class Estimator>
constexpr bool is_classifier = requires(const Estimator& e) {
    e.classes();
};

/// The estimator after all calls, and of each call n_iter and whether it warned of lacking convergence.
template <class Estimator>
struct Run {
    Estimator estimator;
    std::vector<Index> n_iter, warned;
};

template <class Estimator, class X, class Y>
Run<Estimator> run(const MLPFixture& f, const X& all_X, const Y& all_y, const Eigen::VectorXd& weights) {
    Run<Estimator> r{Estimator(support::mlp_params<typename Estimator::Params>(f.params)), {}, {}};
    for (const support::MLPCalls& call : f.calls) {
        const X part = some_rows(all_X, call.first, call.rows);
        const Y y = some_rows(all_y, call.first, call.rows);
        eigenmlp::SampleWeight w;
        if (weights.size() > 0) w = eigenmlp::SampleWeight(some_rows(weights, call.first, call.rows));
        for (int i = 0; i < call.times; ++i) {
            const support::RecordedWarnings warnings;
            if (call.method == "fit")
                r.estimator.fit(part, y, {.sample_weight = w});
            else if constexpr (is_classifier<Estimator>)
                r.estimator.partial_fit(part, y, {.classes = classes_of(all_y), .sample_weight = w});
            else
                r.estimator.partial_fit(part, y, {.sample_weight = w});
            r.n_iter.push_back(r.estimator.n_iter());
            r.warned.push_back(
                std::any_of(warnings.all().begin(), warnings.all().end(),
                            [](const auto& text) { return text.starts_with("ConvergenceWarning"); }));
        }
    }
    return r;
}

template <class Estimator, class X, class Y>
std::vector<Deviation> compare(const MLPFixture& f, const X& all_X, const Y& y,
                               const Eigen::VectorXd& weights) {
    if (f.refused) {
        try {
            run<Estimator>(f, all_X, y, weights);
        } catch (const std::exception&) {
            return {{"refusal", 0.0, 0.0}};
        }
        return {{"refusal", INFINITY, 0.0}};
    }
    const auto [estimator, n_iter, warned] = run<Estimator>(f, all_X, y, weights);
    const bool is_lbfgs = f.has("solver", "lbfgs"), is_float = f.scalar == "float";
    Comparison c(f, is_float, is_lbfgs);
    if (!is_lbfgs || !is_float) {
        c.exact("n_iter", n_iter, f.n_iter);
        c.exact("warnings", warned, f.warned);
    }
    c.exact("t", estimator.t(), f.t);
    c.loss(estimator.loss(), f.loss);
    c.values("loss_curve", estimator.loss_curve(), f.loss_curve);
    c.scores("validation_scores", estimator.validation_scores(), f.validation_scores);
    c.exact("layers", estimator.coefs().size(), f.coefs.size());
    for (std::size_t i = 0; i < std::min(estimator.coefs().size(), f.coefs.size()); ++i) {
        c.layer(estimator.coefs()[i], estimator.intercepts()[i], f.coefs[i], f.intercepts[i]);
    }
    const X some = some_rows(all_X, 0, std::min<Index>(5, all_X.rows()));
    Matrix<double> outputs;
    if constexpr (is_classifier<Estimator>)
        outputs = estimator.predict_proba(some).template cast<double>();
    else
        outputs = estimator.predict(some).template cast<double>();
    c.values("outputs", std::vector<double>(outputs.data(), outputs.data() + outputs.size()), f.outputs);
    c.scores("score",
             {estimator.score(
                 all_X, y, weights.size() > 0 ? eigenmlp::SampleWeight(weights) : eigenmlp::SampleWeight())},
             {f.score});
    return c.all();
}

/// Sparse or dense X.
template <class Estimator, class S, class Y>
std::vector<Deviation> compare_with_x(const MLPFixture& f, const Table& table, const Y& y) {
    const Eigen::VectorXd weights =
        f.weights < 0 ? Eigen::VectorXd() : table.column(static_cast<std::size_t>(f.weights));
    const Matrix<S> X = table.X.cast<S>();
    if (!f.sparse) return compare<Estimator>(f, X, y, weights);
    return compare<Estimator>(f, Eigen::SparseMatrix<S, Eigen::RowMajor>(X.sparseView()), y, weights);
}

/// The columns with targets, side by side.
template <class T>
Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> targets(const MLPFixture& f, const Table& table) {
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> Y(table.X.rows(), static_cast<Index>(f.targets.size()));
    for (std::size_t j = 0; j < f.targets.size(); ++j)
        Y.col(static_cast<Index>(j)) = table.column(f.targets[j]).template cast<T>();
    return Y;
}

template <class S>
std::vector<Deviation> run_case(const MLPFixture& f, const Table& table) {
    if (f.estimator == "regressor") {
        using Regressor = eigenmlp::MLPRegressor<S>;
        const Matrix<S> Y = targets<S>(f, table);
        if (Y.cols() > 1) return compare_with_x<Regressor, S>(f, table, Y);
        return compare_with_x<Regressor, S>(f, table, eigenmlp::Vector<S>(Y.col(0)));
    }
    if constexpr (std::is_same_v<S, double>)  // one type is enough for labels, and each takes its time to
                                              // compile
        if (f.labels == "string")
            return compare_with_x<eigenmlp::MLPClassifier<S, std::string>, S>(f, table,
                                                                              table.columns.at(f.targets[0]));
    using Classifier = eigenmlp::MLPClassifier<S>;
    const Eigen::MatrixXi Y = targets<int>(f, table);
    if (Y.cols() > 1) return compare_with_x<Classifier, S>(f, table, Y);
    return compare_with_x<Classifier, S>(f, table, Eigen::VectorXi(Y.col(0)));
}

}  // namespace

std::vector<Deviation> run_case(const std::filesystem::path& folder, const std::string& name) {
    const MLPFixture f = support::read_mlp_fixture(folder / "mlp" / (name + ".txt"));
    const Table table = support::read_table(folder, f.table);
    return f.scalar == "float" ? run_case<float>(f, table) : run_case<double>(f, table);
}

std::vector<std::string> case_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "mlp"))
        if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace parity
