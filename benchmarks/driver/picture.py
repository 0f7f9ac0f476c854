# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""The comparison as a picture, drawn by gnuplot from benchmarks.gp."""

import shutil
import subprocess
import sys

PEER = "scikit-learn"
BARS = {"plain": "eigenmlp, plain", "native": "eigenmlp, native", PEER: PEER, "PyTorch": "PyTorch"}
COLOURS = {"plain": "blue", "native": "orange", PEER: "dark", "PyTorch": "pale"}

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
set key bmargin center horizontal maxrows 1 samplen 2
set bmargin 5
"""


def is_drawn(result):
    return result["unit"] == "seconds" and PEER in result["figures"]


def block(name):
    return name.replace("-", "_")


def label(result):
    return f"{result['workload']}\\n{result['scalar']}"


def clusters(results, value):
    """For each kind of bar that there is: left end, right end and height of all."""
    names = [name for name in BARS if any(value(result, name) is not None for result in results)]
    width = 0.8 / len(names)
    blocks = {name: [] for name in names}
    for place, result in enumerate(results):
        for i, name in enumerate(names):
            height = value(result, name)
            if height is not None:
                left = place - 0.4 + i * width
                blocks[name].append(f"{left:.3f} {left + 0.9 * width:.3f} {height:.5g}")
    return blocks


def speed(result, name):
    """How many times as fast as scikit-learn, round by round."""
    if name == PEER or name not in result["figures"]:
        return None
    if name in result["speed_up"][PEER]:
        return result["speed_up"][PEER][name]["median"]
    return result["figures"][PEER]["median"] / result["figures"][name]["median"]


def share(result, name):
    shares = result["shares"].get(name, {})
    return 100 * shares["FMA peak"]["median"] if "FMA peak" in shares else None


def panel(title, axis, results, blocks, base, setup):
    tics = ", ".join(f'"{label(result)}" {place}' for place, result in enumerate(results))
    data = "".join(f"${block(name)} << EOD\n" + "\n".join(rows) + "\nEOD\n" for name, rows in blocks.items())
    bars = ", \\\n     ".join(
        f"${block(name)} using 1:({base}):1:2:({base}):3 with boxxyerror fs solid noborder lc rgb {COLOURS[name]} "
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
        setup = "set logscale y\nset yrange [*:*]\n"
        setup += "set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lc rgb dark\n"
        title = "Speed against scikit-learn, one is equal"
        panels.append(panel(title, "times as fast", speeds, clusters(speeds, speed), 1, setup))
    if shares:
        setup = "unset arrow 1\nunset logscale y\nset yrange [0:100]\n"
        title = "Share of the peak of multiply-adds"
        panels.append(panel(title, "percent", shares, clusters(shares, share), 0, setup))
    if not panels:
        return None
    return PREAMBLE + f"set multiplot layout {len(panels)},1\n" + "\n".join(panels)


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
