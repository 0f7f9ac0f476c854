// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include "conformance/transformer.hpp"

#include "eigenmlp/image/convolution_transformer.hpp"
#include "eigenmlp/pipeline/function_transformer.hpp"
#include "eigenmlp/pipeline/optional.hpp"
#include "eigenmlp/preprocessing/min_max_scaler.hpp"
#include "eigenmlp/preprocessing/one_hot_encoder.hpp"
#include "eigenmlp/preprocessing/polynomial_features.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"

using namespace eigenmlp;

namespace {

/// A transformer as a user writes one, with a setting and no more than it must have.
struct CutAtMedian {
    bool above = true;
    std::vector<double> medians = {};

    CutAtMedian& fit(const auto& X) {
        std::vector<double> found;
        for (Index j = 0; j < X.cols(); ++j) {
            std::vector<double> column;
            for (Index i = 0; i < X.rows(); ++i) column.push_back(static_cast<double>(X(i, j)));
            std::sort(column.begin(), column.end());
            found.push_back(column[column.size() / 2]);
        }
        medians = found;
        return *this;
    }

    template <class Derived>
    Matrix<typename Derived::Scalar> transform(const Eigen::MatrixBase<Derived>& X) const {
        Matrix<typename Derived::Scalar> cut(X.rows(), X.cols());
        for (Index i = 0; i < X.rows(); ++i)
            for (Index j = 0; j < X.cols(); ++j)
                cut(i, j) = (static_cast<double>(X(i, j)) > medians[static_cast<std::size_t>(j)]) == above;
        return cut;
    }
};

struct WithoutTransform {
    WithoutTransform& fit(const auto&) { return *this; }
};

template <class S>
Matrix<S> samples() {
    Matrix<S> X(8, 4);
    for (Index i = 0; i < X.size(); ++i)
        X.reshaped()[i] = static_cast<S>(std::sin(1.7 * static_cast<double>(i)));
    return X;
}

}  // namespace

TEMPLATE_TEST_CASE("Every built-in transformer conforms", "", float, double) {
    using S = TestType;
    const Matrix<S> X = samples<S>();
    conformance::check_transformer(MinMaxScaler<S>{}, X);
    conformance::check_transformer(StandardScaler<S>{}, X);
    conformance::check_transformer(PolynomialFeatures<S>{}, X);
    conformance::check_transformer(ConvolutionTransformer<S>({.kernel = Matrix<double>::Ones(2, 2)}), X);
    conformance::check_transformer(Passthrough{}, X, {.learns = false, .checks = false});
    conformance::check_transformer(
        FunctionTransformer([](const auto& x) { return (x.array() * 2).matrix(); },
                            [](const auto& x) { return (x.array() / 2).matrix(); }),
        X, {.learns = false, .checks = false});
    conformance::check_transformer(Optional(StandardScaler<S>{}), X);
}

TEST_CASE("What is made of transformers conforms") {
    const Matrix<double> X = samples<double>();
    conformance::check_transformer(make_pipeline(StandardScaler<>{}, MinMaxScaler<>{}), X);
    conformance::check_transformer(make_union(StandardScaler<>{}, Passthrough{}), X);
    conformance::check_transformer(Dropped{}, X, {.learns = false, .checks = false});
}

TEST_CASE("An encoder of categories conforms") {
    Matrix<int> X(6, 2);
    X << 1, 5, 2, 5, 1, 7, 3, 7, 2, 5, 3, 7;
    conformance::check_transformer(OneHotEncoder<int>({.categories = {{1, 2, 3}, {5, 7}}}), X);
}

TEMPLATE_TEST_CASE("A user's transformer conforms", "", float, double) {
    conformance::check_transformer(CutAtMedian{}, samples<TestType>(), {.learns = false, .checks = false});
    conformance::check_transformer(CutAtMedian{.above = false}, samples<TestType>(),
                                   {.learns = false, .checks = false});
}

TEST_CASE("A type that lacks fit or transform is no transformer") {
    STATIC_REQUIRE_FALSE(Transformer<WithoutTransform>);
    STATIC_REQUIRE_FALSE(Transformer<int>);
    STATIC_REQUIRE_FALSE(Transformer<StandardScaler<float>, Matrix<double>>);
}
