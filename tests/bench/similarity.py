"""How like two pictures are: SSIM (Wang et al. 2004) of their brightness, with windows of 8×8."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_WINDOW = 8
# The paper's K1 and K2 for 255 levels.
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(original: Image.Image, other: Image.Image) -> float:
    """1 if both look the same. If `other` is smaller, `original` is made as small."""
    if original.size != other.size:
        original = original.resize(other.size, Image.Resampling.LANCZOS)
    a, b = _brightness(original), _brightness(other)
    mean_a, mean_b = _means(a), _means(b)
    var_a, var_b = _means(a * a) - mean_a**2, _means(b * b) - mean_b**2
    together = _means(a * b) - mean_a * mean_b
    alike = (2 * mean_a * mean_b + _C1) * (2 * together + _C2)
    return float(np.mean(alike / ((mean_a**2 + mean_b**2 + _C1) * (var_a + var_b + _C2))))


def _brightness(picture: Image.Image) -> NDArray[np.float64]:
    return np.asarray(picture.convert("L"), dtype=np.float64)


def _means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of each window."""
    sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    windows = sums[_WINDOW:, _WINDOW:] - sums[:-_WINDOW, _WINDOW:]
    means: NDArray[np.float64] = (
        windows - sums[_WINDOW:, :-_WINDOW] + sums[:-_WINDOW, :-_WINDOW]
    ) / _WINDOW**2
    return means
