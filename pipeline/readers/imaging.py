"""Page images made fit for recognition: red stamps off, straightened, turned upright; and where a point came from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

_RED = 45  # how far red must stand above green and blue: ink of a stamp, not yellowed paper
_DARK = 140  # a pixel of ink, of 255
_STEEPEST, _LEAST = 6.0, 0.15  # degrees: skew that is looked for, skew that is mended
_SAMPLE = 700  # pixels of the width in which skew is measured


@dataclass(frozen=True, slots=True)
class Straight:
    """An image turned upright by quarter turns and straightened by `angle` degrees, and the way back.

    `scale` is the points of the page in a pixel; `size` is width and height before it was turned.
    """

    image: Any
    scale: float
    quarters: int
    angle: float
    size: tuple[int, int]

    def back(self, x: float, y: float) -> tuple[float, float]:
        """The place on the page, in points, of a place in the image, in pixels."""
        width, height = self.image.size
        turn = math.radians(self.angle)
        dx, dy = x - width / 2, y - height / 2
        x = width / 2 + dx * math.cos(turn) - dy * math.sin(turn)
        y = height / 2 + dx * math.sin(turn) + dy * math.cos(turn)
        for _ in range(self.quarters):
            x, y, width, height = height - y, x, height, width
        return x * self.scale, y * self.scale


def straighten(image: Any, *, scale: float, quarters: int = 0) -> Straight:
    """An image turned by quarters (counted against the clock) and straightened where its lines are skewed."""
    from PIL import Image

    size = image.size
    turned = image.transpose(Image.Transpose[f"ROTATE_{90 * quarters}"]) if quarters else image
    angle = skew_of(turned)
    if abs(angle) >= _LEAST:
        turned = turned.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return Straight(turned, scale, quarters, angle if abs(angle) >= _LEAST else 0.0, size)


def without_red(image: Any) -> tuple[Any, bool]:
    """The image in grey with red ink as paper, and whether there was any: black letters below a stamp stay."""
    from PIL import Image

    if image.mode != "RGB":
        return image.convert("L"), False
    pixels = np.asarray(image, np.int16)
    red, others = pixels[:, :, 0], pixels[:, :, 1:].max(axis=2)
    stamp = (red - others > _RED) & (red > 100)
    if not stamp.any():
        return image.convert("L"), False
    grey = np.asarray(image.convert("L")).copy()
    grey[stamp] = 255
    return Image.fromarray(grey), bool(stamp.mean() > 0.0005)


def skew_of(image: Any) -> float:
    """How many degrees the lines of an image in grey fall to the right: the turn that makes them level.

    The ink is summed along lines of each slope; the slope at which the sums differ most is that of the text.
    """
    small = image.convert("L").resize((_SAMPLE, max(1, round(image.height * _SAMPLE / image.width))))
    y, x = np.nonzero(np.asarray(small) < _DARK)
    if len(y) < 200:
        return 0.0
    best = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=lambda a: _sharpness(x, y, a))
    fine = max(np.arange(best - 0.5, best + 0.51, 0.05), key=lambda a: _sharpness(x, y, a))
    return float(fine)


def _sharpness(x: Any, y: Any, angle: float) -> float:
    """How unevenly ink lies on lines of a slope."""
    rows = np.round(y - x * math.tan(math.radians(angle))).astype(int)
    counts = np.bincount(rows - rows.min())
    return float(np.square(np.diff(counts.astype(float))).sum())
