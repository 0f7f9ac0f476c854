// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// A fit that fails leaves the estimator as it was, wherever it fails: here at each allocation in turn, by
// operator new or by Eigen (which asks whether it may, and is refused by an exception), and at each call of a
// callback.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

/// Fails at the `fail_at`-th call since `start`; at none before `start` and if that is 0.
class Failure {
public:
    void start(std::size_t fail_at) {
        calls_ = 0;
        fail_at_ = fail_at;
    }
    /// Whether it has failed. No more failures then.
    bool stop() { return calls_ >= fail_at_.exchange(0); }

    template <class Exception>
    void call() {
        if (fail_at_ > 0 && ++calls_ == fail_at_) throw Exception();
    }

private:
    std::atomic<std::size_t> calls_ = 0, fail_at_ = 0;
};

Failure allocation;

void failed_eigen_assertion(std::string_view condition) {
    if (!condition.starts_with("is_malloc_allowed()")) throw std::logic_error(std::string(condition));
    allocation.call<std::bad_alloc>();
}

void* allocate(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    allocation.call<std::bad_alloc>();
    void* p = std::aligned_alloc(alignment, (size + alignment - (size > 0)) / alignment * alignment);
    if (!p) throw std::bad_alloc();
    return p;
}

}  // namespace

#define EIGEN_RUNTIME_NO_MALLOC
#define eigen_assert(condition) \
    if (!(condition)) failed_eigen_assertion(#condition)

#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, std::align_val_t a) { return allocate(size, std::size_t(a)); }
void* operator new[](std::size_t size, std::align_val_t a) { return allocate(size, std::size_t(a)); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
// those that may return a null pointer, a request for a buffer that can be done without, do not fail here
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { std::free(p); }

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/neural_network/sparse.hpp"
#include "eigenmlp/solvers/schedules.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

struct HookFailed {};

/// Has all hooks; each call is one of the failure's.
struct Hooks {
    Failure failure = {};

    void on_train_begin(const auto&) { failure.call<HookFailed>(); }
    void on_epoch_begin(const auto&) { failure.call<HookFailed>(); }
    void on_batch_end(const auto&) { failure.call<HookFailed>(); }
    void on_epoch_end(const auto&) { failure.call<HookFailed>(); }
    void on_train_end(const auto&) { failure.call<HookFailed>(); }
};

/// All that can be seen of an estimator, but for NaN, which is 0 here.
struct Snapshot {
    std::vector<double> numbers;
    std::vector<int> classes;
    std::vector<std::string> words;

    bool operator==(const Snapshot&) const = default;

    void add(double x) { numbers.push_back(x == x ? x : 0.0); }
    void add(const std::optional<double>& x) { add(x ? *x : -1e300); }
    void add(Index n) { add(static_cast<double>(n)); }
    void add(const auto& sequence) {
        add(static_cast<double>(sequence.size()));
        for (const auto& element : sequence) add(element);
    }
};

template <class Estimator>
Snapshot snapshot(const Estimator& estimator, const Matrix<double>& X) {
    Snapshot s;
    s.words.push_back(to_string(estimator.params()));
    try {
        s.add(estimator.loss());
    } catch (const NotFittedError& error) {
        s.words.push_back(error.what());
        return s;
    }
    for (const auto& W : estimator.coefs()) s.add(W.reshaped());
    s.add(estimator.intercepts());
    s.add(estimator.loss_curve());
    s.add(estimator.best_loss());
    s.add(estimator.validation_scores());
    s.add(estimator.validation_loss_curve());
    s.add(estimator.best_validation_score());
    for (const Index n : {estimator.n_iter(), estimator.t(), estimator.n_layers(), estimator.n_outputs(),
                          estimator.n_features_in()})
        s.add(n);
    s.words.push_back(estimator.out_activation());
    s.words.push_back(estimator.stop_reason());
    if constexpr (requires { estimator.classes(); }) {
        s.add(estimator.predict_proba(X).reshaped());
        s.classes = estimator.classes();
    } else {
        s.add(estimator.predict(X).reshaped());
    }
    return s;
}

/// Calls `fit(estimator, hooks)` until it succeeds, with a failure at the first allocation, the second, ...,
/// the first hook, the second, ... Each must leave `start` as it was. In the end the success must be that of
/// an estimator which never failed: so nothing hidden has changed either. `params()` makes parameters, whose
/// generator of random numbers is not shared with others'.
template <class Estimator>
void check(Estimator start, const Matrix<double>& X, auto params, auto fit) {
    const WarningHandler former = set_warning_handler([](WarningCategory, const std::string&) {});
    Eigen::internal::set_is_malloc_allowed(false);
    Hooks hooks;
    start.set_params(params());
    const Snapshot before = snapshot(start, X);
    Estimator unfailing = start;
    unfailing.set_params(params());
    fit(unfailing, hooks);
    const Snapshot expected = snapshot(unfailing, X);
    CHECK(expected != before);

    std::size_t n_failures = 0;
    for (Failure* failure : {&allocation, &hooks.failure}) {
        Estimator estimator = start;
        estimator.set_params(params());
        for (std::size_t n = 1;; ++n) {
            failure->start(n);
            bool thrown = false;
            try {
                fit(estimator, hooks);
            } catch (const std::bad_alloc&) {
                thrown = true;
            } catch (const HookFailed&) {
                thrown = true;
            }
            const bool failed = failure->stop();
            if (thrown != failed) FAIL("failure " << n << (thrown ? " came unasked" : " was swallowed"));
            if (!failed) break;
            ++n_failures;
            if (snapshot(estimator, X) != before) FAIL("failure " << n << " left its mark");
        }
        CHECK(snapshot(estimator, X) == expected);
    }
    CHECK(n_failures > 30);
    Eigen::internal::set_is_malloc_allowed(true);
    set_warning_handler(former);
}

struct Data {
    Matrix<double> X = (Matrix<double>(8, 2) << 0, 1, 1, 0, 2, 5, 3, 3, 4, 1, 5, 2, 1, 1, 3, 0).finished();
    Eigen::VectorXi y = (Eigen::VectorXi(8) << 0, 1, 0, 1, 0, 1, 1, 0).finished();
    Eigen::VectorXi other_labels = (Eigen::VectorXi(8) << 5, 7, 9, 5, 7, 9, 5, 7).finished();
    Matrix<double> targets = X.leftCols(1) * 0.5 - X.rightCols(1);
    Vector<double> weight = Vector<double>::LinSpaced(8, 0.5, 1.5);

    Eigen::MatrixXd column_major = X;
};

template <class Params>
Params few_epochs() {
    Params p;
    p.hidden_layer_sizes = {3};
    p.batch_size = 4;
    p.max_iter = 2;
    p.random_state = std::make_shared<RandomState>(1u);
    return p;
}

const Data data;

namespace classifier {

using Classifier = MLPClassifier<>;
using Options = FitOptions<double, Eigen::VectorXi>;
using Params = Classifier::Params;

auto with(auto change) {
    return [=] {
        Params p = few_epochs<Params>();
        change(p);
        return p;
    };
}

Classifier fitted() {
    Classifier clf(few_epochs<Params>());
    clf.partial_fit(data.X, data.y, {.classes = {0, 1}});
    return clf;
}

/// A fit to these labels, on X as it came.
auto fit_to(const Eigen::VectorXi& y, const Options& options = {}) {
    return [&y, options](Classifier& clf, Hooks& hooks) { clf.fit(data.column_major, y, options, hooks); };
}

}  // namespace classifier
}  // namespace

TEST_CASE("the failures reach the allocations by Eigen and by operator new") {
    Eigen::internal::set_is_malloc_allowed(false);
    allocation.start(3);
    const Vector<double> first(2);
    const auto second = std::make_unique<int>(2);
    CHECK_THROWS_AS(Vector<double>(2), std::bad_alloc);
    CHECK(allocation.stop());
    Eigen::internal::set_is_malloc_allowed(true);
}

TEST_CASE("a failing fit leaves a classifier as it was") {
    using namespace classifier;
    const auto plain = with([](Params&) {});
    SECTION("unfitted") { check(Classifier(), data.X, plain, fit_to(data.y)); }
    SECTION("fitted to other classes") { check(fitted(), data.X, plain, fit_to(data.other_labels)); }
    SECTION("at a warm start with weights, validation data and class weights") {
        check(fitted(), data.X, with([](Params& p) {
                  p.warm_start = true;
                  p.solver = "sgd";
                  p.class_weight = "balanced";
              }),
              fit_to(data.y, {.sample_weight = data.weight, .validation_data = {data.X, data.y}}));
    }
    SECTION("at a warm start with dropout, a schedule and early stopping by an own scorer") {
        check(fitted(), data.X, with([](Params& p) {
                  p.warm_start = true;
                  p.dropout = 0.5;
                  p.learning_rate = CosineAnnealing{};
                  p.early_stopping = true;
                  p.validation_fraction = 0.5;
                  p.scoring = [](const auto& t, const auto& y) { return static_cast<double>((t - y).sum()); };
              }),
              fit_to(data.y));
    }
    SECTION("with lbfgs") {
        check(fitted(), data.X, with([](Params& p) { p.solver = "lbfgs"; }), fit_to(data.other_labels));
    }
    SECTION("with lbfgs at a warm start") {
        check(fitted(), data.X, with([](Params& p) {
                  p.solver = "lbfgs";
                  p.warm_start = true;
              }),
              fit_to(data.y));
    }
    SECTION("with two threads") {
        check(fitted(), data.X, with([](Params& p) { p.n_threads = 2; }), fit_to(data.y));
    }
    SECTION("to sparse samples") {
        const Eigen::SparseMatrix<double> sparse = data.X.sparseView();
        check(fitted(), data.X, plain,
              [&](Classifier& clf, Hooks& hooks) { clf.fit(sparse, data.y, hooks); });
    }
    SECTION("to multilabel targets") {
        const IndicatorMatrix Y = data.other_labels.cwiseEqual(7).cast<int>().replicate(1, 3);
        check(Classifier(few_epochs<Params>()), data.X, plain,
              [&](Classifier& clf, Hooks& hooks) { clf.fit(data.column_major, Y, hooks); });
    }
}

TEST_CASE("a failing partial_fit leaves a classifier as it was") {
    using namespace classifier;
    const auto partial_fit = [](Classifier& clf, Hooks& hooks) {
        hooks.on_train_begin(clf);  // partial_fit takes no callbacks
        clf.partial_fit(data.X, data.y, {.classes = {0, 1}, .n_epochs = 2});
    };
    SECTION("unfitted") {
        check(Classifier(), data.X, with([](Params&) {}), partial_fit);
    }
    SECTION("fitted") {
        check(fitted(), data.X, with([](Params&) {}), partial_fit);
    }
}

TEST_CASE("a failing fit leaves a regressor as it was") {
    using Regressor = MLPRegressor<>;
    using Options = FitOptions<double, Matrix<double>>;
    const auto params = few_epochs<Regressor::Params>;
    Regressor fitted(params());
    const Options options{.sample_weight = data.weight, .validation_data = {data.X, data.targets}};
    const auto fit = [&](Regressor& reg, Hooks& hooks) { reg.fit(data.X, data.targets, options, hooks); };
    SECTION("unfitted") { check(fitted, data.X, params, fit); }
    fitted.partial_fit(data.X, data.targets);
    SECTION("fitted to other targets") {
        const Matrix<double> two = data.targets.replicate(1, 2);
        check(fitted, data.X, params,
              [&](Regressor& reg, Hooks& hooks) { reg.fit(data.X, two, Options{}, hooks); });
    }
    SECTION("at a warm start with early stopping") {
        check(
            fitted, data.X,
            [&] {
                auto p = params();
                p.warm_start = true;
                p.early_stopping = true;
                p.loss = "squared_error";
                return p;
            },
            fit);
    }
    SECTION("with lbfgs and partial_fit") {
        check(
            fitted, data.X,
            [&] {
                auto p = params();
                p.solver = "lbfgs";
                return p;
            },
            [](Regressor& reg, Hooks& hooks) {
                hooks.on_train_begin(reg);
                reg.partial_fit(data.X, data.targets, {.n_epochs = 2});
            });
    }
}

namespace {

struct TeardownCounter {
    int count = 0;
    void on_train_begin(const auto&) {}
    void teardown() { ++count; }
};

}  // namespace

TEST_CASE("callbacks are torn down once, also when the parameters are refused") {
    const Matrix<double> X = Matrix<double>::Random(4, 2);
    const Vector<double> y = X.col(0);
    const std::vector<int> labels{0, 1, 0, 1};
    const Eigen::MatrixXi column = Eigen::MatrixXi::Identity(4, 1);
    TeardownCounter counter;
    CHECK_THROWS_AS(MLPRegressor<>({.alpha = -1}).fit(X, y, counter), InvalidParameterError);
    CHECK(counter.count == 1);
    CHECK_THROWS_AS(MLPClassifier<>({.alpha = -1}).fit(X, labels, counter), InvalidParameterError);
    CHECK(counter.count == 2);
    CHECK_THROWS_AS(MLPClassifier<>({.alpha = -1}).fit(X, column, counter), InvalidParameterError);
    CHECK(counter.count == 3);
}
