#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""scikit-learn's side of the examples: the same work with the same seeds.

    python3 examples/scikit_learn.py NAME [--full]

prints the figures of the example NAME, one a line: its name, a tabulator, its value or values. The examples
read that with --compare. Times are in lines that begin with "seconds: ".
"""

import argparse
import gzip
import os
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.ndimage
import sklearn
from sklearn import datasets, metrics, preprocessing
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, learning_curve, train_test_split, validation_curve
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import FeatureUnion, make_pipeline

INSTALLED = Path("/usr/share/datasets/fashion-mnist")
SAMPLE = Path(__file__).resolve().parent / "data/fashion-mnist"
NAMES = "T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot".split(",")
KERNELS = {
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "vertical edges": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "horizontal edges": np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
}


class Settings:
    def __init__(self, arguments):
        self.__dict__.update(vars(arguments))

    def epochs(self, small, chapter):
        return self.max_iter or (chapter if self.full else small)

    def first_rows(self, small, chapter):
        wanted = chapter if self.full else small
        return min(wanted, self.rows or wanted)


def figure(name, *values):
    print(name, " ".join(v if isinstance(v, str) else f"{v:.17g}" for v in values), sep="\t", flush=True)


def timed(name, work):
    start = time.perf_counter()
    result = work()
    figure(f"seconds: {name}", time.perf_counter() - start)
    return result


def read_idx(path):
    with gzip.open(path) as file:
        content = file.read()
    n = content[3]
    return np.frombuffer(content, np.uint8, offset=4 + 4 * n).reshape(np.frombuffer(content, ">u4", n, 4))


def all_images(settings):
    folder = settings.data or (INSTALLED if INSTALLED.is_dir() else SAMPLE)
    read = lambda kind: np.concatenate([read_idx(Path(folder) / f"{part}-{kind}-ubyte.gz") for part in ("train", "t10k")])
    images = read("images-idx3")
    return images.reshape(len(images), -1).astype(np.float32), read("labels-idx1").astype(int)


def split_and_scale(X, y, settings):
    if len(X) > 10_000:
        X, _, y, _ = train_test_split(X, y, train_size=10_000, random_state=settings.seed)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=settings.seed)
    scaler = preprocessing.MinMaxScaler()
    X_train = scaler.fit_transform(X_train.astype(float))
    return X_train, scaler.transform(X_test.astype(float)), y_train, y_test


def clothing(settings):
    X_train, X_test, y_train, y_test = split_and_scale(*all_images(settings), settings)
    return X_train[: settings.rows], X_test, y_train[: settings.rows], y_test


def prepare_data(settings):
    X, y = all_images(settings)
    figure("images", len(X))
    X_train, X_test, y_train, y_test = timed("split and scale", lambda: split_and_scale(X, y, settings))
    figure("training rows", len(X_train))
    figure("test rows", len(X_test))
    figure("mean of the scaled training pixels", X_train.mean())
    figure("mean of the scaled test pixels", X_test.mean())
    figure("largest scaled test pixel", X_test.max())
    figure("labels of the training rows", *y_train)
    figure("first scaled test row", *X_test[0])
    names = np.array(NAMES)[y_train]
    encoder = preprocessing.LabelEncoder()
    codes = encoder.fit_transform(names)
    back = np.array_equal(encoder.inverse_transform(codes), names)
    figure("names that come back from their codes", "all" if back else "not all")
    figure("codes of the training rows", *codes)


def first_network(settings):
    X_train, X_test, y_train, y_test = clothing(settings)
    clf = MLPClassifier((100, 100), max_iter=settings.epochs(500, 500), random_state=settings.seed)
    timed("fit", lambda: clf.fit(X_train, y_train))
    figure("epochs", clf.n_iter_)
    figure("loss at the end", clf.loss_)
    figure("accuracy on the training rows", clf.score(X_train, y_train))
    figure("accuracy on the test rows", clf.score(X_test, y_test))
    figure("largest weight of the first layer", np.abs(clf.coefs_[0]).max())
    figure("loss curve", *clf.loss_curve_)


def compare_validation_scores(settings, X, y, max_iter, variants):
    for name, params in variants:
        clf = MLPClassifier(
            (500,),
            max_iter=max_iter,
            random_state=settings.seed,
            early_stopping=True,
            n_iter_no_change=max_iter,
            **params,
        )
        timed(name, lambda: clf.fit(X, y))
        figure(f"last accuracy, {name}", clf.validation_scores_[-1])
        figure(f"all accuracies, {name}", *clf.validation_scores_)


def learning_rates(settings):
    X, _, y, _ = clothing(settings)
    rates = [(f"learning rate {rate:g}", {"learning_rate_init": rate}) for rate in (1, 0.1, 0.01, 0.001, 0.0001)]
    compare_validation_scores(settings, X[:1000], y[:1000], settings.epochs(40, 120), rates)


def batch_sizes(settings):
    X, _, y, _ = clothing(settings)
    n = settings.first_rows(500, 1500)
    X, y = X[:n], y[:n]
    sizes = [(f"batch size {size}", {"batch_size": size}) for size in (1, 10, 100, len(X))]
    compare_validation_scores(settings, X, y, settings.epochs(15, 120), sizes)


def curve(settings, name, values, train_scores, test_scores):
    for i, value in enumerate(values):
        figure(f"test accuracy, {value} {name}", test_scores[i].mean())
    figure("all training scores", *train_scores.ravel())
    figure("all test scores", *test_scores.ravel())


def learning_curves(settings):
    X, _, y, _ = clothing(settings)
    n = settings.first_rows(2000, 8000)
    clf = MLPClassifier((100, 100), max_iter=settings.epochs(50, 200), random_state=settings.seed)
    sizes, train_scores, test_scores = timed(
        "learning_curve",
        lambda: learning_curve(
            clf, X[:n], y[:n], train_sizes=[0.05, 0.1, 0.25, 0.5, 0.75, 1.0], cv=3, n_jobs=settings.n_jobs
        ),
    )
    curve(settings, "rows", sizes, train_scores, test_scores)


def epochs(settings):
    X, _, y, _ = clothing(settings)
    n = settings.first_rows(2000, 8000)
    numbers = [5, 10, 25, 50, 75, 100, 150]
    numbers = [k for k in numbers if k <= settings.epochs(75, 150)]
    train_scores, test_scores = timed(
        "validation_curve",
        lambda: validation_curve(
            MLPClassifier((100, 100), random_state=settings.seed),
            X[:n],
            y[:n],
            param_name="max_iter",
            param_range=numbers,
            cv=3,
            n_jobs=settings.n_jobs,
        ),
    )
    curve(settings, "epochs", numbers, train_scores, test_scores)


def grid_search(settings):
    X, X_test, y, y_test = clothing(settings)
    n = settings.first_rows(1000, 2500)
    layers = [(50,), (50, 50), (100, 50), (100, 100), (500, 100), (500, 100, 100)]
    grid = {
        "hidden_layer_sizes": layers if settings.full else [(50,), (100, 50)],
        "activation": ["logistic", "tanh", "relu"] if settings.full else ["tanh", "relu"],
        "learning_rate_init": [0.01, 0.001],
        "solver": ["sgd", "adam"],
    }
    clf = MLPClassifier(max_iter=settings.epochs(30, 200), random_state=settings.seed)
    search = GridSearchCV(clf, grid, cv=3, n_jobs=settings.n_jobs)
    timed("grid search", lambda: search.fit(X[:n], y[:n]))
    predicted = search.predict(X_test)
    figure("candidates", len(search.cv_results_["params"]))
    figure("best", ", ".join(map(str, search.best_params_.values())))
    figure("mean accuracy of the best in the search", search.best_score_)
    figure("micro F-score on the test rows", metrics.f1_score(y_test, predicted, average="micro"))
    figure("mean accuracy of all candidates", *search.cv_results_["mean_test_score"])
    figure("ranks of all candidates", *search.cv_results_["rank_test_score"])
    scores = metrics.precision_recall_fscore_support(y_test, predicted, labels=range(10), zero_division=0)
    figure("F-scores of the classes", *scores[2])


def add_leaky_relu():
    """What MLPClassifier needs to know an activation that it does not have."""
    from sklearn.neural_network import _base
    from sklearn.utils._param_validation import StrOptions

    def leaky_relu(X):
        np.multiply(X, 0.01, out=X, where=X <= 0)

    def derivative(Z, delta):
        delta[Z <= 0] *= 0.01

    _base.ACTIVATIONS["leaky_relu"] = leaky_relu
    _base.DERIVATIVES["leaky_relu"] = derivative
    MLPClassifier._parameter_constraints["activation"] = [StrOptions(set(_base.ACTIVATIONS))]


def leaky_relu(settings):
    add_leaky_relu()
    X_train, X_test, y_train, y_test = clothing(settings)
    for name in ("leaky relu", "relu"):
        clf = MLPClassifier(
            (100, 100),
            activation=name.replace(" ", "_"),
            max_iter=settings.epochs(30, 200),
            random_state=settings.seed,
        )
        timed(f"fit with {name}", lambda: clf.fit(X_train, y_train))
        figure(f"epochs, {name}", clf.n_iter_)
        figure(f"loss, {name}", clf.loss_)
        figure(f"accuracy on the test rows, {name}", clf.score(X_test, y_test))
        figure(f"loss curve, {name}", *clf.loss_curve_)


def convolve_all(X, kernel):
    """SciPy takes one image at a time."""
    images = X.reshape(-1, 28, 28)
    return np.array([scipy.ndimage.convolve(image, kernel, mode="constant", cval=0).ravel() for image in images])


def pool_all(X, size):
    """block_reduce(func=max) of scikit-image, for all images at once and without scikit-image."""
    n = -(-28 // size)
    images = np.pad(X.reshape(-1, 28, 28), [(0, 0), (0, n * size - 28), (0, n * size - 28)])
    return images.reshape(-1, n, size, n, size).max(axis=(2, 4)).reshape(len(X), -1)


class ConvolutionTransformer(BaseEstimator, TransformerMixin):
    def __init__(self, kernel, max_pooling=None):
        self.kernel = kernel
        self.max_pooling = max_pooling

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        features = convolve_all(X, self.kernel)
        return pool_all(features, self.max_pooling) if self.max_pooling else features


def image_filters(settings):
    image = np.zeros((5, 5))
    image[1:3, 1:3] = 1
    figure("the small example", *scipy.ndimage.convolve(image, np.full((3, 3), 1 / 9), mode="constant").ravel())
    X = clothing(settings)[0][: settings.first_rows(2000, 8000)]
    for name, kernel in KERNELS.items():
        filtered = timed(name, lambda: preprocessing.MinMaxScaler().fit_transform(convolve_all(X, kernel)))
        figure(f"mean pixel, {name}", filtered.mean())
        figure(f"first image, {name}", *filtered[0])
    pooled = timed("max pooling", lambda: pool_all(X, 5))
    figure("pixels of a pooled image", pooled.shape[1])
    figure("first image, max pooling", *pooled[0])


def feature_union(settings):
    X_train, X_test, y_train, y_test = clothing(settings)
    n = settings.first_rows(2000, 8000)
    union = FeatureUnion([(name, ConvolutionTransformer(kernel, 4)) for name, kernel in KERNELS.items()])
    clf = MLPClassifier((500, 300), max_iter=settings.epochs(50, 200), random_state=settings.seed)
    pipeline = make_pipeline(union, clf)
    timed("fit", lambda: pipeline.fit(X_train[:n], y_train[:n]))
    predicted = timed("predict", lambda: pipeline.predict(X_test))
    figure("features of an image", clf.n_features_in_)
    figure("epochs", clf.n_iter_)
    figure("loss at the end", clf.loss_)
    figure("micro F-score on the test rows", metrics.f1_score(y_test, predicted, average="micro"))
    figure("loss curve", *clf.loss_curve_)


def data_in_chunks(settings):
    folder = settings.data or (INSTALLED if INSTALLED.is_dir() else SAMPLE)
    part = lambda name: (
        read_idx(Path(folder) / f"{name}-images-idx3-ubyte.gz").reshape(-1, 784),
        read_idx(Path(folder) / f"{name}-labels-idx1-ubyte.gz").astype(int),
    )
    scaler, clf, scores = preprocessing.MinMaxScaler(), MLPClassifier((100, 100)), []

    def read_and_scale():
        X, y = part("train")
        chunks = [slice(first, first + 5000) for first in range(0, len(X), 5000)]
        for rows in chunks:
            scaler.partial_fit(X[rows])
        return X, y, chunks

    def train():
        for _ in range(settings.epochs(3, 10)):
            clf.random_state = np.random.RandomState(settings.seed)
            for rows in chunks:
                clf.partial_fit(scaler.transform(X[rows]), y[rows], classes=range(10))
            scores.append(clf.score(scaler.transform(X_test), y_test))

    X, y, chunks = timed("scaler", read_and_scale)
    X_test, y_test = part("t10k")
    timed("partial_fit", train)
    figure("accuracy on the test images", scores[-1])
    figure("accuracy after each epoch", *scores)
    figure("loss curve", *clf.loss_curve_)


def regression(settings):
    X, y = datasets.load_diabetes(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=settings.seed)
    scaler = preprocessing.StandardScaler()
    X_train, X_test = scaler.fit_transform(X_train), scaler.transform(X_test)
    params = {"hidden_layer_sizes": (50,), "learning_rate_init": 0.01, "random_state": settings.seed}
    regressor = MLPRegressor(max_iter=settings.epochs(200, 1000), early_stopping=True, **params)
    timed("fit", lambda: regressor.fit(X_train, y_train))
    figure("epochs", regressor.n_iter_)
    figure("R2 on the training rows", regressor.score(X_train, y_train))
    figure("R2 on the test rows", regressor.score(X_test, y_test))
    figure("loss curve", *regressor.loss_curve_)
    figure("validation scores", *regressor.validation_scores_)
    figure("predictions", *regressor.predict(X_test))

    growing, scores = MLPRegressor(**params), []

    def grow():
        for part in range(10):
            rows = slice(part * len(X_train) // 10, (part + 1) * len(X_train) // 10)
            for _ in range(20):
                growing.partial_fit(X_train[rows], y_train[rows])
            scores.append(growing.score(X_test, y_test))

    timed("partial_fit", grow)
    figure("R2 on the test rows after the last part", scores[-1])
    figure("R2 after each part", *scores)


EXPERIMENTS = {
    "prepare_data": prepare_data,
    "first_network": first_network,
    "learning_rates": learning_rates,
    "batch_sizes": batch_sizes,
    "learning_curve": learning_curves,
    "validation_curve": epochs,
    "grid_search": grid_search,
    "leaky_relu": leaky_relu,
    "image_filters": image_filters,
    "feature_union": feature_union,
    "data_in_chunks": data_in_chunks,
    "regression": regression,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=[*EXPERIMENTS, "version"])
    parser.add_argument("--full", action="store_true", help="the chapter's setting")
    parser.add_argument("--data", help="folder of Fashion-MNIST's four files")
    parser.add_argument("--rows", type=int, help="training rows at most")
    parser.add_argument("--max-iter", type=int, help="epochs at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--n-jobs", type=int, default=os.cpu_count(), help="processes of searches and curves")
    settings = Settings(parser.parse_args())
    if settings.name == "version":
        print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}")
        return
    warnings.simplefilter("ignore", ConvergenceWarning)
    os.environ["PYTHONWARNINGS"] = "ignore"  # of the processes of n_jobs
    EXPERIMENTS[settings.name](settings)


if __name__ == "__main__":
    main()
