// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <cmath>
#include <concepts>
#include <csignal>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "eigenmlp/model_selection/cross_val_predict.hpp"
#include "eigenmlp/model_selection/cross_val_score.hpp"
#include "eigenmlp/model_selection/grid_search_cv.hpp"
#include "eigenmlp/model_selection/halving_grid_search_cv.hpp"
#include "eigenmlp/model_selection/randomized_search_cv.hpp"
#include "eigenmlp/pipeline/function_transformer.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"
#include "model_selection/tiny_estimators.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Predicts the mean of y plus `shift`; its score is minus the largest error. Fails for negative shifts.
template <class Scalar>
class Shifted {
public:
    struct Params {
        double shift = 0;
        Index rounds = 1;
        static constexpr auto param_fields() {
            return std::tuple{ParamField{"shift", &Params::shift}, ParamField{"rounds", &Params::rounds}};
        }
    };

    Shifted(Params params = {}) : params_(params) {}
    const Params& params() const { return params_; }
    void set_params(Params params) { params_ = params; }

    template <class X>
    Shifted& fit(const X&, const Vector<Scalar>& y) {
        if (params_.shift < 0) throw InvalidParameterError("shift must not be negative.");
        mean_ = y.mean();
        return *this;
    }
    Vector<Scalar> predict(const Matrix<Scalar>& x) const {
        return Vector<Scalar>::Constant(x.rows(), mean_ + static_cast<Scalar>(params_.shift));
    }
    double score(const Matrix<Scalar>& x, const Vector<Scalar>& y) const {
        return -static_cast<double>((y - predict(x)).cwiseAbs().maxCoeff());
    }

private:
    Params params_;
    Scalar mean_ = 0;
};

template <class Scalar>
struct Setting {
    using E = Shifted<Scalar>;
    using P = typename E::Params;
    Matrix<Scalar> X = Matrix<Scalar>::Zero(12, 1);
    Vector<Scalar> y = Vector<Scalar>::LinSpaced(12, 0, 11);
    ParameterGrid<E> shifts(std::vector<double> values = {3, 0.5, 1}) const {
        return ParameterGrid<E>{}.add(&P::shift, std::move(values));
    }
};

/// Fails and names its size, which searches take for its cost.
struct Failing {
    struct Params {
        std::vector<Index> hidden_layer_sizes = {};
        Index max_iter = 1;
    };
    Params own;

    explicit Failing(Params params) : own(std::move(params)) {}
    const Params& params() const { return own; }
    void set_params(Params params) { own = std::move(params); }
    void fit(const Matrix<double>&, const Vector<double>&) {
        throw std::runtime_error(std::to_string(own.hidden_layer_sizes[0]) + " units");
    }
    Vector<double> predict(const Matrix<double>& x) const { return x.col(0); }
    double score(const Matrix<double>&, const Vector<double>&) const { return 0; }
};

double negative_error(const Vector<double>& y, const Vector<double>& p) { return -(y - p).cwiseAbs().mean(); }

}  // namespace

TEMPLATE_TEST_CASE("A search stands for its best estimator and is an estimator itself", "", float, double) {
    const Setting<TestType> s;
    using E = Shifted<TestType>;
    GridSearchCV<E> search(s.shifts(), {.cv = 3});
    search.fit(s.X, s.y);
    CHECK(search.best_params().shift == 0.5);
    CHECK(to_string(search.best_candidate()) == "{'shift': 0.5}");
    CHECK(search.cv_results().param(&E::Params::shift) == std::vector<double>{3, 0.5, 1});
    CHECK(search.predict(s.X)[0] == TestType(6));
    CHECK(search.score(s.X, s.y) == -6);
    CHECK(search.refit_time() >= 0);
    CHECK(search.n_splits() == 3);

    // nested: the search is searched
    static_assert(Estimator<GridSearchCV<E>> && !is_classifier<GridSearchCV<E>>);
    auto copy = clone(search);
    CHECK_THROWS_AS(copy.predict(s.X), NotFittedError);
    CHECK(copy.fit(s.X, s.y).best_score() == search.best_score());
}

TEST_CASE("Own metrics score vectors and estimators and several of them choose by one") {
    const Setting<float> s;
    using E = Shifted<float>;
    const auto by_estimator = [](const E& e, const Matrix<float>& X, const Vector<double>& y) {
        return negative_error(y, e.predict(X).cast<double>()) - 1;
    };
    GridSearchCV<E> search(s.shifts(),
                           {.scoring = {{"error", negative_error}, {"less", by_estimator}, {"r2", "r2"}},
                            .refit = "less",
                            .cv = 3});
    search.fit(s.X, s.y);
    const auto& results = search.cv_results();
    CHECK(results.mean_test_score("less") == (results.mean_test_score("error").array() - 1).matrix());
    CHECK(search.best_score() == results.mean_test_score("less")[search.best_index()]);
    CHECK_THROWS_WITH(results.mean_test_score(),
                      ContainsSubstring("none of the scorings of this search: error, less, r2"));
    CHECK_THROWS_WITH(GridSearchCV<E>(s.shifts(), {.scoring = {"r2", "max_error"}}),
                      ContainsSubstring("refit must be the name"));
    CHECK_THROWS_WITH(GridSearchCV<E>(s.shifts(), {.scoring = {"r2"}, .refit = "f1"}),
                      ContainsSubstring("'f1' is none of the scorings"));
    CHECK_THROWS_AS(GridSearchCV<E>(s.shifts(), {.scoring = "no such"}).fit(s.X, s.y), InvalidParameterError);

    GridSearchCV<E> undecided(s.shifts(), {.scoring = {"r2", "max_error"}, .refit = false, .cv = 3});
    CHECK_THROWS_WITH(undecided.fit(s.X, s.y).best_index(), ContainsSubstring("no one best candidate"));
}

TEST_CASE("A candidate that fails scores NaN with a warning and the others go on") {
    const Setting<double> s;
    using E = Shifted<double>;
    const support::RecordedWarnings warnings;
    GridSearchCV<E> search(s.shifts({2, -1, 1}), {.cv = 3, .return_train_score = true});
    search.fit(s.X, s.y);
    CHECK(std::isnan(search.cv_results().mean_test_score()[1]));
    CHECK(search.cv_results().rank_test_score() == std::vector<Index>{2, 3, 1});
    REQUIRE(warnings.all().size() == 3);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("FitFailedWarning: 3 fits failed out of a total of 9."));
    CHECK_THAT(warnings.all()[1], ContainsSubstring("One or more of the test scores are non-finite: ["));
    const double before = search.best_score();
    CHECK_THROWS_WITH(GridSearchCV<E>(s.shifts({-1}), {.cv = 3}).fit(s.X, s.y),
                      ContainsSubstring("All the 3 fits failed"));
    CHECK_THROWS_WITH(
        GridSearchCV<E>(s.shifts({1, -1}), {.n_jobs = 2, .cv = 3, .error_score = "raise"}).fit(s.X, s.y),
        ContainsSubstring("shift must not be negative"));
    auto bad = search.params();
    bad.param_grid = s.shifts({-1});
    search.set_params(bad);
    CHECK_THROWS(search.fit(s.X, s.y));
    CHECK(search.best_score() == before);
}

TEST_CASE("A search that is stopped keeps the candidates that are complete") {
    const Setting<double> s;
    using E = Shifted<double>;
    const support::RecordedWarnings warnings;
    Index calls = 0;
    const auto stop_after = [&](Index n) {
        return [&calls, n](SearchProgress& progress) {
            calls = progress.n_done;
            CHECK(progress.n_fits == 9);
            CHECK(progress.time_left() >= 0);
            if (progress.n_done == n) progress.request_stop();
        };
    };
    GridSearchCV<E> search(s.shifts(), {.cv = 3, .on_progress = stop_after(4)});
    search.fit(s.X, s.y);
    CHECK(calls == 4);
    CHECK(search.cv_results().n_candidates() == 1);
    CHECK(search.best_params().shift == 3);
    REQUIRE(warnings.all().size() == 1);
    CHECK(
        warnings.all()[0] ==
        "UserWarning: The search was stopped: 1 of 3 candidates are complete, and the best of them counts.");
    CHECK_THROWS_AS(GridSearchCV<E>(s.shifts(), {.cv = 3, .on_progress = stop_after(2)}).fit(s.X, s.y),
                    SearchInterruptedError);

    // Ctrl-C, where the program does not handle it
    const auto former = std::signal(SIGINT, SIG_DFL);
    HalvingGridSearchCV<E> halving(s.shifts(), {.resource = &E::Params::rounds,
                                                .max_resources = 3,
                                                .cv = 3,
                                                .on_progress = [](SearchProgress& progress) {
                                                    if (progress.n_done == 7) std::raise(SIGINT);
                                                }});
    halving.fit(s.X, s.y);
    CHECK(halving.cv_results().n_candidates() == 2);
    CHECK(halving.best_params().shift == 0.5);
    CHECK(halving.n_resources() == std::vector<Index>{1});
    CHECK(halving.n_candidates() == std::vector<Index>{3});
    CHECK(halving.n_iterations() == 1);
    CHECK(halving.n_remaining_candidates() == 1);
    CHECK(std::signal(SIGINT, former) == SIG_DFL);
}

TEST_CASE("Ctrl-C in a nested search ends the cross validation around it") {
    const Setting<double> s;
    using E = Shifted<double>;
    const auto former = std::signal(SIGINT, SIG_DFL);
    Index n_fits = 0;
    const auto interrupted_after = [&](Index n) {
        n_fits = 0;
        return GridSearchCV<E>(s.shifts(), {.cv = 3, .on_progress = [&n_fits, n](SearchProgress& progress) {
                                                ++n_fits;
                                                if (progress.n_done == n) std::raise(SIGINT);
                                            }});
    };
    for (const Index n : {1, 4, 9}) {
        CAPTURE(n);
        CHECK_THROWS_AS(cross_val_score(interrupted_after(n), s.X, s.y, {.cv = 2}), SearchInterruptedError);
        CHECK(n_fits == n);
        CHECK_THROWS_AS(cross_val_predict(make_pipeline(Passthrough{}, interrupted_after(n)), s.X, s.y),
                        SearchInterruptedError);
        CHECK(n_fits == n);
    }
    const support::RecordedWarnings warnings;
    CHECK(interrupted_after(4).fit(s.X, s.y).cv_results().n_candidates() == 1);
    CHECK(std::signal(SIGINT, former) == SIG_DFL);

    INFO("a stop that is asked for keeps what is complete");
    const GridSearchCV<E> stopped(s.shifts(), {.cv = 3, .on_progress = [](SearchProgress& progress) {
                                                   if (progress.n_done == 4) progress.request_stop();
                                               }});
    CHECK(cross_val_score(stopped, s.X, s.y, {.cv = 2}).allFinite());
}

TEST_CASE("Ctrl-C in a search that a scorer runs ends the cross validation, too") {
    const Setting<double> s;
    using E = Shifted<double>;
    const support::RecordedWarnings warnings;
    const auto former = std::signal(SIGINT, SIG_DFL);
    for (const Index n : {1, 4}) {
        Index n_fits = 0;
        const auto scorer = [&](const E&, const auto& X, const auto& y) {
            GridSearchCV<E> search(s.shifts(),
                                   {.cv = 2, .on_progress = [&n_fits, n](SearchProgress& progress) {
                                        ++n_fits;
                                        if (progress.n_done == n) std::raise(SIGINT);
                                    }});
            return search.fit(X, y).best_score();
        };
        CAPTURE(n);
        CHECK_THROWS_AS(cross_val_score(E(), s.X, s.y, {.scoring = scorer, .cv = 2}), SearchInterruptedError);
        CHECK(n_fits == n);
    }
    CHECK(warnings.all().empty());
    CHECK(std::signal(SIGINT, former) == SIG_DFL);
}

TEST_CASE("Any number of threads raises the error of the first candidate") {
    const Setting<double> s;
    const auto grid = ParameterGrid<Failing>{}.add("size", &Failing::Params::hidden_layer_sizes, {{2}, {50}});
    for (const Index n_jobs : {1, 2})
        CHECK_THROWS_WITH(
            GridSearchCV<Failing>(grid, {.n_jobs = n_jobs, .cv = 2, .error_score = "raise"}).fit(s.X, s.y),
            "2 units");
}

TEST_CASE("Searches take samples of any type that their pipeline takes") {
    const Setting<double> s;
    using Pipe = Pipeline<OneHotEncoder<std::string>, Shifted<double>>;
    const auto grid = ParameterGrid<Pipe>{}.add(&Shifted<double>::Params::shift, {3, 0.5});
    const std::vector<std::vector<std::string>> words(12, {"a", "b"});
    GridSearchCV<Pipe> search(grid, {.n_jobs = 2, .cv = 3});
    search.fit(words, s.y);
    CHECK(search.best_index() == 1);
    CHECK(search.predict(words)[0] == 6);
    CHECK(search.score(words, s.y) == -6);
    const auto of_matrix = [](const Pipe&, const auto& X, const Vector<double>&) { return X.sum(); };
    CHECK_THROWS_WITH(GridSearchCV<Pipe>(grid, {.scoring = of_matrix}).fit(words, s.y),
                      "The 'scoring' is a function of a matrix X, but X is none.");
}

TEST_CASE("Searches take estimators whose parameters have no default") {
    const Setting<double> s;
    const double factor = 2;
    const auto scaled = [factor](const Matrix<double>& x) { return (factor * x).eval(); };
    const auto pipe = make_pipeline(FunctionTransformer(scaled), Shifted<double>());
    using Pipe = std::remove_const_t<decltype(pipe)>;
    STATIC_REQUIRE_FALSE(std::default_initializable<Pipe::Params>);
    const auto grid = ParameterGrid<Pipe>{}.add(&Shifted<double>::Params::shift, {3, 0.5});
    CHECK(GridSearchCV(pipe, grid, {.cv = 3}).fit(s.X, s.y).best_index() == 1);
    CHECK(HalvingGridSearchCV(pipe, grid, {.cv = 3, .random_state = 0}).fit(s.X, s.y).predict(s.X).size() ==
          12);
    CHECK(RandomizedSearchCV<Pipe>(pipe, grid, {.n_iter = 2, .cv = 3}).fit(s.X, s.y).best_score() < 0);
}

TEST_CASE("A search that is the last step of a pipeline takes weights of samples") {
    const Setting<double> s;
    const GridSearchCV<support::Mean> search(
        ParameterGrid<support::Mean>{}.add("shift", &support::MeanParams::shift, {0.0}), {.cv = 2});
    auto pipe = make_pipeline(Passthrough{}, search);
    Vector<double> weights = Vector<double>::Ones(12);
    weights[11] = 89;
    CHECK(pipe.fit(s.X, s.y).predict(s.X)[0] == 5.5);
    CHECK(pipe.fit(s.X, s.y, {.sample_weight = weights}).predict(s.X)[0] == Approx(10.34));
    CHECK(cross_val_predict(pipe, s.X, s.y, {.cv = 2, .sample_weight = weights})[0] > 10);
}

TEST_CASE("A search that was moved from has an empty grid") {
    const Setting<double> s;
    using E = Shifted<double>;
    GridSearchCV<E> search(s.shifts(), {.cv = 3});
    const GridSearchCV<E> other = std::move(search);
    CHECK_THROWS_WITH(search.fit(s.X, s.y), ContainsSubstring("Got an empty one"));
}

TEST_CASE("Expensive fits begin first and results stay in the order of the grid") {
    CHECK(detail::longest_first({1, 3, 2, 3, 0}) == std::vector<std::size_t>{1, 3, 2, 0, 4});
    struct Network {
        std::vector<Index> hidden_layer_sizes = {10, 4};
        Index max_iter = 2;
    };
    CHECK(detail::expected_cost(Network(), 3) == 2 * (3 * 10 + 10 * 4 + 4));
    CHECK(detail::expected_cost(Shifted<float>::Params(), 3) == 0);
}

TEST_CASE("Results come as CSV with the columns of scikit-learn") {
    const Setting<double> s;
    using E = Shifted<double>;
    const auto csv = [&](const std::string& text) { return text.substr(0, text.find('\n')); };
    CHECK(csv(GridSearchCV<E>(s.shifts(), {.cv = 2}).fit(s.X, s.y).cv_results().to_csv()) ==
          "mean_fit_time,std_fit_time,mean_score_time,std_score_time,param_shift,params,split0_test_score,"
          "split1_test_score,mean_test_score,std_test_score,rank_test_score");
    const std::string halving =
        HalvingGridSearchCV<E>(s.shifts({1, 2}), {.cv = 2}).fit(s.X, s.y).cv_results().to_csv();
    CHECK(csv(halving) ==
          "iter,n_resources,mean_fit_time,std_fit_time,mean_score_time,std_score_time,param_shift,params,"
          "split0_test_score,split1_test_score,mean_test_score,std_test_score,rank_test_score,split0_train_"
          "score,"
          "split1_train_score,mean_train_score,std_train_score");
    CHECK_THAT(halving, ContainsSubstring(",1.0,{'shift': 1.0},"));
    CHECK(detail::csv_field("a,\"b\"") == "\"a,\"\"b\"\"\"");
}

TEST_CASE("Searches refuse what they cannot do") {
    const Setting<double> s;
    using E = Shifted<double>;
    CHECK_THROWS_WITH(GridSearchCV<E>(ParameterGrid<E>{}), ContainsSubstring("Got an empty one"));
    CHECK_THROWS_WITH(GridSearchCV<E>(s.shifts(), {.n_jobs = 0}), ContainsSubstring("n_jobs"));
    CHECK_THROWS_WITH(RandomizedSearchCV<E>(s.shifts(), {.n_iter = 0}), ContainsSubstring("n_iter"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts(), {.factor = 1}),
                      ContainsSubstring("factor must be a number above 1"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts(), {.resource = "epochs"}),
                      ContainsSubstring("Got 'epochs'"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts(), {.resource = &E::Params::rounds}),
                      ContainsSubstring("max_resources must be given"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts().add(&E::Params::rounds, {1}),
                                             {.resource = &E::Params::rounds, .max_resources = 3}),
                      ContainsSubstring("part of the searched parameters"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts(), {.min_resources = "least"}),
                      ContainsSubstring("Got least"));
    CHECK_THROWS_WITH(HalvingGridSearchCV<E>(s.shifts(), {.scoring = {"r2"}}),
                      ContainsSubstring("takes one scoring"));
    CHECK_THROWS_WITH(
        HalvingGridSearchCV<E>(s.shifts(), {.max_resources = 5, .min_resources = 6}).fit(s.X, s.y),
        ContainsSubstring("min_resources=6 is greater than max_resources=5"));

    GridSearchCV<E> search(s.shifts(), {.refit = false, .cv = 3});
    CHECK_THROWS_WITH(search.cv_results(), ContainsSubstring("GridSearchCV instance is not fitted yet"));
    CHECK_THROWS_AS(search.predict(s.X), NotFittedError);
    search.fit(s.X, s.y);
    CHECK(search.best_params().shift == 0.5);
    CHECK_THROWS_WITH(search.predict(s.X),
                      ContainsSubstring("initialized with refit=false. predict is available only"));
    CHECK_THROWS_WITH(GridSearchCV<E>(s.shifts(), {.cv = 13}).fit(s.X, s.y),
                      ContainsSubstring("n_splits=13"));
    CHECK_THROWS_WITH(search.fit(s.X, s.y, {.sample_weight = Vector<double>::Ones(12).eval()}),
                      ContainsSubstring("fits failed"));
    const support::RecordedWarnings warnings;
    CHECK(
        RandomizedSearchCV<E>(s.shifts(), {.n_iter = 5, .cv = 2}).fit(s.X, s.y).cv_results().n_candidates() ==
        3);
    REQUIRE(warnings.all().size() == 1);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("smaller than n_iter=5"));
}
