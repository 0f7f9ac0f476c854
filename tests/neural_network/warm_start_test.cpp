// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

struct Fixture {
    support::RecordedWarnings warnings;
    Matrix<double> X = Matrix<double>::Random(40, 3);
    Vector<double> y = X.col(0) - 2.0 * X.col(1);
    MLPRegressor<>::Params p{.hidden_layer_sizes = {4}, .max_iter = 5, .random_state = 0, .warm_start = true};
    MLPRegressor<> reg{p};

    void fit(const char* solver) {
        p.solver = solver;
        reg.set_params(p);
        reg.fit(X, y);
    }
};

}  // namespace

TEST_CASE("a warm start takes the activation and the loss as they are now") {
    Fixture f;
    f.fit("adam");
    f.p.activation = "tanh";
    f.p.loss = "poisson";
    f.p.learning_rate_init = 1e-300;
    f.y = f.y.array().abs();
    const Matrix<double> W = f.reg.coefs()[0];
    f.fit("adam");
    CHECK(f.reg.coefs()[0] == W);
    CHECK(f.reg.out_activation() == "exp");
    const Matrix<double> hidden =
        ((f.X * W).rowwise() + f.reg.intercepts()[0].transpose()).array().tanh().matrix();
    const Vector<double> expected =
        ((hidden * f.reg.coefs()[1]).array() + f.reg.intercepts()[1][0]).exp().matrix();
    CHECK((f.reg.predict(f.X) - expected).norm() <= 1e-12 * expected.norm());
}

TEST_CASE("mini-batches cannot go on from lbfgs alone, and the estimator stays as it was") {
    Fixture f;
    f.fit("lbfgs");
    CHECK(f.reg.loss_curve().empty());
    CHECK_FALSE(f.reg.best_loss().has_value());
    CHECK(f.reg.t() == 0);
    CHECK_THROWS_AS(f.reg.optimizer(), NotFittedError);
    const Matrix<double> before = f.reg.predict(f.X);
    CHECK_THROWS_AS(f.fit("adam"), InvalidParameterError);
    CHECK_THROWS_AS(f.reg.partial_fit(f.X, f.y), InvalidParameterError);
    CHECK(f.reg.predict(f.X) == before);
}

TEST_CASE("lbfgs between two fits in mini-batches leaves their history as it is") {
    Fixture f;
    f.fit("adam");
    const double before = f.reg.loss();
    f.fit("lbfgs");
    CHECK(f.reg.loss() < before);
    CHECK(f.reg.loss_curve().size() == 5);
    CHECK(f.reg.t() == 200);
    f.fit("adam");
    CHECK(f.reg.loss_curve().size() == 10);
    CHECK(f.reg.t() == 400);
}

TEST_CASE("lbfgs after early stopping has no best loss of an epoch") {
    Fixture f;
    f.p.early_stopping = true;
    f.fit("adam");
    f.fit("lbfgs");
    CHECK_FALSE(f.reg.best_loss().has_value());
}

TEST_CASE("the regressor's partial_fit with lbfgs is a fit from the present weights") {
    Fixture f;
    f.fit("lbfgs");
    MLPRegressor<> other = f.reg;
    f.fit("lbfgs");
    other.partial_fit(f.X, f.y);
    CHECK(other.n_iter() == 5);
    CHECK(other.predict(f.X) == f.reg.predict(f.X));
}

TEST_CASE("a warm start with another scoring begins a new count of the best score") {
    Fixture f;
    f.p.early_stopping = true;
    f.fit("adam");
    const Matrix<double> W = f.reg.coefs()[0];
    f.p.scoring = [](const Matrix<double>& y, const Matrix<double>& p) { return -100 - (y - p).norm(); };
    f.fit("adam");
    CHECK(f.reg.coefs()[0] != W);
    CHECK(f.reg.best_validation_score().value() < -100);
}

TEST_CASE("a warm start with another loss begins new counts of the best loss and of the best score by it") {
    for (const bool early_stopping : {false, true}) {
        Fixture f;
        f.p.early_stopping = early_stopping;
        f.p.scoring = "loss";
        f.fit("adam");
        const Matrix<double> W = f.reg.coefs()[0];
        f.p.loss = Huber{.threshold = 1e4};  // half the square, with a factor that makes it worse
        f.y *= 100;
        f.fit("adam");
        CHECK(f.reg.coefs()[0] != W);
        CHECK(f.reg.best_loss().value_or(-f.reg.best_validation_score().value_or(0)) > 100);
    }
}
