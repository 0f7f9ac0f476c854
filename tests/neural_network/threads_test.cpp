// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

/// An activation of the user's own whose Eigen expression mixes vectorised and single elements.
struct Gaussian {
    void forward(auto&& z) const { z = (-z.array().square()).exp().matrix(); }
    void backward(const auto& a, auto&& delta) const {
        delta = (delta.array() * a.array() * (-a.array().log()).max(0).sqrt()).matrix();
    }
};

template <class Classifier>
std::vector<double> everything(const Classifier& clf, const auto& X) {
    std::vector<double> all = clf.loss_curve();
    const auto append = [&](const auto& m) {
        for (Index i = 0; i < m.size(); ++i) all.push_back(static_cast<double>(m.data()[i]));
    };
    for (const auto& m : clf.coefs()) append(m);
    for (const auto& v : clf.intercepts()) append(v);
    append(clf.predict_proba(X));
    return all;
}

}  // namespace

TEMPLATE_TEST_CASE("the number of threads does not change a bit of a fit or a prediction", "", float,
                   double) {
    const support::RecordedWarnings quiet;
    const support::Data data = support::read_fashion(600);
    const Matrix<TestType> X = data.X.cast<TestType>();
    const auto fit = [&](auto clf, Index n_threads) {
        auto p = clf.params();
        p.n_threads = n_threads;
        clf.set_params(p);
        return everything(clf.fit(X, data.y), X);
    };
    const auto check = [&](const auto& clf) {
        const auto expected = fit(clf, 1);
        for (const Index n_threads : {2, 3, 5, 0}) CHECK(fit(clf, n_threads) == expected);
    };
    for (const std::string activation : {"relu", "tanh", "logistic"})
        check(MLPClassifier<TestType>(
            {.hidden_layer_sizes = {37, 20}, .activation = activation, .max_iter = 4, .random_state = 0}));
    check(MLPClassifier<TestType>({.hidden_layer_sizes = {33},
                                   .solver = "sgd",
                                   .batch_size = 61,
                                   .learning_rate_init = 0.1,
                                   .max_iter = 4,
                                   .random_state = 0,
                                   .early_stopping = true}));
    check(MLPClassifier<TestType>(
        {.hidden_layer_sizes = {20}, .batch_size = 1, .max_iter = 2, .random_state = 0}));
    check(MLPClassifier<TestType, int, Gaussian>(
        {.hidden_layer_sizes = {19, 7}, .batch_size = 77, .max_iter = 4, .random_state = 0}));
}

TEMPLATE_TEST_CASE("batches of one row take the same path as those of several", "", float, double) {
    const support::RecordedWarnings quiet;
    const Matrix<TestType> X = support::read_fashion(3).X.cast<TestType>();
    const std::vector<int> y = {0, 1, 2};
    for (const std::string solver : {"adam", "sgd"}) {
        // one row three times over has the mean loss and gradient of the row alone, up to rounding and the L2
        // term
        MLPClassifier<TestType> single({.hidden_layer_sizes = {9},
                                        .solver = solver,
                                        .alpha = 0,
                                        .batch_size = 1,
                                        .shuffle = false,
                                        .random_state = 0});
        MLPClassifier<TestType> triple(single.params());
        auto p = triple.params();
        p.batch_size = 3;
        triple.set_params(p);
        const Matrix<TestType> row = X.topRows(1), rows = X.topRows(1).replicate(3, 1);
        for (int i = 0; i < 5; ++i) {
            single.partial_fit(row, std::vector{1}, {.classes = y});
            triple.partial_fit(rows, std::vector{1, 1, 1}, {.classes = y});
        }
        for (std::size_t i = 0; i < 2; ++i)
            CHECK((single.coefs()[i] - triple.coefs()[i]).cwiseAbs().maxCoeff() <
                  (std::is_same_v<TestType, float> ? 1e-4 : 1e-10));
    }
}
