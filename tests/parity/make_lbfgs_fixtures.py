# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/lbfgs.txt: where SciPy's L-BFGS-B ends on the problems of tests/solvers/lbfgs_test.cpp.

Made with scipy 1.10.1.  Each line holds a key, "case.field", and its values.
"""
from pathlib import Path

import numpy as np
from scipy.optimize import minimize


def rosenbrock(x):
    a, b = x[:-1], x[1:]
    g = np.zeros_like(x)
    g[:-1] = -400 * a * (b - a**2) - 2 * (1 - a)
    g[1:] += 200 * (b - a**2)
    return np.sum(100 * (b - a**2) ** 2 + (1 - a) ** 2), g


def quadratic(x):
    """Curvatures from 1 to 1e4, the minimum at 1.  At 1e6 SciPy's own course depends on the last bit of the start."""
    c = 10 ** np.linspace(0, 4, x.size)
    return 0.5 * np.sum(c * (x - 1) ** 2), c * (x - 1)


def logistic_regression(x):
    i, j = np.arange(60)[:, None], np.arange(x.size)[None, :]
    X = (1 + j) * np.sin(1.0 + 1.7 * i + 0.9 * j + 0.3 * i * j)
    y = X[:, 0] + 0.3 * X[:, 1] * np.sin(i[:, 0]) > 0.2
    p = 1 / (1 + np.exp(-X @ x))
    return -np.mean(np.log(np.where(y, p, 1 - p))) + 0.0005 * x @ x, X.T @ (p - y) / 60 + 0.001 * x


def wrong_gradient(x):
    f, g = quadratic(x)
    return f, -g


def gradient_that_turns(x):
    """Right until the loss is below 10, then of the wrong sign."""
    f, g = quadratic(x)
    return f, g if f > 10 else -g


def start(n):
    return np.array([-1.2 if k % 2 == 0 else 1.0 for k in range(n)])


CASES = {  # problem, start, options
    "rosenbrock_2": (rosenbrock, start(2), dict()),
    "rosenbrock_2_exact": (rosenbrock, start(2), dict(gtol=0.0)),
    "rosenbrock_10": (rosenbrock, start(10), dict()),
    "rosenbrock_10_max_iter": (rosenbrock, start(10), dict(maxiter=17)),
    "rosenbrock_10_max_iter_1": (rosenbrock, start(10), dict(maxiter=1)),
    "rosenbrock_10_max_fun": (rosenbrock, start(10), dict(maxfun=30)),
    "rosenbrock_10_tol": (rosenbrock, start(10), dict(gtol=1.0)),
    "quadratic": (quadratic, np.zeros(8), dict()),
    "quadratic_loose": (quadratic, np.zeros(8), dict(gtol=10.0)),
    "quadratic_at_optimum": (quadratic, np.ones(8), dict()),
    "logistic_regression": (logistic_regression, np.zeros(5), dict()),
    "logistic_regression_max_iter": (logistic_regression, np.zeros(5), dict(maxiter=3)),
    "wrong_gradient": (wrong_gradient, np.zeros(3), dict()),
    "wrong_gradient_max_fun": (wrong_gradient, np.zeros(3), dict(maxfun=10)),
    "gradient_that_turns": (gradient_that_turns, np.zeros(3), dict()),
}

if __name__ == "__main__":
    lines = []
    for name, (problem, x0, options) in CASES.items():
        options = {**dict(maxiter=200, maxfun=15000, gtol=1e-4), **options}
        r = minimize(problem, x0, jac=True, method="L-BFGS-B", options=options)
        values = dict(max_iter=[options["maxiter"]], max_fun=[options["maxfun"]], tol=[options["gtol"]],
                      start=x0.tolist(), n_iter=[r.nit], n_evaluations=[r.nfev], status=[r.status],
                      message=[r.message], loss=[float(r.fun)], theta=r.x.tolist())
        lines += [f"{name}.{key} " + " ".join(map(str, value)) for key, value in values.items()]
    (Path(__file__).parent / "tools" / "lbfgs.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
