# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes include/eigenmlp/datasets/tables/*.inl, the small data sets that come with the library.

Made with scikit-learn 1.2.1, whose tables they are.  A row is a sample: its features, then its target.
"""
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

FOLDER = Path(__file__).parent.parent / "include" / "eigenmlp" / "datasets" / "tables"
LONGEST = 60000  # what compilers need not support begins beyond 65536 characters of a literal
OWNERS = {
    "iris": ("1936 R. A. Fisher", "CC-BY-4.0"),
    "wine": ("1991 M. Forina, S. Aeberhard and others", "CC-BY-4.0"),
    "breast_cancer": ("1995 W. H. Wolberg, W. N. Street, O. L. Mangasarian", "CC-BY-4.0"),
    "digits": ("1998 E. Alpaydin, C. Kaynak", "CC-BY-4.0"),
    "diabetes": ("2004 B. Efron, T. Hastie, I. Johnstone, R. Tibshirani; the scikit-learn developers", "BSD-3-Clause"),
}


def write(name, lines):
    parts = [""]
    for line in lines:
        if len(parts[-1]) + len(line) >= LONGEST:
            parts.append("")
        parts[-1] += line + "\n"
    owner, licence = OWNERS[name]
    tag = "SPDX-"  # apart, so that tools do not take these lines for those of this file
    text = f"// {tag}FileCopyrightText: {owner}\n// {tag}License-Identifier: {licence}\n"
    text += "// Made by scripts/make_tables.py; see README.md beside this file.\n"
    text += ",\n".join(f'R"(\n{part})"' for part in parts) + "\n"
    (FOLDER / f"{name}.inl").write_text(text, encoding="utf-8")


def number(value):
    return str(int(value)) if value == int(value) else repr(float(value))


def write_numbers(name, data, target):
    write(name, [",".join(map(number, [*row, y])) for row, y in zip(data, target)])


def main():
    FOLDER.mkdir(exist_ok=True)
    for name, load in (("iris", load_iris), ("wine", load_wine), ("breast_cancer", load_breast_cancer)):
        write_numbers(name, *load(return_X_y=True))
    write_numbers("diabetes", *load_diabetes(return_X_y=True, scaled=False))
    images, labels = load_digits(return_X_y=True)  # grey values 0 to 16 are the letters a to q
    write("digits", ["".join(chr(ord("a") + int(v)) for v in row) + str(y) for row, y in zip(images, labels)])


if __name__ == "__main__":
    main()
