// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// What several threads may do at once. Built under the thread sanitizer where the compiler has it.

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;

namespace {

/// Calls `task(i)` for i = 0, ..., 3 in a thread each, all at once.
void at_once(const std::function<void(int)>& task) {
    std::atomic<int> waiting = 4;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            for (--waiting; waiting > 0;) std::this_thread::yield();
            task(i);
        });
    for (std::thread& thread : threads) thread.join();
}

struct Fixture {
    const support::SmallData<double> data = support::small_data<double>(600, 5);
    MLPClassifier<> clf{{.hidden_layer_sizes = {30, 20},
                         .max_iter = 20,
                         .random_state = 0,
                         .tol = 10,
                         .n_iter_no_change = 1}};

    Fixture() { clf.fit(data.X, data.y); }  // stops by the huge tol, so that no warning is due
};

}  // namespace

TEST_CASE_METHOD(Fixture, "several threads may ask one estimator at once") {
    for (const Index n_threads : {1, 2}) {
        MLPClassifier<>::Params p = clf.params();
        p.n_threads = n_threads;
        clf.set_params(p);
        const MLPClassifier<>& shared = clf;
        const Matrix<double> P = shared.predict_proba(data.X);
        const Eigen::VectorXi labels = shared.predict(data.X);
        const double score = shared.score(data.X, data.y);
        std::atomic<int> n_right = 0;
        at_once([&](int i) {
            Workspace<double> workspace = shared.workspace(7);
            Matrix<double> own(600, 3);
            shared.predict_proba(data.X, workspace, own);
            const MLPClassifier<> copy = shared;
            n_right += shared.predict_proba(data.X) == P && own == P && shared.predict(data.X) == labels &&
                       shared.score(data.X, data.y) == score && copy.predict(data.X.row(i))[0] == labels[i] &&
                       shared.coefs()[0] == copy.coefs()[0] && shared.loss_curve() == copy.loss_curve();
        });
        CHECK(n_right == 4);
    }
}

TEST_CASE_METHOD(Fixture, "several threads may fit an estimator each, with threads of their own") {
    std::vector<MLPClassifier<>> estimators(4, clf);
    at_once([&](int i) {
        MLPClassifier<>::Params p = clf.params();
        p.n_threads = 1 + i % 3;
        p.batch_size = 64;
        p.early_stopping = true;
        auto& estimator = estimators[static_cast<std::size_t>(i)];
        estimator.set_params(p);
        estimator.fit(data.X, data.y);
    });
    for (const auto& estimator : estimators) {
        CHECK(estimator.loss_curve() == estimators[0].loss_curve());
        CHECK(estimator.coefs()[0] == estimators[0].coefs()[0]);
    }
}

TEST_CASE("several threads may warn while the handler is replaced") {
    std::atomic<int> n_warnings = 0;
    const auto count = [&](WarningCategory, const std::string&) { ++n_warnings; };
    const WarningHandler former = set_warning_handler(count);
    at_once([&](int) {
        for (int k = 0; k < 50; ++k) {
            set_warning_handler(count);
            warn(WarningCategory::UserWarning, "one of many");
        }
    });
    set_warning_handler(former);
    CHECK(n_warnings == 200);
}
