# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/losses.txt: values and gradients of the regression losses.

Made with scikit-learn 1.2.1 and SciPy 1.10.1.  scikit-learn's losses are those of single samples there, so
that the sums over outputs and the means over samples are taken here.
"""
import numpy as np
from make_tools_fixtures import fixture
from scipy.special import huber
from sklearn._loss import AbsoluteError, HalfPoissonLoss, PinballLoss
from sklearn.neural_network._base import squared_loss


def per_sample(loss, Y, Z):
    """Sums over the outputs of the losses, and their gradients by Z."""
    columns = [loss.loss_gradient(y_true=y.copy(), raw_prediction=z.copy()) for y, z in zip(Y.T, Z.T)]
    return sum(value for value, _ in columns), np.column_stack([gradient for _, gradient in columns])


def main():
    rng = np.random.RandomState(4)
    Y = rng.normal(size=(6, 3))
    Z = Y + rng.normal(size=(6, 3)) * 2
    counts = rng.poisson(1.5, size=(6, 3)).astype(float)
    with fixture("losses") as put:
        put("Y", Y)
        put("Z", Z)
        put("counts", counts)
        put("squared_error.value", squared_loss(Y, Z))
        values, gradient = per_sample(HalfPoissonLoss(), counts, Z)
        constant = HalfPoissonLoss().constant_to_optimal_zero(counts).sum(axis=1)
        put("poisson.value", np.mean(values + constant))
        put("poisson.delta", gradient)
        values, gradient = per_sample(AbsoluteError(), Y, Z)
        put("absolute_error.value", values.mean())
        put("absolute_error.delta", gradient)
        for quantile in (0.5, 0.9):
            values, gradient = per_sample(PinballLoss(quantile=quantile), Y, Z)
            put(f"quantile.{quantile}.value", values.mean())
            put(f"quantile.{quantile}.delta", gradient)
        for threshold in (0.5, 2.0):
            put(f"huber.{threshold}.value", huber(threshold, Y - Z).sum(axis=1).mean())


if __name__ == "__main__":
    main()
