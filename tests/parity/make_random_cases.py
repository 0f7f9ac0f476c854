# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Makes random cases over all parameters, both estimators and all kinds of targets, for parity_differential.

    python3 tests/parity/make_random_cases.py N SEED FOLDER     # needs scikit-learn 1.2.1
    build/dev/tests/parity/parity_differential FOLDER

Their format: mlp_cases.py. What scikit-learn refuses has to be refused. Left out, and counted by reason, are cases that end
with numbers that are not finite, and those that rounding takes elsewhere, mostly L-BFGS in float. One in some thousand cases
may slip through: L-BFGS with tol 0 goes on until losses differ by their last bits, and then may end an iteration apart.
"""
import collections
import pathlib
import sys
import warnings

import numpy as np

from mlp_cases import Data, results, rounding, write_case, write_table

KINDS = ["binary", "multiclass", "names", "multilabel", "one class", "regression", "outputs", "counts", "two counts"]


def random_table(kind, r):
    """Features, target columns and a weight column."""
    n, features = r.randint(8, 60), r.randint(1, 7)
    X = np.round(r.normal(size=(n, features)), 3)
    X[r.uniform(size=X.shape) < r.choice([0.0, 0.5])] = 0.0
    signal = X @ r.normal(size=(features, 3)) + 0.5 * r.normal(size=(n, 3))
    codes = np.digitize(signal[:, 0], np.quantile(signal[:, 0], [0.3, 0.6, 0.8][: r.randint(1, 4)]))
    columns = {
        "binary": [(signal[:, 0] > 0).astype(int) * r.choice([1, 4]) + r.choice([0, -1])],
        "multiclass": [codes * 3 - 1],
        "names": [np.array(["pear", "fig", "Apple", "zest"])[codes]],
        "multilabel": list((signal[:, : r.randint(2, 4)] > 0.2).astype(int).T),
        "one class": [np.full(n, 3)],
        "regression": [np.round(signal[:, 0], 3)],
        "outputs": list(np.round(signal[:, : r.randint(2, 4)], 3).T),
        "counts": [r.poisson(np.exp(np.clip(signal[:, 0] / 2, -2, 2)))],
        "two counts": list(r.poisson(np.exp(np.clip(signal[:, :2] / 2, -2, 2))).T),
    }[kind]
    return X, columns, np.where(r.uniform(size=n) < 0.1, 0.0, r.randint(1, 25, n) / 8)


def random_calls(r, n, lbfgs_classifier, params):
    kind = r.choice(["fit", "fits", "partial_fits", "both", "chunks"], p=[0.5, 0.15, 0.1, 0.1, 0.15])
    if (lbfgs_classifier or params.get("early_stopping")) and r.uniform() < 0.95:  # else it is refused
        kind = r.choice(["fit", "fits"])
    half = n // 2
    if kind == "fits" or kind == "both":
        params["warm_start"] = bool(r.uniform() < 0.8)
    return {
        "fit": [("fit", 1, 0, n)],
        "fits": [("fit", r.randint(2, 4), 0, n)],
        "partial_fits": [("partial_fit", r.randint(2, 8), 0, n)],
        "both": [("fit", 1, 0, n), ("partial_fit", r.randint(1, 4), 0, n)],
        "chunks": [("partial_fit", 2, 0, half), ("partial_fit", 2, half, n - half), ("partial_fit", 1, 0, n)],
    }[kind]


def random_params(r, n, poisson):
    pick = lambda *values: values[r.randint(len(values))]
    some = lambda probability: r.uniform() < probability
    params = dict(
        random_state=int(r.randint(2**31)),
        hidden_layer_sizes=tuple(int(r.randint(1, 9)) for _ in range(r.choice(4, p=[0.1, 0.5, 0.25, 0.15]))),
        activation=pick("identity", "logistic", "tanh", "tanh", "relu"),
        solver=pick("adam", "sgd", "lbfgs"),
        alpha=pick(0.0, 1e-4, 0.01, 0.5),
        max_iter=int(r.randint(1, 16)),
        tol=pick(0.0, 1e-4, 1e-3, 0.05),
    )
    if params["solver"] == "lbfgs":
        params["max_iter"] = int(r.randint(1, 20))
        if some(0.3):
            params["max_fun"] = int(r.randint(1, 20))
    else:
        params["learning_rate_init"] = pick(1e-3, 0.01, 0.05)
        params["n_iter_no_change"] = int(r.randint(1, 6))
        if some(0.5):
            params["batch_size"] = int(r.randint(1, n + 5))
        if some(0.2):
            params["shuffle"] = False
        if some(0.3):
            params.update(early_stopping=True, validation_fraction=pick(0.1, 0.2, 0.33, 0.5))
    if params["solver"] == "sgd":
        params.update(learning_rate=pick("constant", "invscaling", "adaptive"), momentum=pick(0.0, 0.5, 0.9),
                      nesterovs_momentum=bool(some(0.6)), power_t=pick(0.1, 0.5))
    if params["solver"] == "adam" and some(0.5):
        params.update(beta_1=pick(0.0, 0.8, 0.9), beta_2=pick(0.9, 0.999), epsilon=pick(1e-8, 1e-3))
    if poisson:
        params["loss"] = "poisson"
    return params


def random_case(name, r):
    kind = KINDS[r.randint(len(KINDS))]
    X, columns, weights = random_table(kind, r)
    regressor = kind in ("regression", "outputs", "counts", "two counts")
    params = random_params(r, len(X), "counts" in kind and r.uniform() < 0.8)
    case = dict(estimator="regressor" if regressor else "classifier", table=name, targets=list(range(len(columns))),
                scalar="float" if r.uniform() < 0.3 and kind != "names" else "double", sparse=bool(r.uniform() < 0.25), params=params)
    if not regressor:
        case["labels"] = "string" if kind == "names" else "int"
    if r.uniform() < 0.35:
        case["weights"] = len(columns)
    case["calls"] = random_calls(r, len(X), not regressor and params["solver"] == "lbfgs", params)
    return case, X, columns + [weights]


def finite(expected):
    numbers = [expected["loss"], expected["score"], *expected["loss_curve"], *expected["validation_scores"]]
    return np.isfinite(numbers).all() and all(np.isfinite(m).all() for m in expected["coefs"] + expected["intercepts"])


def main(n, seed, folder):
    folder, n = pathlib.Path(folder), int(n)
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    warnings.simplefilter("ignore")
    refused, left_out = collections.Counter(), collections.Counter()
    written, draw = 0, 0
    while written < n:
        name = f"{written:05d}"
        case, X, columns = random_case(name, np.random.RandomState([int(seed), draw]))
        draw += 1
        data = Data(case, X, columns)
        try:
            expected = results(case, data)
        except (ValueError, ZeroDivisionError, AttributeError) as error:
            refused[str(error)[:70]] += 1
            write_table(folder, name, X, columns)
            write_case(folder, name, case, None)
            written += 1
            continue
        if np.abs(expected["validation_scores"] or [0.0]).max() > 1e20:  # R2 of an output that does not vary
            left_out["a score is divided by nothing but rounding"] += 1
            continue
        if not finite(expected):
            left_out["not finite"] += 1
            continue
        moved = rounding(case, data, expected, (X, columns))
        if not (moved < 0.01).all():
            left_out["epochs or iterations depend on the order of summation, or anything does by 1 % and more"] += 1
            continue
        write_table(folder, name, X, columns)
        write_case(folder, name, case, expected, moved)
        written += 1
    for title, reasons in ((f"{written} cases in {folder}, of which scikit-learn refuses:", refused), ("left out:", left_out)):
        print(title)
        for reason, count in reasons.most_common():
            print(f"  {count:5d}  {reason}")


if __name__ == "__main__":
    main(*sys.argv[1:])
