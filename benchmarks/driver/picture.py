# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""The comparison as a picture, drawn by gnuplot from benchmarks.gp."""

import shutil
import subprocess
import sys

PEER = "scikit-learn"
BARS = {"plain": "eigenmlp, plain -O2", "native": "eigenmlp, -O3 -march=native", "PyTorch": "PyTorch"}
COLOURS = {"plain": "blue", "native": "orange", "PyTorch": "pale"}

PREAMBLE = """# Draw with: gnuplot benchmarks.gp
set encoding utf8
set terminal pngcairo size 1000,760 font 'DejaVu Sans,11' noenhanced background rgb 'white'
set output 'benchmarks.png'
blue = 0x0072B2; orange = 0xD55E00; dark = 0x333333; pale = 0xBBBBBB
set border lc rgb dark
set tics textcolor rgb dark
set title font ',14' textcolor rgb dark
set grid y lc rgb '#E4E4E4' lt 1
set style fill solid
"""


def is_drawn(result):
    return result["unit"] == "seconds" and PEER in result["figures"]


def label(result):
    return f"{result['workload']}\\n{result['scalar']}"


def clusters(results, value):
    """A block for each kind of bar: left and right end, height; and where each cluster's middle is."""
    width = 0.8 / len(BARS)
    blocks = {}
    for place, result in enumerate(results):
        for i, name in enumerate(BARS):
            height = value(result, name)
            if height is not None:
                left = place - 0.4 + i * width
                blocks.setdefault(name, []).append(f"{left:.3f} {left + 0.9 * width:.3f} {height:.5g}")
    return blocks


def speed(result, name):
    """How many times as fast as scikit-learn, round by round."""
    if name not in result["figures"]:
        return None
    if name in result["speed_up"][PEER]:
        return result["speed_up"][PEER][name]["median"]
    return result["figures"][PEER]["median"] / result["figures"][name]["median"]


def share(result, name):
    shares = result["shares"].get(name, {})
    return 100 * shares["FMA peak"]["median"] if "FMA peak" in shares else None


def panel(title, axis, results, blocks, base, setup):
    tics = ", ".join(f'"{label(result)}" {place}' for place, result in enumerate(results))
    data = "".join(f"${name} << EOD\n" + "\n".join(rows) + "\nEOD\n" for name, rows in blocks.items())
    bars = ", \\\n     ".join(
        f"${name} using 1:({base}):1:2:({base}):3 with boxxyerror fs solid noborder lc rgb {COLOURS[name]} "
        f"title '{BARS[name]}'"
        for name in blocks
    )
    return (
        f"{data}set title '{title}'\nset ylabel '{axis}'\n{setup}"
        f"set xtics nomirror scale 0 ({tics})\nset xrange [-0.6:{len(results) - 0.4}]\nplot {bars}\n"
    )


def script(results):
    speeds = [r for r in results if is_drawn(r)]
    shares = [r for r in results if "FMA peak" in r["limits"]]
    panels = []
    if speeds:
        setup = "set logscale y\nset yrange [*:*]\nset arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lc rgb dark\n"
        setup += "set key top left\n"
        panels.append(panel("Speed against scikit-learn, one is equal", "times as fast", speeds, clusters(speeds, speed), 1, setup))
    if shares:
        setup = "unset arrow 1\nunset logscale y\nset yrange [0:100]\nset key top right\n"
        panels.append(panel("Share of the peak of multiply-adds", "percent", shares, clusters(shares, share), 0, setup))
    return PREAMBLE + f"set multiplot layout {len(panels)},1\n" + "\n".join(panels) if panels else None


def draw(folder, results):
    """Writes the script and, where there is gnuplot, the picture."""
    content = script(results["workloads"])
    if content is None:
        return
    (folder / "benchmarks.gp").write_text(content)
    if not shutil.which("gnuplot"):
        print("    gnuplot is missing: benchmarks.gp draws the picture", file=sys.stderr)
        return
    subprocess.run(["gnuplot", "benchmarks.gp"], cwd=folder, check=True)
