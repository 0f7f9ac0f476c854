# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tests/parity/mlp/*.txt: what scikit-learn's MLPClassifier gives for known data, parameters and seeds.

Run with an interpreter that has scikit-learn 1.2.1:  python3 tests/parity/make_mlp_fixtures.py
The data go into tests/parity/data/*.txt, except Fashion-MNIST, whose sample lies in examples/data.

Where a newer scikit-learn differs from 1.2.1, the newer behaviour is written: n_iter is that of each call.
The cases are ordinary runs, which do not amplify rounding errors: with a learning rate of 0.1 instead of 0.02 "sgd_binary"
moves by 6e-11 when sums are taken in another order, and "float_sgd_adaptive" by 3e-5.
Matrices of more than 2,000 elements are thinned: every `stride`-th element in row-major order, and the sum of all
elements' squares.
"""
import gzip
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_digits, load_iris
from sklearn.neural_network import MLPClassifier

HERE = pathlib.Path(__file__).parent
FASHION = HERE.parent.parent / "examples" / "data" / "fashion-mnist"

# name: (data set, scalar, calls, parameters); the calls are fit or partial_fit, each repeated as often as stated
CASES = {
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


def read_idx(path):
    raw = gzip.open(path).read()
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(raw[3])]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def data_sets():
    """name -> X, y. Pixels are divided by their largest value, 16 or 255."""
    X_iris, y_iris = load_iris(return_X_y=True)
    X_digits, y_digits = (a[:400] for a in load_digits(return_X_y=True))
    X_fashion = read_idx(FASHION / "train-images-idx3-ubyte.gz").reshape(-1, 784)[:600] / 255.0
    y_fashion = read_idx(FASHION / "train-labels-idx1-ubyte.gz")[:600].astype(int)
    return {
        "iris": (X_iris, y_iris),
        "iris_binary": (X_iris, (y_iris == 1).astype(int)),
        "digits": (X_digits / 16.0, y_digits),
        "digits_binary": (X_digits / 16.0, y_digits % 2),
        "fashion": (X_fashion, y_fashion),
        "fashion_binary": (X_fashion, (y_fashion >= 5).astype(int)),
    }


def write_table(name, X, y, number):
    (HERE / "data").mkdir(exist_ok=True)
    with open(HERE / "data" / f"{name}.txt", "w") as f:
        f.write(f"{X.shape[0]} {X.shape[1]}\n")
        for row, label in zip(X, y):
            f.write(" ".join(number(x) for x in row) + f" {label}\n")


def numbers(values):
    return " ".join(repr(x.item()) if x.dtype == np.float64 else str(x) for x in np.asarray(values).ravel())


def run(X, y, scalar, calls, params):
    clf = MLPClassifier(**params)
    X = X.astype(np.float32 if scalar == "float" else np.float64)
    n_iter, total = [], 0
    words = calls.split()
    for method, times in zip(words[::2], words[1::2]):
        for _ in range(int(times)):
            if method == "fit":
                clf.fit(X, y)
            else:
                clf.partial_fit(X, y, classes=np.unique(y))
            continued = method == "partial_fit" or params.get("warm_start")
            n_iter.append(clf.n_iter_ - (total if continued else 0))
            total = clf.n_iter_
    return clf, n_iter


def write_case(name, data, scalar, calls, params, sets):
    X, y = sets[data]
    params = dict(random_state=0) | params
    clf, n_iter = run(X, y, scalar, calls, params)
    lines = [f"data {data}", f"scalar {scalar}", f"calls {calls}"]
    for key, value in params.items():
        if isinstance(value, tuple):
            value = f"{len(value)} " + " ".join(map(str, value))
        lines.append(f"param {key} {int(value) if isinstance(value, bool) else value}".strip())
    lines.append(f"n_iter {len(n_iter)} {' '.join(map(str, n_iter))}")
    lines.append(f"t {clf.t_}")
    lines.append(f"loss {clf.loss_!r}")
    lines.append(f"loss_curve {len(clf.loss_curve_)} {numbers(np.array(clf.loss_curve_, np.float64))}")
    scores = clf.validation_scores_ or []
    lines.append(f"validation_scores {len(scores)} {numbers(np.array(scores, np.float64))}".strip())
    for kind, matrices in (("coefs", clf.coefs_), ("intercepts", clf.intercepts_)):
        for i, m in enumerate(matrices):
            stride = 1 if m.size <= 2000 else 37
            kept = m.ravel()[::stride]
            square_sum = float((m.astype(np.float64) ** 2).sum())
            lines.append(f"{kind} {i} {m.shape[0]} {m.size // m.shape[0]} {stride} {square_sum!r} {kept.size} {numbers(kept)}")
    lines.append(f"probabilities {numbers(clf.predict_proba(X.astype(m.dtype))[:5])}")
    lines.append(f"score {clf.score(X.astype(m.dtype), y)!r}")
    (HERE / "mlp" / f"{name}.txt").write_text("\n".join(lines) + "\n")


def main():
    assert sklearn.__version__ == "1.2.1", sklearn.__version__
    warnings.simplefilter("ignore")
    (HERE / "mlp").mkdir(exist_ok=True)
    sets = data_sets()
    write_table("iris", *sets["iris"], repr)
    write_table("digits", sets["digits"][0] * 16, sets["digits"][1], lambda x: str(int(x)))
    for name, (data, scalar, calls, params) in CASES.items():
        write_case(name, data, scalar, calls, params, sets)


if __name__ == "__main__":
    main()
