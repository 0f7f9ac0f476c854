# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""From measurements to medians, ratios and tables (Markdown)."""

from statistics import median

from contenders import NAMES

BUILDS = ("plain", "native")
LIMITS = ("FMA peak", "memory", "same size")


def summary(values):
    return {"median": median(values), "min": min(values), "max": max(values), "values": values}


def ratios(over, under):
    """Round by round, so that what slows both down cancels out."""
    return summary([a / b for a, b in zip(over["values"], under["values"])])


def speed_up(peer, ours, per_epoch):
    """How many times as fast as the peer; epoch by epoch where fits stop by themselves."""
    factor = ours["epochs"] / peer["epochs"] if per_epoch else 1
    return summary([factor * ratio for ratio in ratios(peer, ours)["values"]])


def result(workload, scalar, threads, contenders):
    figures, limits, shares = {}, {}, {}
    for contender in contenders:
        if contender.name in LIMITS:
            limits[contender.name] = summary([answer["rate"] for answer in contender.answers])
        else:
            figures[contender.name] = summary([workload.figure(answer) for answer in contender.answers])
            figures[contender.name]["epochs"] = contender.answers[-1].get("n_iter")
    for contender in contenders:
        if contender.name in figures:
            shares[contender.name] = shares_of(workload, scalar, contender, figures[contender.name], limits)
    return {
        "workload": workload.key,
        "title": workload.title,
        "scalar": scalar,
        "threads": threads,
        "unit": "bytes" if workload.task == "memory" else "seconds",
        "stops": workload.stops,
        "note": workload.note(),
        "figures": figures,
        "limits": limits,
        "shares": shares,
        "speed_up": {
            peer: {
                build: speed_up(figures[peer], figures[build], workload.stops)
                for build in BUILDS
                if build in figures
            }
            for peer in NAMES.values()
            if peer in figures
        },
    }


def shares_of(workload, scalar, contender, figure, limits):
    """Shares of the machine's limits: of its multiply-adds, or of the traffic that an update cannot avoid."""
    if workload.bound == "fma":
        work = [workload.flop(answer) for answer in contender.answers]
    else:
        work = [6 * workload.n_parameters() * (4 if scalar == "float" else 8)] * len(contender.answers)
    rates = {"values": [w / seconds for w, seconds in zip(work, figure["values"])]}
    return {name: ratios(rates, limit) for name, limit in limits.items()}


def threads_result(workload, scalar, threads, contenders):
    by_name = {}
    for contender in contenders:
        figure = summary([workload.figure(answer) for answer in contender.answers])
        figure["hashes"] = sorted({answer["hash"] for answer in contender.answers if "hash" in answer})
        by_name.setdefault(contender.name, {})[contender.threads] = figure
    pairs = {name: pair for name, pair in by_name.items() if len(pair) == 2}
    return {
        "workload": workload.key,
        "title": workload.title,
        "scalar": scalar,
        "threads": threads,
        "note": workload.note(),
        "contenders": {
            name: {
                "one": pair[1],
                "several": pair[threads],
                "gain": ratios(pair[1], pair[threads]),
                "same_bits": pair[1]["hashes"] == pair[threads]["hashes"] if pair[1]["hashes"] else None,
            }
            for name, pair in pairs.items()
        },
    }


def quantity(s, unit):
    """Median (min to max) in a unit that suits: `0.312 s (0.301 to 0.35)`, `29.1 ms`, `5.2 MiB`."""
    names = [(2**20, "MiB")] if unit == "bytes" else [(1, "s"), (1e-3, "ms"), (1e-6, "us")]
    scale, name = next((pair for pair in names if s["median"] >= pair[0]), names[-1])
    return spread(s, scale, f" {name}")


def spread(s, scale=1, name=""):
    text = f"{s['median'] / scale:.3g}{name}"
    if len(s["values"]) == 1:
        return text
    return f"{text} ({s['min'] / scale:.3g} to {s['max'] / scale:.3g})"


def percent(share):
    return f"{100 * share:.0f} %"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    pad = lambda cell, width: cell.ljust(width, "-" if cell == "---" else " ")
    return "\n".join("| " + " | ".join(map(pad, line, widths)) + " |" for line in lines)


def share_text(shares):
    """The stream of an update's own size says what the caches allow."""
    short = {"FMA peak": "FMA", "memory": "memory", "same size": "cache"}
    return ", ".join(f"{percent(share['median'])} {short[name]}" for name, share in shares.items())


def workload_rows(results):
    for r in results:
        peers = [peer for peer in NAMES.values() if peer in r["figures"]]
        for build in (build for build in BUILDS if build in r["figures"]):
            figure = lambda name: figure_text(r, name) if name in r["figures"] else "-"
            ratio = lambda peer: spread(r["speed_up"][peer][build]) if peer in peers else "-"
            yield [
                r["workload"],
                r["title"],
                r["scalar"],
                build,
                figure(build),
                *(cell for peer in NAMES.values() for cell in (figure(peer), ratio(peer))),
                share_text(r["shares"][build]) or "-",
            ]


def figure_text(r, name):
    figure = r["figures"][name]
    epochs = f", {figure['epochs']} epochs" if r["stops"] else ""
    return quantity(figure, r["unit"]) + epochs


def thread_rows(results):
    for r in results:
        for name, c in r["contenders"].items():
            same = {True: "yes", False: "NO", None: "-"}[c["same_bits"]]
            one, several = quantity(c["one"], "seconds"), quantity(c["several"], "seconds")
            yield [r["workload"], r["scalar"], name, one, several, spread(c["gain"]), same]


def compile_rows(figures):
    seconds = {name: summary([f["seconds"] for f in runs]) for name, runs in figures.items()}
    memory = {name: summary([f["bytes"] for f in runs]) for name, runs in figures.items()}
    for what, unit, s in [("processor time", "seconds", seconds), ("peak memory", "bytes", memory)]:
        ratio = ratios(s["eigenmlp"], s["Eigen"])
        yield [what, quantity(s["eigenmlp"], unit), quantity(s["Eigen"], unit), spread(ratio)]


def limit_lines(results):
    """The machine's limits, the median over all workloads that measured them."""
    names = {"FMA peak": ("GFLOP/s of multiply-adds", 1e9), "memory": ("GB/s read and written in memory", 1e9)}
    for scalar in ("float", "double"):
        for name, (text, scale) in names.items():
            limits = [r["limits"] for r in results if r["scalar"] == scalar]
            values = [limit[name]["median"] for limit in limits if name in limit]
            if values:
                yield f"{scalar}: {median(values) / scale:.1f} {text}"


def text(results):
    machine = results["machine"]
    lines = [
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['compiler']}; "
        f"{results['rounds']} rounds in turns, median (min to max); load before the run {machine['load']:.1f}",
    ]
    if results["quick"]:
        lines += ["", "A QUICK RUN: it shows that everything works, not how fast it is."]
    lines.append("")
    for name, description in sorted(results["versions"].items()):
        if "version" in description:
            blas = ", ".join(description["blas"]) or "no shared BLAS"
            lines.append(f"- {name} {description['version']} on {blas}")
    lines += [f"- {line}" for line in limit_lines(results["workloads"])]
    notes = {r["note"] for r in results["workloads"] + results["threads"] if r["note"]}
    lines += [f"- {note}" for note in sorted(notes)]
    if results["workloads"]:
        header = ["", "workload", "scalar", "build", "eigenmlp"]
        header += [cell for peer in NAMES.values() for cell in (peer, "ratio")] + ["share of"]
        lines += ["", table(header, list(workload_rows(results["workloads"])))]
    if results["threads"]:
        threads = results["threads"][0]["threads"]
        header = ["H", "scalar", "", "1 thread", f"{threads} threads", "gain", "same bits"]
        lines += ["", table(header, list(thread_rows(results["threads"])))]
    if "compile" in results:
        header = ["compile, -O2", "eigenmlp fit", "Eigen least squares", "ratio"]
        lines += ["", table(header, list(compile_rows(results["compile"])))]
    return "\n".join(lines) + "\n"
