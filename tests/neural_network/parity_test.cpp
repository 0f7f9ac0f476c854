// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// MLPClassifier against scikit-learn's own figures, made by tests/parity/make_mlp_fixtures.py.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "support/catch.hpp"
#include "support/mlp_fixture.hpp"
#include "support/recorded_warnings.hpp"

using namespace eigenmlp;

namespace {

std::vector<std::string> fixture_names(const std::string& scalar) {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(EIGENMLP_TEST_DATA) / "mlp"))
        if (entry.path().filename().string().starts_with("float_") == (scalar == "float"))
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

double square_sum(const auto& matrix) { return matrix.template cast<double>().squaredNorm(); }

/// Largest deviation of two lists, relative to the largest magnitude in the second.
double deviation(const std::vector<double>& ours, const std::vector<double>& theirs) {
    if (ours.size() != theirs.size()) return INFINITY;
    double difference = 0.0, scale = 1e-300;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        difference = std::max(difference, std::abs(ours[i] - theirs[i]));
        scale = std::max(scale, std::abs(theirs[i]));
    }
    return difference / scale;
}

double deviation(const auto& ours, const support::ThinnedMatrix& theirs) {
    std::vector<double> thinned;
    for (Index k = 0; k < ours.size(); k += theirs.stride)
        thinned.push_back(static_cast<double>(ours(k / ours.cols(), k % ours.cols())));
    return std::max(deviation(thinned, theirs.values),
                    std::abs(square_sum(ours) - theirs.square_sum) / std::max(theirs.square_sum, 1e-300));
}

template <class Scalar>
struct Run {
    MLPClassifier<Scalar> clf;
    std::vector<Index> n_iter;
};

template <class Scalar>
Run<Scalar> run(const support::MLPFixture& f, const Matrix<Scalar>& X, const Eigen::VectorXi& y) {
    Run<Scalar> r{support::mlp_params<typename MLPClassifier<Scalar>::Params>(f.params), {}};
    std::istringstream calls(f.calls);
    int times = 0;
    for (std::string method; calls >> method >> times;)
        for (; times > 0; --times) {
            if (method == "fit")
                r.clf.fit(X, y);
            else
                r.clf.partial_fit(X, y, {.classes = unique_labels(y)});
            r.n_iter.push_back(r.clf.n_iter());
        }
    return r;
}

template <class Scalar>
void compare(const std::string& name, double tolerance) {
    INFO(name);
    const auto f =
        support::read_mlp_fixture(std::filesystem::path(EIGENMLP_TEST_DATA) / "mlp" / (name + ".txt"));
    const support::Data data = support::parity_data(f.data);
    const Matrix<Scalar> X = data.X.cast<Scalar>();
    const auto [clf, n_iter] = run<Scalar>(f, X, data.y);

    CHECK(n_iter == f.n_iter);
    CHECK(clf.t() == f.t);
    CHECK(clf.loss_curve().size() >= 10);
    CHECK(deviation(clf.loss_curve(), f.loss_curve) <= tolerance);
    CHECK(deviation({clf.loss()}, {f.loss}) <= tolerance);
    CHECK(clf.validation_scores() == f.validation_scores);
    REQUIRE(clf.coefs().size() == f.coefs.size());
    for (std::size_t i = 0; i < f.coefs.size(); ++i) {
        CHECK(deviation(clf.coefs()[i], f.coefs[i]) <= tolerance);
        CHECK(deviation(clf.intercepts()[i].transpose(), f.intercepts[i]) <= tolerance);
    }
    const Matrix<double> P = clf.predict_proba(X.topRows(5)).template cast<double>();
    CHECK(deviation(std::vector<double>(P.data(), P.data() + P.size()), f.probabilities) <= tolerance);
    CHECK(clf.score(X, data.y) == f.score);
}

}  // namespace

TEST_CASE("in double every run agrees with scikit-learn to 1e-10") {
    const support::RecordedWarnings runs_are_cut_off_by_max_iter;
    const auto names = fixture_names("double");
    REQUIRE(names.size() >= 24);
    for (const auto& name : names) compare<double>(name, 1e-10);
}

TEST_CASE("in float every run agrees with scikit-learn to 2e-5 and stops at the same epoch") {
    const support::RecordedWarnings runs_are_cut_off_by_max_iter;
    const auto names = fixture_names("float");
    REQUIRE(names.size() >= 6);
    for (const auto& name : names) compare<float>(name, 2e-5);
}
