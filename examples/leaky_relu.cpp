// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
//
// An activation of one's own, used as if it had been there from the beginning: the leaky ReLU, a function and
// its derivative, beside the built-in ones. (The library has it, too, by the name "leaky_relu".)
#include <fmt/format.h>

#include "eigenmlp/activations/any_activation.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/clothing.hpp"
#include "support/plots.hpp"
#include "support/report.hpp"

namespace {

using namespace example;

/// f(z) = z where z > 0, else slope z
struct MyLeakyRelu {
    double slope = 0.01;

    void forward(auto&& z) const { z.array() = (z.array() > 0).select(z.array(), slope * z.array()); }

    /// delta <- delta f'(z); the output a is positive where z is
    void backward(const auto& a, auto&& delta) const {
        delta.array() = (a.array() > 0).select(delta.array(), slope * delta.array());
    }

    bool operator==(const MyLeakyRelu&) const = default;
};

/// The values of an activation from -3 to 3.
Curve curve_of(const std::string& name, const auto& activation) {
    const Eigen::VectorXd z = Eigen::VectorXd::LinSpaced(121, -3, 3);
    Matrix<double> a = z;
    activation.forward(eigenmlp::view(a));
    return {.title = name, .x = {z.begin(), z.end()}, .y = {a.data(), a.data() + a.size()}};
}

void run(const Settings& settings, Report& report) {
    std::vector<Curve> activations;
    for (const char* name : {"identity", "logistic", "tanh", "relu"})
        activations.push_back(curve_of(name, eigenmlp::AnyActivation(name)));
    activations.push_back(curve_of("leaky relu", MyLeakyRelu{}));
    plot_panels(report.folder(), "activations",
                {.title = "Activation functions", .x = "z", .y = "f(z)", .setup = "set yrange [-1.5:3]\n"},
                activations);
    report.picture("activations", "Four activations of scikit-learn's and the leaky ReLU, slope 0.01");

    const auto data = prepare_clothing(settings);
    const Index max_iter = settings.epochs(30, 200);
    using Classifier = eigenmlp::MLPClassifier<double, int, MyLeakyRelu>;
    Classifier leaky({.hidden_layer_sizes = {100, 100}, .max_iter = max_iter, .random_state = settings.seed});
    eigenmlp::MLPClassifier<> relu(
        {.hidden_layer_sizes = {100, 100}, .max_iter = max_iter, .random_state = settings.seed});
    report.timed("fit with leaky relu", [&] { leaky.fit(data.X_train, data.y_train); });
    report.timed("fit with relu", [&] { relu.fit(data.X_train, data.y_train); });

    const auto describe = [&](const std::string& name, const auto& clf) {
        report.figure("epochs, " + name, static_cast<double>(clf.n_iter()), 0);
        report.figure("loss, " + name, clf.loss(), 6);
        report.figure("accuracy on the test rows, " + name, clf.score(data.X_test, data.y_test));
        report.compare("loss curve, " + name, clf.loss_curve());
    };
    describe("leaky relu", leaky);
    describe("relu", relu);
    plot_curves(report.folder(), "loss_curves",
                {.title = "Training with an activation of one's own",
                 .x = "epoch",
                 .y = "training loss (cross-entropy)",
                 .setup = "set yrange [0:*]\n"},
                {over_epochs("relu", relu.loss_curve()), over_epochs("leaky relu", leaky.loss_curve())});
    report.picture("loss_curves", "The loss of the same network with relu and with the leaky ReLU");
}

}  // namespace

int main(int argc, char** argv) {
    return example::run_experiment(
        argc, argv,
        {.name = "leaky_relu",
         .title = "An activation of one's own",
         .description =
             "Draws activation functions and trains two hidden layers of 100 units with a leaky ReLU "
             "that the program defines.",
         .options = {"--full", "--data", "--rows", "--max-iter"},
         .run = run});
}
