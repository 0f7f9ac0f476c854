// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/solvers/schedules.hpp"

#include <cmath>
#include <limits>

#include "eigenmlp/solvers/sgd.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Halving {
    static constexpr std::string_view name = "halving";
    double operator()(double epoch, double) const { return std::pow(0.5, epoch); }
};

Approx near(double x) { return Approx(x).epsilon(1e-12).margin(1e-12); }

}  // namespace

TEST_CASE("Step decay falls by gamma after each so many epochs") {
    const StepDecay decay{.step_size = 3, .gamma = 0.5};
    CHECK(decay(0.0, 10.0) == 1.0);
    CHECK(decay(2.9, 10.0) == 1.0);
    CHECK(decay(3.0, 10.0) == 0.5);
    CHECK(decay(5.9, 10.0) == 0.5);
    CHECK(decay(9.0, 10.0) == 0.125);
}

TEST_CASE("Cosine annealing falls along half a wave to its least factor and stays there") {
    const CosineAnnealing cosine{.min_factor = 0.2};
    CHECK(cosine(0.0, 12.0) == near(1.0));
    CHECK(cosine(3.0, 12.0) == near(0.2 + 0.8 * (1 + std::sqrt(0.5)) / 2));
    CHECK(cosine(4.0, 12.0) == near(0.2 + 0.8 * 0.75));
    CHECK(cosine(6.0, 12.0) == near(0.6));
    CHECK(cosine(12.0, 12.0) == near(0.2));
    CHECK(cosine(20.0, 12.0) == near(0.2));
    CHECK(CosineAnnealing{}(5.0, 5.0) == near(0.0));
}

TEST_CASE("Warm up rises in a line to what follows, which has the epochs that are left") {
    const WarmUp constant{.epochs = 4};
    CHECK(constant(0.0, 20.0) == near(0.1));
    CHECK(constant(1.0, 20.0) == near(0.325));
    CHECK(constant(2.0, 20.0) == near(0.55));
    CHECK(constant(4.0, 20.0) == 1.0);
    CHECK(constant(19.0, 20.0) == 1.0);

    const WarmUp cosine{.epochs = 4, .then = CosineAnnealing{}, .start_factor = 0.0};
    CHECK(cosine(0.0, 20.0) == 0.0);
    CHECK(cosine(1.0, 20.0) == near(0.25));
    CHECK(cosine(4.0, 20.0) == near(1.0));
    CHECK(cosine(12.0, 20.0) == near(0.5));
    CHECK(cosine(20.0, 20.0) == near(0.0));

    INFO("it meets the first value of what follows");
    const WarmUp low{.epochs = 2, .then = [](double, double) { return 0.5; }};
    CHECK(low(0.0, 20.0) == near(0.05));
    CHECK(low(2.0, 20.0) == near(0.5));

    INFO("it may take all epochs");
    CHECK(WarmUp{.epochs = 8, .then = CosineAnnealing{}}(4.0, 6.0) == near(0.55));

    INFO("and follow another");
    const WarmUp twice{.epochs = 4, .then = WarmUp{.epochs = 4}, .start_factor = 0.0};
    CHECK(twice(2.0, 20.0) == near(0.05));
    CHECK(twice(6.0, 20.0) == near(0.55));
}

TEST_CASE("One cycle rises to 1 at its peak and falls to its end") {
    const OneCycle cycle{.peak = 0.25, .start_factor = 0.2, .end_factor = 0.1};
    CHECK(cycle(0.0, 40.0) == near(0.2));
    CHECK(cycle(5.0, 40.0) == near(0.6));
    CHECK(cycle(10.0, 40.0) == near(1.0));
    CHECK(cycle(20.0, 40.0) == near(0.1 + 0.9 * 0.75));
    CHECK(cycle(25.0, 40.0) == near(0.55));
    CHECK(cycle(40.0, 40.0) == near(0.1));
    CHECK(cycle(50.0, 40.0) == near(0.1));
}

TEST_CASE("Settings of schedules out of range are refused by name") {
    CHECK_THROWS_WITH(StepDecay{.step_size = 0}(1.0, 9.0),
                      "The 'step_size' of StepDecay must be a float in the range (0, inf). Got 0 instead.");
    CHECK_THROWS_AS(StepDecay{.gamma = -0.1}(1.0, 9.0), InvalidParameterError);
    CHECK_THROWS_AS(CosineAnnealing{.min_factor = std::nan("")}(1.0, 9.0), InvalidParameterError);
    CHECK_THROWS_AS(WarmUp{.epochs = 0}(1.0, 9.0), InvalidParameterError);
    CHECK_THROWS_AS((WarmUp{.epochs = 2, .start_factor = -1}(1.0, 9.0)), InvalidParameterError);
    CHECK_THROWS_WITH((WarmUp{.epochs = 2, .then = LearningRate::adaptive}(1.0, 9.0)),
                      ContainsSubstring("'adaptive'"));
    for (const double peak : {0.0, 1.0, -0.5})
        CHECK_THROWS_AS(OneCycle{.peak = peak}(1.0, 9.0), InvalidParameterError);
    CHECK_THROWS_AS(OneCycle{.start_factor = -1}(1.0, 9.0), InvalidParameterError);
    CHECK_THROWS_AS(OneCycle{.end_factor = -1}(1.0, 9.0), InvalidParameterError);
}

TEST_CASE("A learning rate schedule is one of scikit-learn's or any function of epoch and max_iter") {
    STATIC_REQUIRE(Schedule<Halving>);
    STATIC_REQUIRE(Schedule<OneCycle>);
    STATIC_REQUIRE_FALSE(Schedule<LearningRate>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<int, LearningRateSchedule>);
    const LearningRateSchedule adaptive = LearningRate::adaptive, halving = Halving{};
    CHECK_FALSE(adaptive.is_function());
    CHECK(halving.is_function());
    CHECK(halving(2.0, 5.0) == 0.25);
    CHECK(LearningRateSchedule()(2.0, 5.0) == 1.0);
    CHECK_THROWS_AS(adaptive(2.0, 5.0), InvalidParameterError);
    for (const double bad : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        const LearningRateSchedule schedule = [bad](double, double) { return bad; };
        CHECK_THROWS_AS(schedule(0.0, 5.0), InvalidParameterError);
        CHECK_THROWS_WITH(schedule(0.5, 5.0),
                          ContainsSubstring("'learning_rate'") && ContainsSubstring("epoch 0.5"));
    }
}

TEST_CASE("Learning rate schedules have names and compare by kind and settings") {
    CHECK(LearningRateSchedule(LearningRate::constant).name() == "constant");
    CHECK(LearningRateSchedule(LearningRate::invscaling).name() == "invscaling");
    CHECK(LearningRateSchedule(LearningRate::adaptive).name() == "adaptive");
    CHECK(LearningRateSchedule(OneCycle{}).name() == "one_cycle");
    CHECK(LearningRateSchedule(Halving{}).name() == "halving");
    const LearningRateSchedule unnamed = [](double, double) { return 1.0; };
    CHECK(unnamed.name() == "user's own");

    CHECK(LearningRateSchedule() == LearningRate::constant);
    CHECK_FALSE(LearningRateSchedule() == LearningRate::adaptive);
    CHECK_FALSE(LearningRateSchedule() == StepDecay{});
    CHECK(LearningRateSchedule(StepDecay{.gamma = 0.3}) == StepDecay{.gamma = 0.3});
    CHECK_FALSE(LearningRateSchedule(StepDecay{.gamma = 0.3}) == StepDecay{});
    CHECK_FALSE(LearningRateSchedule(StepDecay{}) == CosineAnnealing{});
    CHECK(LearningRateSchedule(WarmUp{.then = StepDecay{}}) == WarmUp{.then = StepDecay{}});
    CHECK_FALSE(LearningRateSchedule(WarmUp{.then = StepDecay{}}) == WarmUp{});
    const LearningRateSchedule copy = unnamed;
    CHECK(copy == unnamed);
    CHECK_FALSE(LearningRateSchedule(Halving{}) == LearningRateSchedule(Halving{}));
}

TEST_CASE("With a function for a schedule sgd keeps the rate that it is given") {
    auto state =
        Sgd{}.init(Vector<double>(3), {.learning_rate = CosineAnnealing{}, .learning_rate_init = 0.1});
    state.set_learning_rate(0.02);
    state.iteration_ends(100);
    CHECK(state.learning_rate() == 0.02);
    CHECK(state.trigger_stopping().stop);
}
