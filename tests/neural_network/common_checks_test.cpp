// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "support/catch.hpp"
#include "support/parameters_of.hpp"
#include "support/recorded_warnings.hpp"
#include "support/small_data.hpp"

// scikit-learn's checks of every estimator, as far as they make sense in C++, on both estimators.

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::parameters_of;
using support::RecordedWarnings;

namespace {

template <class Estimator>
constexpr bool is_classifier = requires(const Estimator& e) {
    e.classes();
};

/// Targets that suit the estimator: three classes, or a number.
template <class Estimator>
auto targets(const support::SmallData<double>& data) {
    if constexpr (is_classifier<Estimator>)
        return data.y;
    else
        return Eigen::VectorXd(data.X.rowwise().sum() + 0.5 * data.y.cast<double>());
}

template <class Estimator>
Matrix<double> outputs(const Estimator& e, const Matrix<double>& X) {
    if constexpr (is_classifier<Estimator>)
        return e.predict_proba(X);
    else
        return e.predict(X);
}

template <class Estimator>
typename Estimator::Params small_params(const std::string& solver = "adam") {
    typename Estimator::Params p;
    p.hidden_layer_sizes = {5};
    p.activation = "tanh";
    p.solver = solver;
    p.max_iter = 8;
    p.random_state = 3;
    return p;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

/// A copy of a vector or matrix in pages that cannot be written to.
template <class M>
class ReadOnly {
public:
    explicit ReadOnly(const M& content)
        : bytes_(static_cast<std::size_t>(content.size()) * sizeof(typename M::Scalar)),
          pages_(mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)),
          rows_(content.rows()),
          cols_(content.cols()) {
        if (pages_ == MAP_FAILED) throw std::runtime_error("mmap failed");
        std::memcpy(pages_, content.data(), bytes_);
        mprotect(pages_, bytes_, PROT_READ);
    }
    ReadOnly(const ReadOnly&) = delete;
    ReadOnly& operator=(const ReadOnly&) = delete;
    ~ReadOnly() { munmap(pages_, bytes_); }

    Eigen::Map<const M> map() const { return {static_cast<const typename M::Scalar*>(pages_), rows_, cols_}; }

private:
    std::size_t bytes_;
    void* pages_;
    Index rows_, cols_;
};

}  // namespace

TEMPLATE_TEST_CASE("parameters are kept as given and checked by fit only", "", MLPClassifier<>,
                   MLPRegressor<>) {
    auto p = small_params<TestType>();
    p.alpha = -1;
    TestType estimator(p);
    CHECK(estimator.params() == p);
    const auto data = support::small_data<double>();
    CHECK_THROWS_AS(estimator.fit(data.X, targets<TestType>(data)), InvalidParameterError);
    CHECK_THROWS_AS(estimator.n_iter(), NotFittedError);
    p.alpha = 0;
    estimator.set_params(p);
    CHECK(estimator.params().alpha == 0);
    CHECK(TestType().params() == typename TestType::Params{});
}

TEMPLATE_TEST_CASE("repeated fits are identical and leave parameters and arguments alone", "",
                   MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    const std::string solver = GENERATE("adam", "sgd", "lbfgs");
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    const Eigen::VectorXd weights = Eigen::VectorXd::LinSpaced(y.size(), 0.0, 2.0);
    const auto X_before = data.X;
    const auto y_before = y;
    const Eigen::VectorXd weights_before = weights;
    TestType estimator(small_params<TestType>(solver));
    CHECK(&estimator.fit(data.X, y, {.sample_weight = weights}) == &estimator);
    const auto first = parameters_of(estimator);
    CHECK(parameters_of(estimator.fit(data.X, y, {.sample_weight = weights})) == first);
    CHECK(estimator.params() == small_params<TestType>(solver));
    CHECK(estimator.n_iter() >= 1);
    CHECK(data.X == X_before);
    CHECK(y == y_before);
    CHECK(weights == weights_before);
}

TEMPLATE_TEST_CASE("data in read-only memory can be fitted and predicted", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    const ReadOnly X(data.X);
    const ReadOnly labels(y);
    const ReadOnly weights(Eigen::VectorXd(Eigen::VectorXd::Ones(y.size())));
    TestType on_map(small_params<TestType>()), on_copy(small_params<TestType>());
    on_map.fit(X.map(), labels.map(), {.sample_weight = weights.map()});
    on_copy.fit(data.X, y, {.sample_weight = Eigen::VectorXd(Eigen::VectorXd::Ones(y.size()))});
    CHECK(parameters_of(on_map) == parameters_of(on_copy));
    CHECK(on_map.predict(X.map()) == on_copy.predict(data.X));
    CHECK(on_map.score(X.map(), labels.map()) == on_copy.score(data.X, y));
}

TEMPLATE_TEST_CASE("the order and choice of rows make no difference to predictions", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    TestType estimator(small_params<TestType>());
    estimator.fit(data.X, targets<TestType>(data));
    const Matrix<double> all = outputs(estimator, data.X);
    const Matrix<double> reversed = outputs(estimator, data.X.colwise().reverse());
    CHECK((all - reversed.colwise().reverse()).cwiseAbs().maxCoeff() < 1e-13);
    for (const Index first : {0, 3, 20})
        CHECK((outputs(estimator, data.X.middleRows(first, 7)) - all.middleRows(first, 7))
                  .cwiseAbs()
                  .maxCoeff() < 1e-13);
    for (const Index i : {0, 17, 49})
        CHECK((outputs(estimator, data.X.row(i)) - all.row(i)).cwiseAbs().maxCoeff() < 1e-13);
}

TEMPLATE_TEST_CASE("a single row or a single column is enough", "", MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    const std::string solver = GENERATE("adam", "sgd", "lbfgs");
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    TestType estimator(small_params<TestType>(solver));
    estimator.fit(data.X.topRows(1), y.head(1).eval());
    CHECK(outputs(estimator, data.X.topRows(1)).rows() == 1);
    estimator.fit(data.X.leftCols(1), y);
    CHECK(outputs(estimator, data.X.leftCols(1)).rows() == 50);
    CHECK(estimator.n_features_in() == 1);
}

TEMPLATE_TEST_CASE("a segment of a row is a sample", "", MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    TestType estimator({.max_iter = 3, .random_state = 0});
    const Matrix<double> X = Matrix<double>::Random(6, 4);
    const Eigen::MatrixXd columns = X;
    const Eigen::VectorXi y = (Eigen::VectorXi(6) << 0, 1, 0, 1, 0, 1).finished();
    estimator.fit(X.leftCols(3), y.head(6));
    const auto expected = estimator.predict(X.leftCols(3));
    CHECK(estimator.predict(X.row(2).head(3)).row(0) == expected.row(2));
    CHECK(estimator.predict(columns.row(2).head(3)).row(0) == expected.row(2));
    CHECK(estimator.predict(Eigen::RowVectorXd(X.row(2)).template head<3>()).row(0) == expected.row(2));
    CHECK_THROWS_AS(estimator.predict(columns.col(2).head(3)), InvalidDataError);
}

TEMPLATE_TEST_CASE("a sample of weight 0 counts as much as one that is not there", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const std::string solver = GENERATE("adam", "sgd", "lbfgs");
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(50);
    weights.tail(15).setZero();
    TestType weighted(small_params<TestType>(solver)), removed(small_params<TestType>(solver)),
        all(small_params<TestType>(solver));
    weighted.fit(data.X, y, {.sample_weight = weights});
    removed.fit(data.X.topRows(35), y.head(35).eval());
    all.fit(data.X, y);
    CHECK(largest_difference(parameters_of(weighted), parameters_of(removed)) < 1e-9);
    CHECK(largest_difference(parameters_of(weighted), parameters_of(all)) > 1e-7);
    CHECK(weighted.score(data.X, y, weights) ==
          Approx(removed.score(data.X.topRows(35), y.head(35).eval())).epsilon(1e-9));
}

TEMPLATE_TEST_CASE("a sample of weight 2 counts as much as one that is there twice", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const std::string solver = GENERATE("adam", "sgd", "lbfgs");
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(50);
    weights.head(20).setConstant(2.0);
    Matrix<double> X_twice(70, data.X.cols());
    X_twice << data.X, data.X.topRows(20);
    auto y_twice = y;
    y_twice.conservativeResize(70);
    y_twice.tail(20) = y.head(20);
    TestType weighted(small_params<TestType>(solver)), repeated(small_params<TestType>(solver));
    weighted.fit(data.X, y, {.sample_weight = weights});
    repeated.fit(X_twice, y_twice);
    CHECK(largest_difference(parameters_of(weighted), parameters_of(repeated)) < 1e-9);
    CHECK(weighted.loss() == Approx(repeated.loss()).epsilon(1e-10));
    CHECK(weighted.score(data.X, y, weights) == Approx(repeated.score(X_twice, y_twice)).epsilon(1e-9));
}

TEMPLATE_TEST_CASE("weights of 1 are like none, also with early stopping", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    auto p = small_params<TestType>();
    p.early_stopping = GENERATE(false, true);
    p.validation_fraction = 0.3;
    TestType weighted(p), plain(p);
    weighted.fit(data.X, y, {.sample_weight = Eigen::VectorXd(Eigen::VectorXd::Ones(50))});
    plain.fit(data.X, y);
    CHECK(largest_difference(parameters_of(weighted), parameters_of(plain)) < 1e-13);
    CHECK(weighted.n_iter() == plain.n_iter());
    CHECK(largest_difference(weighted.loss_curve(), plain.loss_curve()) < 1e-13);
    CHECK(largest_difference(weighted.validation_scores(), plain.validation_scores()) < 1e-12);
}

TEMPLATE_TEST_CASE("weights may be a list, a number or negative, but not of another length, all zero or NaN",
                   "", MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    TestType estimator(small_params<TestType>());
    std::vector<double> weights(50, 1.0);
    weights[4] = 3.0;
    const auto by_list = parameters_of(estimator.fit(data.X, y, {.sample_weight = weights}));
    const Eigen::VectorXd vector = Eigen::Map<const Eigen::VectorXd>(weights.data(), 50);
    CHECK(parameters_of(estimator.fit(data.X, y, {.sample_weight = vector})) == by_list);
    estimator.fit(data.X, y, {.sample_weight = 2.0});
    weights[4] = -0.5;
    const auto negative = parameters_of(estimator.fit(data.X, y, {.sample_weight = weights}));
    CHECK(negative != by_list);

    weights.pop_back();
    CHECK_THROWS_WITH(estimator.fit(data.X, y, {.sample_weight = weights}),
                      ContainsSubstring("sample_weight.shape == (49,), expected (50,)!"));
    CHECK_THROWS_WITH(estimator.fit(data.X, y, {.sample_weight = std::vector<double>(50, 0.0)}),
                      ContainsSubstring("at least one"));
    weights.push_back(std::nan(""));
    CHECK_THROWS_AS(estimator.fit(data.X, y, {.sample_weight = weights}), InvalidDataError);
    CHECK_THROWS_AS(estimator.partial_fit(data.X, y, {.sample_weight = weights}), InvalidDataError);
    CHECK_THROWS_AS(estimator.score(data.X, y, weights), InvalidDataError);
    CHECK(parameters_of(estimator) == negative);
}

TEMPLATE_TEST_CASE("weights that sum to zero in one batch are an error and change nothing", "",
                   MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    auto p = small_params<TestType>();
    TestType estimator(p);
    estimator.fit(data.X, y);
    const auto before = parameters_of(estimator);
    p.batch_size = 10;
    p.shuffle = false;
    estimator.set_params(p);
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(50);
    weights.segment(10, 10).setZero();
    CHECK_THROWS_AS(estimator.fit(data.X, y, {.sample_weight = weights}), std::invalid_argument);
    CHECK(parameters_of(estimator) == before);
}

TEMPLATE_TEST_CASE("validation rows whose weights sum to zero are refused", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const auto data = support::small_data<double>();
    auto p = small_params<TestType>();
    p.early_stopping = true;
    TestType estimator(p);
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(50);
    weights[0] = 1.0;  // a training row
    CHECK_THROWS_WITH(estimator.fit(data.X, targets<TestType>(data), {.sample_weight = weights}),
                      ContainsSubstring("The sample weights of the 5 validation rows add up to zero"));
}

TEMPLATE_TEST_CASE("every solver of a warm-started estimator runs all of max_iter and warns each time", "",
                   MLPClassifier<>, MLPRegressor<>) {
    const std::string solver = GENERATE("sgd", "adam", "lbfgs");
    const auto data = support::small_data<double>();
    auto p = small_params<TestType>(solver);
    p.tol = 0;
    p.n_iter_no_change = 1000;
    p.warm_start = true;
    TestType estimator(p);
    for (const Index n : {10, 20}) {
        const RecordedWarnings warnings;
        p.max_iter = n;
        estimator.set_params(p);
        CHECK(estimator.fit(data.X, targets<TestType>(data)).n_iter() == n);
        REQUIRE(warnings.all().size() == 1);
        CHECK_THAT(warnings.all()[0], ContainsSubstring("ConvergenceWarning"));
    }
}

TEMPLATE_TEST_CASE("the storage order and place of X make no difference to either estimator", "",
                   MLPClassifier<>, MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    const Eigen::MatrixXd by_columns = data.X;
    Matrix<double> wide = Matrix<double>::Zero(50, 9);
    wide.middleCols(2, 3) = data.X;
    const auto fit = [&](const auto& X) {
        return parameters_of(TestType(small_params<TestType>()).fit(X, y));
    };
    const auto expected = fit(data.X);
    CHECK(fit(by_columns) == expected);
    CHECK(fit(wide.middleCols(2, 3)) == expected);
}

TEMPLATE_TEST_CASE("samples of other numbers of features are refused after a fit", "", MLPClassifier<>,
                   MLPRegressor<>) {
    const RecordedWarnings quiet;
    const auto data = support::small_data<double>();
    const auto y = targets<TestType>(data);
    TestType estimator(small_params<TestType>());
    estimator.fit(data.X, y);
    CHECK_THROWS_WITH(estimator.predict(data.X.leftCols(2)), ContainsSubstring("X has 2 features, but"));
    CHECK_THROWS_WITH(estimator.partial_fit(data.X.leftCols(2), y),
                      ContainsSubstring("X has 2 features, but"));
    CHECK_THROWS_WITH(estimator.score(data.X.leftCols(2), y), ContainsSubstring("X has 2 features, but"));
}
