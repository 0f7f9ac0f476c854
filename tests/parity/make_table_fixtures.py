# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/tables.txt: sums that tell scikit-learn's bundled data sets from any others.

Made with scikit-learn 1.2.1.
"""
import numpy as np
from make_tools_fixtures import fixture
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine


def main():
    loads = {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer, "digits": load_digits,
             "diabetes": load_diabetes, "raw_diabetes": lambda: load_diabetes(scaled=False)}
    with fixture("tables") as put:
        for name, load in loads.items():
            table = load()
            numbers = np.arange(1, len(table.data) + 1)
            put(f"{name}.rows", len(table.data))
            put(f"{name}.sums", table.data.sum(axis=0))
            put(f"{name}.numbered_sums", numbers @ table.data)
            put(f"{name}.row", table.data[100])
            put(f"{name}.target", [table.target.sum(), numbers @ table.target])
            put(f"{name}.feature_names", [str(n).replace(" ", "_") for n in table.feature_names])
            put(f"{name}.target_names", [str(n) for n in getattr(table, "target_names", [])])


if __name__ == "__main__":
    main()
