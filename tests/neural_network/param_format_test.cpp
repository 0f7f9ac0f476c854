// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include "eigenmlp/neural_network/param_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "support/catch.hpp"

// The reprs that scikit-learn gives are in tests/parity/tools/param_repr.txt, made by
// make_param_repr_fixtures.py.

using namespace eigenmlp;

namespace {

using Classifier = MLPClassifierParams<>;
using Regressor = MLPRegressorParams<>;

/// The text below each line `# name`.
std::map<std::string, std::string> read_reprs() {
    std::ifstream file(EIGENMLP_TEST_DATA "/tools/param_repr.txt");
    std::map<std::string, std::string> reprs;
    std::string name;
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("# "))
            name = line.substr(2);
        else
            reprs[name] += (reprs[name].empty() ? "" : "\n") + line;
    return reprs;
}

template <class Params>
Params all_changed() {
    Params p;
    p.hidden_layer_sizes = {64, 32, 16};
    p.activation = "tanh";
    p.solver = "sgd";
    p.alpha = 0.001;
    p.batch_size = 32;
    p.learning_rate = LearningRate::invscaling;
    p.learning_rate_init = 0.01;
    p.power_t = 0.25;
    p.max_iter = 1000;
    p.shuffle = false;
    p.random_state = 42;
    p.tol = 1e-5;
    p.verbose = true;
    p.warm_start = true;
    p.momentum = 0.5;
    p.nesterovs_momentum = false;
    p.early_stopping = true;
    p.validation_fraction = 0.2;
    p.beta_1 = 0.85;
    p.beta_2 = 0.99;
    p.epsilon = 1e-7;
    p.n_iter_no_change = 25;
    p.max_fun = 20000;
    return p;
}

}  // namespace

TEST_CASE("parameters print as scikit-learn prints its estimators") {
    auto reprs = read_reprs();
    const auto check = [&](const std::string& name, const auto& params) {
        INFO(name);
        REQUIRE(reprs.count(name) == 1);
        CHECK(to_string(params) == reprs[name]);
        reprs.erase(name);
    };
    check("classifier_defaults", Classifier());
    check("regressor_defaults", Regressor());
    check("defaults_given", Classifier{.hidden_layer_sizes = {100}, .solver = "adam", .alpha = 1e-4});
    check("two_layers", Classifier{.hidden_layer_sizes = {64, 32}, .alpha = 0.01});
    check("one_layer", Classifier{.hidden_layer_sizes = {7}});
    check("no_layer", Regressor{.hidden_layer_sizes = {}});
    check("small_floats",
          Classifier{.alpha = 1e-5, .learning_rate_init = 0.0001, .tol = 1.5e-7, .epsilon = 1e-12});
    check("large_floats",
          Classifier{.alpha = 1e16, .learning_rate_init = 123456789.125, .power_t = 1e15, .tol = 1e22});
    check("whole_floats", Classifier{.alpha = 0, .power_t = 2, .momentum = 1});
    check("digits", Classifier{.alpha = 0.1 + 0.2, .tol = 1.0 / 3});
    check("strings",
          Regressor{.activation = "logistic", .solver = "lbfgs", .learning_rate = LearningRate::adaptive});
    check("numbers", Regressor{.batch_size = 16, .max_iter = 10, .random_state = 0, .max_fun = 5});
    check("switches",
          Regressor{.shuffle = false, .verbose = true, .warm_start = true, .early_stopping = true});
    check("all", all_changed<Classifier>());
    check("all_of_regressor", all_changed<Regressor>());
    for (int n = 6; n < 10; ++n) {
        const std::string digits = std::to_string(n);
        const auto seed = static_cast<std::uint32_t>(std::lround(std::pow(10, n))) - 1;
        Regressor p{.activation = "tanh", .alpha = 0.25, .random_state = seed, .max_fun = 20000};
        check("last_" + digits, p);
        p.shuffle = false;
        p.tol = 0.5;
        check("between_" + digits, p);
        check("second_line_" + digits, Regressor{.activation = "tanh",
                                                 .learning_rate = LearningRate::adaptive,
                                                 .learning_rate_init = 0.015625,
                                                 .random_state = seed,
                                                 .momentum = 0.25,
                                                 .early_stopping = true});
    }
    CHECK(reprs.empty());
}

TEST_CASE("parameters print with a stream and with fmt, also in a field of some width") {
    const Classifier p{.alpha = 0.5};
    std::ostringstream out;
    out << p << ';';
    CHECK(out.str() == "MLPClassifier(alpha=0.5);");
    CHECK(fmt::format("{}", p) == "MLPClassifier(alpha=0.5)");
    CHECK(fmt::format("{:>26}", Regressor{.alpha = 0.5}) == "   MLPRegressor(alpha=0.5)");
}

TEST_CASE("what scikit-learn has not prints in the same style") {
    CHECK(to_string(Classifier{.activation = {"relu", "tanh"}, .n_threads = 2}) ==
          "MLPClassifier(activation=['relu', 'tanh'], n_threads=2)");
    CHECK(to_string(Classifier{.class_weight = "balanced", .label_smoothing = 0.1}) ==
          "MLPClassifier(class_weight='balanced', label_smoothing=0.1)");
    CHECK(to_string(Classifier{.class_weight = {{0, 1}, {1, 2.5}}, .stratify_validation = true}) ==
          "MLPClassifier(class_weight={0: 1.0, 1: 2.5}, stratify_validation=True)");
    CHECK(to_string(MLPClassifierParams<std::string>{.class_weight = {{"ham", 0.25}}}) ==
          "MLPClassifier(class_weight={'ham': 0.25})");
    CHECK(to_string(Regressor{.loss = "poisson", .scoring = "loss"}) ==
          "MLPRegressor(loss='poisson', scoring='loss')");
    CHECK(to_string(Classifier{.scoring = [](const auto&, const auto&) { return 0.0; }}) ==
          "MLPClassifier(scoring=<scorer>)");
    CHECK(to_string(Classifier{.random_state = std::make_shared<RandomState>(1u)}) ==
          "MLPClassifier(random_state=RandomState(MT19937))");
}
