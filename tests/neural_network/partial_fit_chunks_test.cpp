// SPDX-FileCopyrightText: 2026 The eigenmlp authors
// SPDX-License-Identifier: BSD-3-Clause

// partial_fit over chunks is a sequence of partial_fit over matrices, to the last bit.

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <vector>

#include "datasets/idx_files.hpp"
#include "eigenmlp/activations/relu.hpp"
#include "eigenmlp/datasets/file_chunks.hpp"
#include "eigenmlp/neural_network/mlp_classifier.hpp"
#include "eigenmlp/neural_network/mlp_regressor.hpp"
#include "eigenmlp/preprocessing/standard_scaler.hpp"
#include "eigenmlp/preprocessing/transformed_chunks.hpp"
#include "eigenmlp/solvers/adam.hpp"
#include "support/catch.hpp"
#include "support/parameters_of.hpp"
#include "support/small_data.hpp"

using namespace eigenmlp;
using support::parameters_of;

namespace {

template <class S>
using Classifier = MLPClassifier<S, int, Relu, Adam>;
template <class S>
using Regressor = MLPRegressor<S, Relu, Adam, SquaredError>;

/// The 50 samples in chunks of 20, 20 and 10, in the order in which they are asked for; read `fail_at` fails.
template <class S>
struct RecordedChunks {
    using Scalar = S;
    using Targets = Eigen::VectorXi;

    support::SmallData<S> data = support::small_data<S>();
    bool only_forward = false;
    int fail_at = -1;
    std::vector<Index> reads = {};

    Index n_samples() const { return data.X.rows(); }
    Index chunk_size() const { return 20; }
    bool sequential() const { return only_forward; }
    void read(Index first, Index n, Matrix<S>& X, Targets& y) {
        if (static_cast<int>(reads.size()) == fail_at) throw FileError("file: the file is truncated.");
        reads.push_back(first);
        X = data.X.middleRows(first, n);
        y = data.y.segment(first, n);
    }
};

/// The sequence of calls that `MLPClassifier::partial_fit` of chunks documents.
template <class Estimator>
void fit_in_memory(Estimator& estimator, auto& X, auto& y, auto options, bool ordered = false) {
    auto params = estimator.params();
    const auto generator = params.random_state.generator();
    params.random_state = generator;
    estimator.set_params(params);
    const Index n_epochs = options.n_epochs;
    const Vector<double> weight = options.sample_weight.for_samples(X.rows());
    options.n_epochs = 1;
    for (Index epoch = 0; epoch < n_epochs; ++epoch)
        for (const Index chunk : ordered ? std::vector<Index>{0, 1, 2} : generator->permutation(3)) {
            const Index first = 20 * chunk, n = chunk == 2 ? 10 : 20;
            if (weight.size() > 0) options.sample_weight = Vector<double>(weight.segment(first, n));
            estimator.partial_fit(Matrix<scalar_t<decltype(X)>>(X.middleRows(first, n)),
                                  y.middleRows(first, n).eval(), options);
        }
}

template <class Estimator>
void check_same(const Estimator& a, const Estimator& b) {
    CHECK(parameters_of(a) == parameters_of(b));
    CHECK(a.loss_curve() == b.loss_curve());
    CHECK(a.t() == b.t());
    CHECK(a.n_iter() == b.n_iter());
}

const PartialFitOptions<int> three_epochs{.classes = {0, 1, 2}, .n_epochs = 3};

}  // namespace

TEMPLATE_TEST_CASE("partial_fit over chunks is partial_fit over each in an order drawn per epoch", "", float,
                   double) {
    RecordedChunks<TestType> chunks;
    Classifier<TestType> fitted({.hidden_layer_sizes = {5}, .batch_size = 7, .random_state = 3});
    Classifier<TestType> expected = fitted;
    fitted.partial_fit(chunks, three_epochs);
    fit_in_memory(expected, chunks.data.X, chunks.data.y, three_epochs);
    check_same(fitted, expected);
    CHECK(fitted.loss_curve().size() == 9);
    CHECK(fitted.params().random_state == RandomStateParam(3));

    RandomState random(3);
    std::vector<Index> first_epoch;
    for (const Index chunk : random.permutation(3)) first_epoch.push_back(20 * chunk);
    CHECK(std::vector<Index>(chunks.reads.begin(), chunks.reads.begin() + 3) == first_epoch);
}

TEST_CASE("calls of partial_fit over chunks go on from each other and share a generator of the user's") {
    RecordedChunks<double> chunks;
    const auto generator = std::make_shared<RandomState>(5), other = std::make_shared<RandomState>(5);
    Classifier<double> fitted({.hidden_layer_sizes = {5}, .random_state = generator});
    Classifier<double> expected({.hidden_layer_sizes = {5}, .random_state = other});
    for (int call = 0; call < 2; ++call) {
        fitted.partial_fit(chunks, three_epochs);
        fit_in_memory(expected, chunks.data.X, chunks.data.y, three_epochs);
    }
    check_same(fitted, expected);
    CHECK(*generator == *other);
    CHECK(fitted.t() == 2 * 3 * 50);
}

TEST_CASE("sequential chunks and those that are not shuffled come in their order") {
    RecordedChunks<double> chunks{.only_forward = true};
    Classifier<double> fitted({.hidden_layer_sizes = {5}, .random_state = 0}), expected = fitted;
    fitted.partial_fit(chunks, three_epochs);
    fit_in_memory(expected, chunks.data.X, chunks.data.y, three_epochs, true);
    check_same(fitted, expected);
    const std::vector<Index> ascending = {0, 20, 40, 0, 20, 40, 0, 20, 40};
    CHECK(chunks.reads == ascending);

    RecordedChunks<double> random_access;
    Classifier<double>({.hidden_layer_sizes = {5}, .shuffle = false, .random_state = 0})
        .partial_fit(random_access, three_epochs);
    CHECK(random_access.reads == ascending);
}

TEST_CASE("chunks that are sequential stay so when they are transformed") {
    struct SequentialChunks : RecordedChunks<double> {
        bool sequential() { return true; }
    };
    SequentialChunks chunks;
    StandardScaler<> scaler;
    scaler.fit(chunks.data.X);
    MLPClassifier<>({.hidden_layer_sizes = {5}, .random_state = 0})
        .partial_fit(TransformedChunks(chunks, scaler), three_epochs);
    CHECK(chunks.reads == std::vector<Index>{0, 20, 40, 0, 20, 40, 0, 20, 40});
    TransformedChunks twice(TransformedChunks(SequentialChunks(), scaler), scaler);
    CHECK(twice.sequential());
}

TEST_CASE("partial_fit over chunks takes to each its sample weights") {
    RecordedChunks<double> chunks;
    const Vector<double> weight = Vector<double>::LinSpaced(50, 0.1, 2.0);
    Classifier<double> fitted({.hidden_layer_sizes = {5}, .random_state = 0}), expected = fitted;
    const PartialFitOptions<int> options{.classes = {0, 1, 2}, .sample_weight = weight, .n_epochs = 2};
    fitted.partial_fit(chunks, options);
    fit_in_memory(expected, chunks.data.X, chunks.data.y, options);
    check_same(fitted, expected);
    CHECK_THROWS_AS(fitted.partial_fit(chunks, {.sample_weight = Vector<double>::Ones(49).eval()}),
                    InvalidDataError);
}

TEST_CASE("a regressor takes chunks of several outputs, multilabel targets go chunk by chunk") {
    const auto data = support::small_data<float>();
    const Matrix<float> Y = data.X.leftCols(2);
    Regressor<float> regressor({.hidden_layer_sizes = {5}, .random_state = 1}), expected = regressor;
    regressor.partial_fit(matrix_chunks<float>(data.X, Y, 20), {.n_epochs = 2});
    fit_in_memory(expected, data.X, Y, PartialFitOptions<void>{.n_epochs = 2});
    check_same(regressor, expected);

    const Matrix<int> labels = (data.X.array() > 0.5f).cast<int>();
    Classifier<float> classifier({.hidden_layer_sizes = {5}, .random_state = 1}), other = classifier;
    classifier.partial_fit(matrix_chunks<float>(data.X, labels, 20), three_epochs);
    fit_in_memory(other, data.X, labels, three_epochs);
    check_same(classifier, other);
}

TEST_CASE("a chunk that cannot be read leaves estimator and generator as they were") {
    RecordedChunks<double> chunks;
    const auto generator = std::make_shared<RandomState>(5);
    Classifier<double> clf({.hidden_layer_sizes = {5}, .random_state = generator});
    chunks.fail_at = 2;
    CHECK_THROWS_AS(clf.partial_fit(chunks, three_epochs), FileError);
    CHECK_THROWS_AS(clf.t(), NotFittedError);
    CHECK(*generator == RandomState(5));

    chunks.fail_at = -1;
    clf.partial_fit(chunks, three_epochs);
    const Classifier<double> before = clf;
    const RandomState random = *generator;
    chunks.fail_at = static_cast<int>(chunks.reads.size()) + 4;  // in the second epoch
    CHECK_THROWS_AS(clf.partial_fit(chunks, three_epochs), FileError);
    check_same(clf, before);
    CHECK(clf.params() == before.params());
    CHECK(*generator == random);
}

TEST_CASE("a file that is truncated leaves an estimator as it was, a whole one trains it as a matrix does") {
    const test::TemporaryFolder folder;
    const Matrix<std::uint8_t> X = (100 * support::small_data<double>().X.array().abs()).cast<std::uint8_t>();
    const Eigen::VectorXi y = support::small_data<double>().y;
    const auto packed = folder / "X.gz", plain = folder / "X", labels = folder / "y";
    const test::Bytes bytes = test::idx_bytes({50, 3}, test::Bytes(X.data(), X.data() + X.size()));
    test::write_plain(plain, bytes);
    test::write_gzip(packed, bytes);
    test::write_plain(labels, test::idx_bytes({50}, test::Bytes(y.data(), y.data() + y.size())));

    const Matrix<float> scaled = X.cast<float>() / 255;
    for (const auto& path : {plain, packed}) {
        FileChunks<float> chunks({.X = path, .y = labels, .chunk_size = 20, .X_divisor = 255});
        Classifier<float> fitted({.hidden_layer_sizes = {5}, .random_state = 0}), expected = fitted;
        fitted.partial_fit(chunks, three_epochs);
        fit_in_memory(expected, scaled, y, three_epochs, path == packed);
        check_same(fitted, expected);

        std::filesystem::resize_file(path, std::filesystem::file_size(path) - 10);
        CHECK_THROWS_AS(fitted.partial_fit(chunks, three_epochs), FileError);
        check_same(fitted, expected);
    }
}

TEST_CASE("partial_fit over chunks names the chunk whose samples are wrong") {
    RecordedChunks<double> chunks{.only_forward = true};
    chunks.data.X(25, 1) = std::numeric_limits<double>::quiet_NaN();
    Classifier<double> clf({.hidden_layer_sizes = {5}});
    CHECK_THROWS_WITH(clf.partial_fit(chunks, three_epochs),
                      "In the chunk of samples 20 to 39: Input X contains NaN (first at row 5, column 1).");
    chunks.data = support::small_data<double>();
    chunks.data.y[45] = 7;
    CHECK_THROWS_AS(clf.partial_fit(chunks, three_epochs), InvalidDataError);
}

TEST_CASE("partial_fit over chunks refuses what partial_fit refuses before it reads") {
    RecordedChunks<double> chunks;
    CHECK_THROWS_AS(Classifier<double>({.early_stopping = true}).partial_fit(chunks, three_epochs),
                    InvalidParameterError);
    CHECK_THROWS_WITH(Classifier<double>().partial_fit(chunks, {.classes = {0, 1, 2}, .n_epochs = 0}),
                      "n_epochs must be >= 1. Got 0 instead.");
    CHECK_THROWS_AS(Classifier<double>({.batch_size = 0}).partial_fit(chunks, three_epochs),
                    InvalidParameterError);
    CHECK(chunks.reads.empty());
    chunks.data.X.resize(0, 3);
    CHECK_THROWS_WITH(Classifier<double>().partial_fit(chunks, three_epochs),
                      "Found chunks of 0 samples while a minimum of 1 is required.");
}
