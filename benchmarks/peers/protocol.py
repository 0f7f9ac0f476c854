# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""What the peers share: their options, their data, and a measurement for each line of the input."""

import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


class Options:
    """The words `name=value` of the command line."""

    def __init__(self):
        values = dict(word.split("=", 1) for word in sys.argv[1:])
        self.task = values["task"]
        self.dtype = np.dtype({"float": "float32", "double": "float64"}[values["scalar"]])
        self.threads = int(values["threads"])
        self.hidden = tuple(int(units) for units in values["hidden"].split(",") if units)
        self.batch_size = int(values["batch_size"])
        self.max_iter = int(values["max_iter"])
        self.tol = float(values["tol"])
        self.n_iter_no_change = int(values["n_iter_no_change"])
        self.seed = int(values["seed"])
        self.predict_rows = int(values["predict_rows"])
        self.min_seconds = float(values["min_seconds"])
        self._path = values["data"]
        self._scalar = values["scalar"]
        self._rows = int(values["rows"])
        self._features = int(values["features"])

    def data(self):
        X = np.fromfile(f"{self._path}.{self._scalar}", self.dtype, self._rows * self._features)
        y = np.fromfile(f"{self._path}.labels", np.int32, self._rows)
        return X.reshape(self._rows, self._features), y

    def rows_of_a_short_fit(self):
        return min(self._rows, 2 * self.batch_size + 500)


def blas_libraries():
    """Files of the BLAS libraries that this process really uses."""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps}
    known = ("libblas", "libopenblas", "libmkl")
    return sorted(path for path in paths if path.rsplit("/", 1)[-1].startswith(known))


def mean_seconds(min_seconds, run):
    start = time.perf_counter()
    n = 0
    while True:
        run()
        n += 1
        seconds = time.perf_counter() - start
        if seconds >= min_seconds:
            return seconds / n


def process_memory(name):
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith(name + ":"))


def fit_memory(fit):
    """Peak memory of `fit()` in bytes above what the process has before it."""
    with open("/proc/self/clear_refs", "w") as clear:
        clear.write("5")
    before = process_memory("VmRSS")
    fit()
    return {"bytes": process_memory("VmHWM") - before}


def blocks(X, n):
    """Consecutive blocks of `n` rows, again from the first after the last."""
    while True:
        for first in range(0, len(X) - n + 1, n):
            yield X[first : first + n]


def serve(description, measure):
    print(json.dumps(description), flush=True)
    for _ in sys.stdin:
        print(json.dumps(measure()), flush=True)
