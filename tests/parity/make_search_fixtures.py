# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/parameter_grids.txt and tools/searches.txt: candidates, draws and results of scikit-learn's searches.

Made with numpy 1.24.2, scipy 1.10.1 and scikit-learn 1.2.1.  Each line holds a key and its values.
"""
import warnings

import numpy as np
from scipy.stats import loguniform, randint, uniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

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


if __name__ == "__main__":
    make_grids()
