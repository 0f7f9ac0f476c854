// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/model_selection/parameter_grid.hpp"

#include <fmt/format.h>

#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "eigenmlp/model_selection/distributions.hpp"
#include "eigenmlp/model_selection/parameter_sampler.hpp"
#include "eigenmlp/model_selection/search_run.hpp"
#include "eigenmlp/neural_network/mlp_params.hpp"
#include "eigenmlp/neural_network/param_format.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A type of estimator as far as grids need one.
template <class P>
struct With {
    using Params = P;
};

using P = MLPClassifierParams<>;
using Network = With<P>;

struct OwnParams {
    double slope = 1;
    int unlisted = 0;
    static constexpr auto param_fields() { return std::tuple{ParamField{"slope", &OwnParams::slope}}; }
};

/// A pipeline of an own transformer, a union and a network.
struct UnionParams {
    std::tuple<MinMaxScalerParams, OwnParams> transformers;
    static std::vector<std::string> names() { return {"minmaxscaler", "own"}; }
};
struct PipeParams {
    std::tuple<OwnParams, UnionParams, P> steps;
    static std::vector<std::string> names() { return {"own", "featureunion", "mlpclassifier"}; }
};
using Pipe = With<PipeParams>;

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

template <class Candidates>
void check_candidates(const Fixture& expected, const std::string& prefix, const Candidates& candidates) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        INFO(prefix << i);
        CHECK(to_string(candidates[i]) == joined(expected.words(prefix + std::to_string(i))));
    }
    CHECK(!expected.has(prefix + std::to_string(candidates.size())));
}

ParameterGrid<Network> one() {
    return ParameterGrid<Network>{}
        .add(&P::hidden_layer_sizes, {{50}, {100, 50}, {}})
        .add(&P::alpha, {1e-4, 1e-3, 10})
        .add(&P::solver, {"adam", "sgd"});
}

ParameterGrid<Network> other() {
    return ParameterGrid<Network>{}.add(&P::early_stopping, {true, false}).add(&P::batch_size, {32, {}});
}

void check_close(const Vector<double>& drawn, const Vector<double>& expected) {
    REQUIRE(drawn.size() == expected.size());
    for (Index i = 0; i < drawn.size(); ++i) CHECK(drawn[i] == Approx(expected[i]).epsilon(1e-15));
}

/// A member of all candidates.
template <class Value>
Vector<double> values(const std::vector<ParameterCandidate<P>>& candidates, Value P::*member) {
    Vector<double> values(static_cast<Index>(candidates.size()));
    for (Index i = 0; i < values.size(); ++i)
        values[i] = static_cast<double>(candidates[static_cast<std::size_t>(i)].applied_to({}).*member);
    return values;
}

}  // namespace

TEST_CASE("A grid that was moved from is empty and can be filled again") {
    ParameterGrid<Network> grid = one();
    const ParameterGrid<Network> other = std::move(grid);
    CHECK_THROWS_WITH(grid.size(), ContainsSubstring("Got an empty one"));
    CHECK(grid.add(&P::alpha, {0.5}).size() == 1);
}

TEST_CASE("A grid has the candidates of scikit-learn's in its order and prints them alike") {
    const Fixture expected("parameter_grids");
    check_candidates(expected, "one.", one().candidates());
    check_candidates(expected, "both.", (one() + other()).candidates());
    CHECK((one() + other()).size() == 22);
}

TEST_CASE("A candidate puts its values into the parameters and leaves the others") {
    const auto candidate = one().candidate(3);
    const P params = candidate.applied_to({.solver = "lbfgs", .max_iter = 7});
    CHECK(params.alpha == 1e-4);
    CHECK(params.hidden_layer_sizes == std::vector<Index>{100, 50});
    CHECK(params.solver == AnySolver("sgd"));
    CHECK(params.max_iter == 7);
    CHECK(candidate.text("solver") == "'sgd'");
    CHECK(!candidate.text("max_iter"));
    CHECK(candidate.names() == std::vector<std::string>{"alpha", "hidden_layer_sizes", "solver"});
    std::ostringstream out;
    out << candidate;
    CHECK(out.str() == fmt::format("{}", candidate));
}

TEST_CASE("A sampler draws the candidates that scikit-learn draws") {
    const Fixture expected("parameter_grids");
    const support::RecordedWarnings warnings;
    for (const unsigned seed : {0u, 1u, 42u}) {
        INFO("seed " << seed);
        const std::string key = std::to_string(seed) + ".";
        for (const Index n : {1, 5, 21, 22})
            check_candidates(expected, "lists." + key + std::to_string(n) + ".",
                             ParameterSampler<Network>(one() + other(), n, seed).candidates());

        ParameterGrid<Network> large;
        std::vector<double> alphas;
        std::vector<Index> epochs;
        for (int k = 0; k < 50; ++k) alphas.push_back(k / 8.0);
        for (Index k = 1; k <= 40; ++k) epochs.push_back(k);
        large.add(&P::alpha, alphas).add(&P::max_iter, epochs);
        for (const Index n : {3, 1990}) {
            const auto drawn = ParameterSampler<Network>(large, n, seed).candidates();
            const std::string which = "large." + key + std::to_string(n);
            CHECK(values(drawn, &P::alpha) == expected.vector(which + ".alpha"));
            CHECK(values(drawn, &P::max_iter) == expected.vector(which + ".max_iter"));
        }

        const auto mixed = ParameterDistributions<Network>{}
                               .add(&P::momentum, uniform(0.5, 0.4))
                               .add(&P::alpha, loguniform(1e-5, 1e-1))
                               .add(&P::max_iter, randint(10, 200))
                               .add(&P::power_t, {0.25, 0.5, 0.75})
                               .add(&P::n_iter_no_change, {7});
        const auto drawn = ParameterSampler<Network>(mixed, 6, seed).candidates();
        check_close(values(drawn, &P::momentum), expected.vector("mixed." + key + "momentum"));
        check_close(values(drawn, &P::alpha), expected.vector("mixed." + key + "alpha"));
        check_close(values(drawn, &P::max_iter), expected.vector("mixed." + key + "max_iter"));
        check_close(values(drawn, &P::power_t), expected.vector("mixed." + key + "power_t"));
        const auto either = ParameterSampler<Network>(mixed + other(), 8, seed).candidates();
        for (std::size_t i = 0; i < either.size(); ++i) {
            const bool first = expected.integers<int>("either." + key + "which")[i] == 1;
            REQUIRE(either[i].text("alpha").has_value() == first);
            if (first)
                CHECK(
                    either[i].applied_to({}).alpha ==
                    Approx(expected.vector("either." + key + "alpha")[static_cast<Index>(i)]).epsilon(1e-15));
        }
    }
    CHECK(warnings.all().empty());
}

TEST_CASE("A sampler that is asked for more than the grid has gives all of it with a warning") {
    const support::RecordedWarnings warnings;
    CHECK(ParameterSampler<Network>(other(), 5, 0).candidates().size() == 4);
    REQUIRE(warnings.all().size() == 1);
    CHECK(warnings.all()[0] ==
          "UserWarning: The total space of parameters 4 is smaller than n_iter=5. Running 4 iterations. For "
          "exhaustive searches, use GridSearchCV.");
}

TEST_CASE("A callable of the user's own draws values") {
    const auto space = ParameterDistributions<Network>{}.add(&P::hidden_layer_sizes, [](RandomState& rng) {
        return std::vector<Index>{rng.randint(1, 9), 3};
    });
    for (const auto& candidate : ParameterSampler<Network>(space, 3, 5).candidates()) {
        const auto sizes = candidate.applied_to({}).hidden_layer_sizes;
        CHECK(sizes.size() == 2);
        CHECK((sizes[0] >= 1 && sizes[0] <= 8));
    }
}

TEST_CASE("Member pointers find their way into pipelines and unions") {
    const auto grid = ParameterGrid<Pipe>{}
                          .add(&P::alpha, {0.5})
                          .add(&MinMaxScalerParams::feature_range, {{-1, 1}})
                          .add(step<1, 1>, &OwnParams::slope, {2})
                          .add(step<0>, &OwnParams::slope, {3});
    CHECK(to_string(grid.candidate(0)) ==
          "{'featureunion__minmaxscaler__feature_range': (-1.0, 1.0), 'featureunion__own__slope': 2.0, "
          "'mlpclassifier__alpha': 0.5, 'own__slope': 3.0}");
    const PipeParams params = grid.candidate(0).applied_to({});
    CHECK(std::get<2>(params.steps).alpha == 0.5);
    CHECK(std::get<0>(std::get<1>(params.steps).transformers).feature_range.first == -1);
    CHECK(std::get<1>(std::get<1>(params.steps).transformers).slope == 2);
    CHECK(std::get<0>(params.steps).slope == 3);
}

TEST_CASE("A parameter that happens to be called steps or transformers is a parameter as others are") {
    struct Params {
        Index steps = 1, transformers = 1;
        static constexpr auto param_fields() {
            return std::tuple{ParamField{"steps", &Params::steps},
                              ParamField{"transformers", &Params::transformers}};
        }
    };
    const auto grid = ParameterGrid<With<Params>>{}.add(&Params::steps, {5}).add(&Params::transformers, {7});
    const Params applied = grid.candidate(0).applied_to({});
    CHECK(applied.steps == 5);
    CHECK(applied.transformers == 7);
    CHECK(detail::expected_cost(applied, 10) == 0);
}

TEST_CASE("Parameters with layer sizes may have a table of their own") {
    struct Params {
        std::vector<Index> hidden_layer_sizes = {100};
        static constexpr auto param_fields() {
            return std::tuple{ParamField{"hidden_layer_sizes", &Params::hidden_layer_sizes}};
        }
    };
    const auto grid = ParameterGrid<With<Params>>{}.add(&Params::hidden_layer_sizes, {{5, 2}});
    CHECK(to_string(grid.candidate(0)) == "{'hidden_layer_sizes': (5, 2)}");
}

TEST_CASE("A parameter that no table lists needs a name") {
    using Own = With<OwnParams>;
    CHECK_THROWS_WITH(ParameterGrid<Own>{}.add(&OwnParams::unlisted, {1}),
                      ContainsSubstring("A parameter has no name"));
    const auto grid = ParameterGrid<Own>{}.add("unlisted", &OwnParams::unlisted, {1, 2});
    CHECK(to_string(grid.candidate(1)) == "{'unlisted': 2}");
}

TEST_CASE("Grids that name no values are refused and stay as they were") {
    auto grid = other();
    CHECK_THROWS_WITH(grid.add(&P::alpha, {}),
                      ContainsSubstring("'alpha' in a grid must be at least one. Got none"));
    CHECK_THROWS_WITH(grid.add(&P::batch_size, {1}), ContainsSubstring("Got 'batch_size' twice"));
    CHECK(grid.size() == 4);
    CHECK_THROWS_WITH(ParameterGrid<Network>{}.size(), ContainsSubstring("Got an empty one"));
    CHECK_THROWS_WITH((grid + ParameterGrid<Network>{}).candidates(), ContainsSubstring("Got an empty one"));
    CHECK_THROWS_WITH(ParameterSampler<Network>(ParameterGrid<Network>{}, 3),
                      ContainsSubstring("Got an empty one"));
    CHECK_THROWS_WITH(ParameterSampler<Network>(grid, 0), ContainsSubstring("n_iter must be"));
    CHECK_THROWS_AS(loguniform(0, 1), InvalidParameterError);
    CHECK_THROWS_AS(loguniform(2, 1), InvalidParameterError);
    CHECK_THROWS_AS(uniform(0, 0), InvalidParameterError);
    CHECK_THROWS_AS(randint(3, 3), InvalidParameterError);
}
