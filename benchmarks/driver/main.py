# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Compares eigenmlp with its peers in turns; started by benchmarks/run."""

import argparse
import datetime
import functools
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import compile_time
import data
import picture
import report
import workloads
from contenders import NAMES, Contender, peer_command, peer_is_there, take_turns

LETTERS = "A,B,C,D,E,F,G,H,I,compile"


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="benchmarks/run",
        description="Runs eigenmlp and its peers in turns on the same data and compares them.",
        epilog="--install (before all else) gets the peers from Debian's packages.",
    )
    names = lambda text: text.split(",")
    parser.add_argument("--workloads", type=names, default=LETTERS, help="of %(default)s (all; see README.md)")
    parser.add_argument("--scalars", type=names, default="float,double", help="of %(default)s (both)")
    parser.add_argument("--builds", type=names, default="plain,native", help="of ours: %(default)s (both)")
    parser.add_argument("--peers", type=names, default="sklearn,torch", help="of %(default)s (both)")
    parser.add_argument("--rounds", type=int, help="measurements of each contender (5; 2 with --quick)")
    parser.add_argument("--threads", type=int, default=1, help="of every contender (1); H takes at least 2")
    parser.add_argument("--rows", type=int, default=60_000, help="of A, B, H, I (60000); scaled if fewer")
    parser.add_argument("--quick", action="store_true", help="a fraction of everything, to see that it works")
    parser.add_argument("--output", type=Path, default=Path("out-benchmarks"), help="folder (%(default)s)")
    parser.add_argument("--build-dir", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    for option in ("workloads", "scalars", "builds", "peers"):
        known = parser.get_default(option)
        unknown = set(getattr(arguments, option)) - set(names(known))
        if unknown:
            parser.error(f"--{option}: {', '.join(sorted(unknown))} is none of {known}")
    arguments.rounds = arguments.rounds or (2 if arguments.quick else 5)
    return arguments


class Benchmark:
    def __init__(self, arguments):
        self.arguments = arguments
        self.programs = arguments.build_dir / "benchmarks"
        self.store = data.Store(arguments.build_dir / "data")
        self.peers = [peer for peer in arguments.peers if peer_is_there(peer)]
        self.min_seconds = 0.05 if arguments.quick else 0.3
        self.versions = {}
        for peer in set(arguments.peers) - set(self.peers):
            note(f"{NAMES[peer]} is missing and left out; benchmarks/run --install gets it")

    def chosen(self, keys):
        for workload in workloads.WORKLOADS:
            if workload.key in keys:
                workload = workloads.shortened(workload, self.arguments.rows)
                yield workloads.quick(workload) if self.arguments.quick else workload

    def options(self, workload, scalar):
        path = self.store.path(workload.data)
        return {**workload.options(), "scalar": scalar, "data": path, "min_seconds": self.min_seconds}

    def ours_and_peers(self, workload, scalar, threads):
        options = self.options(workload, scalar)
        for build in self.arguments.builds:
            yield functools.partial(Contender, build, [self.programs / f"contender_{build}"], options, threads)
        for peer in self.peers:
            if peer == "torch" and (not workload.torch or threads != 1):
                continue
            yield functools.partial(Contender, NAMES[peer], peer_command(peer), options, threads)

    def limits(self, workload, scalar, threads):
        machine = [self.programs / "machine"]
        options = {"scalar": scalar, "min_seconds": self.min_seconds}
        if workload.bound == "fma":
            yield functools.partial(Contender, "FMA peak", machine, {**options, "task": "fma_peak"}, threads)
        if workload.bound == "memory":
            # weights and both moments, which an update of Adam reads and writes: in the caches or not
            own_bytes = 3 * workload.n_parameters() * (4 if scalar == "float" else 8)
            for name, size in [("memory", 512 * 2**20), ("same size", own_bytes)]:
                task = {**options, "task": "bandwidth", "bytes": size}
                yield functools.partial(Contender, name, machine, task, threads)

    def compare(self, workload, scalar):
        """One workload in one type: figures of all contenders and of the machine's limit."""
        step(f"{workload.key} {scalar}: {workload.title}")
        threads = self.arguments.threads
        makers = [*self.ours_and_peers(workload, scalar, threads), *self.limits(workload, scalar, threads)]
        # what a process allocated once it has for its next fit, so memory is measured once in each
        contenders = take_turns(makers, 1 if workload.task == "memory" else self.arguments.rounds)
        self.remember_versions(contenders)
        return report.result(workload, scalar, threads, contenders)

    def compare_threads(self, workload, scalar):
        """The same at one thread and at several, all in turns."""
        threads = max(2, self.arguments.threads)
        step(f"H {scalar}: {workload.title}, {threads} threads against one")
        sides = [list(self.ours_and_peers(workload, scalar, n)) for n in (1, threads)]
        makers = [make for pair in zip(*(side[: len(sides[1])] for side in sides)) for make in pair]
        contenders = take_turns([functools.partial(labelled, make) for make in makers], self.arguments.rounds)
        self.remember_versions(contenders)
        return report.threads_result(workload, scalar, threads, contenders)

    def remember_versions(self, contenders):
        self.versions.update({c.name: c.description for c in contenders if c.description})


def labelled(make):
    contender = make()
    contender.threads = int(make.args[-1])
    return contender


def step(text):
    print(f"==> {text}", file=sys.stderr)


def note(text):
    print(f"    {text}", file=sys.stderr)


def machine():
    with open("/proc/cpuinfo") as cpuinfo:
        models = [line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name")]
    compiler = subprocess.run([compile_time.compiler(), "--version"], capture_output=True, text=True).stdout
    return {
        "date": datetime.date.today().isoformat(),
        "processor": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "compiler": compiler.splitlines()[0],
        "load": os.getloadavg()[0],
    }


def main():
    arguments = parse_arguments()
    arguments.output.mkdir(parents=True, exist_ok=True)
    benchmark = Benchmark(arguments)
    if not data.fashion_mnist_is_complete():
        note("dataset-fashion-mnist is missing: the bundled sample stands in, over and over")

    results = {"machine": machine(), "quick": arguments.quick, "rounds": arguments.rounds}
    results["workloads"] = [
        benchmark.compare(workload, scalar)
        for workload in benchmark.chosen(arguments.workloads)
        for scalar in arguments.scalars
    ]
    results["threads"] = [
        benchmark.compare_threads(workload, scalar)
        for workload in benchmark.chosen("AB" if "H" in arguments.workloads else "")
        for scalar in arguments.scalars
    ]
    if "compile" in arguments.workloads:
        step("compile: eigenmlp's fit against Eigen's least squares")
        results["compile"] = compile_time.compare(arguments.rounds)
    results["versions"] = benchmark.versions

    text = report.text(results)
    print(text, end="")
    (arguments.output / "benchmarks.md").write_text(text)
    (arguments.output / "benchmarks.json").write_text(json.dumps(results, indent=1) + "\n")
    picture.draw(arguments.output, results)
    step(f"Written to {arguments.output}")


if __name__ == "__main__":
    main()
