# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/validation.txt: what scikit-learn gives for the tests of cross validation and curves.

Made with numpy 1.24.2 and scikit-learn 1.2.1.  Each line holds a key and its values, tables row by row.
"""
import warnings
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris
from sklearn.metrics import d2_absolute_error_score, log_loss, make_scorer, mean_squared_log_error, top_k_accuracy_score
from sklearn.model_selection import (KFold, ShuffleSplit, StratifiedKFold, StratifiedShuffleSplit,
                                     cross_val_predict, cross_val_score, cross_validate, learning_curve,
                                     validation_curve)
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.simplefilter("ignore")
FOLDER = Path(__file__).parent
lines = []


def put(key, values):
    flat = np.atleast_1d(np.asarray(values)).ravel().tolist()
    lines.append(" ".join([key] + [repr(v) if isinstance(v, float) else str(v) for v in flat]))


def put_curve(key, curve):
    put(f"{key}.sizes", curve[0])
    put(f"{key}.train", curve[1])
    put(f"{key}.test", curve[2])


X, y = load_iris(return_X_y=True)  # tests/parity/data/iris.txt holds the same table
classifier = MLPClassifier(hidden_layer_sizes=(5,), max_iter=12, random_state=3, learning_rate_init=0.02)
regressor = MLPRegressor(hidden_layer_sizes=(4,), max_iter=15, random_state=1, learning_rate_init=0.02)
R, t = X[:, :3], X[:, 3]
T = X[:, 2:]
labels = np.stack([y == 0, X[:, 0] > 5.8], axis=1).astype(int)
binary = (y == 2).astype(int)

splitters = dict(default=None, three=3, k_fold=KFold(4, shuffle=True, random_state=0),
                 stratified=StratifiedKFold(3, shuffle=True, random_state=5),
                 shuffle_split=ShuffleSplit(3, test_size=0.2, random_state=2),
                 stratified_shuffle_split=StratifiedShuffleSplit(2, test_size=30, random_state=2))
for name, cv in splitters.items():
    put(f"classifier.{name}", cross_val_score(classifier, X, y, cv=cv))
put("regressor.default", cross_val_score(regressor, R, t))
put("regressor.two_outputs", cross_val_score(regressor, X[:, :2], T, cv=3))
put("multilabel", cross_val_score(classifier, X, labels, cv=KFold(3, shuffle=True, random_state=1)))

for scoring in ("accuracy", "balanced_accuracy", "matthews_corrcoef", "f1_macro", "f1_micro", "f1_weighted",
                "precision_macro", "recall_weighted", "jaccard_macro", "roc_auc_ovr", "roc_auc_ovo",
                "roc_auc_ovr_weighted", "roc_auc_ovo_weighted", "neg_log_loss", "neg_mean_squared_error"):
    put(f"multiclass.{scoring}", cross_val_score(classifier, X, y, cv=3, scoring=scoring))
put("multiclass.top_k_accuracy",
    cross_val_score(classifier, X, y, cv=3, scoring=make_scorer(top_k_accuracy_score, needs_proba=True)))
for scoring in ("f1", "precision", "recall", "jaccard", "roc_auc", "average_precision", "neg_log_loss",
                "neg_brier_score", "positive_likelihood_ratio", "neg_negative_likelihood_ratio"):
    put(f"binary.{scoring}", cross_val_score(classifier, X, binary, cv=3, scoring=scoring))
for scoring in ("f1_samples", "f1_macro", "roc_auc", "average_precision"):
    put(f"multilabel.{scoring}", cross_val_score(classifier, X, labels, scoring=scoring,
                                                 cv=KFold(3, shuffle=True, random_state=1)))
def sum_of_log_losses(y, p):
    return -sum(log_loss(y[:, k], p[:, k], labels=[0, 1]) for k in range(2))


put("multilabel.neg_log_loss",
    cross_val_score(classifier, X, labels, scoring=make_scorer(sum_of_log_losses, needs_proba=True),
                    cv=KFold(3, shuffle=True, random_state=1)))
put("regression.d2_absolute_error_score",
    cross_val_score(regressor, R, t, cv=3, scoring=make_scorer(d2_absolute_error_score)))
for scoring in ("r2", "explained_variance", "max_error", "neg_mean_absolute_error",
                "neg_mean_absolute_percentage_error", "neg_median_absolute_error", "neg_mean_squared_error",
                "neg_root_mean_squared_error"):
    put(f"regression.{scoring}", cross_val_score(regressor, R, t, cv=3, scoring=scoring))
for scoring in ("neg_mean_poisson_deviance", "neg_mean_gamma_deviance"):
    put(f"positive.{scoring}",
        cross_val_score(MLPRegressor((), max_iter=200, random_state=4, solver="lbfgs"), R, t + 3, cv=3,
                        scoring=scoring))
put("positive.neg_root_mean_squared_log_error",
    cross_val_score(MLPRegressor((), max_iter=200, random_state=4, solver="lbfgs"), R, t + 3, cv=3,
                    scoring=make_scorer(mean_squared_log_error, squared=False, greater_is_better=False)))

several = cross_validate(classifier, X, y, cv=3, scoring=["accuracy", "f1_macro"], return_train_score=True)
for key in ("test_accuracy", "test_f1_macro", "train_accuracy", "train_f1_macro"):
    put(f"several.{key}", several[key])

put("predict", cross_val_predict(classifier, X, y, cv=3))
put("predict_proba", cross_val_predict(classifier, X, y, cv=3, method="predict_proba")[::10])
put("predict_log_proba", cross_val_predict(classifier, X, y, cv=3, method="predict_log_proba")[::10])
put("predict_missing", cross_val_predict(classifier, X, y, cv=KFold(3), method="predict_proba")[::10])
put("predict_regressor", cross_val_predict(regressor, R, t, cv=KFold(3, shuffle=True, random_state=0))[::10])
put("predict_multilabel", cross_val_predict(classifier, X, labels,
                                            cv=KFold(3, shuffle=True, random_state=1))[::10])

shuffled = KFold(3, shuffle=True, random_state=0)
put_curve("curve.default", learning_curve(classifier, X, y, cv=shuffled))
put_curve("curve.counts", learning_curve(classifier, X, y, train_sizes=[40, 7, 40, 90], cv=shuffled))
put_curve("curve.shuffle", learning_curve(classifier, X, y, train_sizes=[0.1, 0.5], cv=3, shuffle=True,
                                          random_state=6))
put_curve("curve.incremental", learning_curve(classifier, X, y, train_sizes=[0.1, 0.4, 1.0], cv=3, shuffle=True,
                                              random_state=6, exploit_incremental_learning=True))
put_curve("curve.incremental_regressor",
          learning_curve(regressor, R, t, train_sizes=[0.2, 1.0], cv=shuffled, exploit_incremental_learning=True))
put_curve("curve.regressor", learning_curve(regressor, R, t, train_sizes=[0.2, 1.0], cv=shuffled))
train, test = validation_curve(classifier, X, y, param_name="max_iter", param_range=[2, 5, 11], cv=3)
put("validation.train", train)
put("validation.test", test)
(FOLDER / "tools" / "validation.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
