// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <string>
#include <vector>

#include "eigenmlp/image/convolution_transformer.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/optional.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/polynomial_features.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

struct Count {
    int epochs = 0;
    void on_epoch_end(auto&) { ++epochs; }
};

MLPClassifier<> network() {
    return MLPClassifier<>({.hidden_layer_sizes = {5}, .max_iter = 30, .random_state = 0});
}

Eigen::VectorXi labels(const Fixture& fixture, const std::string& key) {
    return fixture.vector(key).cast<int>();
}

void check_parity(const Fixture& expected, const std::string& key, auto pipe) {
    CAPTURE(key);
    const Matrix<double> X = expected.matrix("X", 40), new_X = expected.matrix("new", 6);
    const Eigen::VectorXi y = labels(expected, "y");
    pipe.fit(X, y);
    CHECK((pipe.predict_proba(new_X) - expected.matrix(key + ".proba", 6)).cwiseAbs().maxCoeff() < 1e-10);
    CHECK(pipe.predict_log_proba(new_X).isApprox(pipe.predict_proba(new_X).array().log().matrix(), 1e-12));
    CHECK(pipe.predict(new_X) == labels(expected, key + ".predict"));
    CHECK(pipe.score(X, y) == Approx(expected.real(key + ".score")));
    CHECK(pipe.classes() == std::vector{0, 1, 2});
    CHECK(pipe.n_features_in() == 3);
    const Vector<double> curve = expected.vector(key + ".loss_curve");
    const std::vector<double>& own = pipe.last().loss_curve();
    CHECK((Eigen::Map<const Vector<double>>(own.data(), static_cast<Index>(own.size())) - curve).norm() <
          1e-10);
    CHECK(pipe.step_names() == expected.words(key + ".names"));
}

}  // namespace

TEST_CASE("Pipelines with a network agree with scikit-learn") {
    const support::RecordedWarnings quiet;
    const Fixture expected("pipeline");
    check_parity(expected, "chain", make_pipeline(StandardScaler<>{}, PolynomialFeatures<>{}, network()));
    check_parity(expected, "passthrough", make_pipeline(Passthrough{}, StandardScaler<>{}, network()));
    check_parity(expected, "off", make_pipeline(Passthrough{}, network()));
    check_parity(expected, "union",
                 make_pipeline(make_union(MinMaxScaler<>{}, StandardScaler<>{},
                                          MinMaxScaler<>({.feature_range = {-1, 1}})),
                               network()));
}

TEST_CASE("A network in a pipeline takes options and callbacks, its validation samples as they come") {
    const support::RecordedWarnings quiet;
    const Fixture data("pipeline");
    const Matrix<double> X = data.matrix("X", 40);
    const Eigen::VectorXi y = labels(data, "y");
    const Vector<double> weight = Vector<double>::LinSpaced(40, 0.5, 2);
    const Matrix<double> X_val = X.topRows(10);
    const Eigen::VectorXi y_val = y.head(10);

    auto pipe = make_pipeline(StandardScaler<>{}, network());
    Count count;
    pipe.fit(X, y, {.sample_weight = weight, .validation_data = {X_val, y_val}}, count);
    CHECK(count.epochs == 30);

    StandardScaler<> scaler;
    const Matrix<double> scaled = scaler.fit_transform(X);
    MLPClassifier<> alone = network();
    alone.fit(scaled, y, {.sample_weight = weight, .validation_data = {scaler.transform(X_val), y_val}});
    CHECK(pipe.last().loss_curve() == alone.loss_curve());
    CHECK(pipe.last().validation_scores() == alone.validation_scores());
    CHECK(pipe.score(X, y, weight) == alone.score(scaled, y, weight));

    const int epochs = count.epochs;
    pipe.fit(X, y, count);
    CHECK(count.epochs == epochs + 30);
}

TEST_CASE("Features of several convolutions, pooled, go into a network") {
    const support::RecordedWarnings quiet;
    RandomState random(3);
    Matrix<double> X(30, 64);
    for (double& x : X.reshaped()) x = random.random_sample();
    Eigen::VectorXi y(30);
    for (Index i = 0; i < 30; ++i) y[i] = static_cast<int>(i % 2);
    for (Index i = 0; i < 30; i += 2) X.row(i).head(32).array() += 2;  // a bright upper half
    const auto features_of = [](double centre) {
        Matrix<double> kernel = Matrix<double>::Constant(3, 3, -1);
        kernel(1, 1) = centre;
        return ConvolutionTransformer<>({.kernel = kernel, .max_pooling = 4});
    };
    auto pipe =
        make_pipeline(make_union({.n_jobs = 2}, features_of(9), features_of(8), features_of(1),
                                 features_of(0), features_of(-1)),
                      Optional(StandardScaler<>{}),
                      MLPClassifier<>({.hidden_layer_sizes = {8}, .max_iter = 60, .random_state = 0}));
    CHECK(pipe.fit(X, y).score(X, y) > 0.95);
    CHECK(pipe.last().n_features_in() == 5 * 4);
    CHECK(pipe.n_features_in() == 64);

    INFO("a clone comes to the same");
    decltype(pipe) clone(pipe.params());
    CHECK(clone.fit(X, y).last().loss_curve() == pipe.last().loss_curve());
}

TEST_CASE("Pipelines and networks take labels as pointers to text, and segments of rows") {
    const support::RecordedWarnings quiet;
    const Matrix<double> X = Matrix<double>::Random(20, 3);
    std::vector<std::string> words;
    for (Index i = 0; i < X.rows(); ++i) words.emplace_back(X(i, 0) > 0 ? "yes" : "no");
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    const MLPClassifier<double, std::string> clf({.max_iter = 20, .random_state = 0});
    auto pipe = make_pipeline(StandardScaler<>{}, clf);
    pipe.fit(X, pointers);
    CHECK(pipe.score(X, pointers) == pipe.score(X, words));
    CHECK(pipe.last().score(pipe.step<0>().transform(X), pointers) == pipe.score(X, words));
    CHECK(pipe.predict(X.row(4).head(3))[0] == pipe.predict(X)[4]);
}
