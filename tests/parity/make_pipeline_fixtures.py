# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/pipeline.txt: what pipelines with a network and unions of features give.

Made with scikit-learn 1.2.1.
"""
import warnings

import numpy as np
from make_tools_fixtures import fixture
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import FeatureUnion, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, PolynomialFeatures, StandardScaler
from sklearn.utils import _message_with_time


def union(**options):
    transformers = [("standardscaler", StandardScaler()), ("passthrough", "passthrough"),
                    ("polynomialfeatures", PolynomialFeatures(include_bias=False)), ("drop", "drop")]
    return FeatureUnion(transformers, **options)


def main():
    rng = np.random.RandomState(11)
    X = rng.normal(size=(40, 3)) * [1, 10, 100] + [0, 5, -50]
    y = (X[:, 0] * 10 + X[:, 1] > 5).astype(int) + (X[:, 2] > 0)
    new = rng.normal(size=(6, 3)) * [1, 10, 100]
    mlp = MLPClassifier((5,), max_iter=30, random_state=0)

    def run(put, name, pipe, **fit_params):
        pipe.fit(X, y, **fit_params)
        put(f"{name}.proba", pipe.predict_proba(new))
        put(f"{name}.predict", pipe.predict(new))
        put(f"{name}.score", pipe.score(X, y))
        put(f"{name}.loss_curve", pipe[-1].loss_curve_)
        put(f"{name}.names", [key for key, _ in pipe.steps])

    with fixture("pipeline") as put:
        put("X", X)
        put("y", y)
        put("new", new)
        run(put, "chain", make_pipeline(StandardScaler(), PolynomialFeatures(), mlp))
        run(put, "passthrough", make_pipeline("passthrough", StandardScaler(), mlp))
        run(put, "off", make_pipeline("passthrough", mlp))
        features = make_union(MinMaxScaler(), StandardScaler(), MinMaxScaler((-1, 1)))
        run(put, "union", make_pipeline(features, mlp))
        put("union.transformers", [key for key, _ in features.transformer_list])

        put("plain", union().fit_transform(X))
        put("weights", union(transformer_weights={"standardscaler": 2, "passthrough": 0.5, "polynomialfeatures": -3}).fit(X).transform(new))
        def put_names(key, transformer, *given):
            names = transformer.fit(X).get_feature_names_out(*given)
            put(f"feature_names.{key}", [name.replace(" ", "*") for name in names])

        put_names("union", union())
        put_names("union.given", union(), ["a", "b", "c"])
        put_names("twice", make_union(MinMaxScaler(), MinMaxScaler()))
        put_names("chain", make_pipeline(MinMaxScaler(), PolynomialFeatures()), ["a", "b", "c"])
        put_names("nested", make_pipeline("passthrough", union(), StandardScaler(), PolynomialFeatures(1)))
        put_names("function", FunctionTransformer(np.abs, feature_names_out="one-to-one"))
        chain = make_pipeline(StandardScaler(), MinMaxScaler((-1, 3)))
        put("transformed", chain.fit_transform(X))
        put("inverse", chain.inverse_transform(new))
        functions = make_pipeline(FunctionTransformer(np.arcsinh, np.sinh), StandardScaler(), FunctionTransformer())
        put("function", functions.fit_transform(X))
        put("function.inverse", functions.inverse_transform(new / 100))
        put("function.names", [key for key, _ in functions.steps])
        for key, message, seconds in (("short", "(step 1 of 3) Processing standardscaler", 0.04), ("minutes", "(step 10 of 12) Processing mlpclassifier", 75.3), ("long", "(step 1 of 1) Processing " + "x" * 40, 59.96)):
            put(f"line.{key}", _message_with_time("Pipeline", message, seconds).replace(" ", "_"))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
