// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "eigenmlp/neural_network/sparse.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/pipeline/feature_union.hpp"
#include "eigenmlp/pipeline/pipeline.hpp"
#include "eigenmlp/preprocessing/sparse.hpp"
#include "support/catch.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;
using Catch::Matchers::ContainsSubstring;

namespace {

using Rows = Eigen::SparseMatrix<double, Eigen::RowMajor>;
using Columns = Eigen::SparseMatrix<double>;

/// 60 samples, three quarters of them zeros, in three classes.
struct Data {
    support::RecordedWarnings warnings;
    Matrix<double> X = Matrix<double>::Random(60, 9);
    Eigen::VectorXi y{60};

    Data() {
        X = (X.array() > 0.5).select(X, 0.0);
        for (Index i = 0; i < 60; ++i) y[i] = static_cast<int>(i % 3);
    }
};

void check_same(const MLPClassifier<>& sparse, const MLPClassifier<>& dense) {
    CHECK(sparse.loss() == Approx(dense.loss()).epsilon(1e-14));
    CHECK(sparse.validation_scores() == dense.validation_scores());
    for (std::size_t i = 0; i < dense.coefs().size(); ++i) {
        CHECK(sparse.coefs()[i] == dense.coefs()[i]);
        CHECK(sparse.intercepts()[i] == dense.intercepts()[i]);
    }
}

}  // namespace

TEST_CASE("a fit to sparse samples gives the bits of the weights of that to dense ones") {
    const Data d;
    const MLPClassifier<>::Params adam{.hidden_layer_sizes = {8}, .max_iter = 12, .random_state = 1};
    auto lbfgs = adam, early_stopping = adam, threads = adam;
    lbfgs.solver = "lbfgs";
    early_stopping.early_stopping = true;
    threads.n_threads = 3;
    for (const auto& p : {adam, lbfgs, early_stopping, threads}) {
        const auto dense = MLPClassifier<>(p).fit(d.X, d.y);
        const auto rows = MLPClassifier<>(p).fit(Rows(d.X.sparseView()), d.y);
        check_same(rows, dense);
        check_same(MLPClassifier<>(p).fit(Columns(d.X.sparseView()), d.y), dense);
        CHECK(rows.predict_proba(Rows(d.X.sparseView())) == dense.predict_proba(d.X));
        CHECK(rows.score(Columns(d.X.sparseView()), d.y) == dense.score(d.X, d.y));
    }
}

TEST_CASE("sparse samples whose columns are in no order give the bits of sorted ones") {
    const Data d;
    const Rows sorted = d.X.sparseView();
    Rows reversed = sorted;
    for (Index i = 0; i < reversed.rows(); ++i) {
        const int begin = reversed.outerIndexPtr()[i], end = reversed.outerIndexPtr()[i + 1];
        std::reverse(reversed.innerIndexPtr() + begin, reversed.innerIndexPtr() + end);
        std::reverse(reversed.valuePtr() + begin, reversed.valuePtr() + end);
    }
    const Eigen::Map<const Rows> map(reversed.rows(), reversed.cols(), reversed.nonZeros(),
                                     reversed.outerIndexPtr(), reversed.innerIndexPtr(), reversed.valuePtr());
    Rows uncompressed = reversed;
    uncompressed.uncompress();
    for (const int n_threads : {1, 3}) {
        const MLPClassifier<>::Params p{
            .hidden_layer_sizes = {8}, .max_iter = 5, .random_state = 1, .n_threads = n_threads};
        const auto expected = MLPClassifier<>(p).fit(sorted, d.y);
        check_same(MLPClassifier<>(p).fit(reversed, d.y), expected);
        check_same(MLPClassifier<>(p).fit(map, d.y), expected);
        check_same(MLPClassifier<>(p).fit(map.middleRows(0, 60), d.y), expected);
        check_same(MLPClassifier<>(p).fit(uncompressed, d.y), expected);
        CHECK(expected.predict_proba(map) == expected.predict_proba(sorted));
    }
}

TEST_CASE("batches of one sparse sample agree with dense ones") {
    const Data d;
    const MLPClassifier<>::Params p{.hidden_layer_sizes = {5}, .batch_size = 1, .random_state = 1};
    MLPClassifier<> sparse(p), dense(p);
    for (int i = 0; i < 3; ++i) {
        sparse.partial_fit(Rows(d.X.sparseView()), d.y, {.classes = {0, 1, 2}});
        dense.partial_fit(d.X, d.y, {.classes = {0, 1, 2}});
    }
    CHECK((sparse.coefs()[0] - dense.coefs()[0]).norm() < 1e-12);
}

TEST_CASE("sparse input that cannot be used is refused") {
    Data d;
    MLPClassifier<> clf({.max_iter = 2});
    CHECK_THROWS_WITH(clf.fit(Rows(0, 3), Eigen::VectorXi()), ContainsSubstring("0 sample(s)"));
    CHECK_THROWS_WITH(clf.fit(Rows(60, 0), d.y), ContainsSubstring("0 feature(s)"));
    d.X(7, 4) = std::nan("");
    CHECK_THROWS_WITH(clf.fit(Rows(d.X.sparseView()), d.y), ContainsSubstring("contains NaN (in column 4)"));
    d.X(7, 4) = INFINITY;
    CHECK_THROWS_WITH(clf.fit(Columns(d.X.sparseView()), d.y), ContainsSubstring("contains infinity"));
    CHECK_THROWS_AS(clf.predict(Rows(60, 9)), NotFittedError);
    d.X(7, 4) = 0;
    clf.fit(Rows(d.X.sparseView()), d.y);
    CHECK_THROWS_WITH(clf.predict(Rows(3, 8)), ContainsSubstring("8 features"));
    CHECK_THROWS_AS(clf.fit(Rows(50, 9), d.y), InvalidDataError);
}

TEST_CASE("uncompressed rows and expressions are taken too") {
    const Data d;
    Rows X(60, 9);
    X.reserve(Eigen::VectorXi::Constant(60, 9));
    for (Index i = 0; i < 60; ++i)
        for (Index j = 0; j < 9; ++j)
            if (d.X(i, j) != 0) X.insert(i, j) = d.X(i, j);
    CHECK_FALSE(X.isCompressed());
    const auto clf = MLPClassifier<>({.max_iter = 3, .random_state = 0}).fit(d.X, d.y);
    CHECK(clf.predict_proba(X) == clf.predict_proba(d.X));
    CHECK(clf.predict_proba(2.0 * X) == clf.predict_proba((2.0 * d.X).eval()));
}

TEST_CASE("sparse columns of categories go straight into a network") {
    const support::RecordedWarnings warnings;
    const std::vector<std::vector<std::string>> words{{"cat", "small"}, {"ant", "small"}, {"dog", "large"},
                                                      {"cat", "large"}, {"ant", "large"}, {"dog", "small"}};
    const std::vector<int> y{0, 1, 0, 0, 1, 1};
    const MLPClassifier<> clf({.hidden_layer_sizes = {4}, .max_iter = 20, .random_state = 0});
    auto sparse = make_pipeline(SparseOneHotEncoder<std::string>{}, clf);
    auto dense = make_pipeline(OneHotEncoder<std::string>{}, clf);
    check_same(sparse.fit(words, y).last(), dense.fit(words, y).last());
    CHECK(sparse.predict_proba(words) == dense.predict_proba(words));
    CHECK(sparse.step_names() == dense.step_names());

    INFO("a union of them is dense");
    auto twice = make_union(OneHotEncoder<std::string>{}, SparseOneHotEncoder<std::string>{});
    const Matrix<double> both = twice.fit_transform(words);
    CHECK(both.leftCols(5) == both.rightCols(5));
}
