# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""scikit-learn 1.2.1's multilayer perceptrons with what later versions changed.

`Classifier` and `Regressor` are 1.2.1's estimators, and compute with its code, except that
- n_iter_ counts the epochs of the last call (since 1.3);
- partial_fit refuses early_stopping (1.2.2), fit refuses fewer than two validation rows (1.7);
- early stopping keeps the initial weights if no score is a number, and non-finite outputs score NaN (1.6);
- fit, partial_fit and score take sample_weight (1.7), the regressor takes loss="poisson" (1.7);
- best weights are copies: in every version so far the next warm-started fit overwrites them.
`check_unit_weights` shows that with weights of 1 the added code trains 1.2.1's networks to the last bit.
"""
import contextlib
import itertools
import warnings

import numpy as np
import scipy.sparse
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.neural_network import _multilayer_perceptron as source
from sklearn.utils.extmath import safe_sparse_dot
from scipy.special import xlogy

assert sklearn.__version__ == "1.2.1", sklearn.__version__

source.ACTIVATIONS["exp"] = lambda X: np.exp(X, out=X)


class Newer:
    """Mixin before 1.2.1's estimators."""

    _weighted = False

    def fit(self, X, y, sample_weight=None):
        return self._call(super().fit, X, y, sample_weight)

    def partial_fit(self, X, y, sample_weight=None, **classes):
        if self.early_stopping:
            raise ValueError("partial_fit does not support early_stopping=True")
        return self._call(super().partial_fit, X, y, sample_weight, **classes)

    def _call(self, method, X, y, weights, **options):
        for name in ("coefs_", "intercepts_"):  # no longer the arrays of the best epoch
            if hasattr(self, name):
                setattr(self, name, [a.copy() for a in getattr(self, name)])
        self.n_iter_ = 0
        self._weighted, self._weights = weights is not None, weights
        return method(X, y, **options)

    def _initialize(self, y, layer_units, dtype):
        super()._initialize(y, layer_units, dtype)
        self._best_coefs = [W.copy() for W in self.coefs_]
        self._best_intercepts = [b.copy() for b in self.intercepts_]
        if self.loss == "poisson":
            self.out_activation_ = "exp"

    # The weights travel as a last column of X, so that 1.2.1's code splits, shuffles and slices them along.

    def _with_weights(self, X):
        if not self._weighted:
            return X
        stack = scipy.sparse.hstack if scipy.sparse.issparse(X) else np.hstack
        joined = stack([X, self._weights.astype(X.dtype)[:, None]])
        return joined.tocsr() if scipy.sparse.issparse(X) else joined

    def _without_weights(self, X):
        if not self._weighted:
            return X, None
        column = X[:, -1].toarray().ravel() if scipy.sparse.issparse(X) else X[:, -1]
        rest = X[:, :-1]
        return rest if scipy.sparse.issparse(X) else np.ascontiguousarray(rest), column.astype(np.float64)

    def _fit_lbfgs(self, X, *rest):
        super()._fit_lbfgs(self._with_weights(X), *rest)

    def _fit_stochastic(self, X, *rest):
        incremental = rest[-1]
        if self.early_stopping and not incremental and np.ceil(self.validation_fraction * X.shape[0]) < 2:
            raise ValueError("The validation set is too small.")
        super()._fit_stochastic(self._with_weights(X), *rest)

    def _score(self, X, y):
        X, weights = self._without_weights(X)
        if not np.isfinite(self._forward_pass_fast(X, check_input=False)).all():
            return np.nan
        return self.metric(y, self._predict(X, check_input=False), sample_weight=weights)

    def _backprop(self, X, y, activations, deltas, coef_grads, intercept_grads):
        if not self._weighted and self.loss != "poisson":
            return super()._backprop(X, y, activations, deltas, coef_grads, intercept_grads)
        activations[0], weights = self._without_weights(X)
        activations = self._forward_pass(activations)
        total = X.shape[0] if weights is None else weights.sum()
        loss = self._data_loss(y, activations[-1], weights)
        loss += (0.5 * self.alpha) * sum(np.dot(w.ravel(), w.ravel()) for w in self.coefs_) / total
        last = self.n_layers_ - 2
        deltas[last] = activations[-1] - y
        if weights is not None:
            deltas[last] *= weights[:, None]
        for i in range(last, -1, -1):
            coef_grads[i] = source.safe_sparse_dot(activations[i].T, deltas[i])
            coef_grads[i] += self.alpha * self.coefs_[i]
            coef_grads[i] /= total
            intercept_grads[i] = deltas[i].sum(axis=0) / total
            if i:
                deltas[i - 1] = source.safe_sparse_dot(deltas[i], self.coefs_[i].T)
                source.DERIVATIVES[self.activation](activations[i], deltas[i - 1])
        return loss, coef_grads, intercept_grads

    def _data_loss(self, y, p, weights):
        mean = lambda terms: np.average(terms, weights=weights, axis=0)
        if self.loss == "squared_error":
            return 0.5 * mean((y - p) ** 2).mean()
        if self.loss == "poisson":
            return mean(xlogy(y, y / p) - y + p).sum()
        eps = np.finfo(p.dtype).eps
        p = np.clip(p, eps, 1 - eps)
        if self.out_activation_ == "softmax":
            return -mean(xlogy(y, p)).sum()
        return -mean(xlogy(y, p) + xlogy(1 - y, 1 - p)).sum()


class Classifier(Newer, MLPClassifier):
    metric = staticmethod(accuracy_score)


class Regressor(Newer, MLPRegressor):
    metric = staticmethod(r2_score)


@contextlib.contextmanager
def other_summation_order(seed):
    """Within, scikit-learn's products sum in reverse order, and they and the loss of L-BFGS err by one unit in the last place
    more.
    """
    random = np.random.RandomState(seed)
    evaluate = source.BaseMultilayerPerceptron._loss_grad_lbfgs

    def product(a, b):
        result = safe_sparse_dot(a[:, ::-1], b[::-1])
        return result * (1 + np.finfo(result.dtype).eps * random.uniform(-1, 1, result.shape)).astype(result.dtype)

    def evaluate_with_error(self, *args):
        loss, gradient = evaluate(self, *args)
        return loss * (1 + np.finfo(np.float64).eps * random.randint(-1, 2)), gradient

    source.safe_sparse_dot = product
    source.BaseMultilayerPerceptron._loss_grad_lbfgs = evaluate_with_error
    try:
        yield
    finally:
        source.safe_sparse_dot = safe_sparse_dot
        source.BaseMultilayerPerceptron._loss_grad_lbfgs = evaluate


@contextlib.contextmanager
def single_precision_lbfgs(seed=None):
    """Within, L-BFGS evaluates loss and gradient in float where X is float, where otherwise its weights become double;
    with a seed in another order of summation.
    """
    unpack = source.BaseMultilayerPerceptron._unpack

    def unpack_as_float(self, packed):
        unpack(self, packed.astype(np.float32))

    def evaluate_as_float(self, *args):
        loss, gradient = evaluate(self, *args)
        return float(loss), gradient.astype(np.float64)

    evaluate = source.BaseMultilayerPerceptron._loss_grad_lbfgs
    source.BaseMultilayerPerceptron._unpack = unpack_as_float
    source.BaseMultilayerPerceptron._loss_grad_lbfgs = evaluate_as_float
    try:
        with contextlib.nullcontext() if seed is None else other_summation_order(seed):
            yield
    finally:
        source.BaseMultilayerPerceptron._unpack = unpack
        source.BaseMultilayerPerceptron._loss_grad_lbfgs = evaluate


def check_unit_weights():
    """Unit weights leave no trace: 1.2.1's own estimators give the same, but for the rounding of the loss."""
    random = np.random.RandomState(0)
    X = random.uniform(-1, 1, (60, 4))
    labels, flags = random.randint(0, 3, 60), random.randint(0, 2, (60, 3))
    outputs = X[:, :2] * 2 + random.uniform(-1, 1, (60, 2))
    targets = [(Classifier, labels), (Classifier, labels % 2), (Classifier, flags), (Regressor, outputs), (Regressor, outputs[:, 0])]
    solvers = [dict(solver="adam", batch_size=17), dict(solver="sgd", activation="tanh"), dict(solver="lbfgs", max_iter=5),
               dict(solver="adam", activation="logistic", early_stopping=True, validation_fraction=0.2)]
    forms = [X, scipy.sparse.csr_matrix(X), X.astype(np.float32)]
    warnings.simplefilter("ignore", ConvergenceWarning)
    for (estimator, y), solver, form in itertools.product(targets, solvers, forms):
        params = dict(hidden_layer_sizes=(5, 4), max_iter=12, random_state=3) | solver
        y = y if estimator is Classifier else y.astype(form.dtype)
        ours = estimator(**params).fit(form, y, np.ones(60))
        theirs = estimator.__mro__[2](**params).fit(form, y)
        stochastic = solver["solver"] != "lbfgs"
        for a, b in zip(ours.coefs_ + ours.intercepts_, theirs.coefs_ + theirs.intercepts_):
            # the line search of L-BFGS takes the rounding of the loss into the weights
            assert np.array_equal(a, b) if stochastic else np.allclose(a, b, rtol=1e-10, atol=1e-12), params
        assert np.isclose(ours.loss_, theirs.loss_, rtol=1e-14 if form.dtype == np.float64 else 1e-6), params
        assert ours.n_iter_ == theirs.n_iter_, params
        if stochastic and theirs.validation_scores_:
            assert np.allclose(ours.validation_scores_, theirs.validation_scores_, atol=1e-12 if form.dtype == np.float64 else 1e-6), params
