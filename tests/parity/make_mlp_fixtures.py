# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tests/parity/mlp/*.txt and data/*.txt: what scikit-learn's multilayer perceptrons give for known data,
parameters and seeds. The format, and who computes what later versions than 1.2.1 changed: mlp_cases.py, sklearn_mlp.py.

Run with an interpreter that has scikit-learn 1.2.1:  python3 tests/parity/make_mlp_fixtures.py [beginning of names]
Fashion-MNIST is no table: its sample lies in examples/data.

The cases are ordinary runs, which do not amplify rounding errors: with a learning rate of 0.1 instead of 0.02 "sgd_binary"
moves by 6e-11 when sums are taken in another order, and "float_sgd_adaptive" by 3e-5. The script refuses cases that move
by more than a third of the tolerance of the tests.
"""
import gzip
import itertools
import pathlib
import re
import sys

import numpy as np
from sklearn.datasets import load_diabetes, load_digits, load_iris, make_multilabel_classification, make_regression
from sklearn.preprocessing import scale

import sklearn_mlp
from mlp_cases import Data, results, rounding, write_case, write_table

HERE = pathlib.Path(__file__).parent
FASHION = HERE.parent.parent / "examples" / "data" / "fashion-mnist"

# what a case's first words stand for: estimator, table, columns of the targets, type of the labels
TASKS = {
    "iris": ("classifier", "iris", [0], "int"),
    "iris_binary": ("classifier", "iris", [1], "int"),
    "iris_flags": ("classifier", "iris", [2, 3, 4], "int"),
    "iris_names": ("classifier", "iris", [5], "string"),
    "iris_constant": ("classifier", "iris", [6], "int"),
    "digits": ("classifier", "digits", [0], "int"),
    "digits_binary": ("classifier", "digits", [1], "int"),
    "fashion": ("classifier", "fashion", [0], "int"),
    "fashion_binary": ("classifier", "fashion", [1], "int"),
    "diabetes": ("regressor", "diabetes", [0], None),
    "diabetes_outputs": ("regressor", "diabetes", [0, 1, 2], None),
    "diabetes_counts": ("regressor", "diabetes", [3], None),
    "diabetes_two_counts": ("regressor", "diabetes", [3, 4], None),
}
TOLERANCES = {  # of tests/parity/run_case.hpp: (scalar, whether the solver is lbfgs) -> of the loss, of everything else
    ("double", False): (1e-10, 1e-10),
    ("double", True): (1e-8, 1e-6),
    ("float", False): (2e-5, 2e-5),
    ("float", True): (1e-4, 1e-2),
}
WEIGHTS = {"iris": 7, "diabetes": 5}

# name: (task, perhaps "weighted" and "sparse"; scalar; calls; parameters). A call is fit or partial_fit, repeated as often
# as stated, on all rows or on those given.
CLASSES = {
    "adam_relu": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(10,), max_iter=60)),
    "adam_tanh_two_layers": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(9, 5), activation="tanh", batch_size=32, max_iter=40, random_state=4)),
    "adam_logistic": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="logistic", learning_rate_init=0.02, max_iter=50, random_state=3)),
    "adam_identity_betas": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="identity", alpha=0.5, beta_1=0.8, beta_2=0.95, epsilon=1e-3, max_iter=40, random_state=5)),
    "adam_stops_by_tol": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(10,), learning_rate_init=0.02, tol=5e-3, n_iter_no_change=4, random_state=1)),
    "adam_single_rows": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", batch_size=1, max_iter=10, random_state=2)),
    "adam_no_hidden_layer": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(), max_iter=30, learning_rate_init=0.01)),
    "adam_three_layers": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(8, 7, 6), activation="tanh", max_iter=30, random_state=11)),
    "sgd_constant": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), solver="sgd", learning_rate_init=0.1, batch_size=40, max_iter=50, random_state=1)),
    "sgd_momentum": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), solver="sgd", learning_rate_init=0.1, nesterovs_momentum=False, momentum=0.7, max_iter=50, random_state=1)),
    "sgd_plain_logistic": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="logistic", solver="sgd", learning_rate_init=0.5, momentum=0.0, max_iter=40, random_state=7)),
    "sgd_invscaling": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate="invscaling", power_t=0.3, learning_rate_init=0.5, batch_size=33, max_iter=50, random_state=1)),
    "sgd_logistic_no_hidden_layer": ("iris_binary", "double", "fit 1", dict(hidden_layer_sizes=(), activation="logistic", solver="sgd", learning_rate_init=0.05, max_iter=20, random_state=1)),
    "sgd_adaptive": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate="adaptive", learning_rate_init=0.2, tol=0.02, n_iter_no_change=3, max_iter=400, random_state=1)),
    "sgd_unshuffled": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate_init=0.05, shuffle=False, batch_size=37, max_iter=40, random_state=1)),
    "sgd_binary": ("iris_binary", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate_init=0.02, batch_size=33, max_iter=40, random_state=6)),
    "adam_early_stopping": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(9,), learning_rate_init=0.02, early_stopping=True, validation_fraction=0.17, batch_size=20, random_state=4)),
    "adam_early_stopping_binary": ("iris_binary", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="logistic", learning_rate_init=0.03, early_stopping=True, batch_size=64, random_state=9)),
    "sgd_early_stopping_binary": ("digits_binary", "double", "fit 1", dict(hidden_layer_sizes=(8,), activation="tanh", solver="sgd", learning_rate_init=0.05, early_stopping=True, validation_fraction=0.2, random_state=8)),
    "warm_start_adam": ("iris", "double", "fit 3", dict(hidden_layer_sizes=(8,), activation="tanh", warm_start=True, max_iter=15, random_state=3)),
    "warm_start_sgd_invscaling": ("iris", "double", "fit 3", dict(hidden_layer_sizes=(8,), activation="tanh", solver="sgd", learning_rate="invscaling", learning_rate_init=0.1, warm_start=True, max_iter=10, random_state=3)),
    "partial_fit_adam": ("iris", "double", "partial_fit 12", dict(hidden_layer_sizes=(8,), batch_size=30, random_state=2)),
    "partial_fit_sgd_adaptive": ("iris", "double", "partial_fit 25", dict(hidden_layer_sizes=(8,), activation="tanh", solver="sgd", learning_rate="adaptive", learning_rate_init=0.1, tol=0.05, n_iter_no_change=2, random_state=2)),
    "partial_fit_binary": ("iris_binary", "double", "partial_fit 15", dict(hidden_layer_sizes=(6,), activation="logistic", batch_size=25, learning_rate_init=0.01, random_state=12)),
    "fit_then_partial_fit": ("iris", "double", "fit 1 partial_fit 5", dict(hidden_layer_sizes=(6,), activation="tanh", max_iter=10, random_state=12)),
    "digits_adam": ("digits", "double", "fit 1", dict(hidden_layer_sizes=(16,), max_iter=20, learning_rate_init=0.01)),
    "digits_sgd_early_stopping": ("digits", "double", "fit 1", dict(hidden_layer_sizes=(12, 8), activation="tanh", solver="sgd", learning_rate_init=0.1, early_stopping=True, max_iter=40, random_state=5)),
    "digits_binary_adam": ("digits_binary", "double", "fit 1", dict(hidden_layer_sizes=(10,), max_iter=25, batch_size=50, alpha=0.01, random_state=1)),
    "fashion_adam": ("fashion", "double", "fit 1", dict(hidden_layer_sizes=(20,), max_iter=12)),
    "fashion_adam_early_stopping": ("fashion", "double", "fit 1", dict(hidden_layer_sizes=(16, 12), activation="logistic", early_stopping=True, learning_rate_init=0.01, max_iter=15, random_state=3)),
    "fashion_sgd_invscaling": ("fashion", "double", "fit 1", dict(hidden_layer_sizes=(15,), activation="tanh", solver="sgd", learning_rate="invscaling", learning_rate_init=0.5, max_iter=12, random_state=2)),
    "fashion_binary_adam": ("fashion_binary", "double", "fit 1", dict(hidden_layer_sizes=(10,), early_stopping=True, max_iter=12, random_state=2)),
    "float_adam": ("iris", "float", "fit 1", dict(hidden_layer_sizes=(10,), max_iter=40)),
    "float_sgd_adaptive": ("iris", "float", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate="adaptive", learning_rate_init=0.02, tol=0.02, n_iter_no_change=3, max_iter=25, random_state=1)),
    "float_early_stopping_binary": ("iris_binary", "float", "fit 1", dict(hidden_layer_sizes=(6,), activation="logistic", learning_rate_init=0.03, early_stopping=True, max_iter=20, random_state=9)),
    "float_partial_fit": ("iris", "float", "partial_fit 12", dict(hidden_layer_sizes=(8,), activation="tanh", batch_size=30, random_state=2)),
    "float_warm_start": ("iris_binary", "float", "fit 2", dict(hidden_layer_sizes=(8,), activation="identity", solver="sgd", learning_rate_init=0.01, warm_start=True, max_iter=12, random_state=2)),
    "float_digits": ("digits", "float", "fit 1", dict(hidden_layer_sizes=(12,), activation="tanh", max_iter=12, early_stopping=True, learning_rate_init=0.01)),
    "float_fashion": ("fashion", "float", "fit 1", dict(hidden_layer_sizes=(12,), activation="logistic", max_iter=12)),
}
NEW = {
    # L-BFGS
    "lbfgs_multiclass": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), solver="lbfgs", max_iter=25, random_state=1)),
    "lbfgs_binary_tanh": ("iris_binary", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", max_iter=25, random_state=1)),
    "lbfgs_logistic_two_layers": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(6, 4), activation="logistic", solver="lbfgs", alpha=0.01, max_iter=20, random_state=2)),
    "lbfgs_stops_by_tol": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(), solver="lbfgs", alpha=1.0, tol=1e-2, random_state=5)),
    "lbfgs_stops_by_loss": ("iris_binary", "double", "fit 1", dict(hidden_layer_sizes=(), solver="lbfgs", alpha=1.0, tol=0.0, random_state=3)),
    "lbfgs_max_fun": ("iris", "double", "fit 1", dict(hidden_layer_sizes=(7,), solver="lbfgs", max_fun=17, random_state=1)),
    "lbfgs_warm_start": ("iris", "double", "fit 3", dict(hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", warm_start=True, max_iter=6, random_state=4)),
    "lbfgs_multilabel": ("iris_flags", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="logistic", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_weighted": ("iris weighted", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_sparse": ("iris sparse", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_digits": ("digits", "double", "fit 1", dict(hidden_layer_sizes=(8,), activation="tanh", solver="lbfgs", max_iter=12, random_state=1)),
    "lbfgs_regression": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", max_iter=25, random_state=1)),
    "lbfgs_regression_outputs": ("diabetes_outputs", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_regression_max_fun": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(5,), solver="lbfgs", max_fun=17, random_state=2)),
    "lbfgs_regression_weighted": ("diabetes weighted", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="logistic", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_poisson": ("diabetes_counts", "double", "fit 1", dict(loss="poisson", hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", max_iter=20, random_state=1)),
    "lbfgs_poisson_weighted": ("diabetes_two_counts weighted", "double", "fit 1", dict(loss="poisson", hidden_layer_sizes=(4,), activation="tanh", solver="lbfgs", max_iter=15, random_state=1)),
    "lbfgs_partial_fit_regression": ("diabetes", "double", "fit 1 partial_fit 2", dict(hidden_layer_sizes=(4,), activation="tanh", solver="lbfgs", max_iter=5, random_state=1)),
    # regression
    "regression_adam": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(8, 4), learning_rate_init=0.01, max_iter=40, random_state=2)),
    "regression_sgd": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(8,), activation="tanh", solver="sgd", learning_rate_init=0.01, batch_size=50, max_iter=40, random_state=2)),
    "regression_outputs_adam": ("diabetes_outputs", "double", "fit 1", dict(hidden_layer_sizes=(8,), activation="logistic", learning_rate_init=0.02, max_iter=40, random_state=2)),
    "regression_outputs_sgd": ("diabetes_outputs", "double", "fit 1", dict(hidden_layer_sizes=(8,), solver="sgd", learning_rate="invscaling", learning_rate_init=0.02, batch_size=64, max_iter=30, random_state=5)),
    "regression_early_stopping": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(8,), activation="tanh", learning_rate_init=0.02, early_stopping=True, validation_fraction=0.15, max_iter=60, random_state=4)),
    "regression_outputs_early_stopping": ("diabetes_outputs", "double", "fit 1", dict(hidden_layer_sizes=(6,), solver="sgd", activation="tanh", learning_rate_init=0.02, early_stopping=True, max_iter=40, random_state=4)),
    "regression_warm_start": ("diabetes", "double", "fit 3", dict(hidden_layer_sizes=(6,), activation="tanh", warm_start=True, learning_rate_init=0.01, max_iter=12, random_state=4)),
    "regression_warm_start_early_stopping": ("diabetes", "double", "fit 2", dict(hidden_layer_sizes=(6,), activation="tanh", warm_start=True, early_stopping=True, learning_rate_init=0.02, max_iter=15, random_state=4)),
    "regression_partial_fit": ("diabetes", "double", "partial_fit 4 0:80 partial_fit 4 80:200 partial_fit 4", dict(hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, batch_size=30, random_state=4)),
    "regression_adaptive": ("diabetes", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", solver="sgd", learning_rate="adaptive", learning_rate_init=0.05, tol=0.01, n_iter_no_change=2, max_iter=60, random_state=4)),
    "regression_weighted": ("diabetes weighted", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, max_iter=30, batch_size=40, random_state=4)),
    "regression_outputs_weighted_early_stopping": ("diabetes_outputs weighted", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.02, early_stopping=True, max_iter=30, random_state=4)),
    "regression_sparse": ("diabetes sparse", "double", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, max_iter=20, random_state=4)),
    "poisson_adam": ("diabetes_counts", "double", "fit 1", dict(loss="poisson", hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, max_iter=30, random_state=4)),
    "poisson_sgd_two_outputs": ("diabetes_two_counts", "double", "fit 1", dict(loss="poisson", hidden_layer_sizes=(6,), activation="logistic", solver="sgd", learning_rate_init=0.01, max_iter=30, random_state=4)),
    "poisson_weighted_early_stopping": ("diabetes_counts weighted", "double", "fit 1", dict(loss="poisson", hidden_layer_sizes=(6,), learning_rate_init=0.01, early_stopping=True, max_iter=30, random_state=4)),
    # multilabel
    "multilabel_adam": ("iris_flags", "double", "fit 1", dict(hidden_layer_sizes=(7,), learning_rate_init=0.01, max_iter=30, random_state=3)),
    "multilabel_sgd": ("iris_flags", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate_init=0.1, batch_size=40, max_iter=30, random_state=3)),
    "multilabel_early_stopping": ("iris_flags", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.02, early_stopping=True, max_iter=40, random_state=3)),
    "multilabel_partial_fit": ("iris_flags", "double", "partial_fit 3 0:70 partial_fit 3 70:150 partial_fit 3", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.01, random_state=3)),
    "multilabel_warm_start": ("iris_flags", "double", "fit 2", dict(hidden_layer_sizes=(5,), activation="logistic", learning_rate_init=0.01, warm_start=True, max_iter=12, random_state=3)),
    "multilabel_weighted": ("iris_flags weighted", "double", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", learning_rate_init=0.01, max_iter=20, random_state=3)),
    # weights, sparse X, words as labels, a single class
    "weighted_adam": ("iris weighted", "double", "fit 1", dict(hidden_layer_sizes=(7,), learning_rate_init=0.01, batch_size=32, max_iter=30, random_state=3)),
    "weighted_sgd_binary": ("iris_binary weighted", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", solver="sgd", learning_rate_init=0.02, batch_size=33, max_iter=30, random_state=3)),
    "weighted_early_stopping": ("iris weighted", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.02, early_stopping=True, validation_fraction=0.2, max_iter=40, random_state=3)),
    "weighted_early_stopping_binary": ("iris_binary weighted", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.02, early_stopping=True, validation_fraction=0.2, max_iter=40, random_state=5)),
    "weighted_partial_fit": ("iris weighted", "double", "partial_fit 4 0:90 partial_fit 4 60:150", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.01, batch_size=32, random_state=3)),
    "sparse_adam": ("iris sparse", "double", "fit 1", dict(hidden_layer_sizes=(7,), learning_rate_init=0.01, batch_size=32, max_iter=30, random_state=3)),
    "sparse_digits_early_stopping": ("digits sparse", "double", "fit 1", dict(hidden_layer_sizes=(9,), activation="tanh", solver="sgd", learning_rate_init=0.1, early_stopping=True, max_iter=12, random_state=3)),
    "sparse_partial_fit": ("iris_binary weighted sparse", "double", "partial_fit 8", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.01, batch_size=32, random_state=3)),
    "names_early_stopping": ("iris_names", "double", "fit 1", dict(hidden_layer_sizes=(7,), activation="tanh", learning_rate_init=0.02, early_stopping=True, max_iter=25, random_state=6)),
    "names_partial_fit": ("iris_names", "double", "partial_fit 3 0:50 partial_fit 3 50:150", dict(hidden_layer_sizes=(5,), activation="tanh", learning_rate_init=0.01, random_state=6)),
    "one_class_adam": ("iris_constant", "double", "fit 1", dict(hidden_layer_sizes=(4,), max_iter=10, random_state=6)),
    "one_class_early_stopping": ("iris_constant", "double", "fit 1", dict(hidden_layer_sizes=(4,), early_stopping=True, max_iter=30, random_state=6)),
    "one_class_lbfgs": ("iris_constant", "double", "fit 1", dict(hidden_layer_sizes=(4,), activation="tanh", solver="lbfgs", max_iter=6, random_state=6)),
    # float
    "float_regression": ("diabetes", "float", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, max_iter=20, random_state=4)),
    "float_regression_outputs_early_stopping": ("diabetes_outputs", "float", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", solver="sgd", learning_rate_init=0.01, early_stopping=True, max_iter=15, random_state=4)),
    "float_poisson": ("diabetes_counts", "float", "fit 1", dict(loss="poisson", hidden_layer_sizes=(6,), activation="tanh", learning_rate_init=0.01, max_iter=15, random_state=4)),
    "float_multilabel": ("iris_flags", "float", "fit 1", dict(hidden_layer_sizes=(6,), activation="logistic", solver="sgd", learning_rate_init=0.05, max_iter=15, random_state=4)),
    "float_weighted_sparse": ("iris weighted sparse", "float", "fit 1", dict(hidden_layer_sizes=(6,), activation="tanh", solver="sgd", learning_rate_init=0.02, max_iter=15, random_state=4)),
    "float_lbfgs": ("iris", "float", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", max_iter=8, random_state=1)),
    "float_lbfgs_regression": ("diabetes", "float", "fit 1", dict(hidden_layer_sizes=(5,), activation="tanh", solver="lbfgs", max_iter=8, random_state=1)),
}
CASES = CLASSES | NEW


def read_idx(path):
    raw = gzip.open(path).read()
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(raw[3])]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def weights(n, random):
    """In eighths, which float holds exactly; one in ten is 0."""
    return np.where(random.uniform(size=n) < 0.1, 0.0, random.randint(1, 25, n) / 8)


def tables():
    """name -> features as written, divisor, further columns."""
    random = np.random.RandomState(20260)
    X_iris, y_iris = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y_iris]
    flags = [(X_iris[:, j] > limit).astype(int) for j, limit in ((0, 5.8), (1, 3.0), (3, 1.3))]
    iris = [y_iris, (y_iris == 1).astype(int), *flags, names, np.full(150, 7), weights(150, random)]

    X_digits, y_digits = (a[:400] for a in load_digits(return_X_y=True))
    pixels = read_idx(FASHION / "train-images-idx3-ubyte.gz").reshape(-1, 784)[:600]
    y_fashion = read_idx(FASHION / "train-labels-idx1-ubyte.gz")[:600].astype(int)

    X, y = (a[:200] for a in load_diabetes(return_X_y=True))
    X = np.round(X * 21, 3)  # about unit variance
    other = [np.round(np.tanh(X[:, 2]) + 0.5 * X[:, 8], 4), np.round(1 + X[:, 3] * X[:, 4] / 2, 4)]
    counts = [random.poisson(np.exp(0.3 + 0.5 * X[:, 8])), random.poisson(np.exp(0.8 - 0.3 * X[:, 2]))]
    diabetes = [np.round(y / 100, 2), *other, *counts, weights(200, random)]
    return {
        "iris": (X_iris, 1, iris),
        "digits": (X_digits.astype(int), 16, [y_digits, y_digits % 2]),
        "fashion": (pixels, 255, [y_fashion, (y_fashion >= 5).astype(int)]),
        "diabetes": (X, 1, diabetes),
        "regression": regression_of_test_mlp(),
        "multilabel": multilabel_of_test_mlp(),
    }


def regression_of_test_mlp():
    """The regression problem of scikit-learn's test_mlp.py; no case uses it."""
    X, y = make_regression(n_samples=200, n_features=10, bias=20.0, noise=100.0, random_state=7)
    return np.round(X, 4), 1, [np.round(scale(y), 4)]


def multilabel_of_test_mlp():
    """Its multilabel problem."""
    X, Y = make_multilabel_classification(n_samples=50, random_state=0, return_indicator=True)
    return X.astype(int), 1, list(Y.T)


def make_case(task, scalar, calls, params, n_rows):
    words = task.split()
    estimator, table, targets, labels = TASKS[words[0]]
    case = dict(estimator=estimator, scalar=scalar, table=table, targets=targets, params=dict(random_state=0) | params)
    case["calls"] = [
        (method, int(times), int(first or 0), int(end or n_rows) - int(first or 0))
        for method, times, first, end in re.findall(r"(\w+) (\d+)(?: (\d+):(\d+))?", calls)]
    if labels:
        case["labels"] = labels
    if "weighted" in words:
        case["weights"] = WEIGHTS[table]
    case["sparse"] = "sparse" in words
    return case


def write_wrong_cases(X, columns):
    """Two cases with one wrong figure each, which parity_differential has to see."""
    write_table(HERE / "wrong", "labels", X, columns[:1])
    case = dict(estimator="classifier", scalar="double", table="labels", labels="int", targets=[0],
                calls=[("fit", 1, 0, len(X))], params=dict(hidden_layer_sizes=(), max_iter=3, random_state=0))
    right = results(case, Data(case, X, columns))
    write_case(HERE / "wrong", "wrong_loss", case, right | dict(loss=right["loss"] * (1 + 1e-9)))
    write_case(HERE / "wrong", "wrong_n_iter", case, right | dict(n_iter=[4]))


def main(beginning=""):
    sklearn_mlp.check_unit_weights()
    all_tables = tables()
    write_wrong_cases(all_tables["multilabel"][0], all_tables["multilabel"][2])
    for name, (X, divisor, columns) in all_tables.items():
        if name != "fashion":
            write_table(HERE, name, X, columns, divisor)
    for name, (task, scalar, calls, params) in CASES.items():
        if not name.startswith(beginning):
            continue
        X, divisor, columns = all_tables[TASKS[task.split()[0]][1]]
        case = make_case(task, scalar, calls, params, len(X))
        data = Data(case, X / divisor, columns)
        expected = results(case, data)
        moved = rounding(case, data, expected, (X / divisor, columns))
        of_loss, of_all = TOLERANCES[scalar, params.get("solver") == "lbfgs"]
        if moved[0] > of_loss / 3 or moved[1] > of_all / 3:
            sys.exit(f"{name} amplifies rounding: {moved}")
        write_case(HERE, name, case, expected)


if __name__ == "__main__":
    main(*sys.argv[1:])
