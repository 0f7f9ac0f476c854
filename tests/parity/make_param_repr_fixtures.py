# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/param_repr.txt: how scikit-learn prints its estimators, each after a line with a name.

Made with scikit-learn 1.2.1.
"""
from pathlib import Path

from sklearn.neural_network import MLPClassifier, MLPRegressor

LONG = dict(
    activation="tanh", alpha=0.001, batch_size=32, beta_1=0.85, beta_2=0.99, early_stopping=True,
    epsilon=1e-07, hidden_layer_sizes=(64, 32, 16), learning_rate="invscaling", learning_rate_init=0.01,
    max_fun=20000, max_iter=1000, momentum=0.5, n_iter_no_change=25, nesterovs_momentum=False, power_t=0.25,
    random_state=42, shuffle=False, solver="sgd", tol=1e-05, validation_fraction=0.2, verbose=True,
    warm_start=True)
CASES = {
    "classifier_defaults": MLPClassifier(),
    "regressor_defaults": MLPRegressor(),
    "defaults_given": MLPClassifier(alpha=1e-4, hidden_layer_sizes=(100,), solver="adam"),
    "two_layers": MLPClassifier(hidden_layer_sizes=(64, 32), alpha=0.01),
    "one_layer": MLPClassifier(hidden_layer_sizes=(7,)),
    "no_layer": MLPRegressor(hidden_layer_sizes=()),
    "small_floats": MLPClassifier(alpha=1e-05, tol=1.5e-07, epsilon=1e-12, learning_rate_init=0.0001),
    "large_floats": MLPClassifier(alpha=1e16, power_t=1e15, learning_rate_init=123456789.125, tol=1e22),
    "whole_floats": MLPClassifier(alpha=0.0, momentum=1.0, power_t=2.0),
    "digits": MLPClassifier(alpha=0.1 + 0.2, tol=1 / 3),
    "strings": MLPRegressor(activation="logistic", solver="lbfgs", learning_rate="adaptive"),
    "numbers": MLPRegressor(batch_size=16, random_state=0, max_iter=10, max_fun=5),
    "switches": MLPRegressor(shuffle=False, verbose=True, warm_start=True, early_stopping=True),
    "all": MLPClassifier(**LONG),
    "all_of_regressor": MLPRegressor(**LONG),
}
# lines that end before, at and behind their limit, one digit more at a time
for n in range(6, 10):
    CASES[f"last_{n}"] = MLPRegressor(alpha=0.25, activation="tanh", max_fun=20000, random_state=10**n - 1)
    CASES[f"between_{n}"] = MLPRegressor(
        alpha=0.25, activation="tanh", max_fun=20000, random_state=10**n - 1, shuffle=False, tol=0.5)
    CASES[f"second_line_{n}"] = MLPRegressor(
        activation="tanh", early_stopping=True, learning_rate="adaptive", learning_rate_init=0.015625,
        momentum=0.25, random_state=10**n - 1)


def main():
    path = Path(__file__).parent / "tools" / "param_repr.txt"
    path.write_text("".join(f"# {name}\n{estimator!r}\n" for name, estimator in CASES.items()))


if __name__ == "__main__":
    main()
