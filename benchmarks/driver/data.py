# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Data sets, written once as plain binary files that every contender reads."""

import gzip
from pathlib import Path

import numpy as np

FULL = Path("/usr/share/datasets/fashion-mnist")
SAMPLE = Path(__file__).resolve().parents[2] / "examples/data/fashion-mnist"


def fashion_mnist_is_complete():
    return FULL.is_dir()


def read_idx(path):
    with gzip.open(path) as file:
        content = file.read()
    n_dimensions = content[3]
    shape = np.frombuffer(content, ">u4", n_dimensions, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * n_dimensions).reshape(shape)


def read_part(part):
    folder = FULL if fashion_mnist_is_complete() else SAMPLE
    images = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1), labels


def fashion():
    """The training images, scaled to 0-1; the bundled sample over and over where the package is missing."""
    images, labels = read_part("train")
    return np.resize(images, (60_000, 784)) / 255.0, np.resize(labels, 60_000)


def chapter():
    """8,000 rows as two `train_test_split`s of all 70,000 with seed 0 give them, each feature scaled to 0-1."""
    parts = [read_part("train"), read_part("t10k")]
    X = np.resize(np.concatenate([images for images, _ in parts]), (70_000, 784))
    y = np.resize(np.concatenate([labels for _, labels in parts]), 70_000)
    rows = np.random.RandomState(0).permutation(70_000)[60_000:][:10_000]
    rows = rows[np.random.RandomState(0).permutation(10_000)[2_000:]]
    X = X[rows].astype(float)
    low, high = X.min(axis=0), X.max(axis=0)
    return (X - low) / np.where(high > low, high - low, 1.0), y[rows]


def iris_size():
    """150 rows of three classes around points in four dimensions."""
    random = np.random.RandomState(0)
    y = np.arange(150) % 3
    return random.normal(3.0 * random.normal(size=(3, 4))[y]), y


class Store:
    """The files of the data sets in one folder."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, make):
        """Path without ending of the files of one data set: `.float`, `.double` and `.labels`."""
        origin = "" if fashion_mnist_is_complete() or make is iris_size else "_of_sample"
        path = self.folder / (make.__name__ + origin)
        if not path.with_suffix(".labels").exists():
            X, y = make()
            X.astype(np.float32).tofile(path.with_suffix(".float"))
            X.astype(np.float64).tofile(path.with_suffix(".double"))
            y.astype(np.int32).tofile(path.with_suffix(".labels"))
        return path
