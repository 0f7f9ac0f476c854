# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""What is measured."""

import dataclasses
from dataclasses import dataclass
from typing import Callable

import data

NEVER = 10**9


@dataclass(frozen=True)
class Workload:
    """One fit or prediction. Activation relu, solver adam and all else scikit-learn's default."""

    key: str
    title: str
    data: Callable
    rows: int
    units: tuple  # of all layers, input and output among them
    batch_size: int = 200
    task: str = "fit"  # or "predict", "memory"
    max_iter: int = 1
    stops: bool = False  # by scikit-learn's own rule, rather than after max_iter epochs
    predict_rows: int = 1
    per: str = "fit"  # what a figure is for: "epoch", "update", "fit", "call"
    full_rows: int = 0  # an epoch on fewer rows is scaled to so many
    bound: str = ""  # what limits it: "fma" or "memory"
    torch: bool = True

    def options(self):
        """Those that all contenders take."""
        return {
            "task": self.task,
            "rows": self.rows,
            "features": self.units[0],
            "hidden": ",".join(map(str, self.units[1:-1])),
            "batch_size": self.batch_size,
            "max_iter": self.max_iter,
            "tol": 1e-4 if self.stops else 0,
            "n_iter_no_change": 10 if self.stops else NEVER,
            "seed": 0,
            "predict_rows": self.predict_rows,
        }

    def figure(self, answer):
        """What a contender's answer says, in seconds for what `per` names, or in bytes."""
        if self.task == "memory":
            return answer["bytes"]
        if self.per == "epoch":
            return answer["seconds"] / answer["n_iter"] * max(1.0, self.full_rows / self.rows)
        if self.per == "update":
            return answer["seconds"] / answer["n_iter"] / -(-self.rows // self.batch_size)
        return answer["seconds"]

    def flop(self, answer):
        """Floating-point operations of the products behind a figure."""
        weights = [n * m for n, m in zip(self.units, self.units[1:])]
        forward = 2 * sum(weights)
        if self.task == "predict":
            return forward * self.predict_rows
        a_row = 2 * forward + 2 * sum(weights[1:])
        if self.per == "epoch":
            return a_row * max(self.rows, self.full_rows)
        if self.per == "update":
            return a_row * self.batch_size
        return a_row * self.rows * answer["n_iter"]

    def n_parameters(self):
        return sum((n + 1) * m for n, m in zip(self.units, self.units[1:]))

    def note(self):
        if self.task == "memory" and self.full_rows > self.rows:
            return f"{self.key}: measured on {self.rows:,} rows"
        if self.full_rows > self.rows:
            return f"{self.key}: measured on {self.rows:,} rows and scaled to {self.full_rows:,}"
        return f"{self.key}: the ratio is that of the seconds an epoch" if self.stops else ""


SMALL, WIDE = (784, 100, 100, 10), (784, 1024, 1024, 10)
FULL = {"data": data.fashion, "rows": 60_000, "full_rows": 60_000}

WORKLOADS = [
    Workload(
        "A", "epoch, 784-100-100-10, batch 200", units=SMALL, max_iter=4, per="epoch", bound="fma", **FULL
    ),
    Workload(
        "B", "epoch, 784-1024-1024-10, batch 256", units=WIDE, batch_size=256, per="epoch", bound="fma", **FULL
    ),
    Workload("C", "200 epochs, 4-10-3, 150 rows", data.iris_size, 150, (4, 10, 3), 150, max_iter=200),
    Workload(
        "D",
        "update of batch size 1, 784-500-10",
        data.fashion,
        1_500,
        (784, 500, 10),
        batch_size=1,
        per="update",
        bound="memory",
    ),
    Workload("E", "predict 1 row, 784-100-100-10", data.fashion, 1_000, SMALL, task="predict", per="call"),
    Workload(
        "F",
        "predict 10,000 rows, 784-100-100-10",
        data.fashion,
        10_000,
        SMALL,
        task="predict",
        predict_rows=10_000,
        per="call",
        bound="fma",
    ),
    Workload(
        "G",
        "fit of 8,000 rows until it stops, 784-100-100-10",
        data.chapter,
        8_000,
        SMALL,
        max_iter=500,
        stops=True,
        bound="fma",
        torch=False,
    ),
    Workload("I", "memory of A's fit above the data", units=SMALL, task="memory", torch=False, **FULL),
]


def shortened(workload, rows):
    """The same on at most so many rows of an epoch."""
    if not workload.full_rows:
        return workload
    return dataclasses.replace(workload, rows=min(workload.rows, rows))


def quick(workload):
    """The same in a fraction of the time, to see that everything works."""
    if workload.key == "B":
        return shortened(workload, 2_560)
    if workload.key == "D":
        return dataclasses.replace(workload, rows=200)
    if workload.key == "G":
        return dataclasses.replace(workload, max_iter=10, title="10 epochs of 8,000 rows, 784-100-100-10")
    return shortened(workload, 12_000)
