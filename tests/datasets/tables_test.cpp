// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <string>
#include <vector>

#include "eigenmlp/datasets/load_breast_cancer.hpp"
#include "eigenmlp/datasets/load_diabetes.hpp"
#include "eigenmlp/datasets/load_digits.hpp"
#include "eigenmlp/datasets/load_iris.hpp"
#include "eigenmlp/datasets/load_wine.hpp"
#include "parity/tools/fixture.hpp"
#include "support/catch.hpp"

using namespace eigenmlp;

namespace {

bool is_close(const Vector<double>& a, const Vector<double>& b) {
    return a.size() == b.size() &&
           (a - b).cwiseAbs().maxCoeff() <= 1e-12 * std::max(1.0, b.cwiseAbs().maxCoeff());
}

/// Compares the sums of the features, plain and weighted by the number of the row, and one row.
void check_table(const std::string& name, const auto& table) {
    CAPTURE(name);
    static const Fixture expected("tables");
    const Matrix<double> X = table.data.template cast<double>();
    const Vector<double> y = table.target.template cast<double>();
    REQUIRE(X.rows() == expected.integers<Index>(name + ".rows")[0]);
    REQUIRE(y.size() == X.rows());
    const Vector<double> numbers = Vector<double>::LinSpaced(X.rows(), 1, static_cast<double>(X.rows()));
    CHECK(is_close(X.colwise().sum().transpose(), expected.vector(name + ".sums")));
    CHECK(is_close(X.transpose() * numbers, expected.vector(name + ".numbered_sums")));
    CHECK(is_close(X.row(100).transpose(), expected.vector(name + ".row")));
    CHECK(is_close(Eigen::Vector2d(y.sum(), y.dot(numbers)), expected.vector(name + ".target")));
    std::vector<std::string> names = table.feature_names;
    for (std::string& text : names) std::replace(text.begin(), text.end(), ' ', '_');
    CHECK(names == expected.words(name + ".feature_names"));
    if constexpr (requires { table.target_names; })
        CHECK(table.target_names == expected.words(name + ".target_names"));
}

}  // namespace

TEST_CASE("The bundled tables are those of scikit-learn") {
    check_table("iris", load_iris());
    check_table("wine", load_wine());
    check_table("breast_cancer", load_breast_cancer());
    check_table("digits", load_digits());
    check_table("diabetes", load_diabetes());
    check_table("raw_diabetes", load_diabetes(false));
}

TEST_CASE("The scaled diabetes table has the bits of scikit-learn's") {
    const Matrix<double> X = load_diabetes().data;
    CHECK(X.row(100).transpose() == Fixture("tables").vector("diabetes.row"));
    Eigen::RowVectorXd sums = X.row(0);
    for (Index i = 1; i < X.rows(); ++i) sums += X.row(i);
    CHECK(sums.transpose() == Fixture("tables").vector("diabetes.sums"));
}

TEST_CASE("The bundled tables load in single precision") {
    CHECK(load_iris<float>().data == load_iris().data.cast<float>());
    CHECK(load_digits<float>().data == load_digits().data.cast<float>());
    CHECK(load_diabetes<float>().target == load_diabetes().target.cast<float>());
}
