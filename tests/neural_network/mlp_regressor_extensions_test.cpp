// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What scikit-learn's regressor has not: own validation data, scoring by the loss or an own scorer, several
// epochs per partial_fit.

#include <cmath>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Table = Matrix<double>;
using Options = FitOptions<double, Table>;

Table noise(Index rows, Index cols, std::uint32_t seed) {
    RandomState random(seed);
    Table X(rows, cols);
    for (double& x : X.reshaped<Eigen::RowMajor>()) x = random.uniform(-1, 1);
    return X;
}

struct Fixture {
    support::RecordedWarnings quiet;
    Table X = noise(50, 3, 0), X_val = noise(20, 3, 1);
    Table y = X.leftCols(2) * 2.0, y_val = X_val.leftCols(2) * 2.0;
    MLPRegressor<>::Params p{
        .hidden_layer_sizes = {6}, .learning_rate_init = 0.02, .max_iter = 10, .random_state = 0};

    MLPRegressor<> fit(const Options& options = {}) const {
        MLPRegressor<> reg(p);
        reg.fit(X, y, options);
        return reg;
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a regressor's scores are those on the validation data given") {
    const MLPRegressor<> unwatched = fit(), reg = fit({.validation_data = {X_val, y_val}});
    CHECK(reg.predict(X) == unwatched.predict(X));
    CHECK(unwatched.validation_scores().empty());
    REQUIRE(reg.validation_scores().size() == 10);
    CHECK(reg.validation_scores().back() == reg.score(X_val, y_val));
    REQUIRE(reg.validation_loss_curve().size() == 10);
    CHECK(reg.validation_loss_curve().back() ==
          Approx((reg.predict(X_val) - y_val).squaredNorm() / (2.0 * 40)).epsilon(1e-12));
}

TEST_CASE_METHOD(Fixture, "a regressor's early stopping goes by the validation data given") {
    p.early_stopping = true;
    p.max_iter = 100;
    const Table reversed = -y_val;
    const MLPRegressor<> reg = fit({.validation_data = {X_val, reversed}});
    CHECK(reg.n_iter() < 30);
    CHECK(reg.t() == 50 * reg.n_iter());
    CHECK(reg.best_validation_score() == reg.score(X_val, reversed));
    CHECK(fit().n_iter() > 50);
    CHECK(fit().t() == 45 * fit().n_iter());
}

TEST_CASE_METHOD(Fixture, "a regressor refuses validation data that do not fit") {
    CHECK_THROWS_WITH(fit({.validation_data = {X_val.leftCols(2), y_val}}),
                      "validation_data has 2 features, but X has 3.");
    CHECK_THROWS_WITH(fit({.validation_data = {X_val, y}}),
                      ContainsSubstring("inconsistent numbers of samples"));
    CHECK_THROWS_WITH(fit({.validation_data = {X_val, Table(y_val.leftCols(1))}}),
                      "validation_data has 1 outputs, but y has 2.");
    CHECK_THROWS_WITH(fit({.validation_data = {X_val, Table::Constant(20, 2, NAN)}}),
                      ContainsSubstring("NaN"));
}

TEST_CASE_METHOD(Fixture, "a regressor's scoring by the loss takes minus the validation loss") {
    p.early_stopping = true;
    p.scoring = "loss";
    const MLPRegressor<> reg = fit({.validation_data = {X_val, y_val}});
    REQUIRE(reg.validation_scores().size() == 10);
    for (std::size_t i = 0; i < 10; ++i) CHECK(reg.validation_scores()[i] == -reg.validation_loss_curve()[i]);
}

TEST_CASE_METHOD(Fixture, "early stopping by R2 needs two validation rows, by the loss one") {
    const Options one_row{.validation_data = {X_val.topRows(1), y_val.topRows(1)}};
    p.early_stopping = true;
    CHECK_THROWS_WITH(fit(one_row), Catch::Matchers::ContainsSubstring("validation_data has 1 row"));
    p.scoring = "loss";
    CHECK(fit(one_row).best_validation_score().has_value());
}

TEST_CASE_METHOD(Fixture, "a regressor's early stopping goes by an own scorer of tables") {
    p.early_stopping = true;
    p.n_iter_no_change = 2;
    p.scoring = [this](const Table& y_true, const Table& y_pred) {
        CHECK(y_true == y_val);
        CHECK(y_pred.cols() == 2);
        return 0.5;
    };
    const MLPRegressor<> reg = fit({.validation_data = {X_val, y_val}});
    CHECK(reg.n_iter() == 4);
    CHECK(reg.best_validation_score() == 0.5);

    MLPRegressor<> again = reg;
    const Table before = again.predict(X);
    p.scoring = [](const Table&, const Table&) -> double { throw std::runtime_error("no score today"); };
    again.set_params(p);
    CHECK_THROWS_WITH(again.fit(X, y, Options{}), "no score today");
    CHECK(again.predict(X) == before);
}

TEST_CASE_METHOD(Fixture, "several epochs of one partial_fit of a regressor equal as many calls") {
    const auto fitted = [&](int calls, Index n_epochs) {
        p.random_state = std::make_shared<RandomState>(3u);
        p.batch_size = 7;
        MLPRegressor<> reg(p);
        for (int i = 0; i < calls; ++i) reg.partial_fit(X, y, {.n_epochs = n_epochs});
        return reg;
    };
    const MLPRegressor<> at_once = fitted(1, 3), one_by_one = fitted(3, 1);
    CHECK(at_once.loss_curve() == one_by_one.loss_curve());
    CHECK(at_once.predict(X) == one_by_one.predict(X));
    CHECK(at_once.n_iter() == 3);
    CHECK(one_by_one.n_iter() == 1);
    CHECK_THROWS_WITH(fitted(1, -2), "n_epochs must be >= 1. Got -2 instead.");
}
