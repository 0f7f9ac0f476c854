# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/regression_metrics.txt and tools/classification_metrics.txt: scikit-learn's scores.

Made with scikit-learn 1.2.1.  make_tools_fixtures.py writes the scores of metrics without weights.
"""
import warnings

import numpy as np
from make_tools_fixtures import fixture
from sklearn import metrics


def make_regression():
    rng = np.random.RandomState(11)
    y = rng.normal(size=(12, 3)) * [1, 10, 0.1] + [0, 5, 1]
    p = y + rng.normal(size=(12, 3)) * [0.5, 2, 0.2]
    y[:, 2] = 0.25  # constant
    weight = rng.uniform(0, 2, 12).round(3)
    positive, rates = np.abs(y), np.abs(p)
    positive[3] = 0
    with fixture("regression_metrics") as put:
        put("y", y)
        put("p", p)
        put("weight", weight)
        put("positive", positive)
        put("rates", rates)
        for weighted in (False, True):
            w = weight if weighted else None
            for name, options, true, predicted in [
                ("r2_score", {}, y, p), ("explained_variance_score", {}, y, p), ("mean_absolute_error", {}, y, p),
                ("mean_absolute_percentage_error", {}, y, p), ("mean_squared_error", {}, y, p),
                ("mean_squared_error", dict(squared=False), y, p), ("mean_squared_log_error", {}, positive, rates),
                ("median_absolute_error", {}, y, p), ("mean_pinball_loss", dict(alpha=0.9), y, p),
                ("r2_score", dict(force_finite=False), y[:, :2], p[:, :2])]:
                metric = getattr(metrics, name)
                key = ".".join([name] + [f"{k}={v}" for k, v in options.items()] + ["weighted"] * weighted)
                put(key + ".raw", metric(true, predicted, sample_weight=w, multioutput="raw_values", **options))
                put(key + ".uniform", metric(true, predicted, sample_weight=w, **options))
                if true.shape[1] == 3:
                    put(key + ".weights",
                        metric(true, predicted, sample_weight=w, multioutput=[0.2, 0.5, 1.0], **options))
                if name in ("r2_score", "explained_variance_score"):
                    put(key + ".variance",
                        metric(true, predicted, sample_weight=w, multioutput="variance_weighted", **options))
            put("mean_poisson_deviance" + ".weighted" * weighted,
                metrics.mean_poisson_deviance(positive[:, 0], rates[:, 0], sample_weight=w))
        put("max_error", metrics.max_error(y[:, 0], p[:, 0]))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    make_regression()
