# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/*.txt: what NumPy and scikit-learn give for the tests of the tools.

Made with numpy 1.24.2 and scikit-learn 1.2.1.  Each line holds a key and its values.  Tests that need
inputs find them in the same file.
"""
import contextlib
import warnings
from pathlib import Path

import numpy as np
from sklearn.metrics import (accuracy_score, classification_report, confusion_matrix, f1_score, log_loss,
                             precision_recall_fscore_support)
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

FOLDER = Path(__file__).parent / "tools"


@contextlib.contextmanager
def fixture(name):
    lines = []

    def put(key, values):
        flat = np.atleast_1d(np.asarray(values)).ravel().tolist()
        lines.append(" ".join([key] + [repr(v) if isinstance(v, float) else str(v) for v in flat]))

    yield put
    (FOLDER / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_random():
    with fixture("random") as put:
        for seed in (0, 1, 42, 2**32 - 1):
            new = lambda: np.random.RandomState(seed)
            put(f"{seed}.random_sample", new().random_sample(5))
            put(f"{seed}.uniform", new().uniform(-0.31, 0.31, 5))
            for high in (1, 2, 10, 1000, 2**32, 2**40, 2**62 + 1):
                put(f"{seed}.randint.{high}", new().randint(0, high, size=5, dtype=np.int64))
            put(f"{seed}.randint_from", new().randint(-7, 8, size=6))
            order = np.arange(20)
            generator = new()
            generator.shuffle(order)
            put(f"{seed}.shuffle", order)
            generator.shuffle(order)
            put(f"{seed}.shuffle_again", order)
            put(f"{seed}.double_afterwards", generator.random_sample())
            put(f"{seed}.permutation", new().permutation(700))
            put(f"{seed}.choice", new().choice(np.arange(100, 112), size=5, replace=False))


def make_split():
    cases = [  # samples, options, classes (0: not stratified)
        (10, dict(test_size=0.2), 0), (10, dict(train_size=0.35), 0), (11, dict(), 0),
        (50, dict(test_size=7, train_size=20), 0), (50, dict(test_size=0.3, train_size=0.5), 0),
        (70, dict(train_size=10), 0), (20, dict(test_size=0.25), 2), (23, dict(test_size=0.1), 2),
        (40, dict(test_size=0.3), 4), (41, dict(test_size=13, train_size=17), 4), (100, dict(test_size=0.33), 10),
        (97, dict(train_size=0.41), 7), (1000, dict(test_size=0.1), 26), (30, dict(test_size=5), 5),
    ]
    with fixture("split") as put:
        number = 0
        for n, options, n_classes in cases:
            for seed in (0, 42, 2**32 - 1):
                # every second case has classes of equal counts, so that all remainders tie
                y = np.arange(n) % max(n_classes, 1)
                if number % 2:
                    y = np.sort(np.random.RandomState(seed).randint(0, max(n_classes, 1), n))
                    y[:2 * n_classes] = np.repeat(np.arange(n_classes), 2)
                    y = np.random.RandomState(1).permutation(y)
                train, test = train_test_split(np.arange(n), random_state=seed, stratify=y if n_classes else None,
                                               **options)
                put(f"{number}.n", n)
                put(f"{number}.seed", seed)
                put(f"{number}.test_size", options.get("test_size", "None"))
                put(f"{number}.train_size", options.get("train_size", "None"))
                put(f"{number}.stratify", y if n_classes else [])
                put(f"{number}.train", train)
                put(f"{number}.test", test)
                number += 1


def make_metrics():
    rng = np.random.RandomState(3)
    names = np.array(["ant", "bee", "cat", "dog", "elk"])
    ordinary = rng.randint(0, 5, 200)
    guesses = np.where(rng.uniform(size=200) < 0.6, ordinary, rng.randint(0, 5, 200))
    cases = {
        "binary": (np.array([0, 1, 1, 0, 1, 0, 1]), np.array([0, 1, 0, 1, 1, 0, 1])),
        "ordinary": (ordinary, guesses),
        "gaps": (np.array([1, 1, 4, 4, 9, 9, 9]), np.array([1, 4, 4, 4, 2, 1, 4])),
        "perfect": (np.array([3, 5, 7]), np.array([3, 5, 7])),
        "none_right": (np.array([0, 0, 1]), np.array([1, 2, 0])),
    }
    selections = {"all": None, "some": [4, 1], "absent": [1, 9, 77]}
    with fixture("metrics") as put, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case, (y_true, y_pred) in cases.items():
            put(f"{case}.y_true", y_true)
            put(f"{case}.y_pred", y_pred)
            put(f"{case}.accuracy", float(accuracy_score(y_true, y_pred)))
            put(f"{case}.n_right", float(accuracy_score(y_true, y_pred, normalize=False)))
            for selection, labels in selections.items():
                if labels is not None and not np.isin(labels, y_true).any():
                    continue
                put(f"{case}.{selection}.confusion", confusion_matrix(y_true, y_pred, labels=labels))
                for normalize in ("true", "pred", "all"):
                    put(f"{case}.{selection}.confusion.{normalize}",
                        confusion_matrix(y_true, y_pred, labels=labels, normalize=normalize).astype(float))
                for average in (None, "micro", "macro", "weighted") + (("binary",) if case == "binary" else ()):
                    for beta in (1.0, 0.5):
                        for zero_division in (0, 1):
                            p, r, f, s = precision_recall_fscore_support(
                                y_true, y_pred, beta=beta, labels=labels, average=average,
                                zero_division=zero_division)
                            key = f"{case}.{selection}.{average}.{beta}.{zero_division}"
                            put(key, np.concatenate([np.atleast_1d(p), np.atleast_1d(r), np.atleast_1d(f)]))
                            if average is None:
                                put(f"{key}.support", s)
        probabilities = rng.dirichlet(np.ones(4), 12)
        probabilities[0] = [1, 0, 0, 0]
        labels = rng.randint(0, 4, 12)
        labels[0] = 2
        put("log_loss.y", labels)
        put("log_loss.P", probabilities)
        put("log_loss.mean", float(log_loss(labels, probabilities, labels=[0, 1, 2, 3])))
        put("log_loss.sum", float(log_loss(labels, probabilities, labels=[0, 1, 2, 3], normalize=False)))
        put("log_loss.float", float(log_loss(labels, probabilities.astype(np.float32), labels=[0, 1, 2, 3])))
        put("log_loss.binary", float(log_loss(labels > 1, probabilities[:, 2:].sum(axis=1))))

        def report(name, *args, **options):
            text = classification_report(*args, **options)
            (FOLDER / f"report_{name}.txt").write_text(text, encoding="utf-8")

        for case, (y_true, y_pred) in cases.items():
            if case != "none_right":  # where scikit-learn prints the support as 2.0
                report(case, y_true, y_pred)
        report("names", names[ordinary], names[guesses])
        report("target_names", ordinary, guesses, target_names=["T-shirt/top", "Ärmel", "a long class name", "d", "e"],
               digits=4)
        report("labels", ordinary, guesses, labels=[4, 1])
        report("absent_labels", np.array([1, 1, 1]), np.array([1, 1, 0]), labels=[1, 2, 3])
        report("reordered_labels", ordinary, guesses, labels=[4, 3, 2, 1, 0])
        report("zero_division", *cases["gaps"], zero_division=1)


def make_scalers():
    rng = np.random.RandomState(5)
    X = rng.normal(size=(23, 6)) * [1, 10, 1e-3, 1e4, 1, 1] + [0, 5, 1, -3e4, 0, 0]
    X[:, 4] = 0.1  # constant
    X[3, 5] = X[11, 5] = np.nan
    more = rng.normal(size=(9, 6)) * 3 + 1
    with fixture("scalers") as put, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        put("X", X)
        put("more", more)

        def record(name, scaler, attributes):
            for part in ("X", "X_more"):
                scaler.fit(X) if part == "X" else scaler.partial_fit(more)
                for attribute in attributes:
                    put(f"{name}.{part}.{attribute}", getattr(scaler, attribute + "_"))
                put(f"{name}.{part}.transform", scaler.transform(more))
                put(f"{name}.{part}.inverse_transform", scaler.inverse_transform(more))

        minmax = ["data_min", "data_max", "data_range", "scale", "min", "n_samples_seen"]
        record("minmax", MinMaxScaler(), minmax)
        record("minmax_range", MinMaxScaler(feature_range=(-2, 5), clip=True), minmax)
        record("standard", StandardScaler(), ["mean", "var", "scale", "n_samples_seen"])
        record("standard_mean", StandardScaler(with_std=False), ["mean"])
        record("standard_std", StandardScaler(with_mean=False), ["mean", "var", "scale"])
        put("minmax.float", MinMaxScaler().fit(X.astype(np.float32)).transform(more.astype(np.float32)))
        put("standard.float", StandardScaler().fit(X.astype(np.float32)).transform(more.astype(np.float32)))
        constant = np.column_stack([np.full(100, 0.1), np.full(100, 1e8 + 0.1), np.full(100, 1e-300)])
        put("constant", constant[0])
        put("constant.scale", StandardScaler().fit(constant).scale_)
        weight, more_weight = rng.randint(0, 9, 23) / 4, rng.uniform(0, 2, 9)
        put("weight", weight)
        put("more_weight", more_weight)
        scaler = StandardScaler().fit(X, sample_weight=weight)
        for part in ("X", "X_more"):
            for attribute in ("mean", "var", "scale", "n_samples_seen"):
                put(f"weighted.{part}.{attribute}", getattr(scaler, attribute + "_"))
            put(f"weighted.{part}.transform", scaler.transform(more))
            put(f"weighted.{part}.inverse_transform", scaler.inverse_transform(more))
            scaler.partial_fit(more, sample_weight=more_weight)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    make_random()
    make_split()
    make_metrics()
    make_scalers()
