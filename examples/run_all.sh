#!/bin/sh
# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
# Sourced by examples/run all: runs the experiments and joins what they show into one HTML page.
# shellcheck shell=sh disable=SC2154

experiments='prepare_data first_network learning_rates batch_sizes learning_curve validation_curve grid_search
leaky_relu image_filters feature_union regression data_in_chunks'
python=${PYTHON:-/usr/bin/python3}

# The versions of scikit-learn's side, or nothing where it is not there.
peer_versions() { "$python" "$root/examples/scikit_learn.py" version 2>/dev/null || true; }

processor() {
    sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1 | grep . || uname -m
}

page_head() {
    cat <<END
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>eigenmlp: the experiments</title>
<style>
body { font: 16px/1.5 "DejaVu Sans", Verdana, sans-serif; color: #333; max-width: 1100px; margin: 2em auto; padding: 0 1em }
h1, h2 { font-weight: normal } h2 { margin-top: 2.5em; border-bottom: 1px solid #bbb }
table { border-collapse: collapse; margin: 1em 0; font-size: 14px } th { text-align: right; font-weight: normal; color: #0072b2 }
th, td { padding: .2em .9em; border-bottom: 1px solid #e4e4e4 } td { text-align: right; font-variant-numeric: tabular-nums }
th:first-child, td:first-child { text-align: left } figure { margin: 1.5em 0 } img { max-width: 100%; border: 1px solid #e4e4e4 }
figcaption { font-size: 14px; color: #666 } a { color: #0072b2 }
</style>
<h1>eigenmlp: the experiments</h1>
<p>$1 On $(processor), $(cores) cores, $(date +%Y-%m-%d). eigenmlp in double precision${peer:+; $peer}.
Times are those of the same work, one after the other; differences are the largest between figures of both, or how many
figures agree where training magnifies rounding (examples/README.md).</p>
<table>
<thead><tr><th>experiment</th><th>eigenmlp</th><th>scikit-learn</th><th>times as fast</th><th>largest difference</th></tr></thead>
<tbody>
END
}

# run_all --output FOLDER [--full] [--no-scikit-learn]
run_all() {
    output='' setting='' peer=$(peer_versions)
    while [ $# -gt 0 ]; do
        case $1 in
        --output) output=${2:?--output needs a folder} && shift ;;
        --full) setting=--full ;;
        --no-scikit-learn) peer='' ;;
        *)
            echo "examples/run all --output FOLDER [--full] [--no-scikit-learn]" >&2
            exit 2
            ;;
        esac
        shift
    done
    [ -n "$output" ] || { echo "examples/run all needs --output FOLDER" >&2; exit 2; }
    mkdir -p "$output"
    [ -n "$peer" ] || note "scikit-learn is not measured: $python has none, or --no-scikit-learn"

    for name in $experiments; do compile release "$name"; done
    for name in $experiments; do
        mkdir -p "$output/$name"
        set -- --output "$output/$name" --parts $setting
        if [ -n "$peer" ]; then
            step "$name with scikit-learn"
            "$python" "$root/examples/scikit_learn.py" "$name" $setting >"$output/$name/scikit_learn.txt"
            set -- "$@" --compare "$output/$name/scikit_learn.txt"
        fi
        step "$name"
        "$build/release/examples/$name" "$@" >"$output/$name/report.txt"
    done

    {
        if [ -n "$setting" ]; then page_head "The chapter's settings."; else page_head "Small settings; --full takes the chapter's."; fi
        for name in $experiments; do cat "$output/$name/row.html"; done
        echo '</tbody></table>'
        for name in $experiments; do cat "$output/$name/section.html"; done
        echo '</html>'
    } >"$output/index.html"
    step "The page is $output/index.html"
}
