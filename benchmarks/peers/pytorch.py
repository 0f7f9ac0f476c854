# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""PyTorch in the comparison: the same network and steps, eager mode."""

import itertools

import torch

from protocol import Options, blas_libraries, blocks, mean_seconds, serve

options = Options()
torch.set_num_threads(options.threads)
X, y = (torch.from_numpy(part) for part in options.data())
y = y.long()
units = (X.shape[1], *options.hidden, int(y.max()) + 1)


def network():
    torch.manual_seed(options.seed)
    layers = [torch.nn.Linear(n, m, dtype=X.dtype) for n, m in itertools.pairwise(units)]
    activations = [torch.nn.ReLU() for _ in layers[1:]]
    pairs = itertools.zip_longest(layers, activations)
    return torch.nn.Sequential(*(module for pair in pairs for module in pair if module))


def fit(X, y, max_iter):
    """Adam with scikit-learn's penalty: on the weights, not the biases, divided by the rows of a batch."""
    net = network()
    weights = [p for p in net.parameters() if p.ndim == 2]
    biases = [p for p in net.parameters() if p.ndim == 1]
    penalised = {"params": weights, "weight_decay": 0.0001 / options.batch_size}
    adam = torch.optim.Adam([penalised, {"params": biases}], lr=0.001)
    cross_entropy = torch.nn.CrossEntropyLoss()
    for _ in range(max_iter):
        for rows in torch.randperm(len(X)).split(options.batch_size):
            adam.zero_grad()
            cross_entropy(net(X[rows]), y[rows]).backward()
            adam.step()
    return net


def fit_some():
    n = options.rows_of_a_short_fit()
    return fit(X[:n], y[:n], 1)


def fit_seconds():
    seconds = mean_seconds(options.min_seconds, lambda: fit(X, y, options.max_iter))
    return {"seconds": seconds, "n_iter": options.max_iter}


description = {"version": torch.__version__, "blas": blas_libraries()}
if options.task == "fit":
    fit_some()
    serve(description, fit_seconds)
else:
    net = fit_some()
    block = blocks(X, options.predict_rows)
    with torch.inference_mode():
        predict = lambda: net(next(block)).argmax(1)
        serve(description, lambda: {"seconds": mean_seconds(options.min_seconds, predict)})
