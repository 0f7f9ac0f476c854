# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""scikit-learn in the comparison; its threads are those of the BLAS, set by the environment."""

import sklearn
from sklearn.neural_network import MLPClassifier

from protocol import Options, blas_libraries, blocks, fit_memory, mean_seconds, serve

options = Options()
X, y = options.data()


def classifier(max_iter):
    return MLPClassifier(
        hidden_layer_sizes=options.hidden,
        batch_size=options.batch_size,
        max_iter=max_iter,
        tol=options.tol,
        n_iter_no_change=options.n_iter_no_change,
        random_state=options.seed,
    )


def fit_some():
    n = options.rows_of_a_short_fit()
    return classifier(1).fit(X[:n], y[:n])


def fit_seconds():
    clf = classifier(options.max_iter)
    seconds = mean_seconds(options.min_seconds, lambda: clf.fit(X, y))
    return {"seconds": seconds, "n_iter": clf.n_iter_}


description = {"version": sklearn.__version__, "blas": blas_libraries()}
if options.task == "memory":
    serve(description, lambda: fit_memory(lambda: classifier(options.max_iter).fit(X, y)))
elif options.task == "fit":
    fit_some()
    serve(description, fit_seconds)
else:
    clf = fit_some()
    block = blocks(X, options.predict_rows)
    serve(description, lambda: {"seconds": mean_seconds(options.min_seconds, lambda: clf.predict(next(block)))})
