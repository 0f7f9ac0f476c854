// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// Regression: how far diabetes goes within a year, from ten measurements of a patient; and the same network
// when its data arrive bit by bit.
#include <fmt/format.h>

#include <tuple>

#include "eigenmlp/datasets/load_diabetes.hpp"
#include "eigenmlp/model_selection/train_test_split.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

void run(const Settings& settings, Report& report) {
    const auto table = eigenmlp::load_diabetes();
    Matrix<double> X_train, X_test;
    Eigen::VectorXd y_train, y_test;
    std::tie(X_train, X_test, y_train, y_test) = eigenmlp::train_test_split(
        table.data, table.target, {.test_size = 0.25, .random_state = settings.seed});
    eigenmlp::StandardScaler<double> scaler;
    X_train = scaler.fit_transform(X_train);
    X_test = scaler.transform(X_test);

    const Index max_iter = settings.epochs(200, 1000);
    eigenmlp::MLPRegressor<> regressor({.hidden_layer_sizes = {50},
                                        .learning_rate_init = 0.01,
                                        .max_iter = max_iter,
                                        .random_state = settings.seed,
                                        .early_stopping = true});
    report.timed("fit", [&] { regressor.fit(X_train, y_train); });
    report.figure("epochs", static_cast<double>(regressor.n_iter()), 0);
    report.figure("R2 on the training rows", regressor.score(X_train, y_train));
    report.figure("R2 on the test rows", regressor.score(X_test, y_test));
    report.compare("loss curve", regressor.loss_curve());
    report.compare("validation scores", regressor.validation_scores());

    const Eigen::VectorXd predicted = regressor.predict(X_test);
    report.compare("predictions", {predicted.begin(), predicted.end()});
    plot_points(report.folder(), "predictions",
                {.title = "Progression of diabetes after a year: 111 patients not trained on",
                 .x = "measured progression",
                 .y = "predicted progression",
                 .setup = "set xrange [0:350]\nset yrange [0:350]\nset size ratio 1\n"
                          "set arrow from 0,0 to 350,350 nohead dt 2 lc rgb dark\n"},
                {{.title = "test patients; dashed: as measured",
                  .x = {y_test.begin(), y_test.end()},
                  .y = {predicted.begin(), predicted.end()}}});
    report.picture("predictions", "Predicted against measured progression of the test patients");

    report.text("The same network where the training rows arrive in ten parts, 20 epochs over each:");
    eigenmlp::MLPRegressor<> growing(
        {.hidden_layer_sizes = {50}, .learning_rate_init = 0.01, .random_state = settings.seed});
    std::vector<double> seen, scores;
    report.timed("partial_fit", [&] {
        for (Index part = 0; part < 10; ++part) {
            const Index first = part * X_train.rows() / 10, end = (part + 1) * X_train.rows() / 10;
            const Matrix<double> X = X_train.middleRows(first, end - first);
            const Eigen::VectorXd y = y_train.segment(first, end - first);
            for (int epoch = 0; epoch < 20; ++epoch) growing.partial_fit(X, y);
            seen.push_back(static_cast<double>(end));
            scores.push_back(growing.score(X_test, y_test));
        }
    });
    report.figure("R2 on the test rows after the last part", scores.back());
    report.compare("R2 after each part", scores);
    plot_curves(report.folder(), "partial_fit",
                {.title = "Data that arrive later", .x = "training rows seen", .y = "R² on the test rows"},
                {{.title = "R2", .x = seen, .y = scores}});
    report.picture("partial_fit", "R squared after each part of the training rows");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "regression",
         .title = "Regression, and data that arrive later",
         .description = "Predicts the progression of diabetes with MLPRegressor, by fit and by partial_fit.",
         .options = {"--full", "--max-iter"},
         .run = run});
}
