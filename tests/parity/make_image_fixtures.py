# SPDX-FileCopyrightText: 2026 The eigenmlp authors
# SPDX-License-Identifier: BSD-3-Clause
"""Writes tools/image.txt: convolutions by SciPy and block reductions by scikit-image.

Made with numpy 1.24.2, SciPy 1.10.1 and scikit-image 0.19.3.
"""
import numpy as np
from make_tools_fixtures import fixture
from scipy.ndimage import convolve
from skimage.measure.block import block_reduce

MODES = ("reflect", "constant", "nearest", "mirror", "wrap")


def main():
    rng = np.random.RandomState(6)
    images = {"u8": rng.randint(0, 256, (6, 7)).astype(np.uint8), "i16": rng.randint(-900, 900, (5, 4)).astype(np.int16),
              "i32": rng.randint(-5000, 5000, (3, 6)).astype(np.int32), "f64": rng.normal(size=(4, 5)),
              "f32": rng.normal(size=(5, 3)).astype(np.float32)}
    kernels = {"sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]), "mean": np.full((3, 3), 1 / 9),
               "even": rng.randint(-3, 4, (2, 4)), "large": rng.normal(size=(9, 11)), "row": np.array([[1, 0.25, -2, 7, 3]])}
    with fixture("image") as put:
        for name, image in images.items():
            put(f"{name}.image", image)
            put(f"{name}.rows", image.shape[0])
            for kernel, weights in kernels.items():
                put(f"{kernel}.weights", weights)
                put(f"{kernel}.rows", weights.shape[0])
                for number, mode in enumerate(MODES):
                    rows, cols = (n // 2 for n in weights.shape)
                    origins = ((0, 0), (-rows, -cols), ((weights.shape[0] - 1) // 2, 0), (0, -cols), (0, 0))
                    origin = origins[(number + len(name) + len(kernel)) % 5]
                    key = f"{name}.{kernel}.{mode}"
                    put(f"{key}.origin", origin)
                    put(key, convolve(image, weights, mode=mode, cval=2.75, origin=origin))
                    if image.dtype == np.uint8:
                        put(f"{key}.double", convolve(image, weights, output=float, mode=mode, cval=2.75, origin=origin))
            for block in ((2, 2), (3, 1), (4, 5), (9, 9)):
                for func in (np.sum, np.max, np.min, np.mean):
                    put(f"{name}.{func.__name__}.{block[0]}.{block[1]}", block_reduce(image, block, func, cval=1))


if __name__ == "__main__":
    main()
