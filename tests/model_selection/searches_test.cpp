// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

#include "eigenmlp/model_selection/distributions.hpp"
#include "eigenmlp/model_selection/grid_search_cv.hpp"
#include "eigenmlp/model_selection/halving_grid_search_cv.hpp"
#include "eigenmlp/model_selection/randomized_search_cv.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

using Classifier = MLPClassifier<>;
using Regressor = MLPRegressor<>;

/// Samples and targets of all searches.
struct Data {
    Fixture expected{"searches"};
    Matrix<double> X = expected.matrix("X", 72);
    Eigen::VectorXi y = expected.vector("y").cast<int>();
    Eigen::VectorXd z = expected.vector("z");
};

template <class E>
E estimator() {
    return E({.hidden_layer_sizes = {6}, .max_iter = 25, .random_state = 3});
}

template <class E>
ParameterGrid<E> grid(const std::vector<double>& alphas = {1e-4, 0.5, 0.00011}) {
    using P = typename E::Params;
    return ParameterGrid<E>{}
        .add(&P::learning_rate_init, {0.001, 0.02})
        .add(&P::hidden_layer_sizes, {{4}, {5, 3}})
        .add(&P::alpha, alphas);
}

void check_close(const Fixture& expected, const std::string& key,
                 const Eigen::Ref<const Vector<double>>& values) {
    INFO(key);
    const Vector<double> wanted = expected.vector(key);
    REQUIRE(values.size() == wanted.size());
    for (Index i = 0; i < wanted.size(); ++i) {
        if (std::isnan(wanted[i]))
            CHECK(std::isnan(values[i]));
        else
            CHECK(values[i] == Approx(wanted[i]).margin(1e-10));
    }
}

template <class Results>
void check_scores(const Fixture& expected, const std::string& name, const Results& results,
                  const std::string& scoring) {
    const std::string key = name + ".";
    check_close(expected, key + "mean_test_" + scoring, results.mean_test_score(scoring));
    check_close(expected, key + "std_test_" + scoring, results.std_test_score(scoring));
    CHECK(results.rank_test_score(scoring) == expected.integers<Index>(key + "rank_test_" + scoring));
    for (Index k = 0; k < results.n_splits(); ++k)
        check_close(expected, key + "split" + std::to_string(k) + "_test_" + scoring,
                    results.split_test_score(scoring).col(k));
    REQUIRE(results.has_train_score() == expected.has(key + "mean_train_" + scoring));
    if (!results.has_train_score()) return;
    check_close(expected, key + "mean_train_" + scoring, results.mean_train_score(scoring));
    check_close(expected, key + "std_train_" + scoring, results.std_train_score(scoring));
}

template <class Search, class Y>
void check_search(const Data& data, const std::string& name, const Search& search, const Y& y) {
    INFO(name);
    const Fixture& expected = data.expected;
    const auto& results = search.cv_results();
    for (std::size_t i = 0; i < results.candidates().size(); ++i) {
        std::string text;
        for (const std::string& word : expected.words(name + ".params." + std::to_string(i)))
            text += (text.empty() ? "" : " ") + word;
        // a distribution's pow may differ in the last digit
        if (name != "randomized") CHECK(to_string(results.candidates()[i]) == text);
    }
    for (const std::string& scoring : results.scorings()) check_scores(expected, name, results, scoring);
    CHECK(search.best_index() == expected.integers<Index>(name + ".best_index")[0]);
    CHECK(search.best_score() == Approx(expected.real(name + ".best_score")).margin(1e-10));
    CHECK(search.score(data.X, y) == Approx(expected.real(name + ".score")).margin(1e-10));
    const Vector<double> predicted = search.predict(data.X).template cast<double>();
    check_close(expected, name + ".predict", predicted);
}

template <class Search>
void check_halving(const Data& data, const std::string& name, const Search& search) {
    const auto integers = [&](const std::string& key) {
        return data.expected.template integers<Index>(name + "." + key);
    };
    CHECK(search.n_resources() == integers("n_resources_"));
    CHECK(search.n_candidates() == integers("n_candidates_"));
    CHECK(search.n_remaining_candidates() == integers("n_remaining_candidates_")[0]);
    CHECK(search.n_required_iterations() == integers("n_required_iterations_")[0]);
    CHECK(search.n_possible_iterations() == integers("n_possible_iterations_")[0]);
    CHECK(search.max_resources() == integers("max_resources_")[0]);
    CHECK(search.min_resources() == static_cast<Index>(data.expected.real(name + ".min_resources_")));
    CHECK(search.cv_results().iter() == integers("iter"));
    CHECK(search.cv_results().n_resources() == integers("n_resources"));
}

}  // namespace

TEST_CASE("Grid searches give the results of scikit-learn's on any number of threads") {
    const support::RecordedWarnings warnings;
    const Data data;
    using P = Classifier::Params;
    const auto clf = estimator<Classifier>();
    for (const Index n_jobs : {1, 3}) {
        INFO("n_jobs " << n_jobs);
        check_search(
            data, "grid",
            GridSearchCV(clf, grid<Classifier>(), {.n_jobs = n_jobs, .cv = 3, .return_train_score = true})
                .fit(data.X, data.y),
            data.y);
        check_search(
            data, "multi",
            GridSearchCV(
                clf, grid<Classifier>(),
                {.scoring = {"accuracy", "f1_macro"}, .n_jobs = n_jobs, .refit = "f1_macro", .cv = 3})
                .fit(data.X, data.y),
            data.y);
    }
    check_search(data, "folds",
                 GridSearchCV(clf, ParameterGrid<Classifier>{}.add(&P::alpha, {0.1, 1e-5, 0.2, 2e-5}),
                              {.cv = KFold({.n_splits = 9})})
                     .fit(data.X, data.y),
                 data.y);
    check_search(
        data, "failing",
        GridSearchCV(
            clf,
            ParameterGrid<Classifier>{}.add(&P::max_iter, {5, 30}).add(&P::alpha, {-1.0, 1e-3, 0.5, -2.0}))
            .fit(data.X, data.y),
        data.y);
    check_search(data, "randomized",
                 RandomizedSearchCV(clf,
                                    ParameterDistributions<Classifier>{}
                                        .add(&P::alpha, loguniform(1e-4, 1))
                                        .add(&P::learning_rate_init, {0.001, 0.01, 0.1}),
                                    {.n_iter = 5, .cv = 3, .random_state = 11})
                     .fit(data.X, data.y),
                 data.y);
    check_search(
        data, "regressor",
        GridSearchCV(estimator<Regressor>(), grid<Regressor>(), {.scoring = "neg_mean_squared_error"})
            .fit(data.X, data.z),
        data.z);
}

TEST_CASE("A grid reaches into the steps of a pipeline") {
    const support::RecordedWarnings warnings;
    const Data data;
    const auto pipe = make_pipeline(StandardScaler<>(), estimator<Regressor>());
    using Pipe = std::remove_const_t<decltype(pipe)>;
    check_search(data, "pipeline",
                 GridSearchCV(pipe, ParameterGrid<Pipe>{}
                                        .add(&StandardScalerParams::with_mean, {true, false})
                                        .add(&Regressor::Params::alpha, {1e-4, 0.5}))
                     .fit(data.X, data.z),
                 data.z);
}

TEST_CASE("Halving searches give candidates the resources that scikit-learn gives and keep the same") {
    const support::RecordedWarnings warnings;
    const Data data;
    const auto clf = estimator<Classifier>();
    const auto check = [&](const std::string& name, auto search, const auto& y) {
        search.fit(data.X, y);
        check_search(data, name, search, y);
        check_halving(data, name, search);
    };
    check("halving", HalvingGridSearchCV(clf, grid<Classifier>(), {.cv = 3, .random_state = 5, .n_jobs = 2}),
          data.y);
    check("smallest",
          HalvingGridSearchCV(clf, grid<Classifier>({0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07}),
                              {.factor = 2, .min_resources = "smallest", .cv = 2, .random_state = 5}),
          data.y);
    check("aggressive",
          HalvingGridSearchCV(clf, grid<Classifier>(),
                              {.factor = 2,
                               .max_resources = 60,
                               .min_resources = 24,
                               .aggressive_elimination = true,
                               .cv = 2,
                               .random_state = 1}),
          data.y);
    check("iterations",
          HalvingGridSearchCV(
              estimator<Regressor>(), grid<Regressor>(),
              {.factor = 2.5, .resource = &Regressor::Params::max_iter, .max_resources = 40, .cv = 3}),
          data.z);
}

TEST_CASE("Sums and orders of scores are those of NumPy also where scores tie") {
    const Fixture expected("searches");
    const Vector<double> values = expected.vector("argsort.values");
    CHECK(detail::NumpyArgsort({values.begin(), values.end()}).order() ==
          expected.integers<Index>("argsort.order"));
    const Vector<double> sums = expected.vector("argsort.sums");
    // 17 values are the fewest that NumPy partitions
    CHECK(detail::NumpyArgsort(std::vector<double>(17, 0.0)).order() ==
          std::vector<Index>{0, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 16});
    for (Index n = 0; n < sums.size(); ++n) CHECK(detail::numpy_sum(values.data() + 60, n) == sums[n]);
}

TEST_CASE("Halving divides resources as Python does where the quotient is rounded up to a whole number") {
    const auto exhaust = MinResources::Rule::exhaust;
    CHECK(detail::HalvingSchedule(2, 1.6, exhaust, 4, 616, true).n_resources == std::vector<Index>{384, 384});
    CHECK(detail::floor_divide(330, 2.2) == 149);
    CHECK(detail::floor_divide(2640, 1.6) == 1649);
    CHECK(detail::floor_divide(9, 3) == 3);
}

TEST_CASE("Halving refuses more rows than there are") {
    const Data data;
    HalvingGridSearchCV search(estimator<Regressor>(), grid<Regressor>(),
                               {.factor = 2, .max_resources = 2 * data.X.rows(), .cv = 2, .random_state = 0});
    CHECK_THROWS_AS(search.fit(data.X, data.z), InvalidParameterError);
    CHECK_THROWS_WITH(search.fit(data.X, data.z), Catch::Matchers::ContainsSubstring(
                                                      "max_resources must be at most the number of samples"));
}
