# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Time and memory of the compiler for a small program with eigenmlp and for one with Eigen alone."""

import os
import subprocess
import tempfile
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
PROGRAMS = {"eigenmlp": "eigenmlp_fit.cpp", "Eigen": "eigen_least_squares.cpp"}
FLAGS = ["-std=c++20", "-O2", "-DFMT_HEADER_ONLY", "-isystem", "/usr/include/eigen3"]


def compiler():
    return os.environ.get("CXX", "g++")


def compile_once(source, folder):
    """Seconds of processor time and peak memory in bytes. CPLUS_INCLUDE_PATH is searched too."""
    ours = f"-I{BENCHMARKS.parent}/include"
    command = [compiler(), *FLAGS, ours, "-c", str(source), "-o", f"{folder}/program.o"]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{source} does not compile")
    return {"seconds": usage.ru_utime + usage.ru_stime, "bytes": 1024 * usage.ru_maxrss}


def compare(rounds):
    figures = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, source in PROGRAMS.items():
                figures[name].append(compile_once(BENCHMARKS / "compile_time" / source, folder))
    return figures
