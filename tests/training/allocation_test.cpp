// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// The mini-batch loop allocates nothing after its first batch: neither through Eigen, whose allocations throw
// here while they are forbidden, nor with operator new, whose calls are counted.

#include <cstdlib>
#include <new>
#include <stdexcept>

#define EIGEN_RUNTIME_NO_MALLOC
#define eigen_assert(condition) \
    if (!(condition)) throw std::logic_error("Eigen: " #condition)

#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

std::size_t n_news = 0;

void* counted_malloc(std::size_t size, std::size_t alignment = 0) noexcept {
    ++n_news;
    size = size == 0 ? 1 : size;
    return alignment == 0 ? std::malloc(size)
                          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* counted_new(std::size_t size, std::size_t alignment = 0) {
    void* p = counted_malloc(size, alignment);
    if (!p) throw std::bad_alloc();
    return p;
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
void* operator new(std::size_t size) { return counted_new(size); }
void* operator new[](std::size_t size) { return counted_new(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted_new(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return counted_new(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted_malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted_malloc(size); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace {

/// Forbids Eigen's allocations from the end of the first batch to the end of training, and counts calls of
/// operator new: within epochs, and between them, where the loss curve may grow.
struct NoAllocation {
    std::size_t within_epochs = 0;
    std::size_t between_epochs = 0;
    Index batches = 0;
    std::size_t last = 0;

    NoAllocation() = default;
    NoAllocation(const NoAllocation&) = delete;
    NoAllocation& operator=(const NoAllocation&) = delete;
    ~NoAllocation() { Eigen::internal::set_is_malloc_allowed(true); }

    void on_batch_end(const auto&) {
        if (++batches > 1) count(within_epochs);
        Eigen::internal::set_is_malloc_allowed(false);
        last = n_news;
    }
    void on_epoch_begin(const auto& state) {
        if (state.epoch > 1) count(between_epochs);
        last = n_news;
    }
    void on_train_end(const auto&) { Eigen::internal::set_is_malloc_allowed(true); }

private:
    void count(std::size_t& news) {
        news += n_news - last;
        last = n_news;
    }
};

template <class S>
struct Task {
    Matrix<S> X;
    Eigen::VectorXi y;
};

/// Random rows of ten classes.
template <class S>
Task<S> task(Index n, Index n_features) {
    RandomState random(0);
    Task<S> t{Matrix<S>(n, n_features), Eigen::VectorXi(n)};
    for (Index i = 0; i < t.X.size(); ++i) t.X.data()[i] = static_cast<S>(random.uniform(0.0, 1.0));
    for (Index i = 0; i < n; ++i) t.y[i] = static_cast<int>(i % 10);
    return t;
}

/// Fits, and checks that no batch but the first allocated, and between epochs at most the histories.
template <class S>
void check_no_allocation(const Task<S>& t, typename MLPClassifier<S>::Params params, Index batches) {
    const support::RecordedWarnings quiet;
    params.random_state = 0;
    NoAllocation watch;
    MLPClassifier<S> clf(params);
    CHECK_NOTHROW(clf.fit(t.X, t.y, watch));
    Eigen::internal::set_is_malloc_allowed(true);
    CHECK(watch.batches == batches);
    CHECK(watch.within_epochs == 0);
    CHECK(watch.between_epochs <= 2 * static_cast<std::size_t>(params.max_iter));
}

struct AllocateWithEigen {
    void on_batch_end(const auto& state) {
        if (state.batch == 2) touched += Vector<double>::Ones(1000).eval().sum();
    }
    double touched = 0.0;
};

struct AllocateWithNew {
    void on_batch_end(const auto& state) {
        if (state.batch == 2) keep.push_back(new int(3));
    }
    ~AllocateWithNew() {
        for (int* p : keep) delete p;
    }
    std::vector<int*> keep;
};

}  // namespace

TEST_CASE("The watch sees an allocation by Eigen") {
    const auto t = task<double>(50, 5);
    NoAllocation watch;
    MLPClassifier<> clf({.batch_size = 10, .max_iter = 1, .random_state = 0});
    CHECK_THROWS_WITH(clf.fit(t.X, t.y, watch, AllocateWithEigen{}), ContainsSubstring("is_malloc_allowed"));
}

TEST_CASE("The watch sees an allocation with new") {
    const support::RecordedWarnings quiet;
    const auto t = task<double>(50, 5);
    NoAllocation watch;
    AllocateWithNew allocate;
    MLPClassifier<> clf({.batch_size = 10, .max_iter = 1, .random_state = 0});
    clf.fit(t.X, t.y, allocate, watch);
    CHECK(watch.within_epochs >= 1);
}

TEMPLATE_TEST_CASE("No batch allocates on a network for images, whatever solver and activation", "", float,
                   double) {
    const auto t = task<TestType>(650, 784);
    for (const char* solver : {"adam", "sgd"})
        check_no_allocation<TestType>(
            t, {.hidden_layer_sizes = {100, 100}, .solver = solver, .batch_size = 200, .max_iter = 2}, 2 * 4);
    for (const char* activation : {"tanh", "logistic", "identity"})
        check_no_allocation<TestType>(
            t, {.hidden_layer_sizes = {100, 100}, .activation = activation, .batch_size = 200, .max_iter = 1},
            4);
}

TEMPLATE_TEST_CASE("No batch allocates with batches of any size", "", float, double) {
    const auto t = task<TestType>(120, 33);
    for (const Index batch_size : {1, 2, 37, 119, 120})
        check_no_allocation<TestType>(
            t, {.hidden_layer_sizes = {17, 9}, .batch_size = batch_size, .max_iter = 2},
            2 * ((120 + batch_size - 1) / batch_size));
}

TEMPLATE_TEST_CASE("No batch allocates with layers wide, single or absent", "", float, double) {
    const auto t = task<TestType>(450, 300);
    for (const std::vector<Index>& hidden : {std::vector<Index>{512, 600}, {1, 3}, {1}, {}})
        check_no_allocation<TestType>(t, {.hidden_layer_sizes = hidden, .batch_size = 200, .max_iter = 2},
                                      2 * 3);
    check_no_allocation<TestType>(task<TestType>(40, 1),
                                  {.hidden_layer_sizes = {5}, .batch_size = 16, .max_iter = 2}, 2 * 3);
}

TEMPLATE_TEST_CASE("Neither does a batch with one logistic output", "", float, double) {
    auto t = task<TestType>(130, 50);
    for (int& label : t.y) label %= 2;
    check_no_allocation<TestType>(t, {.hidden_layer_sizes = {20}, .batch_size = 50, .max_iter = 2}, 2 * 3);
}

TEMPLATE_TEST_CASE("Nor does the scoring of validation rows between epochs", "", float, double) {
    const auto t = task<TestType>(650, 64);
    check_no_allocation<TestType>(
        t, {.hidden_layer_sizes = {100, 30}, .batch_size = 200, .max_iter = 3, .early_stopping = true},
        3 * 3);
}

TEMPLATE_TEST_CASE(
    "predictions with a workspace of the caller's own allocate nothing and equal those without", "", float,
    double) {
    const support::RecordedWarnings quiet;
    const int n_classes = GENERATE(2, 10);
    Task<TestType> t = task<TestType>(30, 40);
    t.y = t.y.unaryExpr([=](int label) { return label % n_classes; });
    MLPClassifier<TestType> clf(
        {.hidden_layer_sizes = {20, 15}, .activation = "tanh", .max_iter = 3, .random_state = 0});
    clf.fit(t.X, t.y);
    const Matrix<TestType> expected = clf.predict_proba(t.X);
    for (const Index max_rows : {1, 2, 7, 30}) {
        auto workspace = clf.workspace(max_rows);
        Matrix<TestType> P(30, n_classes);
        const std::size_t before = n_news;
        Eigen::internal::set_is_malloc_allowed(false);
        clf.predict_proba(t.X, workspace, P);
        clf.predict_proba(t.X.row(3), workspace, P.row(3));
        Eigen::internal::set_is_malloc_allowed(true);
        CHECK(n_news == before);
        CHECK(P == expected);
    }
    auto workspace = clf.workspace();
    Matrix<TestType> narrow(30, 1);
    CHECK_THROWS_WITH(clf.predict_proba(t.X, workspace, narrow), ContainsSubstring("P must be 30 x"));
}
