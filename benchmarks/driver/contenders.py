# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Processes that measure when told to, one at a time."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parents[1] / "peers"
MODULES = {"sklearn": ("scikit_learn.py", "sklearn"), "torch": ("pytorch.py", "torch")}
NAMES = {"sklearn": "scikit-learn", "torch": "PyTorch"}


class ContenderFailed(Exception):
    pass


class Contender:
    """A process that has loaded its data and has warmed up."""

    def __init__(self, name, command, options, threads):
        words = [f"{key}={value}" for key, value in {**options, "threads": threads}.items()]
        limits = dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"], str(threads))
        self.name = name
        self.answers = []
        self._process = subprocess.Popen(
            [*map(str, command), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **limits},
        )
        self.description = self._read()

    def measure(self):
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.answers.append(self._read())

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise ContenderFailed(f"{self.name} ended with status {self._process.returncode}")
        return json.loads(line)


def peer_command(peer):
    return [sys.executable, PEERS / MODULES[peer][0]]


def peer_is_there(peer):
    return importlib.util.find_spec(MODULES[peer][1]) is not None


def take_turns(makers, rounds):
    """Lets contenders measure in turns and returns those that could; each round begins with another one."""
    contenders = []
    try:
        for make in makers:
            try:
                contenders.append(make())
            except ContenderFailed as failure:
                print(f"    left out: {failure}", file=sys.stderr)
        for i in range(rounds):
            first = i % max(1, len(contenders))
            for contender in contenders[first:] + contenders[:first]:
                contender.measure()
    finally:
        for contender in contenders:
            contender.close()
    return contenders
