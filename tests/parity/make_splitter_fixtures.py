# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/splitters.txt: the splits of scikit-learn's cross-validation splitters.

Made with numpy 1.24.2 and scikit-learn 1.2.1.
"""
import warnings

import numpy as np
from make_tools_fixtures import fixture
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, StratifiedShuffleSplit


def main():
    rng = np.random.RandomState(8)
    uneven = rng.permutation(np.repeat([7, 3, 5, 1], [11, 6, 3, 9]))
    even = np.arange(24) % 3
    binary = np.sort(rng.randint(0, 2, 31))
    cases = []
    for n, k in ((10, 2), (11, 3), (23, 5), (7, 7)):
        cases += [(KFold(k), n, None), (KFold(k, shuffle=True, random_state=n), n, None)]
    for y, k in ((uneven, 3), (uneven, 4), (even, 5), (binary, 2), (binary, 10)):
        cases += [(StratifiedKFold(k), len(y), y), (StratifiedKFold(k, shuffle=True, random_state=k), len(y), y)]
    for sizes in (dict(), dict(test_size=0.25), dict(train_size=5), dict(test_size=4, train_size=0.5)):
        cases.append((ShuffleSplit(4, random_state=2, **sizes), 19, None))
    for y in (uneven, even, binary):
        for sizes in (dict(test_size=0.25), dict(test_size=7, train_size=0.4)):
            cases.append((StratifiedShuffleSplit(4, random_state=42, **sizes), len(y), y))
    with fixture("splitters") as put, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, (splitter, n, y) in enumerate(cases):
            put(f"{number}.kind", type(splitter).__name__)
            put(f"{number}.n", n)
            put(f"{number}.n_splits", splitter.n_splits)
            for name in ("random_state", "test_size", "train_size"):
                put(f"{number}.{name}", getattr(splitter, name, "None"))
            put(f"{number}.y", [] if y is None else y)
            for part in (0, 1):
                splits = [s[part] for s in splitter.split(np.zeros((n, 1)), y)]
                put(f"{number}.{('train', 'test')[part]}_sizes", [len(s) for s in splits])
                put(f"{number}.{('train', 'test')[part]}", np.concatenate(splits))


if __name__ == "__main__":
    main()
