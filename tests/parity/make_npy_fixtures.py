# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/npy.txt: files of NumPy's save, savez and savez_compressed, in hexadecimal digits.

Made with numpy 1.24.2.
"""
import io

import numpy as np
from make_tools_fixtures import fixture


def file_of(save, *args, **kwargs):
    file = io.BytesIO()
    save(file, *args, **kwargs)
    return file.getvalue().hex()


def main():
    with fixture("npy") as put:
        table = np.array([[1, 2, 3], [4, 5, 100]])
        for dtype in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"):
            for order in "<>":
                put(f"{order}{dtype}", file_of(np.save, table.astype(order + dtype)))
        cube = np.arange(24, dtype=np.int32).reshape(2, 3, 4)
        put("cube", file_of(np.save, cube))
        put("fortran_cube", file_of(np.save, np.asfortranarray(cube)))
        put("fortran_big_endian", file_of(np.save, np.asfortranarray(table.astype(">f8"))))
        put("vector", file_of(np.save, np.array([0.5, -1e300, np.inf])))
        put("scalar", file_of(np.save, np.array(7)))
        put("empty", file_of(np.save, np.zeros((0, 3))))
        put("version_2", file_of(np.lib.format.write_array, np.arange(3.0), version=(2, 0)))
        put("version_3", file_of(np.lib.format.write_array, np.arange(3.0), version=(3, 0)))
        put("refused.object", file_of(np.save, np.array([1, "a"], dtype=object)))
        put("refused.text", file_of(np.save, np.array(["a", "bc"])))
        put("refused.complex", file_of(np.save, np.array([1j])))
        put("refused.record", file_of(np.save, np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])))
        put("refused.long_double", file_of(np.save, np.array([1], dtype=np.longdouble)))
        X = np.random.RandomState(0).randint(0, 3, (40, 5)).astype(np.float32)
        put("npz", file_of(np.savez, X=X, y=np.arange(4)))
        put("npz_compressed", file_of(np.savez_compressed, X=X, y=np.arange(4)))
        put("npz_object", file_of(np.savez, y=np.array([None])))
        put("npz_X", X)


if __name__ == "__main__":
    main()
