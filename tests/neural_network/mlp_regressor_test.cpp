// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/neural_network/mlp_regressor.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/parameters_of.hpp"
#include "support/recorded_warnings.hpp"

// scikit-learn's test_mlp.py, as far as it concerns the regressor.

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;
using support::parameters_of;
using support::RecordedWarnings;

namespace {

struct Problem {
    Matrix<double> X;
    Eigen::VectorXd y;
};

const Problem& regression() {
    static const Problem problem = [] {
        const support::Table table = support::read_table(EIGENMLP_TEST_DATA, "regression");
        return Problem{table.X, table.column(0)};
    }();
    return problem;
}

/// Counts in column 3 of the table, features few and of unit size.
Problem counts() {
    const support::Table table = support::read_table(EIGENMLP_TEST_DATA, "diabetes");
    return {table.X.leftCols(5), table.column(3)};
}

bool warned(const RecordedWarnings& warnings, const std::string& beginning) {
    return std::any_of(warnings.all().begin(), warnings.all().end(),
                       [&](const std::string& warning) { return warning.starts_with(beginning); });
}

}  // namespace

TEST_CASE("L-BFGS fits a regression with every activation") {
    const RecordedWarnings quiet;
    const std::string activation = GENERATE("identity", "logistic", "tanh", "relu");
    const auto& [X, y] = regression();
    MLPRegressor<> reg({.hidden_layer_sizes = {50},
                        .activation = activation,
                        .solver = "lbfgs",
                        .max_iter = 150,
                        .random_state = 1,
                        .tol = 1e-3});
    CHECK(&reg.fit(X, y) == &reg);
    CHECK(reg.score(X, y) > (activation == "identity" ? 0.80 : 0.98));
    CHECK(reg.n_outputs() == 1);
    CHECK(reg.n_layers() == 3);
    CHECK(reg.n_features_in() == 10);
    CHECK(reg.out_activation() == "identity");
}

TEST_CASE("L-BFGS of a regressor stops at max_fun evaluations and warns") {
    const RecordedWarnings warnings;
    const auto& [X, y] = regression();
    MLPRegressor<> reg(
        {.hidden_layer_sizes = {50}, .solver = "lbfgs", .random_state = 1, .tol = 0, .max_fun = 10});
    CHECK(reg.fit(X, y).n_iter() <= 10);
    CHECK(warned(warnings, "ConvergenceWarning: lbfgs failed to converge"));
}

TEST_CASE("several outputs are fitted at once and predicted as a matrix") {
    const RecordedWarnings quiet;
    const Matrix<double>& X = regression().X;
    Matrix<double> mix(10, 5);
    for (Index i = 0; i < mix.size(); ++i) mix.data()[i] = std::sin(static_cast<double>(i));
    const Matrix<double> Y = X * mix;
    MLPRegressor<> reg({.hidden_layer_sizes = {50}, .solver = "lbfgs", .max_iter = 200, .random_state = 1});
    reg.fit(X, Y);
    CHECK(reg.n_outputs() == 5);
    CHECK(reg.score(X, Y) > 0.9);
    const auto P = reg.predict(X);
    CHECK(P.rows() == 200);
    CHECK(P.cols() == 5);
    CHECK((P - Y).norm() < 0.3 * Y.norm());
}

TEST_CASE("the score is R squared and the mean of it over several outputs") {
    const RecordedWarnings quiet;
    const auto& [X, y] = regression();
    MLPRegressor<> one({.hidden_layer_sizes = {5}, .max_iter = 5, .random_state = 1});
    one.fit(X, y);
    const Eigen::VectorXd p = one.predict(X);
    const auto r2 = [](const Eigen::VectorXd& t, const Eigen::VectorXd& q) {
        return 1.0 - (t - q).squaredNorm() / (t.array() - t.mean()).matrix().squaredNorm();
    };
    CHECK(one.score(X, y) == Approx(r2(y, p)).epsilon(1e-12));

    Matrix<double> Y(200, 2);
    Y << y, 3.0 * X.col(0);
    MLPRegressor<> two(one.params());
    two.fit(X, Y);
    const Matrix<double> P = two.predict(X);
    CHECK(two.score(X, Y) == Approx((r2(y, P.col(0)) + r2(Y.col(1), P.col(1))) / 2).epsilon(1e-12));
}

TEST_CASE("epochs of a regressor's partial_fit over a full batch equal epochs of fit") {
    const RecordedWarnings quiet;
    const double momentum = GENERATE(0.0, 0.9);
    const auto& [X, y] = regression();
    MLPRegressor<> fitted({.activation = "relu",
                           .solver = "sgd",
                           .batch_size = X.rows(),
                           .learning_rate_init = 0.01,
                           .max_iter = 100,
                           .random_state = 1,
                           .momentum = momentum});
    fitted.fit(X, y);
    MLPRegressor<> stepwise(fitted.params());
    for (int i = 0; i < 100; ++i) stepwise.partial_fit(X, y);
    CHECK((fitted.predict(X) - stepwise.predict(X)).norm() <= 1e-7 * fitted.predict(X).norm());
    CHECK(stepwise.score(X, y) > 0.65);
    CHECK(stepwise.n_iter() == 1);
    CHECK(stepwise.loss_curve().size() == 100);
}

TEST_CASE("a regressor's partial_fit works with L-BFGS too and goes on from the present weights") {
    const RecordedWarnings quiet;
    const auto& [X, y] = regression();
    MLPRegressor<> reg({.hidden_layer_sizes = {8}, .solver = "lbfgs", .max_iter = 5, .random_state = 1});
    const double first = reg.partial_fit(X, y).loss();
    CHECK(reg.n_iter() == 5);
    CHECK(reg.partial_fit(X, y).loss() < first);
    CHECK(reg.n_iter() == 5);
}

TEST_CASE("a regressor with early stopping records a score per epoch and ends with the best weights") {
    const RecordedWarnings quiet;
    const auto& [X, y] = regression();
    MLPRegressor<> reg({.max_iter = 3000, .random_state = 0, .tol = 0.2, .early_stopping = true});
    reg.fit(X, y);
    CHECK(reg.n_iter() < 3000);
    CHECK(reg.validation_scores().size() == static_cast<std::size_t>(reg.n_iter()));
    CHECK(reg.best_validation_score() ==
          *std::max_element(reg.validation_scores().begin(), reg.validation_scores().end()));
    CHECK_FALSE(reg.best_loss().has_value());
    const auto scores = reg.validation_scores().size();

    auto p = reg.params();
    p.warm_start = true;
    reg.set_params(p);
    CHECK(reg.fit(X, y).validation_scores().size() > scores);

    MLPRegressor<> plain({.max_iter = 5, .random_state = 0});
    plain.fit(X, y);
    CHECK(plain.validation_scores().empty());
    CHECK(plain.best_loss() == *std::min_element(plain.loss_curve().begin(), plain.loss_curve().end()));
}

TEST_CASE("a constant target with early stopping scores 0 and trains") {
    const RecordedWarnings quiet;
    const Matrix<double>& X = regression().X;
    const Eigen::VectorXd y = Eigen::VectorXd::Ones(200);
    MLPRegressor<> reg(
        {.hidden_layer_sizes = {3}, .max_iter = 20, .random_state = 0, .early_stopping = true});
    reg.fit(X, y);
    CHECK(reg.validation_scores().front() == 0.0);
}

TEST_CASE("a validation set below two rows is refused by the regressor") {
    MLPRegressor<> reg({.early_stopping = true});
    const Matrix<double> X = (Matrix<double>(2, 1) << 0, 1).finished();
    CHECK_THROWS_WITH(reg.fit(X, Eigen::VectorXd(Eigen::Vector2d(0, 1))),
                      ContainsSubstring("The validation set is too small"));
    CHECK_THROWS_WITH(reg.partial_fit(X, Eigen::VectorXd(Eigen::Vector2d(0, 1))),
                      ContainsSubstring("partial_fit does not support early_stopping"));
}

TEST_CASE("a diverging regressor with early stopping scores NaN and keeps finite weights") {
    const RecordedWarnings quiet;
    const auto& [X, y] = regression();
    MLPRegressor<> reg({.hidden_layer_sizes = {20},
                        .activation = "identity",
                        .solver = "sgd",
                        .learning_rate_init = 1,
                        .max_iter = 20,
                        .shuffle = false,
                        .random_state = 0,
                        .early_stopping = true});
    reg.fit(Matrix<double>(X * 1e200), y);
    CHECK(std::isnan(reg.validation_scores().back()));
    for (const double w : parameters_of(reg)) CHECK(std::isfinite(w));
}

TEST_CASE("a copy goes on learning by partial_fit where its original was") {
    const RecordedWarnings quiet;
    const Matrix<double> X = Matrix<double>::Constant(1, 1, 2.0);
    MLPRegressor<> reg({.learning_rate_init = 0.001,
                        .max_iter = 1000,
                        .random_state = 2,
                        .tol = 0,
                        .n_iter_no_change = 100});
    reg.fit(X, Eigen::VectorXd(Eigen::VectorXd::Constant(1, 4.0)));
    CHECK(reg.predict(X)(0) == Approx(4.0).epsilon(0.05));
    MLPRegressor<> copy = reg;
    for (int i = 0; i < 600; ++i) copy.partial_fit(X, Eigen::VectorXd(Eigen::VectorXd::Constant(1, 1.0)));
    CHECK(copy.predict(X)(0) == Approx(1.0).epsilon(1e-3));
    CHECK(reg.predict(X)(0) == Approx(4.0).epsilon(0.05));
}

TEST_CASE("whole-numbered targets may be integers") {
    const RecordedWarnings quiet;
    const auto [X, y] = counts();
    const MLPRegressor<>::Params p = {.hidden_layer_sizes = {4}, .max_iter = 5, .random_state = 0};
    const Eigen::VectorXi whole = y.cast<int>();
    CHECK(parameters_of(MLPRegressor<>(p).fit(X, whole)) == parameters_of(MLPRegressor<>(p).fit(X, y)));
}

TEST_CASE("a matrix of one column is one output") {
    const RecordedWarnings quiet;
    const auto [X, y] = counts();
    const MLPRegressor<>::Params p = {.hidden_layer_sizes = {4}, .max_iter = 5, .random_state = 0};
    const Matrix<double> column = y;
    CHECK(parameters_of(MLPRegressor<>(p).fit(X, column)) == parameters_of(MLPRegressor<>(p).fit(X, y)));
}

TEST_CASE("targets that are not finite or too few are refused by name") {
    const auto& [X, y] = regression();
    Eigen::VectorXd bad = y;
    bad[7] = std::nan("");
    MLPRegressor<> reg;
    CHECK_THROWS_WITH(reg.fit(X, bad), ContainsSubstring("Input y contains NaN"));
    bad[7] = INFINITY;
    CHECK_THROWS_WITH(reg.fit(X, bad), ContainsSubstring("Input y contains infinity"));
    CHECK_THROWS_WITH(reg.fit(X, Eigen::VectorXd(y.head(10))),
                      ContainsSubstring("inconsistent numbers of samples: X has 200, y has 10."));
    CHECK_THROWS_AS(reg.predict(X), NotFittedError);
}

TEST_CASE("a regressor does not change its number of outputs in partial_fit") {
    const auto& [X, y] = regression();
    MLPRegressor<> reg({.hidden_layer_sizes = {3}, .random_state = 0});
    reg.partial_fit(X, y);
    Matrix<double> two(200, 2);
    two << y, y;
    CHECK_THROWS_WITH(reg.partial_fit(X, two),
                      ContainsSubstring("y has 2 outputs, but MLPRegressor was fitted with 1."));
    CHECK(reg.n_outputs() == 1);
}

TEST_CASE("one identity unit under the Poisson loss is a Poisson regression") {
    const RecordedWarnings quiet;
    const auto [X, y] = counts();
    const auto fit = [&, &X = X, &y = y](const std::string& loss) {
        return MLPRegressor<>({.loss = loss,
                               .hidden_layer_sizes = {1},
                               .activation = "identity",
                               .solver = "lbfgs",
                               .alpha = 0,
                               .max_iter = 500,
                               .random_state = 1,
                               .tol = 1e-7})
            .fit(X, y);
    };
    // the score equations of a Poisson regression with intercept: residuals sum to 0, also over each feature
    const auto imbalance = [&, &X = X, &y = y](const MLPRegressor<>& reg) {
        const Eigen::VectorXd residual = reg.predict(X) - y;
        return std::max(std::abs(residual.mean()), (X.transpose() * residual / 200.0).cwiseAbs().maxCoeff());
    };
    const auto poisson = fit("poisson"), squared = fit("squared_error");
    CHECK(poisson.out_activation() == "exp");
    CHECK(imbalance(poisson) < 1e-4);
    CHECK(poisson.predict(X).minCoeff() > 0);
    CHECK((poisson.predict(X) - squared.predict(X)).cwiseAbs().maxCoeff() > 0.05);
}

TEST_CASE("float and double regressors agree") {
    const RecordedWarnings quiet;
    const auto& [X, y] = regression();
    const Matrix<float> X_float = X.cast<float>();
    const Eigen::VectorXf y_float = y.cast<float>();
    MLPRegressor<> wide({.alpha = 1e-5, .max_iter = 50, .random_state = 1});
    MLPRegressor<float> narrow({.alpha = 1e-5, .max_iter = 50, .random_state = 1});
    const Eigen::VectorXd difference =
        wide.fit(X, y).predict(X) - narrow.fit(X_float, y_float).predict(X_float).cast<double>();
    CHECK(difference.cwiseAbs().maxCoeff() < 5e-4);
    static_assert(std::is_same_v<decltype(narrow.coefs()[0](0, 0) + 0.0F), float>);
}

TEST_CASE("a matrix of one column is taken as y with a DataConversionWarning, a vector without") {
    const support::RecordedWarnings warnings;
    const Matrix<double> X = Matrix<double>::Random(20, 2);
    const auto conversions = [&] {
        return std::count_if(warnings.all().begin(), warnings.all().end(),
                             [](const auto& w) { return w.starts_with("DataConversionWarning"); });
    };
    MLPRegressor<> of_vector({.max_iter = 2, .random_state = 0}), of_matrix(of_vector.params());
    of_vector.fit(X, Vector<double>(X.col(0)));
    CHECK(conversions() == 0);
    of_matrix.fit(X, Matrix<double>(X.leftCols(1)));
    CHECK(conversions() == 1);
    CHECK(of_matrix.coefs()[0] == of_vector.coefs()[0]);
}
