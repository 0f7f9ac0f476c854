// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/metrics/regression.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "eigenmlp/metrics/d2_scores.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Eigen::Vector2d, Eigen::Vector3d;

const Vector3d output_weights(0.2, 0.5, 1.0);

void check_score(const Fixture& expected, const std::string& key, double found) {
    CAPTURE(key);
    CHECK(found == Approx(expected.real(key)).epsilon(1e-12).margin(1e-12));
}

/// A metric with the options of a fixture, without and with sample weights, and all ways of averaging.
template <class Options>
void check_metric(const Fixture& expected, const std::string& name, const auto& metric, Options options,
                  const Matrix<double>& y, const Matrix<double>& p) {
    for (const std::string suffix : {"", ".weighted"}) {
        const std::string key = name + suffix;
        if (!suffix.empty()) options.sample_weight = expected.vector("weight");
        const Vector<double> raw = metric(y, p, raw_values, options);
        CAPTURE(key);
        CHECK((raw - expected.vector(key + ".raw")).cwiseAbs().maxCoeff() <
              1e-12 * raw.cwiseAbs().maxCoeff());
        options.multioutput = MultiOutput::uniform_average;
        check_score(expected, key + ".uniform", metric(y, p, options));
        if (expected.has(key + ".variance")) {
            options.multioutput = MultiOutput::variance_weighted;
            check_score(expected, key + ".variance", metric(y, p, options));
        }
        if (expected.has(key + ".weights")) {
            options.multioutput = output_weights;
            check_score(expected, key + ".weights", metric(y, p, options));
        }
    }
}

}  // namespace

// a metric as a function object that takes part in templates
#define METRIC(name) [](const auto&... arguments) { return name(arguments...); }

TEST_CASE("Scores of regressions agree with scikit-learn") {
    const Fixture expected("regression_metrics");
    const Matrix<double> y = expected.matrix("y", 12), p = expected.matrix("p", 12);
    const Matrix<double> positive = expected.matrix("positive", 12), rates = expected.matrix("rates", 12);
    check_metric(expected, "r2_score", METRIC(r2_score), R2ScoreOptions{}, y, p);
    check_metric(expected, "r2_score.force_finite=False", METRIC(r2_score),
                 R2ScoreOptions{.force_finite = false}, y.leftCols(2), p.leftCols(2));
    check_metric(expected, "explained_variance_score", METRIC(explained_variance_score), R2ScoreOptions{}, y,
                 p);
    check_metric(expected, "mean_absolute_error", METRIC(mean_absolute_error), MeanAbsoluteErrorOptions{}, y,
                 p);
    check_metric(expected, "mean_absolute_percentage_error", METRIC(mean_absolute_percentage_error),
                 MeanAbsolutePercentageErrorOptions{}, y, p);
    check_metric(expected, "mean_squared_error", METRIC(mean_squared_error), MeanSquaredErrorOptions{}, y, p);
    check_metric(expected, "mean_squared_error.squared=False", METRIC(mean_squared_error),
                 MeanSquaredErrorOptions{.squared = false}, y, p);
    check_metric(expected, "mean_squared_log_error", METRIC(mean_squared_log_error),
                 MeanSquaredLogErrorOptions{}, positive, rates);
    check_metric(expected, "median_absolute_error", METRIC(median_absolute_error),
                 MedianAbsoluteErrorOptions{}, y, p);
    check_metric(expected, "mean_pinball_loss.alpha=0.9", METRIC(mean_pinball_loss),
                 MeanPinballLossOptions{.alpha = 0.9}, y, p);
    const Vector<double> counts = positive.col(0), means = rates.col(0);
    check_score(expected, "mean_poisson_deviance", mean_poisson_deviance(counts, means));
    check_score(expected, "mean_poisson_deviance.weighted",
                mean_poisson_deviance(counts, means, {.sample_weight = expected.vector("weight")}));
    check_score(expected, "max_error", max_error(y.col(0), p.col(0)));
}

TEST_CASE("Deviances and the shares of them that are explained agree with scikit-learn") {
    const Fixture expected("regression_metrics");
    const Matrix<double> y = expected.matrix("y", 12), p = expected.matrix("p", 12);
    const Vector<double> above = expected.matrix("positive", 12).col(0).array() + 0.125;
    const Vector<double> rates = expected.matrix("rates", 12).col(0);
    for (const std::string end : {"", ".weighted"}) {
        SampleWeight w;
        if (!end.empty()) w = expected.vector("weight");
        check_score(expected, "mean_gamma_deviance" + end,
                    mean_gamma_deviance(above, rates, {.sample_weight = w}));
        for (const auto& [name, power] :
             {std::pair("-1", -1.0), std::pair("0", 0.0), std::pair("1", 1.0), std::pair("1.5", 1.5),
              std::pair("2", 2.0), std::pair("3", 3.0), std::pair("3.5", 3.5)}) {
            const std::string suffix = "." + std::string(name) + end;
            check_score(expected, "mean_tweedie_deviance" + suffix,
                        mean_tweedie_deviance(above, rates, {.sample_weight = w, .power = power}));
            check_score(expected, "d2_tweedie_score" + suffix,
                        d2_tweedie_score(above, rates, {.sample_weight = w, .power = power}));
        }
    }
    check_metric(expected, "d2_absolute_error_score", METRIC(d2_absolute_error_score),
                 D2AbsoluteErrorScoreOptions{}, y, p);
    check_metric(expected, "d2_pinball_score.alpha=0.9", METRIC(d2_pinball_score),
                 D2PinballScoreOptions{.alpha = 0.9}, y, p);
    check_metric(expected, "d2_pinball_score.alpha=0.25", METRIC(d2_pinball_score),
                 D2PinballScoreOptions{.alpha = 0.25}, y, p);
}

TEST_CASE("A share of a deviance is 1 for perfect predictions and 0 for the best constant") {
    const Vector3d y(1, 2, 6);
    CHECK(d2_tweedie_score(y, y, {.power = 2}) == 1.0);
    CHECK(d2_tweedie_score(y, Vector3d(3, 3, 3), {.power = 1}) == 0.0);
    CHECK(d2_absolute_error_score(y, Vector3d(2, 2, 2)) == 0.0);
    CHECK(d2_pinball_score(Vector3d(2, 2, 2), Vector3d(2, 2, 3), {.alpha = 0.3}) == 0.0);
    CHECK(d2_pinball_score(Vector3d(2, 2, 2), Vector3d(2, 2, 2)) == 1.0);
    const support::RecordedWarnings warnings;
    CHECK(std::isnan(d2_tweedie_score(std::vector<double>{1}, std::vector<double>{1})));
    CHECK(std::isnan(d2_absolute_error_score(std::vector<double>{1}, std::vector<double>{1})));
    REQUIRE(warnings.all().size() == 2);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("UndefinedMetricWarning: D^2 score is not well-defined"));
}

TEST_CASE("Deviances refuse powers and targets outside their domain") {
    const Vector3d y(1, 2, 3), with_zero(0, 2, 3), with_negative(-1, 2, 3);
    CHECK_THROWS_AS(mean_tweedie_deviance(y, y, {.power = 0.5}), InvalidParameterError);
    CHECK_THROWS_WITH(mean_tweedie_deviance(y, y, {.power = 0.5}), ContainsSubstring("Got 0.5 instead"));
    CHECK_THROWS_AS(mean_gamma_deviance(with_zero, y), InvalidDataError);
    CHECK_THROWS_WITH(mean_gamma_deviance(with_zero, y),
                      ContainsSubstring("y_true above 0 and y_pred above 0. The smallest are 0 and 1"));
    CHECK_THROWS_WITH(mean_tweedie_deviance(with_negative, y, {.power = 1.5}),
                      ContainsSubstring("y_true of 0 or more and y_pred above 0. The smallest are -1 and 1"));
    CHECK_THROWS_WITH(mean_tweedie_deviance(y, with_zero, {.power = -1}),
                      ContainsSubstring("needs y_pred above 0. The smallest are 1 and 0"));
    CHECK(mean_tweedie_deviance(with_negative, with_zero) == Approx(1.0 / 3.0));
    CHECK_THROWS_WITH(d2_tweedie_score(with_zero, y, {.power = 2}), ContainsSubstring("d2_tweedie_score"));
    CHECK_THROWS_WITH(d2_pinball_score(y, y, {.alpha = -0.1}), ContainsSubstring("alpha must be in [0, 1]"));
}

TEST_CASE("Regression metrics take vectors and tables of any number type") {
    const Vector3d y(1, 2, 4), p(1, 3, 5);
    const double expected = 2.0 / 3.0;
    CHECK(mean_squared_error(y, p) == Approx(expected));
    CHECK(mean_squared_error(y, p, {}) == Approx(expected));
    CHECK(mean_squared_error(y.cast<float>().eval(), p) == Approx(expected));
    CHECK(mean_squared_error(std::vector<int>{1, 2, 4}, std::vector<float>{1, 3, 5}) == Approx(expected));
    CHECK(mean_squared_error(y.transpose(), p) == Approx(expected));
    CHECK(mean_squared_error(Eigen::MatrixXd(y), Eigen::MatrixXd(p)) == Approx(expected));
    CHECK(mean_squared_error(y.cast<int>() * 2, 2 * p.cast<int>()) == Approx(4 * expected));
    CHECK(mean_squared_error(y, p, {.multioutput = MultiOutput::uniform_average, .squared = false}) ==
          Approx(std::sqrt(expected)));
}

TEST_CASE("The root of a mean error is taken output by output") {
    const Fixture expected("regression_metrics");
    const Matrix<double> y = expected.matrix("y", 12), p = expected.matrix("p", 12);
    const Matrix<double> positive = expected.matrix("positive", 12), rates = expected.matrix("rates", 12);
    check_metric(expected, "mean_squared_error.squared=False", METRIC(root_mean_squared_error),
                 RootMeanSquaredErrorOptions{}, y, p);
    const Vector<double> squares = mean_squared_log_error(positive, rates, raw_values);
    CHECK(root_mean_squared_log_error(positive, rates, raw_values).isApprox(squares.cwiseSqrt()));
    CHECK(root_mean_squared_log_error(positive, rates) == Approx(squares.cwiseSqrt().mean()));
}

TEST_CASE("R2 is 1 for perfect predictions, 0 for the mean, and below for worse") {
    const Vector3d y(1, 2, 3);
    CHECK(r2_score(y, y) == 1.0);
    CHECK(r2_score(y, Vector3d(2, 2, 2)) == 0.0);
    CHECK(r2_score(y, Vector3d(3, 2, 1)) == -3.0);
    CHECK(explained_variance_score(y, Vector3d(11, 12, 13)) == 1.0);
}

TEST_CASE("R2 of an output that does not vary is 1 or 0, unless infinite scores are allowed") {
    const std::vector<double> y(10, 0.1), p(10, 0.2);
    CHECK(r2_score(y, y) == 1.0);
    CHECK(r2_score(y, p) == 0.0);
    CHECK(r2_score(y, p, {.force_finite = false}) == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(r2_score(y, y, {.force_finite = false})));
    CHECK(explained_variance_score(y, p) == 1.0);
    CHECK(r2_score(Eigen::MatrixXd::Ones(4, 2), Eigen::MatrixXd::Ones(4, 2),
                   {.multioutput = MultiOutput::variance_weighted}) == 1.0);
}

TEST_CASE("Samples of weight 0 do not make R2's output vary") {
    for (int i = 1; i <= 20; ++i)
        for (int j = 1; j <= 20; ++j)  // weight * y / weight is not always y
            CHECK(r2_score(Vector3d(0.7, i / 7.0, 0.3), Vector3d(0.7, 9, 0.3),
                           {.sample_weight = Vector3d(0, j / 10.0, 0)}) == 0.0);
}

TEST_CASE("R2 of a single sample is NaN and warned about") {
    const support::RecordedWarnings warnings;
    CHECK(std::isnan(r2_score(std::vector<double>{1}, std::vector<double>{1})));
    CHECK(r2_score(Eigen::MatrixXd::Ones(1, 2), Eigen::MatrixXd::Ones(1, 2), raw_values).hasNaN());
    REQUIRE(warnings.all().size() == 2);
    CHECK_THAT(warnings.all()[0], ContainsSubstring("UndefinedMetricWarning: R^2 score is not well-defined "
                                                    "with less than two samples."));
}

TEST_CASE("A sample of weight 2 counts as two samples") {
    const std::vector<double> y{1, 2, 4}, p{2, 2, 1}, y_twice{1, 2, 4, 4}, p_twice{2, 2, 1, 1};
    const Vector3d weight(1, 1, 2);
    CHECK(r2_score(y, p, {.sample_weight = weight}) == Approx(r2_score(y_twice, p_twice)));
    CHECK(mean_squared_error(y, p, {.sample_weight = weight}) ==
          Approx(mean_squared_error(y_twice, p_twice)));
}

TEST_CASE("The median of the absolute errors lies between the middle two of an even number") {
    const std::vector<double> zero(4, 0.0), errors{5, -1, 2, -9};
    CHECK(median_absolute_error(zero, errors) == 3.5);
    CHECK(median_absolute_error(zero, errors, {.sample_weight = Eigen::Vector4d(1, 1, 1, 1)}) == 2.0);
    CHECK(median_absolute_error(zero, errors, {.sample_weight = Eigen::Vector4d(0, 0, 0, 1)}) == 9.0);
}

TEST_CASE("Regression metrics refuse targets that do not fit together") {
    const Vector3d y(1, 2, 3);
    const Eigen::MatrixXd two = Eigen::MatrixXd::Ones(3, 2);
    CHECK_THROWS_AS(r2_score(y, Vector2d(1, 2)), InvalidDataError);
    CHECK_THROWS_WITH(r2_score(y, Vector2d(1, 2)),
                      ContainsSubstring("y_true has 3") && ContainsSubstring("y_pred has 2"));
    CHECK_THROWS_WITH(mean_squared_error(y, two),
                      ContainsSubstring("same number of outputs") && ContainsSubstring("Got 1 and 2"));
    CHECK_THROWS_WITH(mean_absolute_error(std::vector<double>{}, std::vector<double>{}),
                      ContainsSubstring("Found empty input array"));
    CHECK_THROWS_WITH(mean_squared_error(Eigen::MatrixXd(3, 0), Eigen::MatrixXd(3, 0)),
                      ContainsSubstring("at least 1. Got 0 and 0"));
    CHECK_THROWS_WITH(max_error(y, Vector3d(1, std::nan(""), 2)), ContainsSubstring("y_pred contains NaN"));
    CHECK_THROWS_WITH(max_error(two, two), ContainsSubstring("max_error needs one output per sample. Got 2"));
    CHECK_THROWS_WITH(mean_poisson_deviance(two, two), ContainsSubstring("one output per sample. Got 2"));
    CHECK_THROWS_WITH(mean_poisson_deviance(y, Vector3d(1, 0, 2)), ContainsSubstring("are 1 and 0"));
    CHECK_THROWS_WITH(mean_poisson_deviance(-y, y), ContainsSubstring("are -3 and 1"));
    CHECK_THROWS_WITH(mean_squared_log_error(y, -y), ContainsSubstring("y_true is 1, of y_pred -3"));
}

TEST_CASE("Regression metrics refuse options that make no sense") {
    const Vector3d y(1, 2, 3);
    const Eigen::MatrixXd two = Eigen::MatrixXd::Ones(3, 2);
    CHECK_THROWS_AS(r2_score(two, two, {.multioutput = {1, 2, 3}}), InvalidParameterError);
    CHECK_THROWS_WITH(r2_score(two, two, {.multioutput = {1, 2, 3}}),
                      ContainsSubstring("equally many custom weights (3) as outputs (2)"));
    CHECK_THROWS_WITH(r2_score(two, two, {.multioutput = {1, -1}}), ContainsSubstring("sum to zero"));
    CHECK_THROWS_WITH(r2_score(y, y, {.multioutput = {1}}),
                      ContainsSubstring("useful only in multi-output cases"));
    CHECK_THROWS_WITH(mean_squared_error(two, two, {.multioutput = MultiOutput::variance_weighted}),
                      ContainsSubstring("Got variance_weighted instead"));
    CHECK_THROWS_WITH(mean_pinball_loss(y, y, {.alpha = 1.5}), ContainsSubstring("alpha must be in [0, 1]"));
    CHECK_THROWS_WITH(r2_score(y, y, {.sample_weight = Vector2d(1, 2)}),
                      ContainsSubstring("sample_weight.shape == (2,), expected (3,)"));
    CHECK_THROWS_WITH(r2_score(y, y, {.sample_weight = Vector3d::Zero()}), ContainsSubstring("sum to zero"));
    CHECK_THROWS_WITH(r2_score(y, y, {.sample_weight = {1, -2, 1}}), ContainsSubstring("sum to zero"));
    CHECK_THROWS_WITH(r2_score(y, y, {.sample_weight = Vector3d(1, std::nan(""), 1)}),
                      ContainsSubstring("sample_weight must be finite. Got nan at row 1"));
}
