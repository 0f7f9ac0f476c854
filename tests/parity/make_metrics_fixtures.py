# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/*_metrics.txt: scikit-learn's scores, and tools/report_single*.txt, report_multilabel*.txt.

Made with scikit-learn 1.2.1.  make_tools_fixtures.py writes the scores of metrics without weights.
"""
import warnings

import numpy as np
from make_tools_fixtures import FOLDER, fixture
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
            above = positive[:, 0] + 0.125
            put("mean_gamma_deviance" + ".weighted" * weighted,
                metrics.mean_gamma_deviance(above, rates[:, 0], sample_weight=w))
            for power in (-1, 0, 1, 1.5, 2, 3, 3.5):
                end = f".{power}" + ".weighted" * weighted
                put("mean_tweedie_deviance" + end,
                    metrics.mean_tweedie_deviance(above, rates[:, 0], sample_weight=w, power=power))
                put("d2_tweedie_score" + end,
                    metrics.d2_tweedie_score(above, rates[:, 0], sample_weight=w, power=power))
            for name, options in [("d2_absolute_error_score", {}), ("d2_pinball_score", dict(alpha=0.9)),
                                  ("d2_pinball_score", dict(alpha=0.25))]:
                metric = getattr(metrics, name)
                key = ".".join([name] + [f"{k}={v}" for k, v in options.items()] + ["weighted"] * weighted)
                put(key + ".raw", metric(y, p, sample_weight=w, multioutput="raw_values", **options))
                put(key + ".uniform", metric(y, p, sample_weight=w, **options))
                put(key + ".weights", metric(y, p, sample_weight=w, multioutput=[0.2, 0.5, 1.0], **options))
        put("max_error", metrics.max_error(y[:, 0], p[:, 0]))


AVERAGES = ("None", "micro", "macro", "weighted", "samples")


def make_labels():
    """Metrics of labels: weighted, and of multilabel targets."""
    rng = np.random.RandomState(12)
    y_true = rng.randint(0, 4, 40)
    y_pred = np.where(rng.uniform(size=40) < 0.5, y_true, rng.randint(0, 4, 40))
    Y_true = (rng.uniform(size=(12, 4)) < 0.4).astype(int)
    Y_pred = np.where(rng.uniform(size=(12, 4)) < 0.7, Y_true, 1 - Y_true)
    Y_true[2] = 0
    Y_pred[2:4] = 0
    Y_pred[:, 3] = 0
    weight = rng.randint(0, 9, 40) / 4
    with fixture("label_metrics") as put:
        for key, value in dict(y_true=y_true, y_pred=y_pred, Y_true=Y_true, Y_pred=Y_pred, weight=weight).items():
            put(key, value)
        for weighted in (False, True):
            end = ".weighted" * weighted
            w = weight if weighted else None
            put("accuracy" + end, metrics.accuracy_score(y_true, y_pred, sample_weight=w))
            put("n_right" + end, float(metrics.accuracy_score(y_true, y_pred, normalize=False, sample_weight=w)))
            put("zero_one" + end, metrics.zero_one_loss(y_true, y_pred, sample_weight=w))
            put("n_wrong" + end, float(metrics.zero_one_loss(y_true, y_pred, normalize=False, sample_weight=w)))
            put("hamming" + end, metrics.hamming_loss(y_true, y_pred, sample_weight=w))
            put("confusion" + end, metrics.confusion_matrix(y_true, y_pred, sample_weight=w).astype(float))
            put("confusion.pred" + end, metrics.confusion_matrix(y_true, y_pred, sample_weight=w, normalize="pred"))
            put("balanced" + end, metrics.balanced_accuracy_score(y_true, y_pred, sample_weight=w))
            put("balanced.adjusted" + end,
                metrics.balanced_accuracy_score(y_true, y_pred, sample_weight=w, adjusted=True))
            put("balanced.gap" + end, metrics.balanced_accuracy_score(y_true % 3, y_pred, sample_weight=w))
            put("matthews" + end, metrics.matthews_corrcoef(y_true, y_pred, sample_weight=w))
            put("matthews.binary" + end, metrics.matthews_corrcoef(y_true > 1, y_pred > 1, sample_weight=w))
            put("likelihood_ratios" + end,
                metrics.class_likelihood_ratios(y_true > 1, y_pred > 1, sample_weight=w))
            put("likelihood_ratios.labels" + end,
                metrics.class_likelihood_ratios(y_true > 1, y_pred > 1, sample_weight=w, labels=[True, False]))
            for kind in ("None", "linear", "quadratic"):
                put(f"kappa.{kind}" + end,
                    metrics.cohen_kappa_score(y_true, y_pred, sample_weight=w, weights=None if kind == "None" else kind))
            put("kappa.labels" + end, metrics.cohen_kappa_score(y_true, y_pred, sample_weight=w, labels=[3, 0, 1]))
            W = weight[:12] if weighted else None
            put("multilabel.accuracy" + end, metrics.accuracy_score(Y_true, Y_pred, sample_weight=W))
            put("multilabel.zero_one" + end, metrics.zero_one_loss(Y_true, Y_pred, sample_weight=W))
            put("multilabel.hamming" + end, metrics.hamming_loss(Y_true, Y_pred, sample_weight=W))
            for name, true, predicted, weights in (("single", y_true, y_pred, w), ("multilabel", Y_true, Y_pred, W)):
                for labels in (None, [2, 0]):
                    matrices = metrics.multilabel_confusion_matrix(true, predicted, sample_weight=weights, labels=labels)
                    put(f"{name}.confusions.{0 if labels is None else 2}{end}", matrices.astype(float))
            put("samplewise.confusions" + end,
                metrics.multilabel_confusion_matrix(Y_true, Y_pred, sample_weight=W, samplewise=True).astype(float))
            put("fbeta" + end, metrics.fbeta_score(y_true, y_pred, beta=0.5, average="macro", sample_weight=w))
            put("fbeta.multilabel" + end,
                metrics.fbeta_score(Y_true, Y_pred, beta=2, labels=[2, 0], average="weighted", sample_weight=W))
            for name, true, predicted, W in (("single", y_true, y_pred, w), ("multilabel", Y_true, Y_pred, W)):
                for average in AVERAGES if name == "multilabel" else AVERAGES[:-1]:
                    for labels in (None, [2, 0]):
                        for zero_division in (0, 1):
                            key = f"{name}.{average}.{0 if labels is None else 2}.{zero_division}{end}"
                            options = dict(labels=labels, average=None if average == "None" else average,
                                           sample_weight=W, zero_division=zero_division)
                            p, r, f, s = metrics.precision_recall_fscore_support(true, predicted, **options)
                            put(key, np.concatenate([np.atleast_1d(x) for x in (p, r, f)]))
                            if average == "None":
                                put(key + ".support", s)
                            put(key + ".jaccard", metrics.jaccard_score(true, predicted, **options))
                text = metrics.classification_report(true, predicted, sample_weight=W, zero_division=0)
                (FOLDER / f"report_{name}{end.replace('.', '_')}.txt").write_text(text, encoding="utf-8")


def make_ranking():
    """Metrics of scores."""
    rng = np.random.RandomState(13)
    y = rng.randint(0, 2, 30)
    score = (y + rng.normal(size=30)).round(1)  # with ties
    classes = rng.randint(0, 3, 30)
    P = rng.dirichlet(np.ones(3), 30) + 0.5 * np.eye(3)[classes]
    P = P / P.sum(axis=1, keepdims=True)
    Y = (rng.uniform(size=(30, 3)) < 0.4).astype(int)
    Y[:, 1] = 1 - Y[:, 1]
    rows = Y.any(axis=1) & ~Y.all(axis=1)  # "samples" needs both
    S = (Y + rng.normal(size=(30, 3))).round(1)
    weight = rng.randint(0, 9, 30) / 4
    Q = rng.uniform(size=(30, 3))
    with fixture("ranking_metrics") as put:
        for key, value in dict(y=y, score=score, classes=classes, P=P, Y=Y, S=S, Q=Q, weight=weight,
                               mixed=np.where(rows)[0]).items():
            put(key, value)
        for weighted in (False, True):
            end = ".weighted" * weighted
            w = weight if weighted else None
            for drop in (True, False):
                fpr, tpr, thresholds = metrics.roc_curve(y, score, sample_weight=w, drop_intermediate=drop)
                put(f"roc.{drop}.fpr" + end, fpr)
                put(f"roc.{drop}.tpr" + end, tpr)
                put(f"roc.{drop}.thresholds" + end, thresholds)
            precision, recall, thresholds = metrics.precision_recall_curve(y, score, sample_weight=w)
            put("pr.precision" + end, precision)
            put("pr.recall" + end, recall)
            put("pr.thresholds" + end, thresholds)
            put("auc.binary" + end, metrics.roc_auc_score(y, score, sample_weight=w))
            put("auc.partial" + end, metrics.roc_auc_score(y, score, sample_weight=w, max_fpr=0.3))
            put("ap.binary" + end, metrics.average_precision_score(y, score, sample_weight=w))
            put("ap.zero" + end, metrics.average_precision_score(y, -score, sample_weight=w, pos_label=0))
            one_hot = np.eye(3, dtype=int)[classes]
            for average in AVERAGES:
                a = None if average == "None" else average
                if average != "samples":
                    put(f"auc.ovr.{average}" + end,
                        metrics.roc_auc_score(classes, P, sample_weight=w, multi_class="ovr", average=a))
                put(f"ap.ovr.{average}" + end,
                    metrics.average_precision_score(one_hot, P, sample_weight=w, average=a))
                only = rows if average == "samples" else slice(None)
                W = w[only] if weighted else None
                put(f"auc.multilabel.{average}" + end,
                    metrics.roc_auc_score(Y[only], S[only], sample_weight=W, average=a))
                put(f"ap.multilabel.{average}" + end,
                    metrics.average_precision_score(Y[only], S[only], sample_weight=W, average=a))
            put("top_1" + end, metrics.top_k_accuracy_score(classes, P, k=1, sample_weight=w))
            put("top_2" + end, metrics.top_k_accuracy_score(classes, P.round(1), sample_weight=w))
            put("top_2.count" + end,
                float(metrics.top_k_accuracy_score(classes, P.round(1), sample_weight=w, normalize=False)))
            put("log_loss" + end, metrics.log_loss(classes, P, sample_weight=w))
            put("log_loss.labels" + end,
                sum(metrics.log_loss(Y[:, k], Q[:, k], sample_weight=w) for k in range(3)))
            put("brier" + end, metrics.brier_score_loss(y, Q[:, 0], sample_weight=w))
            put("brier.larger" + end, metrics.brier_score_loss(y * 4 + 3, Q[:, 0], sample_weight=w))
            put("brier.zero" + end, metrics.brier_score_loss(y, Q[:, 0], sample_weight=w, pos_label=0))
        for average in ("macro", "weighted"):
            put(f"auc.ovo.{average}", metrics.roc_auc_score(classes, P, multi_class="ovo", average=average))


def make_weights():
    """Weights that sum to 0, or that leave out a class; a single class of text."""
    y_true, y_pred = [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 0]
    score = [0.1, 0.2, 0.3, 0.25, 0.6, 0.5]
    y = [1, 0, 1, 0, 0, 1]
    with fixture("weight_metrics") as put:
        for name, weight in (("zero", [0] * 6), ("cancel", [1, 1, 1, -2, -3, 2]), ("class", [0.5, 0, 0, 0, 1, 2])):
            put(name, weight)
            put(name + ".confusion", metrics.confusion_matrix(y_true, y_pred, sample_weight=weight).astype(float))
            put(name + ".confusions",
                metrics.multilabel_confusion_matrix(y_true, y_pred, sample_weight=weight).astype(float))
            put(name + ".matthews", metrics.matthews_corrcoef(y_true, y_pred, sample_weight=weight))
            for metric in (metrics.f1_score, metrics.precision_score, metrics.recall_score, metrics.jaccard_score):
                for average in ("micro", "macro", "weighted"):
                    if name == "cancel" and metric == metrics.jaccard_score and average == "weighted":
                        continue  # refused
                    if name == "cancel" and metric == metrics.f1_score:
                        continue  # defined otherwise since 1.3
                    put(f"{name}.{metric.__name__}.{average}",
                        metric(y_true, y_pred, sample_weight=weight, average=average))
            put(name + ".n_right", float(metrics.accuracy_score(y_true, y_pred, normalize=False, sample_weight=weight)))
            if name == "zero":
                continue
            for word, values in zip(("fpr", "tpr", "thresholds"), metrics.roc_curve(y, score, sample_weight=weight)):
                put(f"{name}.roc.{word}", values)
            put(name + ".ap", metrics.average_precision_score(y, score, sample_weight=weight))
        # without the samples of weight 0, the labels 1 and 2 are 1 alone
        for word, values in zip(("precision", "recall", "thresholds"),
                                metrics.precision_recall_curve([1, 1, 2], score[:3], sample_weight=[1, 2, 0])):
            put("left_out.pr." + word, values)
        put("left_out.roc.tpr", metrics.roc_curve([1, 1, 2], score[:3], sample_weight=[1, 2, 0])[1])
        words = ["a", "a"]
        for metric in (metrics.f1_score, metrics.precision_score, metrics.recall_score, metrics.jaccard_score):
            put("text." + metric.__name__, [metric(words, words, zero_division=z) for z in (0, 1)])


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    make_regression()
    make_labels()
    make_ranking()
    make_weights()
