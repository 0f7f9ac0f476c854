# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Cases for the comparison with scikit-learn: their format, and how their results come about.

A folder of cases holds data/*.txt, the tables, and mlp/*.txt, one case each.

A table's first line gives rows, features, further columns and a divisor of the features; then come the rows, the
features before the further columns: targets and weights. Label columns may hold words.

A line of a case is a key and its values; lists begin with their length.
    estimator  classifier or regressor           scalar   double or float
    table      name of the table                 labels   int or string
    targets    columns with targets (several: multilabel, or several outputs)
    weights    column with sample weights; absent: none
    sparse     1: X is a sparse matrix
    calls      fit or partial_fit, how often, first row, number of rows; and again for the next calls
    param      name and value, once for each parameter that is given
What scikit-learn gave:
    refused    1 if a call failed, and then nothing else
    n_iter     of each call                      warned   1 for each call that ended with a ConvergenceWarning
    t, loss, loss_curve, validation_scores, score (on the whole table, weighted where there are weights)
    coefs, intercepts   layer, rows, columns, stride, sum of all squares, number of values, every stride-th value
    outputs    probabilities or predictions for the first five rows
    rounding   how far `loss` and everything else move with scikit-learn's rounding (see `rounding`); absent: 0
"""
import contextlib
import warnings

import numpy as np
import scipy.sparse
from sklearn.exceptions import ConvergenceWarning

from sklearn_mlp import Classifier, Regressor, other_summation_order, single_precision_lbfgs


def write_table(folder, name, X, columns, divisor=1, number=repr):
    """X is what is written and, divided by `divisor`, what is computed with; columns are sequences."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    with open(folder / "data" / f"{name}.txt", "w", encoding="utf-8") as f:
        f.write(f"{X.shape[0]} {X.shape[1]} {len(columns)} {divisor}\n")
        for i, row in enumerate(X):
            f.write(" ".join([number(x) for x in row.tolist()] + [str(column[i]) for column in columns]) + "\n")


class Data:
    """A table as scikit-learn gets it for a case."""

    def __init__(self, case, X, columns):
        dtype = np.float32 if case.get("scalar") == "float" else np.float64
        self.X = scipy.sparse.csr_matrix(X.astype(dtype)) if case.get("sparse") else X.astype(dtype)
        chosen = [np.asarray(columns[j]) for j in case["targets"]]
        self.y = chosen[0] if len(chosen) == 1 else np.stack(chosen, axis=1)
        if case["estimator"] == "regressor":
            self.y = self.y.astype(dtype)
        self.weights = np.asarray(columns[case["weights"]], np.float64) if "weights" in case else None

    def rows(self, first, number):
        end = first + number
        return self.X[first:end], self.y[first:end], None if self.weights is None else self.weights[first:end]


def run(case, data):
    """The estimator after the case's calls, its n_iter_ and whether it warned after each."""
    params = dict(case["params"])
    loss = params.pop("loss", None)
    estimator = (Classifier if case["estimator"] == "classifier" else Regressor)(**params)
    if loss:
        estimator.loss = loss
    classes = np.unique(data.y) if data.y.ndim == 1 else np.arange(data.y.shape[1])
    n_iter, warned = [], []
    for method, times, first, number in case["calls"]:
        for _ in range(times):
            X, y, weights = data.rows(first, number)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                if method == "fit":
                    estimator.fit(X, y, weights)
                elif case["estimator"] == "classifier":
                    estimator.partial_fit(X, y, weights, classes=classes)
                else:
                    estimator.partial_fit(X, y, weights)
            n_iter.append(estimator.n_iter_)
            warned.append(int(any(issubclass(w.category, ConvergenceWarning) for w in caught)))
    return estimator, n_iter, warned


def results(case, data):
    estimator, n_iter, warned = run(case, data)
    outputs = estimator.predict_proba if case["estimator"] == "classifier" else estimator.predict
    return dict(
        n_iter=n_iter, warned=warned, t=estimator.t_, loss=estimator.loss_,
        loss_curve=getattr(estimator, "loss_curve_", []),
        validation_scores=getattr(estimator, "validation_scores_", None) or [],
        coefs=estimator.coefs_, intercepts=estimator.intercepts_,
        outputs=outputs(data.X[:5].astype(estimator.coefs_[0].dtype)),
        score=estimator.score(data.X, data.y, data.weights))


def deviation(a, b, scale=None):
    """Relative to the largest magnitude in b."""
    a, b = np.asarray(a, np.float64).ravel(), np.asarray(b, np.float64).ravel()
    if a.size != b.size:
        return np.inf
    return np.abs(a - b).max() / max(scale or np.abs(b).max(), 1e-300) if b.size else 0.0


def deviations(other, expected):
    """Of the loss, and of everything else."""
    of_all = [deviation(other[key], expected[key]) for key in ("loss_curve", "outputs")]
    of_all += [deviation(other[key], expected[key], 1 + np.abs(expected[key]).max(initial=0.0)) for key in ("score", "validation_scores")]
    for layer, (W, b) in enumerate(zip(expected["coefs"], expected["intercepts"])):
        scale = max(np.abs(W).max(), np.abs(b).max())
        of_all += [deviation(other["coefs"][layer], W, scale), deviation(other["intercepts"][layer], b, scale)]
    return np.array([deviation(other["loss"], expected["loss"]), max(of_all)])


def rounding(case, data, expected, table):
    """How far the loss, and everything else, move with the order of summation and, a tenth of it, with the type.

    For L-BFGS in float: with the type alone, and the number of iterations may change.
    """
    in_float, lbfgs = case["scalar"] == "float", case["params"].get("solver") == "lbfgs"
    other_runs = [(other_summation_order(seed), data, 1.0) for seed in (0, 1)]
    if in_float and lbfgs:
        other_runs = [(both, data, 1.0) for both in (single_precision_lbfgs(), single_precision_lbfgs(0), single_precision_lbfgs(1))]
    elif in_float:
        other_runs.append((contextlib.nullcontext(), Data(case | dict(scalar="double"), *table), 0.1))
    moved = np.zeros(2)
    for context, other_data, share in other_runs:
        with context:
            try:
                other = results(case, other_data)
            except ValueError:
                return np.array([np.inf, np.inf])
        if not (in_float and lbfgs) and any(other[key] != expected[key] for key in ("n_iter", "warned", "t")):
            return np.array([np.inf, np.inf])
        moved = np.maximum(moved, share * deviations(other, expected))
    return np.array([moved[0], moved.max()])


def numbers(values):
    return " ".join(repr(x.item()) if x.dtype == np.float64 else str(x) for x in np.asarray(values).ravel())


def listed(values):
    return f"{len(values)} {' '.join(map(str, values))}".strip()


def lines(case, expected, moved):
    for key in ("estimator", "scalar", "table", "labels"):
        if key in case:
            yield f"{key} {case[key]}"
    yield f"targets {listed(case['targets'])}"
    if "weights" in case:
        yield f"weights {case['weights']}"
    if case.get("sparse"):
        yield "sparse 1"
    yield f"calls {' '.join(str(word) for call in case['calls'] for word in call)}"
    for key, value in case["params"].items():
        if isinstance(value, tuple):
            value = listed(value)
        yield f"param {key} {int(value) if isinstance(value, bool) else value}"
    if expected is None:
        yield "refused 1"
        return
    for key in ("n_iter", "warned"):
        yield f"{key} {listed(expected[key])}"
    yield f"t {expected['t']}"
    yield f"loss {float(expected['loss'])!r}"
    for key in ("loss_curve", "validation_scores"):
        yield f"{key} {len(expected[key])} {numbers(np.array(expected[key], np.float64))}".strip()
    for key in ("coefs", "intercepts"):
        for i, m in enumerate(expected[key]):
            stride = 1 if m.size <= 2000 else 37
            kept = m.ravel()[::stride]
            square_sum = float((m.astype(np.float64) ** 2).sum())
            yield f"{key} {i} {m.shape[0]} {m.size // m.shape[0]} {stride} {square_sum!r} {kept.size} {numbers(kept)}"
    yield f"outputs {expected['outputs'].size} {numbers(expected['outputs'])}"
    yield f"score {float(expected['score'])!r}"
    if moved is not None:
        yield "rounding " + " ".join(f"{m:.1e}" for m in moved)


def write_case(folder, name, case, expected, moved=None):
    """`expected` is None where scikit-learn refuses the case."""
    (folder / "mlp").mkdir(parents=True, exist_ok=True)
    (folder / "mlp" / f"{name}.txt").write_text("\n".join(lines(case, expected, moved)) + "\n", encoding="utf-8")
