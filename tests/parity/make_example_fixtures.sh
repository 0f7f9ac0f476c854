#!/bin/sh
# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
# Writes scikit-learn's figures of the example programs in a tiny setting to tests/parity/examples:
#     tests/parity/make_example_fixtures.sh NAME...
# The settings are those of tests/examples/CMakeLists.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for name in "$@"; do
    case $name in
    data_in_chunks) setting='--max-iter 1' ;;
    *) setting='--rows 100 --max-iter 5' ;;
    esac
    # shellcheck disable=SC2086
    "${PYTHON:-/usr/bin/python3}" "$here/../../examples/scikit_learn.py" "$name" $setting \
        --data "$here/../../examples/data/fashion-mnist" | grep -v '^seconds: ' >"$here/examples/$name.txt"
done
