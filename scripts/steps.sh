# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=sh
# To be sourced with $root set to the repository's folder: a line per step, the details in build/*.log.

build=$root/build
mkdir -p "$build"

# On stderr: stdout belongs to the program that is run.
step() { echo "==> $*" >&2; }
note() { echo "    $*" >&2; }

# logged NAME COMMAND...: runs it with its output in build/NAME.log.
logged() {
    log=$1
    shift
    "$@" >"$build/$log.log" 2>&1 </dev/null
}

show_log() {
    tail -n "${2:-30}" "$build/$1.log" >&2
    echo "The whole of it is in $build/$1.log" >&2
    exit 1
}

cores() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2; }

# configure PRESET: the first time with Ninja, if it is there.
configure() {
    step "Configure build/$1"
    if command -v ninja >/dev/null 2>&1; then export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"; fi
    (cd "$root" && logged "configure-$1" cmake --preset "$1") || show_log "configure-$1"
}

# compile PRESET [TARGET]: shows the progress on a terminal.
compile() {
    step "Build ${2:-everything} in build/$1"
    set -- "$1" cmake --build "$build/$1" --parallel "$(cores)" ${2:+--target "$2"}
    preset=$1
    shift
    if [ -t 2 ]; then
        "$@" >&2 || exit 1
    else
        logged "build-$preset" "$@" || show_log "build-$preset" 80
    fi
}
