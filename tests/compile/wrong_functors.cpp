// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// Functors that lack a member, and calls with arguments of a wrong type. This file must not compile;
// check_messages.cmake looks at what the compiler says of each.

#include <string>
#include <vector>

#include "eigenmlp/model_selection/cross_val_score.hpp"
#include "eigenmlp/model_selection/parameter_grid.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"

using namespace eigenmlp;

struct ActivationWithoutBackward {
    void forward(auto&& z) const { z = z.cwiseAbs(); }
};
MLPClassifier<double, int, ActivationWithoutBackward>* activation_without_backward;

struct ActivationWithoutForward {
    void backward(const auto&, auto&&) const {}
};
MLPRegressor<double, ActivationWithoutForward>* activation_without_forward;

struct LossWithoutDelta {
    void activate(auto&&) const {}
    double value(const auto& Y, const auto& P) const { return (P - Y).squaredNorm(); }
    const char* out_activation() const { return "identity"; }
};
MLPRegressor<double, AnyActivation, AnySolver, LossWithoutDelta>* loss_without_delta;

struct SolverWithoutInit {
    struct State {
        void update(auto& theta, const auto& gradient) { theta -= gradient; }
    };
};
MLPClassifier<double, int, AnyActivation, SolverWithoutInit>* solver_without_init;

struct SolverWithoutUpdate {
    struct State {};
    State init(const auto&, const SolverParams&) const { return {}; }
};
MLPRegressor<double, AnyActivation, SolverWithoutUpdate>* solver_without_update;

struct ScheduleWithoutCallOperator {
    double operator[](double epoch) const { return epoch; }
};
MLPClassifier<> schedule_without_call_operator({.learning_rate = ScheduleWithoutCallOperator{}});

// Whole, but not named as a template argument of the estimator.
struct ActivationElsewhere {
    void forward(auto&&) const {}
    void backward(const auto&, auto&&) const {}
};
MLPClassifier<> activation_elsewhere({.activation = ActivationElsewhere{}});

struct SolverElsewhere {
    struct State {
        void update(auto& theta, const auto& gradient) { theta -= gradient; }
    };
    State init(const auto&, const SolverParams&) const { return {}; }
};
MLPRegressor<> solver_elsewhere({.solver = SolverElsewhere{}});

struct LossElsewhere : LossWithoutDelta {
    void delta(const auto&, const auto&, auto&&) const {}
};
MLPRegressor<> loss_elsewhere({.loss = LossElsewhere{}});

struct CallbackMisspelt {
    void on_epoch_ends(auto&) {}
};
void fit_with_callback_misspelt(MLPClassifier<>& clf, const Matrix<double>& X, const Vector<int>& y) {
    clf.fit(X, y, CallbackMisspelt{});
}
void fit_with_callback_misspelt(MLPRegressor<>& reg, const Matrix<double>& X) {
    reg.fit(X, X, CallbackMisspelt{});
}

struct TransformerWithoutTransform {
    void fit(const auto&) {}
};
Pipeline<TransformerWithoutTransform, MLPClassifier<>> pipeline_without_transform;

struct TransformerWithoutFit {
    Matrix<double> transform(const Matrix<double>& X) const { return X; }
};
FeatureUnion<Passthrough, TransformerWithoutFit> union_without_fit;

struct TransformerWithoutNames {
    void fit(const Matrix<double>&) {}
    Matrix<double> transform(const Matrix<double>& X) const { return X; }
};
auto names_of_pipeline = Pipeline<Passthrough, MLPClassifier<>>().get_feature_names_out();
auto names_of_union = FeatureUnion<Passthrough, TransformerWithoutNames>().get_feature_names_out();

void use_wrong_types(const Matrix<double>& X, const std::vector<std::string>& words) {
    const std::vector<std::vector<double>> nested;
    MLPClassifier<>().fit(nested, Vector<int>(2));
    MLPClassifier<>().fit(X, words);
    MLPRegressor<>().fit(X, words);
    cross_val_score(MLPClassifier<>(), nested, Vector<int>(2));
    ParameterGrid<MLPClassifier<>>().add("alpha", {1e-4, 1e-3});
}
