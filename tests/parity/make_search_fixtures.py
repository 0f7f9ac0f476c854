# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/parameter_grids.txt and tools/searches.txt: candidates, draws and results of scikit-learn's searches.

Made with numpy 1.24.2, scipy 1.10.1 and scikit-learn 1.2.1.  Each line holds a key and its values.
"""
import warnings

import numpy as np
from scipy.stats import loguniform, randint, uniform
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import (GridSearchCV, HalvingGridSearchCV, KFold, ParameterGrid, ParameterSampler,
                                     RandomizedSearchCV)
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from make_tools_fixtures import fixture

SEEDS = (0, 1, 42)


def put_text(put, key, text):
    put(key, text.split())


def make_grids():
    one = dict(hidden_layer_sizes=[(50,), (100, 50), ()], alpha=[0.0001, 0.001, 10.0], solver=["adam", "sgd"])
    other = dict(early_stopping=[True, False], batch_size=[32, None])
    large = dict(alpha=[k / 8 for k in range(50)], max_iter=list(range(1, 41)))
    with fixture("parameter_grids") as put:
        for name, grid in dict(one=one, both=[one, other]).items():
            for i, candidate in enumerate(ParameterGrid(grid)):
                put_text(put, f"{name}.{i}", str(candidate))
        for seed in SEEDS:
            for n_iter in (1, 5, 21, 22):
                for i, candidate in enumerate(ParameterSampler([one, other], n_iter, random_state=seed)):
                    put_text(put, f"lists.{seed}.{n_iter}.{i}", str(candidate))
            for n_iter in (3, 1990):
                sample = list(ParameterSampler(large, n_iter, random_state=seed))
                put(f"large.{seed}.{n_iter}.alpha", [c["alpha"] for c in sample])
                put(f"large.{seed}.{n_iter}.max_iter", [c["max_iter"] for c in sample])
            mixed = dict(momentum=uniform(0.5, 0.4), alpha=loguniform(1e-5, 1e-1), max_iter=randint(10, 200),
                         power_t=[0.25, 0.5, 0.75], n_iter_no_change=[7])
            sample = list(ParameterSampler(mixed, 6, random_state=seed))
            for key in mixed:
                put(f"mixed.{seed}.{key}", [float(c[key]) for c in sample])
            sample = list(ParameterSampler([mixed, other], 8, random_state=seed))
            put(f"either.{seed}.which", [int("alpha" in c) for c in sample])
            put(f"either.{seed}.alpha", [float(c.get("alpha", -1)) for c in sample])


def put_search(put, name, search, X, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        search.fit(X, y)
    results = search.cv_results_
    for i, candidate in enumerate(results["params"]):
        put_text(put, f"{name}.params.{i}", str(candidate))
    for key, values in results.items():
        if "_test_" in key or "_train_" in key or key in ("iter", "n_resources"):
            put(f"{name}.{key}", np.asarray(values))
    put(f"{name}.best_index", search.best_index_)
    put(f"{name}.best_score", search.best_score_)
    put(f"{name}.score", search.score(X, y))
    put(f"{name}.predict", search.predict(X))
    for key in ("n_resources_", "n_candidates_", "n_remaining_candidates_", "n_required_iterations_",
                "n_possible_iterations_", "min_resources_", "max_resources_"):
        if hasattr(search, key):
            put(f"{name}.{key}", getattr(search, key))


def make_searches():
    rng = np.random.RandomState(7)
    X = rng.uniform(-1, 1, (72, 4))
    y = (X[:, 0] + X[:, 1] ** 2 > 0.3).astype(int) + (X[:, 2] > 0.4)
    z = np.sin(2 * X[:, 0]) + X[:, 3]
    clf = MLPClassifier(hidden_layer_sizes=(6,), max_iter=25, random_state=3)
    reg = MLPRegressor(hidden_layer_sizes=(6,), max_iter=25, random_state=3)
    grid = dict(alpha=[1e-4, 0.5, 0.00011], hidden_layer_sizes=[(4,), (5, 3)], learning_rate_init=[0.001, 0.02])
    with fixture("searches") as put:
        put("X", X)
        put("y", y)
        put("z", z)
        put_search(put, "grid", GridSearchCV(clf, grid, return_train_score=True, cv=3), X, y)
        put_search(put, "folds", GridSearchCV(clf, dict(alpha=[0.1, 1e-5, 0.2, 2e-5]), cv=KFold(9)), X, y)
        put_search(put, "multi", GridSearchCV(clf, grid, cv=3, refit="f1_macro", scoring=["accuracy", "f1_macro"]), X, y)
        put_search(put, "failing", GridSearchCV(clf, dict(alpha=[-1.0, 1e-3, 0.5, -2.0], max_iter=[5, 30])), X, y)
        put_search(put, "regressor", GridSearchCV(reg, grid, scoring="neg_mean_squared_error"), X, z)
        put_search(put, "randomized", RandomizedSearchCV(
            clf, dict(alpha=loguniform(1e-4, 1), learning_rate_init=[0.001, 0.01, 0.1]), n_iter=5, cv=3,
            random_state=11), X, y)
        put_search(put, "halving", HalvingGridSearchCV(clf, grid, cv=3, random_state=5), X, y)
        put_search(put, "smallest", HalvingGridSearchCV(
            clf, dict(grid, alpha=[k / 100 for k in range(1, 8)]), cv=2, random_state=5, factor=2,
            min_resources="smallest"), X, y)
        put_search(put, "aggressive", HalvingGridSearchCV(
            clf, grid, cv=2, random_state=1, factor=2, min_resources=24, max_resources=60,
            aggressive_elimination=True), X, y)
        put_search(put, "iterations", HalvingGridSearchCV(
            reg, grid, cv=3, resource="max_iter", max_resources=40, factor=2.5), X, z)
        put_search(put, "pipeline", GridSearchCV(
            make_pipeline(StandardScaler(), reg), dict(mlpregressor__alpha=[1e-4, 0.5],
                                                       standardscaler__with_mean=[True, False])), X, z)
        values = np.random.RandomState(0).randint(0, 9, 200) / 8
        values[[3, 50]] = np.nan
        put("argsort.values", values)
        put("argsort.order", np.argsort(values))
        put("argsort.sums", [float(values[60:60 + n].sum()) for n in range(100)])


if __name__ == "__main__":
    make_grids()
    make_searches()
