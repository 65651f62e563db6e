"""Scans for the tests: pages of a PDF as images, with noise, turned, skewed, with a red stamp over the signature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

_DPI = 200
_RED = (205, 35, 45)


def scan(source: Path, path: Path, *, turn: int = 0, skew: float = 0.0, stamp: tuple[int, int] | None = None) -> Path:
    """The pages of a PDF as a PDF of images; `turn` in quarters, `skew` in degrees, `stamp` where its middle is."""
    document = pypdfium2.PdfDocument(source)
    images = [_worn(page.render(scale=_DPI / 72).to_pil().convert("RGB"), skew, stamp) for page in document]
    document.close()
    turned = [image.rotate(90 * turn, expand=True) for image in images]
    turned[0].save(path, "PDF", resolution=_DPI, save_all=True, append_images=turned[1:])
    return path


def _worn(image: Any, skew: float, stamp: tuple[int, int] | None) -> Any:
    if stamp is not None:
        draw, (x, y) = ImageDraw.Draw(image), (v * _DPI / 72 for v in stamp)
        for radius in (110, 104, 70):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_RED, width=4)
        draw.regular_polygon((x, y, 45), 5, fill=None, outline=_RED)
        draw.line((x - 100, y - 8, x + 100, y + 8), fill=_RED, width=9)
    if skew:
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    noise = np.random.default_rng(7).normal(0, 9, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image, np.int16) + noise - 6, 0, 255).astype(np.uint8))
