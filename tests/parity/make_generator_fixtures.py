# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/normal.txt and tools/generators.txt: NumPy's normal numbers and scikit-learn's made data.

Made with numpy 1.24.2 and scikit-learn 1.2.1.
"""
import numpy as np
from make_tools_fixtures import fixture
from sklearn.datasets import make_blobs, make_circles, make_classification, make_moons, make_regression
from sklearn.utils.random import sample_without_replacement


def make_normal():
    with fixture("normal") as put:
        for seed in (0, 42, 2**32 - 1):
            put(f"{seed}.standard_normal", np.random.RandomState(seed).standard_normal(7))
            put(f"{seed}.normal", np.random.RandomState(seed).normal(-3.5, 0.3, 6))
            rng = np.random.RandomState(seed)  # a uniform number does not disturb the pair
            put(f"{seed}.mixed", [rng.standard_normal(), rng.random_sample(), rng.standard_normal(),
                                  rng.standard_normal()])
            for population, size in ((8, 4), (1000, 3), (1000, 996), (5, 5), (300, 0), (2**30, 6)):
                put(f"{seed}.sample.{population}.{size}",
                    sample_without_replacement(population, size, random_state=seed))


def make_generators():
    with fixture("generators") as put:

        def record(name, data):
            for key, values in zip(("X", "y", "extra"), data):
                put(f"{name}.{key}", values)
            put(f"{name}.rows", len(data[0]))

        record("classification.default", make_classification(15, random_state=0))
        record("classification.all", make_classification(
            13, 9, n_informative=3, n_redundant=2, n_repeated=2, n_classes=3, n_clusters_per_class=1,
            weights=[0.5, 0.2], flip_y=0.3, class_sep=1.7, hypercube=False, shift=None, scale=None, random_state=4))
        record("classification.ordered", make_classification(
            12, 4, n_informative=4, n_redundant=0, flip_y=0, shift=0.5, scale=2, shuffle=False, random_state=9))
        record("classification.wide", make_classification(5, 40, n_informative=35, random_state=1))
        record("regression.default", make_regression(6, 12, coef=True, random_state=0))
        record("regression.all", make_regression(
            8, 5, n_informative=3, n_targets=2, bias=4.5, noise=0.7, coef=True, random_state=3))
        record("regression.low_rank", make_regression(
            7, 5, n_informative=2, effective_rank=2, tail_strength=0.3, shuffle=False, coef=True, random_state=3))
        record("regression.low_rank_wide", make_regression(4, 6, effective_rank=3, coef=True, random_state=5))
        record("moons.default", make_moons(9, random_state=0))
        record("moons.noise", make_moons((4, 6), noise=0.2, random_state=2))
        record("moons.ordered", make_moons((1, 3), shuffle=False))
        record("circles.default", make_circles(9, random_state=0))
        record("circles.noise", make_circles((3, 5), noise=0.1, factor=0.3, random_state=2))
        record("blobs.default", make_blobs(10, random_state=0, return_centers=True))
        record("blobs.counts", make_blobs([2, 5], 3, cluster_std=[0.1, 4], center_box=(0, 1), random_state=7,
                                          return_centers=True))
        record("blobs.given", make_blobs(5, centers=[[0, 1, 2, 3], [9, 8, 7, 6]], shuffle=False, random_state=7,
                                         return_centers=True))


if __name__ == "__main__":
    make_normal()
    make_generators()
