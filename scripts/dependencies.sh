# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=sh
# To be sourced after steps.sh: installs what a run needs, or says how to get it.

# What, how to see that it is there, and its package on each system.
dependencies='
compiler       command:c++,g++,clang++           g++                    gcc-c++         gcc      gcc
g++            command:g++                       g++                    gcc-c++         gcc      gcc
cmake          command:cmake                     cmake                  cmake           cmake    cmake
ninja          command:ninja,ninja-build         ninja-build            ninja-build     ninja    ninja
eigen          header:eigen3/Eigen/Core          libeigen3-dev          eigen3-devel    eigen    eigen
fmt            header:fmt/format.h               libfmt-dev             fmt-devel       fmt      fmt
zlib           header:zlib.h                     zlib1g-dev             zlib-devel      zlib     zlib
CLI11          header:CLI/CLI.hpp                libcli11-dev           cli11-devel     cli11    cli11
Catch2         header:catch2/catch.hpp,catch2/catch_all.hpp  catch2     catch2-devel    catch2   catch2
clang          command:clang++                   clang                  clang           clang    llvm
libFuzzer      file:/usr/lib*/llvm*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a,/usr/lib*/clang/*/lib/linux/libclang_rt.fuzzer-*.a  libclang-rt-dev  compiler-rt  compiler-rt  llvm
ccache         command:ccache                    ccache                 ccache          ccache   ccache
gnuplot        command:gnuplot                   gnuplot-nox            gnuplot         gnuplot  gnuplot
Fashion-MNIST  file:/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz  dataset-fashion-mnist  -  -  -
'

# packages COLUMN NAME...: their packages on one system (3 apt, 4 dnf, 5 pacman, 6 brew).
packages() {
    column=$1
    shift
    for name in "$@"; do
        echo "$dependencies" | awk -v name="$name" -v column="$column" '$1 == name && $column != "-" { print $column }'
    done | awk '!seen[$0]++' | tr '\n' ' ' | sed 's/ $//'
}

# is_there NAME
is_there() {
    test=$(echo "$dependencies" | awk -v name="$1" '$1 == name { print $2 }')
    for candidate in $(echo "${test#*:}" | tr ',' ' '); do
        case $test in
        command:*) command -v "$candidate" >/dev/null 2>&1 && return 0 ;;
        file:*) [ -e "$candidate" ] && return 0 ;;
        header:*)
            for prefix in $(echo "${CMAKE_PREFIX_PATH:-}" | tr ':;' '  ') /usr /usr/local /opt/homebrew /opt/local; do
                [ -e "$prefix/include/$candidate" ] && return 0
            done
            ;;
        esac
    done
    return 1
}

# missing_of NAME...: those that are not there.
missing_of() {
    for name in "$@"; do
        is_there "$name" || printf '%s ' "$name"
    done
}

# The words that run a command as root without a question that nobody can answer; fails if there are none.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        echo sudo
    else
        return 1
    fi
}

apt_get() {
    $(as_root) env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"
}

# shellcheck disable=SC2086
how_to_get() {
    echo "    Debian, Ubuntu:  apt-get install $(packages 3 $1)"
    echo "    Fedora:          dnf install $(packages 4 $1)"
    echo "    Arch:            pacman -S $(packages 5 $1)"
    echo "    Homebrew:        brew install $(packages 6 $1)"
}

# install_dependencies "REQUIRED NAMES" "OPTIONAL NAMES"
# Without what is required this ends the run. An optional thing that cannot be had is tried once, then only noted.
# EIGENMLP_NO_INSTALL=1 leaves everything to CMake, for libraries in a place of their own.
# shellcheck disable=SC2046,SC2086
install_dependencies() {
    [ -z "${EIGENMLP_NO_INSTALL:-}" ] || return 0
    required=$(missing_of $1)
    optional=
    for name in $(missing_of $2); do
        if [ ! -e "$build/unavailable/$name" ] && [ -n "$(packages 3 $name)" ]; then optional="$optional$name "; fi
    done

    if [ -n "$required$optional" ] && command -v apt-get >/dev/null 2>&1 && as_root >/dev/null; then
        step "Install $(packages 3 $required $optional)"
        logged install apt_get update || true
        if [ -n "$required" ]; then
            logged install apt_get install -y --no-install-recommends $(packages 3 $required) || show_log install
        fi
        for name in $optional; do
            logged install apt_get install -y --no-install-recommends $(packages 3 $name) ||
                { mkdir -p "$build/unavailable" && : >"$build/unavailable/$name"; }
        done
        required=$(missing_of $1)
    fi

    if [ -n "$required" ]; then
        {
            echo "Missing: $required"
            optional=$(missing_of $2)
            [ -z "$optional" ] || echo "Missing, but the run can do without: $optional"
            echo "Install them as root, then run this again:"
            how_to_get "$required $optional"
            echo "Libraries elsewhere are found in CMAKE_PREFIX_PATH."
        } >&2
        exit 1
    fi
    for name in $(missing_of $2); do
        note "$name is missing and the run goes on without it (Debian's package: $(packages 3 $name))"
    done
}
