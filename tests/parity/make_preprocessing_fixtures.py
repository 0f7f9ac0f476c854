# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/preprocessing.txt: what OneHotEncoder, PolynomialFeatures and LabelBinarizer give, and
tools/sparse_scaler.txt: what StandardScaler gives of sparse tables.

Made with scikit-learn 1.2.1.  make_tools_fixtures.py writes what the scalers give.
"""
import warnings

import numpy as np
import scipy.sparse
from make_tools_fixtures import fixture
from sklearn.preprocessing import LabelBinarizer, OneHotEncoder, PolynomialFeatures, StandardScaler


def main():
    rng = np.random.RandomState(6)
    X = np.column_stack([rng.choice([3, 1, 7], 20), rng.choice([0, 5], 20), rng.choice(8, 20, p=[.3, .3, .2] + [.04] * 5)])
    new = X[:6].copy()
    new[1, 0] = 4  # unknown
    new[2, 2] = 9
    cases = {
        "default": {}, "first": dict(drop="first"), "if_binary": dict(drop="if_binary"),
        "dropped": dict(drop=[7, 5, 0]), "ignore": dict(handle_unknown="ignore"),
        "ignore_first": dict(handle_unknown="ignore", drop="first"),
        "given": dict(categories=[[1, 3, 4, 7], [0, 5, 6], list(range(10))]),
        "count": dict(min_frequency=3, handle_unknown="infrequent_if_exist"),
        "fraction": dict(min_frequency=0.2, handle_unknown="infrequent_if_exist", drop="first"),
        "limit": dict(max_categories=3, handle_unknown="ignore"),
        "limit_binary": dict(max_categories=2, handle_unknown="infrequent_if_exist", drop="if_binary"),
    }
    with fixture("preprocessing") as put:
        put("X", X)
        put("new", new)
        for name, options in cases.items():
            encoder = OneHotEncoder(sparse_output=False, **options).fit(X)
            put(f"{name}.X", encoder.transform(X))
            put(f"{name}.names", encoder.get_feature_names_out())
            if "handle_unknown" in options:
                put(f"{name}.new", encoder.transform(new))
        P = rng.normal(size=(4, 3))
        put("P", P)
        for degree in (0, 1, 2, 4, (2, 3), (0, 2), (3, 3)):
            for interaction_only in (False, True):
                for include_bias in (True, False):
                    if degree == 0 and not include_bias:
                        continue
                    features = PolynomialFeatures(degree, interaction_only=interaction_only, include_bias=include_bias)
                    smallest, largest = degree if isinstance(degree, tuple) else (0, degree)
                    key = f"poly.{smallest}.{largest}.{int(interaction_only)}.{int(include_bias)}"
                    put(key, features.fit_transform(P))
                    put(key + ".powers", features.powers_)
                    put(key + ".names", [name.replace(" ", "*") for name in features.get_feature_names_out()])
        y = rng.randint(0, 4, 12)
        scores = rng.normal(size=(12, 4)).round(2) * 3
        put("binarizer.y", y)
        put("binarizer.scores", scores)
        for neg, pos in ((0, 1), (-1, 2), (-3, 0), (2, 5)):
            key = f"binarizer.{neg}.{pos}"
            multiclass, binary = (LabelBinarizer(neg_label=neg, pos_label=pos) for _ in range(2))
            put(key + ".multiclass", multiclass.fit_transform(y))
            put(key + ".multiclass.inverse", multiclass.inverse_transform(scores))
            put(key + ".binary", binary.fit_transform(y // 2))
            put(key + ".single", LabelBinarizer(neg_label=neg, pos_label=pos).fit_transform(y * 0))
            for threshold in (None, -0.5, 0, 1):
                put(f"{key}.binary.inverse.{threshold}", binary.inverse_transform(scores[:, 0], threshold))


def make_sparse_scaler():
    rng = np.random.RandomState(14)
    X, more = (np.where(rng.uniform(size=(n, 5)) < 0.4, rng.normal(2, 3, size=(n, 5)).round(2), 0) for n in (15, 8))
    X[:, 3] = more[:, 3] = 4  # constant, and all of its values are stored
    X[:, 4] = more[:, 4] = 0
    missing = X.copy()
    missing[[1, 4], [0, 1]] = np.nan
    weight, more_weight = rng.randint(0, 5, 15) / 2, rng.randint(1, 5, 8) / 2
    with fixture("sparse_scaler") as put:
        for key, value in dict(X=X, more=more, missing=missing, weight=weight, more_weight=more_weight).items():
            put(key, value)
        sparse_more = scipy.sparse.csr_matrix(more)
        for name, table, w, more_w in (("plain", X, None, None), ("weighted", X, weight, more_weight),
                                       ("nan", missing, None, None)):
            scaler = StandardScaler(with_mean=False)
            for part in ("X", "X_more"):
                if part == "X":
                    scaler.fit(scipy.sparse.csr_matrix(table), sample_weight=w)
                else:
                    scaler.partial_fit(sparse_more, sample_weight=more_w)
                for attribute in ("mean", "var", "scale"):
                    put(f"{name}.{part}.{attribute}", getattr(scaler, attribute + "_"))
                put(f"{name}.{part}.transform", scaler.transform(sparse_more).toarray())
                put(f"{name}.{part}.inverse_transform", scaler.inverse_transform(sparse_more).toarray())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
    make_sparse_scaler()
